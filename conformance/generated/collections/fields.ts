import fc, { type Arbitrary } from 'fast-check'
import { long, often } from './arbitrary.ts'
import type { FieldChange, FieldDraft } from './edit.ts'

const fieldName = often(
  ['a', 'b', 'c', 'd', 'title', 'order', 'note'],
  [
    ...[
      'A',
      'Title',
      'id',
      'ID',
      'created',
      'updated',
      'constructor',
      '__proto__',
      'rowid',
      '_rowid_',
    ],
    ...['null', 'true', 'collectionId', 'collectionName', 'expand', 'password', 'passwordConfirm'],
    ...['', ' ', 'x y', 'a.b', "a'b", 'a`b', 'a"b', 'a;--', 'größe', '名前', 'e\u0301', '🙂', '1'],
    ...['a_via_b', '@now', long(100), long(101), long(10_000), '{f0}', '{f1}', 'a\nb', 'a\0b'],
  ],
)

export const flag = fc.boolean()
const sizes = fc.constantFrom(0, 0, 1, 2, 5)
const wild = fc.constantFrom(-1, 3, 71, 72, 1.5, '1', null, 2 ** 53, 2 ** 53 + 2)
const domains = fc.constantFrom(null, [], ['example.com'], ['example.com', 'b.co'])
const maxSelect = fc.constantFrom(0, 1, 1, 2, 2, 3)
const target = often(['{i0}', '{i1}', '{i2}'], ['', 'nowhere', '{c0}', '_pb_users_auth_', '{p}'])

type Options = Readonly<Record<string, unknown>>

const some = (
  options: Readonly<Record<string, Arbitrary<unknown>>>,
  requiredKeys: readonly string[] = [],
): Arbitrary<Options> => fc.record(options, { requiredKeys: [...requiredKeys] })

/** Options that each type takes. */
const optionsByType: Readonly<Record<string, Arbitrary<Options>>> = {
  text: some({ max: fc.constantFrom(0, 5, 100), pattern: fc.constantFrom('', '^[a-z]*$') }),
  editor: some({ maxSize: sizes, convertURLs: flag }),
  number: some({
    min: fc.constantFrom(null, 0, -1.5),
    max: fc.constantFrom(null, 3),
    onlyInt: flag,
  }),
  bool: fc.constant({}),
  email: some({ onlyDomains: domains }),
  url: some({ exceptDomains: domains }),
  date: some({
    min: fc.constantFrom('', '2020-01-01 00:00:00.000Z'),
    max: fc.constantFrom('', '2030-01-01'),
  }),
  autodate: some({ onCreate: fc.constant(true), onUpdate: flag }, ['onCreate']),
  select: some(
    {
      values: fc.constantFrom(['a', 'b'], ['a', 'b', 'c']),
      maxSelect: fc.constantFrom(0, 1, 1, 2, 2),
    },
    ['values'],
  ),
  json: some({ maxSize: fc.constantFrom(0, 5, 100) }),
  file: some({
    maxSelect,
    protected: flag,
    thumbs: fc.constantFrom(null, ['10x10']),
    mimeTypes: fc.constantFrom(null, ['text/plain']),
  }),
  relation: some(
    { collectionId: target, maxSelect: fc.constantFrom(1, 1, 2, 3), cascadeDelete: flag },
    ['collectionId'],
  ),
  password: some({ cost: fc.constant(4), min: fc.constantFrom(0, 5) }, ['cost']),
  geoPoint: fc.constant({}),
}

/** Options that are wrong for most types, alone or together. */
const oddOptions: Arbitrary<Options> = fc.oneof(
  some({ min: fc.oneof(sizes, wild), max: fc.oneof(sizes, wild) }),
  some({ maxSelect: wild, minSelect: fc.oneof(sizes, wild) }),
  some({
    pattern: fc.constantFrom('(', '^a', '[z-a]', 'a{1001}'),
    autogeneratePattern: fc.constantFrom('x{3}', '(', '[a-z]{5}'),
  }),
  some({ values: fc.constantFrom([], ['a', 'a'], [''], null, 'a', [5]), maxSelect }),
  some({ onlyDomains: fc.constantFrom(['no domain'], [''], ['b.co']), exceptDomains: domains }),
  some({ min: fc.constantFrom('x', '', '2020-01-01'), max: fc.constantFrom('x', '1990-01-01') }),
  some({
    thumbs: fc.constantFrom(['x'], ['0x0'], ['']),
    maxSize: wild,
    cost: fc.oneof(wild, sizes),
  }),
  some({ onCreate: fc.constant(false), primaryKey: flag, required: flag, hidden: flag }),
  some({
    system: flag,
    presentable: flag,
    id: fc.constantFrom('', 'own', 'text3208210256', 'x y', '{i0}'),
  }),
)

const types = [
  'text',
  'text',
  'number',
  'bool',
  'select',
  'select',
  'select',
  'relation',
  'relation',
  'file',
  'json',
  'date',
  'email',
  'url',
  'editor',
  'autodate',
  'geoPoint',
  'password',
] as const

const fieldType = fc.oneof(
  { weight: 40, arbitrary: fc.constantFrom<string>(...types) },
  { weight: 1, arbitrary: fc.constantFrom('nope', '', 'Text') },
)

const optionsOf = (type: string): Arbitrary<Options> =>
  fc
    .tuple(
      optionsByType[type] ?? fc.constant({}),
      fc.oneof(
        { weight: 12, arbitrary: fc.constant({}) },
        { weight: 1, arbitrary: fc.constant({ required: true }) },
        { weight: 1, arbitrary: oddOptions },
      ),
    )
    .map(([own, odd]) => ({ ...own, ...odd }))

export const field: Arbitrary<FieldDraft> = fieldType.chain((type) =>
  fc.record({ name: fieldName, type: fc.constant(type), options: optionsOf(type) }),
)

export const at = fc.nat(9)

/** The options of one type are sent to a field of any: what does not belong is ignored or refused. */
const anyOptions = fieldType.chain((type) => optionsOf(type))

export const change: Arbitrary<FieldChange> = fc.oneof(
  { weight: 6, arbitrary: fc.record({ kind: fc.constant('add' as const), at, field }) },
  { weight: 3, arbitrary: fc.record({ kind: fc.constant('remove' as const), at }) },
  {
    weight: 5,
    arbitrary: fc.record({ kind: fc.constant('rename' as const), at, name: fieldName }),
  },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('move' as const), at, to: at }) },
  { weight: 3, arbitrary: fc.record({ kind: fc.constant('replace' as const), at, field }) },
  {
    weight: 5,
    arbitrary: fc.record({
      kind: fc.constant('set' as const),
      at,
      options: fc.record({ maxSelect }),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({ kind: fc.constant('set' as const), at, options: anyOptions }),
  },
  {
    weight: 1,
    arbitrary: fc.record({ kind: fc.constant('retype' as const), at, type: fieldType }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('duplicate' as const), at }) },
)

import fc, { type Arbitrary } from 'fast-check'
import { choices } from './values.ts'

/** Text with placeholders (see `template.ts`). */
export type Template = string

export interface FieldDraft {
  readonly name: Template
  readonly type: string
  readonly options: Readonly<Record<string, unknown>>
}

/** One change of a list of fields. Positions count on from the beginning when the list is shorter. */
export type FieldChange =
  | { readonly kind: 'add'; readonly at: number; readonly field: FieldDraft }
  | { readonly kind: 'remove' | 'duplicate'; readonly at: number }
  | { readonly kind: 'rename'; readonly at: number; readonly name: Template }
  | { readonly kind: 'move'; readonly at: number; readonly to: number }
  /** Another field of the same name takes its place. */
  | { readonly kind: 'replace'; readonly at: number; readonly field: FieldDraft }
  /** The same field claims another type, which nobody allows. */
  | { readonly kind: 'retype'; readonly at: number; readonly type: string }
  | {
      readonly kind: 'set'
      readonly at: number
      readonly options: Readonly<Record<string, unknown>>
    }

export type Rules = Readonly<Record<string, Template | null>>

/** What one request changes about a collection, all at once. */
export interface Parts {
  readonly name?: Template
  readonly changes?: readonly FieldChange[]
  readonly indexes?: { readonly keep: boolean; readonly add: readonly Template[] }
  readonly rules?: Rules
  /** Keys put into the body as they are. */
  readonly odd?: Readonly<Record<string, unknown>>
}

/** One generated request. Numbers choose among the collections and records that are there when its turn comes. */
export type Edit =
  | { readonly kind: 'create'; readonly parts: Parts }
  | { readonly kind: 'change'; readonly at: number; readonly parts: Parts }
  | { readonly kind: 'delete' | 'look'; readonly at: number }
  | {
      readonly kind: 'write' | 'rewrite'
      readonly at: number
      readonly record: number
      /** One choice per field among the values of its type. */
      readonly values: readonly number[]
    }
  | { readonly kind: 'erase'; readonly at: number; readonly record: number }

const often = <T>(usual: readonly T[], odd: readonly T[]): Arbitrary<T> =>
  fc.oneof(
    { withCrossShrink: true },
    { weight: 20, arbitrary: fc.constantFrom(...usual) },
    { weight: 1, arbitrary: fc.constantFrom(...odd) },
  )

const long = (length: number): string => 'n'.repeat(length)

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

const collectionName = often(
  ['{p}a', '{p}b', '{p}c', '{p}d'],
  [
    ...[
      '{p}A',
      '{c0}',
      '{c1}',
      '{i0}',
      '{i1}',
      'users',
      'Users',
      '_superusers',
      '_params',
      '_pb_users_auth_',
    ],
    ...[
      '',
      ' ',
      '{p} x',
      '{p}.x',
      "{p}'",
      '{p}`',
      '{p}"',
      '{p}; DROP TABLE users',
      '{p}größe',
      '{p}🙂',
    ],
    ...[
      '{p}_via_',
      '{p}\0',
      `{p}${long(240)}`,
      `{p}${long(10_000)}`,
      'sqlite_master',
      'sqlite_x{p}',
      '_{p}',
    ],
  ],
)

const flag = fc.boolean()
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

const field: Arbitrary<FieldDraft> = fieldType.chain((type) =>
  fc.record({ name: fieldName, type: fc.constant(type), options: optionsOf(type) }),
)

const at = fc.nat(9)

/** The options of one type are sent to a field of any: what does not belong is ignored or refused. */
const anyOptions = fieldType.chain((type) => optionsOf(type))

const change: Arbitrary<FieldChange> = fc.oneof(
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

const index: Arbitrary<Template> = often(
  [
    'CREATE INDEX `idx_{p}1` ON `{t}` (`{f1}`)',
    'CREATE UNIQUE INDEX `idx_{p}2` ON `{t}` (`{f1}`)',
    'CREATE UNIQUE INDEX `idx_{p}3` ON `{t}` (`{f2}`, `{f1}`)',
    'CREATE INDEX `idx_{p}4` ON `{t}` (`{f2}` DESC)',
    'create unique index if not exists idx_{p}5 on {t} ({f1} COLLATE NOCASE)',
    "CREATE UNIQUE INDEX `idx_{p}6` ON `{t}` (`{f3}`) WHERE `{f3}` != ''",
    'CREATE INDEX `idx_{p}7` ON `{t}` (lower({f1}), `{f2}`)',
    'CREATE UNIQUE INDEX `idx_{p}1` ON `{c1}` (`a`)',
  ],
  [
    ...[
      '',
      'CREATE INDEX',
      'nonsense',
      'CREATE INDEX `idx_{p}8` ON `{t}` (`nope`)',
      'CREATE INDEX `idx_{p}9` ON `{t}` ()',
    ],
    ...[
      'CREATE INDEX `idx_{p}10` ON `{t}` (`{f1}`); DROP TABLE `{t}`',
      'CREATE INDEX `{t}` ON `{t}` (`{f1}`)',
    ],
    ...[
      'CREATE INDEX `sqlite_{p}` ON `{t}` (`{f1}`)',
      'CREATE INDEX `a b` ON `{t}` (`{f1}`)',
      'CREATE INDEX `main`.`idx_{p}11` ON `{t}` (`{f1}`)',
    ],
    ...[
      'CREATE INDEX `idx_{p}12` ON `{t}` (`{f1}`, `{f1}`)',
      'CREATE INDEX `idx_email__pb_users_auth_` ON `{t}` (`{f1}`)',
      'CREATE INDEX `idx_{p}13` ON `{t}` (random())',
    ],
    ...[
      'CREATE INDEX `idx_{p}14` ON `{t}` (`{f1}`) WHERE nope = 1',
      'CREATE INDEX `idx_{p}größe` ON `{t}` (`{f1}`)',
    ],
  ],
)

const rule: Arbitrary<Template | null> = often<Template | null>(
  [
    ...[
      null,
      '',
      "{f1} != ''",
      "id = 'x'",
      '@request.auth.id != ""',
      '{f1} = {f2}',
      "{f2} ~ 'a' && {f1} > 1",
    ],
    ...[
      '@collection.{c0}.id != ""',
      '{f1}:length > 1',
      '@request.body.{f1}:isset = false',
      "{f1}.id ?= 'x'",
    ],
  ],
  [
    ...[
      'nope = 1',
      '{f1} =',
      '(',
      '1=1; DROP TABLE {t}',
      "{f1}.nope = ''",
      '@collection.nope.id = ""',
      '@request.nope = 1',
    ],
    ...[
      '{t}_via_{f1}.id = ""',
      "{f1}:lower = 'a'",
      '{f1}:each = 1',
      '@now > 1',
      ' ',
      "name = '' OR 1=1",
      `id = '${long(10_000)}'`,
    ],
  ],
)

const ruleNames = ['listRule', 'viewRule', 'createRule', 'updateRule', 'deleteRule']

const rules: Arbitrary<Rules> = fc.dictionary(fc.constantFrom(...ruleNames), rule, {
  minKeys: 1,
  maxKeys: 2,
  noNullPrototype: true,
})

const odd: Arbitrary<Readonly<Record<string, unknown>>> = fc.constantFrom(
  ...[
    { fields: null },
    { fields: {} },
    { fields: [null] },
    { fields: [{}] },
    { fields: 'x' },
    { fields: [5] },
    { fields: [] },
  ],
  ...[
    { name: 5 },
    { name: null },
    { type: 'auth' },
    { type: 'base' },
    { type: 'nope' },
    { type: null },
    { type: 7 },
  ],
  ...[
    { system: true },
    { system: 'yes' },
    { id: '{i0}' },
    { id: 'own_{p}' },
    { id: '' },
    { id: 'x y' },
    { id: '{p}a' },
  ],
  ...[
    { indexes: null },
    { indexes: 'x' },
    { indexes: [5] },
    { indexes: [null] },
    { listRule: 5 },
    { listRule: {} },
  ],
  ...[
    { created: '2020-01-01 00:00:00.000Z' },
    { created: 'x' },
    { updated: 1 },
    { nope: 1 },
    { options: { a: 1 } },
  ],
  ...[
    { NAME: '{p}upper' },
    { Fields: [] },
    { authRule: 'nope = 1' },
    { manageRule: 'id != ""' },
    { authRule: null },
  ],
  ...[
    { passwordAuth: { enabled: false } },
    { passwordAuth: { identityFields: ['{f1}'] } },
    { otp: { enabled: true, length: 2 } },
  ],
  ...[
    { mfa: { enabled: true } },
    { authToken: { duration: 1 } },
    { authToken: { secret: 'short' } },
    { oauth2: { mappedFields: { name: '{f1}' } } },
  ],
)

/** Present `weight` times of ten; what a difference does not need is left out of it. */
const maybe = <T>(weight: number, arbitrary: Arbitrary<T>): Arbitrary<T | undefined> =>
  fc.oneof(
    { withCrossShrink: true },
    { weight: 10 - weight, arbitrary: fc.constant(undefined) },
    { weight, arbitrary },
  )

const parts: Arbitrary<Parts> = fc
  .record({
    name: maybe(3, collectionName),
    changes: maybe(7, fc.array(change, { minLength: 1, maxLength: 4 })),
    indexes: maybe(3, fc.record({ keep: flag, add: fc.array(index, { maxLength: 2 }) })),
    rules: maybe(2, rules),
    odd: maybe(1, odd),
  })
  .map(withoutUndefined)

function withoutUndefined({
  name,
  changes,
  indexes,
  rules: own,
  odd: keys,
}: {
  readonly [Key in keyof Parts]-?: Parts[Key] | undefined
}): Parts {
  return {
    ...(name === undefined ? {} : { name }),
    ...(changes === undefined ? {} : { changes }),
    ...(indexes === undefined ? {} : { indexes }),
    ...(own === undefined ? {} : { rules: own }),
    ...(keys === undefined ? {} : { odd: keys }),
  }
}

/** A new collection has a name and fields, most of the time. */
const newParts: Arbitrary<Parts> = fc
  .tuple(
    collectionName,
    fc.array(fc.record({ kind: fc.constant('add' as const), at, field }), { maxLength: 5 }),
    parts,
    fc.constantFrom<Readonly<Record<string, unknown>>>({}, {}, {}, {}, {}, { type: 'auth' }),
  )
  .map(([name, changes, { indexes, rules: own, odd: keys }, kind]) => ({
    ...withoutUndefined({ name, changes, indexes, rules: own, odd: undefined }),
    odd: { ...kind, ...keys },
  }))
  // Nobody could delete a system collection again.
  .filter((created) => created.odd?.['system'] !== true)

const which = fc.nat(4)
const values = fc.array(fc.nat(choices - 1), { minLength: 1, maxLength: 6 })

const edit: Arbitrary<Edit> = fc.oneof(
  { weight: 4, arbitrary: fc.record({ kind: fc.constant('create' as const), parts: newParts }) },
  { weight: 12, arbitrary: fc.record({ kind: fc.constant('change' as const), at: which, parts }) },
  {
    weight: 7,
    arbitrary: fc.record({ kind: fc.constant('write' as const), at: which, record: which, values }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constant('rewrite' as const),
      at: which,
      record: which,
      values,
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({ kind: fc.constant('erase' as const), at: which, record: which }),
  },
  {
    weight: 1,
    arbitrary: fc.record({ kind: fc.constantFrom('delete' as const, 'look' as const), at: which }),
  },
)

/** A session begins with two collections, because most edits need one and relations need another. */
export const edits: Arbitrary<readonly Edit[]> = fc
  .tuple(
    fc.record({ kind: fc.constant('create' as const), parts: newParts }),
    fc.array(edit, { maxLength: 14, size: 'max' }),
  )
  .map(([first, rest]) => [first, ...rest])

import fc, { type Arbitrary } from 'fast-check'
import { anchored, idOf, type Plan, type PlannedCollection, type PlannedField } from './plan.ts'

/** Texts that columns and literals share, so that they meet. */
export const texts = [
  ...['', 'a', 'A', 'b', 'alpha', 'Alpha 100%', '1', '1.0', '5', ' 5', '5 ', '1e3', '0x10', '-0'],
  ...['a_b', '%', '_', '100%', 'a%', '\\', 'back\\slash', 'a\\\\b', '\\%', "it's", '"q"', `'"`],
  ...[
    'ÄÖ',
    'äö',
    'ß',
    'e\u0301',
    '\u{1f600}',
    '\u00a0x',
    '<b>&',
    'a\nb',
    '\t',
    '[]',
    '["a"]',
    '["a","b"]',
  ],
  ...[
    '{"a":1}',
    'null',
    'true',
    'false',
    '2024-01-01 10:00:00.000Z',
    '2024-02',
    '@now',
    '//',
    '(',
    '&&',
  ],
]

export const numbers = [
  ...[0, 1, -1, 5, 2.5, -7, 100, 0.1, -0.5, 1000000, 2024, 0.30000000000000004, 1e15, 1e17],
  ...[1 / 3, 123456789.12345679, 1e-7, 1e22],
]

export const dates = [
  ...['', '2024-01-01 10:00:00.000Z', '2024-01-01 10:00:00.001Z', '2023-12-31 23:59:59.999Z'],
  ...['2024-02-29 00:00:00.000Z', '1999-05-05 05:05:05.050Z', '2099-01-31 12:30:00.000Z'],
]

export const options = ['a', 'b', 'A', '1', 'true', '[x', '<&', 'ä', "it's", '%']

const longText: Arbitrary<string> = fc
  .string({ unit: 'grapheme', maxLength: 8 })
  .map((text) => text.replaceAll('\u0000', '').toWellFormed())

const text: Arbitrary<string> = fc.oneof(
  { arbitrary: fc.constantFrom(...texts), weight: 5 },
  { arbitrary: longText, weight: 1 },
)

const scalar: Arbitrary<unknown> = fc.oneof(
  fc.constant(null),
  fc.constantFrom(...numbers),
  text,
  fc.boolean(),
)

export const keys = ['k', 's', 'l', '0', 'klength', 'K']

const json: Arbitrary<unknown> = fc.oneof(
  scalar,
  fc.array(scalar, { maxLength: 3 }),
  fc.dictionary(
    fc.constantFrom(...keys, 'a b', ''),
    fc.oneof(
      scalar,
      fc.array(scalar, { maxLength: 2 }),
      fc.dictionary(fc.constantFrom(...keys), scalar, { maxKeys: 2 }),
    ),
    { maxKeys: 4 },
  ),
)

const coordinate = (limit: number): Arbitrary<number> =>
  fc.constantFrom(0, 1, -1.5, 23.25, 42, limit, -limit)

/** A relation is drawn as numbers of records. */
const indexes = fc.uniqueArray(fc.nat({ max: 5 }), { maxLength: 3 })

/** Values that a field takes; of a relation numbers of records. */
export const valueOf = ({ type, multiple }: PlannedField): Arbitrary<unknown> => {
  switch (type) {
    case 'number':
      return fc.constantFrom(...numbers)
    case 'bool':
      return fc.boolean()
    case 'date':
      return fc.constantFrom(...dates)
    case 'email':
      return fc.constantFrom('', 'a@example.com', 'B@Example.com', 'x_y@example.com')
    case 'url':
      return fc.constantFrom('', 'https://example.com/a?b=%20', 'http://a.example')
    case 'select':
      return multiple === true
        ? fc.uniqueArray(fc.constantFrom(...options), { maxLength: 3 })
        : fc.constantFrom('', ...options)
    case 'relation':
      return indexes
    case 'json':
      return json
    case 'geoPoint':
      return fc.record({ lon: coordinate(180), lat: coordinate(90) })
    default:
      return text
  }
}

const select = { type: 'select', options: { values: options } } as const

const common: readonly PlannedField[] = [
  { name: 'title', type: 'text' },
  { name: 'num', type: 'number' },
  { name: 'flag', type: 'bool' },
  { name: 'day', type: 'date' },
  { name: 'kind', ...select, multiple: false },
  { name: 'tags', ...select, multiple: true },
  { name: 'meta', type: 'json' },
  { name: 'point', type: 'geoPoint' },
  { name: 'body', type: 'editor' },
  { name: 'mail', type: 'email' },
  { name: 'link', type: 'url' },
  { name: 'file', type: 'file', multiple: false },
  { name: 'files', type: 'file', multiple: true },
  { name: 'secret', type: 'text', hidden: true },
  { name: 'made', type: 'autodate', options: { onCreate: true } },
]

/** Field -> where it points to, and whether to several. */
const relations: Readonly<Record<string, readonly PlannedField[]>> = {
  people: [
    { name: 'boss', type: 'relation', target: 'people', multiple: false },
    { name: 'friends', type: 'relation', target: 'people', multiple: true },
    { name: 'likes', type: 'relation', target: 'posts', multiple: true },
  ],
  posts: [
    { name: 'owner', type: 'relation', target: 'people', multiple: false },
    { name: 'refs', type: 'relation', target: 'people', multiple: true },
    { name: 'parent', type: 'relation', target: 'posts', multiple: false },
  ],
  notes: [
    { name: 'post', type: 'relation', target: 'posts', multiple: false },
    { name: 'posts', type: 'relation', target: 'posts', multiple: true },
    { name: 'about', type: 'relation', target: 'people', multiple: false, unique: true },
    { name: 'veiled', type: 'relation', target: 'posts', multiple: false, hidden: true },
  ],
}

const names = ['posts', 'people', 'notes']

interface Drawn {
  readonly name: string
  readonly fields: readonly PlannedField[]
  readonly records: readonly Readonly<Record<string, unknown>>[]
}

const drawn = (name: string, minRecords: number): Arbitrary<Drawn> => {
  const all = [...common, ...(relations[name] ?? [])]
  const values = Object.fromEntries(
    all
      .filter(({ type }) => type !== 'file' && type !== 'autodate')
      .map((field) => [field.name, valueOf(field)]),
  )
  return fc.record({
    name: fc.constant(name),
    fields: fc.subarray(all, { minLength: Math.ceil(all.length / 2) }),
    records: fc.array(
      fc.record({ ...values, emailVisibility: fc.boolean(), verified: fc.boolean() }),
      { minLength: minRecords, maxLength: 6, size: 'max' },
    ),
  })
}

const authValues = (id: string, values: Readonly<Record<string, unknown>>): object => ({
  email: `${id}@example.com`,
  emailVisibility: values['emailVisibility'],
  verified: values['verified'],
})

const plan = (all: readonly Drawn[]): Plan =>
  all.map(({ name, fields, records }): PlannedCollection => {
    const isAuth = name === 'people'
    const taken = new Set<string>()
    const related = (field: PlannedField, value: unknown): unknown => {
      const count = all.find((each) => each.name === field.target)?.records.length ?? 0
      const ids = (value as readonly number[])
        .filter((index) => index < count)
        .map((index) => idOf(field.target ?? '', index + 1))
      if (field.multiple === true) return ids
      const id = ids[0] ?? ''
      if (field.unique !== true || id === '') return id
      if (taken.has(id)) return ''
      taken.add(id)
      return id
    }
    return {
      ...{ name, isAuth, fields },
      records: records.map((values, index) => {
        const id = idOf(name, index + 1)
        const own = fields
          .filter((field) => Object.hasOwn(values, field.name))
          .map((field) => [
            field.name,
            field.type === 'relation' ? related(field, values[field.name]) : values[field.name],
          ])
        const auth = isAuth ? authValues(id, values) : {}
        return { id, values: { ...auth, ...(Object.fromEntries(own) as object) } }
      }),
    }
  })

/** Collections of every field type, pointing at each other, with a few records each. There are two people who can sign in. */
export const plans: Arbitrary<Plan> = fc.noBias(
  fc
    .tuple(...names.map((name) => drawn(name, name === 'people' ? 2 : 0)))
    .map((all) => anchored(plan(all))),
)

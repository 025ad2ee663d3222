import fc, { type Arbitrary } from 'fast-check'
import { asRecord } from '../answer.ts'
import type { Step } from '../session.ts'
import { slot } from './arbitraries.ts'
import type { Part } from './part.ts'
import {
  type Collection,
  type Field,
  pathOf,
  root,
  type Slot,
  slotOf,
  slots,
  withNames,
  type World,
} from './world.ts'

/** A change of a collection. Text may have `{people}`, `{posts}` and `{tags}` for the names of the collections. */
type Edit =
  | { readonly kind: 'make'; readonly slot: Slot }
  | {
      readonly kind: 'rules'
      readonly slot: Slot
      readonly rules: Readonly<Record<string, string | null>>
    }
  /** `tie` gives it a relation to itself. */
  | { readonly kind: 'tie' | 'rename' | 'delete' | 'truncate' | 'look'; readonly slot: Slot }
  | { readonly kind: 'add' | 'drop'; readonly slot: Slot; readonly field: Field }
  | {
      readonly kind: 'set'
      readonly slot: Slot
      readonly at: number
      readonly options: Readonly<Record<string, unknown>>
    }
  | { readonly kind: 'index'; readonly slot: Slot; readonly sql: readonly string[] }

/** What a session begins with. */
export const firstCollections: readonly Edit[] = [
  ...(['people', 'tags', 'posts'] as const).map((each) => ({ kind: 'make' as const, slot: each })),
  { kind: 'tie', slot: 'tags' },
]

const rule: Arbitrary<string | null> = fc.constantFrom<string | null>(
  ...[null, '', '', ''],
  '@request.auth.id != ""',
  '@request.auth.id = ""',
  '@request.auth.verified = true',
  '@request.auth.role = "admin"',
  '@request.auth.collectionName = "{people}"',
  '@request.auth.email:lower ~ "EXAMPLE"',
  'id = @request.auth.id',
  'owner = @request.auth.id',
  'owner.role = "user" || flag = true',
  'owner.name = @request.auth.name',
  'links.label ?~ "a"',
  'links.parent.label != ""',
  'tags:each ~ "a"',
  'tags:length > 0 && n >= 1',
  'title:lower = "a" || meta.x = 1',
  'at > @now || at = ""',
  'geoDistance(place.lon, place.lat, 10, 50) < 1000',
  '{posts}_via_owner.n ?> 0',
  '{posts}_via_links.flag ?= true',
  '{tags}_via_parent.id != ""',
  '@collection.{people}.id ?= @request.auth.id',
  '@collection.{posts}.owner ?= id',
  '@request.body.title != ""',
  '@request.body.title:isset = false',
  '@request.body.owner = @request.auth.id',
  '@request.body.owner.role = "user"',
  '@request.body.tags:length < 2',
  '@request.body.n:changed = false',
  '@request.query.x = "1"',
  '@request.headers.x_test = "1"',
  '@request.method = "GET" || @request.context = "default"',
  'nope = 1',
  'title =',
)

const ruleNames = ['listRule', 'viewRule', 'createRule', 'updateRule', 'deleteRule']

const field: Arbitrary<Field> = fc
  .tuple(
    fc.constantFrom('extra', 'more', 'title', 'n', 'owner'),
    fc.constantFrom(
      ...['text', 'number', 'bool', 'select', 'json', 'date', 'email', 'url', 'editor', 'geoPoint'],
    ),
  )
  .map(([name, type]) => ({ name, type, ...(type === 'select' ? { values: ['x', 'y'] } : {}) }))

const options = fc.constantFrom<Readonly<Record<string, unknown>>>(
  ...[{ required: true }, { required: false }, { hidden: true }, { hidden: false }],
  ...[{ presentable: true }, { max: 3 }, { min: 2 }, { pattern: '^[a-z]*$' }, { onlyInt: true }],
  ...[{ maxSelect: 1 }, { maxSelect: 2 }, { values: ['a', 'b'] }, { cascadeDelete: true }],
  ...[{ onlyDomains: ['example.com'] }, { maxSize: 10 }, { name: 'renamed' }, { nope: 1 }],
)

const indexes = fc.constantFrom<readonly string[]>(
  [],
  ['CREATE INDEX `idx_{posts}_n` ON `{posts}` (`n`, `title`)'],
  ['CREATE UNIQUE INDEX `idx_{posts}_t` ON `{posts}` (`title`)'],
  ['CREATE UNIQUE INDEX `idx_{tags}_l` ON `{tags}` (`label` COLLATE NOCASE)'],
)

const edit: Arbitrary<Edit> = fc.oneof<fc.WeightedArbitrary<Edit>[]>(
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('make' as const), slot }) },
  {
    weight: 8,
    arbitrary: fc.record({
      kind: fc.constant('rules' as const),
      slot,
      rules: fc.dictionary(fc.constantFrom(...ruleNames), rule, {
        ...{ minKeys: 1, maxKeys: 3, noNullPrototype: true },
      }),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constantFrom(...(['rename', 'truncate', 'look', 'tie'] as const)),
      slot,
    }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('delete' as const), slot }) },
  {
    weight: 2,
    arbitrary: fc.record({ kind: fc.constantFrom('add' as const, 'drop' as const), slot, field }),
  },
  {
    weight: 2,
    arbitrary: fc.record({ kind: fc.constant('set' as const), slot, at: fc.nat(20), options }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      kind: fc.constant('index' as const),
      slot: fc.constantFrom('posts' as const, 'tags' as const),
      sql: indexes,
    }),
  },
)

const open = { listRule: '', viewRule: '', createRule: '', updateRule: '', deleteRule: '' }
const dates = [
  { name: 'created', type: 'autodate', onCreate: true },
  { name: 'updated', type: 'autodate', onCreate: true, onUpdate: true },
]

/** The fields of a new collection; relations only to what is there. */
const fieldsOf: Readonly<Record<Slot, (world: World) => readonly object[]>> = {
  people: () => [
    // Hashing is no matter of these sessions.
    {
      name: 'password',
      type: 'password',
      system: true,
      hidden: true,
      required: true,
      cost: 4,
      min: 8,
    },
    { name: 'name', type: 'text' },
    { name: 'role', type: 'select', values: ['user', 'admin'], maxSelect: 1 },
    { name: 'note', type: 'text', hidden: true },
  ],
  tags: () => [{ name: 'label', type: 'text' }, { name: 'weight', type: 'number' }, ...dates],
  posts: ({ collections }) => [
    { name: 'title', type: 'text' },
    { name: 'body', type: 'editor' },
    { name: 'n', type: 'number' },
    { name: 'flag', type: 'bool' },
    { name: 'kind', type: 'select', values: ['a', 'b', 'c'], maxSelect: 1 },
    { name: 'tags', type: 'select', values: ['a', 'b', 'ab'], maxSelect: 3 },
    { name: 'meta', type: 'json' },
    { name: 'at', type: 'date' },
    { name: 'place', type: 'geoPoint' },
    { name: 'mail', type: 'email' },
    { name: 'site', type: 'url' },
    ...relation(collections.get('people'), { name: 'owner', maxSelect: 1 }),
    ...relation(collections.get('tags'), { name: 'links', maxSelect: 3 }),
    ...dates,
  ],
}

const relation = (to: Collection | undefined, more: object): readonly object[] =>
  to === undefined ? [] : [{ type: 'relation', collectionId: to.id, ...more }]

export const schemaPart: Part<Edit> = {
  name: 'collections',
  weight: 4,
  edit,
  open(world) {
    const { prefix, collections } = world
    let renamed = 0

    const planOn = (made: Exclude<Edit, { kind: 'make' }>, known: Collection): Step => {
      const path = pathOf(known)
      const change = (json: object): Step => ({ method: 'PATCH', path, json })
      switch (made.kind) {
        case 'rules': {
          const rules = Object.entries(made.rules)
          return change(
            Object.fromEntries(
              rules.map(([key, text]) => [key, text === null ? null : withNames(world, text)]),
            ),
          )
        }
        case 'rename':
          return change({ name: `${prefix}${made.slot}${++renamed}` })
        case 'delete':
          return { method: 'DELETE', path }
        case 'truncate':
          return { method: 'DELETE', path: `${path}/truncate` }
        case 'look':
          return { method: 'GET', path }
        case 'tie': {
          const parent = { name: 'parent', type: 'relation', collectionId: known.id, maxSelect: 1 }
          return change({ fields: [...known.fields, parent] })
        }
        case 'add':
          return change({ fields: [...known.fields, made.field] })
        case 'drop':
          return change({ fields: known.fields.filter(({ name }) => name !== made.field.name) })
        case 'set': {
          const at = made.at % Math.max(1, known.fields.length)
          const changed = known.fields.map((each, n) =>
            n === at ? { ...each, ...made.options } : each,
          )
          return change({ fields: changed })
        }
        case 'index':
          return change({ indexes: made.sql.map((text) => withNames(world, text)) })
        default:
          return made satisfies never
      }
    }

    return {
      plan(made) {
        const known = collections.get(made.slot)
        if (made.kind !== 'make') return known === undefined ? [] : [planOn(made, known)]
        if (known !== undefined) return []
        const type = made.slot === 'people' ? 'auth' : 'base'
        const name = `${prefix}${made.slot}`
        const auth =
          type === 'auth' ? { authAlert: { enabled: false }, otp: { enabled: true } } : {}
        const json = { name, type, fields: fieldsOf[made.slot](world), ...open, ...auth }
        return [{ method: 'POST', path: root, json }]
      },
      learn({ method, path, json }, answer) {
        const { status = 0 } = answer
        if (status > 299 || !path.startsWith(root) || path.includes('/records')) return
        const { id, name, fields } = asRecord(answer)
        const shown: Collection = {
          id: String(id),
          name: String(name),
          fields: fields as readonly Field[], // as both servers have just shown them
        }
        if (method === 'POST' && path === root) {
          const made = slots.find(
            (each) => (json as { name?: unknown }).name === `${prefix}${each}`,
          )
          if (made !== undefined) collections.set(made, shown)
          return
        }
        const known = slotOf(world, path)
        if (known === undefined || path.split('?')[0] !== pathOf(collections.get(known) ?? shown))
          return
        if (method === 'PATCH') collections.set(known, shown)
        if (method === 'DELETE') collections.delete(known)
      },
    }
  },
}

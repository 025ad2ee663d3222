import fc, { type Arbitrary } from 'fast-check'
import { encodeBody } from '../values/body.ts'
import { asRecord } from '../answer.ts'
import type { Step } from '../session.ts'
import { caller, slot, which } from './arbitraries.ts'
import type { Part } from './part.ts'
import {
  type Caller,
  type Collection,
  type Field,
  pathOf,
  pick,
  senderOf,
  type Slot,
  slotOf,
  type World,
} from './world.ts'

/** Key -> choice among the values that its field takes. */
type Values = readonly (readonly [key: string, choice: number])[]

interface Write {
  readonly slot: Slot
  readonly by: Caller
  readonly as: 'json' | 'multipart' | 'urlencoded'
  readonly values: Values
  readonly query: string
}

type Edit =
  | (Write & { readonly kind: 'create' })
  | (Write & { readonly kind: 'update'; readonly record: number })
  | { readonly kind: 'delete'; readonly slot: Slot; readonly by: Caller; readonly record: number }

const names = [
  ...[
    'title',
    'title',
    'n',
    'n',
    'flag',
    'kind',
    'tags',
    'tags',
    'owner',
    'owner',
    'links',
    'links',
  ],
  ...['meta', 'at', 'place', 'mail', 'site', 'body', 'label', 'label', 'weight', 'parent', 'name'],
  ...['role', 'extra', 'more', 'note', 'nope', 'created', 'collectionName', 'verified', 'email'],
]

const key: Arbitrary<string> = fc
  .tuple(fc.constantFrom(...names), fc.constantFrom('', '', '', '', '', '', '+', '-', '<'))
  .map(([name, modifier]) => (modifier === '<' ? `+${name}` : name + modifier))

const write = {
  slot,
  by: caller,
  as: fc.constantFrom(...(['json', 'json', 'json', 'multipart', 'urlencoded'] as const)),
  values: fc.uniqueArray(fc.tuple(key, fc.nat(23)), { maxLength: 7, selector: ([name]) => name }),
  query: fc.constantFrom('', '', '', '?expand=owner,links', '?fields=id,title', '?x=1'),
}

const edit: Arbitrary<Edit> = fc.oneof<fc.WeightedArbitrary<Edit>[]>(
  { weight: 6, arbitrary: fc.record({ kind: fc.constant('create' as const), ...write }) },
  {
    weight: 4,
    arbitrary: fc.record({ kind: fc.constant('update' as const), record: which, ...write }),
  },
  {
    weight: 1,
    arbitrary: fc.record({ kind: fc.constant('delete' as const), slot, by: caller, record: which }),
  },
)

const values: Readonly<Record<string, readonly unknown[]>> = {
  text: ['a', 'b', 'A', '', 'abc', 'Ä b', 'x%y_z', 5, null],
  editor: ['<p>a</p>', '', '<b>x</b> y'],
  number: [0, 1, 2, -1, 1.5, '3', 'x', null],
  bool: [true, false, 'true', 1],
  select: ['a', 'b', ['a', 'b'], [], '', 'nope', 'user', 'admin'],
  json: [{ x: 1 }, [1, 'a'], 'x', null, '{"x":1}', 5, true],
  date: ['2024-02-29 10:00:00.000Z', '2100-01-01', '', 'x'],
  geoPoint: [
    { lon: 10, lat: 50 },
    { lon: 0, lat: 0 },
    { lon: 500, lat: 0 },
  ],
  email: ['a@example.com', '', 'x'],
  url: ['https://example.com', '', 'x'],
  autodate: ['2024-02-29 10:00:00.000Z'],
}

const prefixes: Readonly<Record<Slot, string>> = { people: 'someone', posts: 'post', tags: 'tag' }

const valueOf = (world: World, field: Field | undefined, choice: number): unknown => {
  if (field?.type === 'relation') {
    const to = [...world.collections].find(([, { id }]) => id === field['collectionId'])?.[0]
    const ids = to === undefined ? [] : [...(world.records.get(to) ?? [])]
    if (to === 'people') ids.push(...world.accounts.map(({ id }) => id))
    const one = pick(ids, choice)
    const other = pick(ids, choice + 1)
    return pick([one ?? '', one ?? '', [one, other], '', [], 'nowhere00000000'], choice)
  }
  return pick(values[field?.type ?? 'text'] ?? values['text'] ?? [], choice)
}

const fieldOf = ({ fields }: Collection, key_: string): Field | undefined => {
  const name = key_.replace(/^\+|[+-]$/g, '')
  return fields.find((each) => each.name === name)
}

export const recordsPart: Part<Edit> = {
  name: 'records',
  weight: 8,
  edit,
  open(world) {
    const { collections, records } = world
    let made = 0

    const bodyOf = (
      known: Collection,
      { as, values: all }: Write,
      fixed: object,
    ): Partial<Step> => {
      const pairs = all.map(
        ([name, choice]) => [name, valueOf(world, fieldOf(known, name), choice)] as const,
      )
      const sent = { ...Object.fromEntries(pairs), ...fixed }
      if (as === 'json') return { json: sent }
      // A form has texts only; a list repeats its key.
      const parts = Object.entries(sent).flatMap(([name, value]) =>
        (Array.isArray(value) ? value : [value]).map(
          (item: unknown) =>
            [name, typeof item === 'string' ? item : (JSON.stringify(item) ?? '')] as const,
        ),
      )
      return { body: encodeBody({ kind: as, pairs: parts }) }
    }

    return {
      plan(made_) {
        const known = collections.get(made_.slot)
        if (known === undefined) return []
        const all = `${pathOf(known)}/records`
        const by = senderOf(world, made_.by)
        if (made_.kind === 'create') {
          const id = `${prefixes[made_.slot]}${String(++made).padStart(15 - prefixes[made_.slot].length, '0')}`
          const secret = { password: 'correct horse 1', passwordConfirm: 'correct horse 1' }
          const auth = { email: `${world.prefix}r${made}@example.com`, ...secret }
          const fixed = { id, ...(made_.slot === 'people' ? auth : {}) }
          return [{ method: 'POST', path: all + made_.query, by, ...bodyOf(known, made_, fixed) }]
        }
        const id = pick(records.get(made_.slot) ?? [], made_.record)
        if (id === undefined) return []
        if (made_.kind === 'delete') return [{ method: 'DELETE', path: `${all}/${id}`, by }]
        return [
          { method: 'PATCH', path: `${all}/${id}${made_.query}`, by, ...bodyOf(known, made_, {}) },
        ]
      },
      learn({ method, path }, answer) {
        const at = slotOf(world, path)
        if (at === undefined || answer.status !== 200 || method !== 'POST') return
        const { id } = asRecord(answer)
        const [base] = path.split('?')
        if (typeof id !== 'string' || base?.endsWith('/records') !== true) return
        // Accounts have a life of their own.
        if (world.accounts.some((account) => account.id === id)) return
        records.set(at, [...(records.get(at) ?? []), id])
      },
    }
  },
}

import vectors from '../../spec/vectors/filter.json' with { type: 'json' }
import type { CaseContext } from '../harness/case.ts'
import type { Client } from '../harness/client.ts'
import type { CollectionHandle, Fields } from '../harness/world.ts'

/** The two collections of the filter vectors with their records, under names of their own. */
export interface FixtureQ {
  readonly people: CollectionHandle
  readonly vals: CollectionHandle
  /** A filter, sort or rule that says `vals` or `people` where it names a collection, with the names it has here. */
  readonly text: (written: string) => string
}

type CollectionName = 'people' | 'vals'

/** What a case changes about a collection: its rules, and fields that come after those of the vectors. */
export type Changes = Readonly<Partial<Record<CollectionName, Fields>>>

/** Ids of the vectors are short and readable, so the id field accepts them as they are. */
export const idField = {
  name: 'id',
  type: 'text',
  primaryKey: true,
  min: 1,
  max: 15,
  pattern: '^[a-z0-9]+$',
}

const fieldsOf = (name: CollectionName): readonly Readonly<Record<string, unknown>>[] =>
  vectors.fixture.collections.find((collection) => collection.name === name)?.fields ?? []

/** Only names that lead to a collection: `vals_via_owner`, `@collection.people`. */
const mention = /\b(vals|people)(?=_via_)|(?<=@collection\.)(vals|people)\b/g

/** Creates fixture Q; rules that a case changes may mention the collections like its filters do. */
export const createFixtureQ = async (
  context: CaseContext,
  changes: Changes = {},
): Promise<FixtureQ> => {
  const { collection, changeFields, record, unique } = context
  const names = { people: unique('people_'), vals: unique('vals_') }
  const text = (written: string): string =>
    written.replace(mention, (name) => names[name as CollectionName]) // the pattern has no others
  const own = { name: 'boss', type: 'relation', maxSelect: 1 }
  const people = await collection({
    name: names.people,
    fields: [idField, ...fieldsOf('people').filter(({ name }) => name !== own.name)],
  })
  const pointing = ({ collection: to, ...rest }: Readonly<Record<string, unknown>>) =>
    to === undefined ? rest : { ...rest, collectionId: people.id }
  const vals = await collection({
    name: names.vals,
    fields: [idField, ...fieldsOf('vals').map(pointing)],
  })
  const change = async (
    handle: CollectionHandle,
    { fields, ...rest }: Fields,
    more: readonly Readonly<Record<string, unknown>>[] = [],
  ) => {
    const rules = Object.entries(rest).map(([key, value]) => [
      key,
      typeof value === 'string' ? text(value) : value,
    ])
    await changeFields(
      handle,
      (before) => [...before, ...more, ...(fields ?? [])],
      Object.fromEntries(rules),
    )
  }
  await change(people, changes.people ?? {}, [{ ...own, collectionId: people.id }])
  if (changes.vals !== undefined) await change(vals, changes.vals)
  for (const [name, rows] of Object.entries(vectors.fixture.records)) {
    const made = name === 'people' ? people : vals
    for (const row of rows) {
      await record(made, Object.fromEntries(Object.entries(row).map(quoteJson)))
    }
  }
  return { people, vals, text }
}

/** A text in a json field must be sent as JSON inside of a text, or it is read as the JSON it spells. */
const quoteJson = ([key, value]: [string, unknown]): [string, unknown] => [
  key,
  key === 'meta' && typeof value === 'string' ? JSON.stringify(value) : value,
]

/** The ids of a list in its order, as one text; what was answered instead where there is no list. */
export const listIds = async (
  client: Client,
  { records }: CollectionHandle,
  query: Readonly<Record<string, string>>,
): Promise<string> => {
  const answer = await client.get(records, { ...query, fields: 'id' })
  const items = answer.at('/items')
  if (answer.status !== 200 || !Array.isArray(items)) return answer.describe()
  return items.map(({ id }: { readonly id?: unknown }) => String(id)).join(' ')
}

const atOnce = 8

/** What `ask` answers for each item, in their order; some are asked at once, since a case waits for answers most of its time. */
export const askAll = async <T, A>(
  items: readonly T[],
  ask: (item: T) => Promise<A>,
): Promise<readonly A[]> => {
  const answers: A[] = []
  for (let start = 0; start < items.length; start += atOnce) {
    answers.push(...(await Promise.all(items.slice(start, start + atOnce).map(ask))))
  }
  return answers
}

export { vectors }

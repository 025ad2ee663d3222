import vectors from '../../spec/vectors/filter.json' with { type: 'json' }
import type { CaseContext } from '../harness/case.ts'
import type { Client } from '../harness/client.ts'

const rules = { listRule: '', viewRule: '' }

/** Ids of the vectors are short and readable, so the id field accepts them as they are. */
const idField = {
  name: 'id',
  type: 'text',
  primaryKey: true,
  min: 1,
  max: 15,
  pattern: '^[a-z0-9]+$',
}

/**
 * Creates the two collections of the filter vectors with their records, under their own names: for a case with a server of its
 * own. A relation to the collection itself is added once that exists.
 */
export const createFixtureQ = async ({ superuser, accepted }: CaseContext): Promise<void> => {
  const ids = new Map<string, string>()
  const { collections, records } = vectors.fixture
  for (const { name, fields } of collections) {
    const own = fields.filter((field) => 'collection' in field && field.collection === name)
    const others = fields
      .filter((field) => !own.includes(field))
      .map((field) => resolve(field, ids))
    const created = accepted(
      await superuser.post('/api/collections', { name, ...rules, fields: [idField, ...others] }),
    )
    ids.set(name, created.text('/id'))
    if (own.length === 0) continue
    const before = created.at('/fields')
    const more = own.map((field) => resolve(field, ids))
    const all = [...(Array.isArray(before) ? (before as readonly unknown[]) : []), ...more]
    accepted(await superuser.patch(`/api/collections/${name}`, { fields: all }))
  }
  for (const [name, rows] of Object.entries(records)) {
    for (const row of rows) {
      const path = `/api/collections/${name}/records`
      accepted(await superuser.post(path, Object.fromEntries(Object.entries(row).map(quoteJson))))
    }
  }
}

const resolve = (field: object, ids: ReadonlyMap<string, string>): object => {
  if (!('collection' in field)) return field
  const { collection, ...rest } = field
  return { ...rest, collectionId: ids.get(String(collection)) }
}

/** A text in a json field must be sent as JSON inside of a text, or it is read as the JSON it spells. */
const quoteJson = ([key, value]: [string, unknown]): [string, unknown] => [
  key,
  key === 'meta' && typeof value === 'string' ? JSON.stringify(value) : value,
]

/** The ids of a list, in its order. */
export const listIds = async (
  client: Client,
  collection: string,
  query: Readonly<Record<string, string>>,
): Promise<unknown> => {
  const answer = await client.get(`/api/collections/${collection}/records`, {
    ...query,
    fields: 'id',
  })
  const items = answer.at('/items')
  if (!Array.isArray(items)) return answer.describe()
  return items.map((item: { readonly id?: unknown }) => item.id)
}

export { vectors }

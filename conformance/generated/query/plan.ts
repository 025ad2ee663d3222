import type { Collection, Field, Row } from '../../model/query/world.ts'
import type { Step } from '../session.ts'

/** A field with the options it is created with. */
export interface PlannedField extends Field {
  readonly options?: Readonly<Record<string, unknown>>
}

export interface PlannedRecord {
  readonly id: string
  readonly values: Readonly<Record<string, unknown>>
}

export interface PlannedCollection {
  readonly name: string
  readonly isAuth: boolean
  readonly fields: readonly PlannedField[]
  readonly records: readonly PlannedRecord[]
}

/** The collections that queries are put to, with all they hold. */
export type Plan = readonly PlannedCollection[]

/** Fifteen characters, as ids have. */
export const idOf = (name: string, number: number): string =>
  `${name}${String(number).padStart(15 - name.length, '0')}`

export const collectionId = (name: string): string => `id${name}`.padEnd(15, '0')

const idField: Field = { name: 'id', type: 'text' }

/** Without it nothing is written: a rule can be asked about a write that is then refused, and changes nothing. */
export const needed = 'needed'
const neededField: PlannedField = { name: needed, type: 'text', options: { required: true } }

const authFields: readonly Field[] = [
  { name: 'email', type: 'email' },
  { name: 'emailVisibility', type: 'bool' },
  { name: 'verified', type: 'bool' },
  { name: 'password', type: 'password', hidden: true },
  { name: 'tokenKey', type: 'text', hidden: true },
]

/** The value of a field of which nothing was said. */
export const emptyValue = ({ type, multiple }: Field): unknown => {
  if (multiple === true) return []
  switch (type) {
    case 'number':
      return 0
    case 'bool':
      return false
    case 'json':
      return null
    case 'geoPoint':
      return { lon: 0, lat: 0 }
    case 'autodate':
      // Set by the server; queries only compare it with times far away.
      return new Date().toISOString().replace('T', ' ')
    default:
      return ''
  }
}

/** Name of the collection that keeps the records of all others from being deleted: each is one that it cannot do without. */
export const anchors = 'anchors'

/** A plan with its anchors. */
export const anchored = (plan: Plan): Plan => {
  const held = plan.filter(({ records }) => records.length > 0)
  const count = Math.max(0, ...held.map(({ records }) => records.length))
  const fields = held.map(({ name }): PlannedField => ({
    ...{ name, type: 'relation', target: name, multiple: false, options: { required: true } },
  }))
  const records = Array.from({ length: count }, (_, index): PlannedRecord => {
    const values = held.map(({ name, records: all }) => [name, all[index % all.length]?.id])
    return {
      id: idOf(anchors, index + 1),
      values: Object.fromEntries(values) as Record<string, unknown>,
    }
  })
  return [...plan, { name: anchors, isAuth: false, fields, records }]
}

/** The collections of a plan as the model knows them; nobody asks about anchors. */
export const toCollections = (plan: Plan): readonly Collection[] =>
  plan.filter(({ name }) => name !== anchors).map(toModel)

/** A planned collection as the model knows it. */
const toModel = ({ name, isAuth, fields, records }: PlannedCollection): Collection => {
  const all = [idField, ...(isAuth ? authFields : []), neededField, ...fields]
  return {
    ...{ name, id: collectionId(name), isAuth, fields: all },
    rows: records.map(
      ({ id, values }): Row =>
        new Map([
          ...all.map((field) => [field.name, emptyValue(field)] as const),
          ...Object.entries(values),
          [needed, 'x'],
          ['id', id],
        ]),
    ),
  }
}

/** Of fields that keep several. */
const maxSelect = 9

const toField = (field: PlannedField): object => {
  const { name, type, multiple, target, hidden, options } = field
  return {
    ...{ name, type, ...options },
    ...(multiple === undefined ? {} : { maxSelect: multiple ? maxSelect : 1 }),
    ...(target === undefined ? {} : { collectionId: collectionId(target) }),
    ...(hidden === undefined ? {} : { hidden }),
  }
}

/** Nobody guesses these, so hashing may be as quick as it can be. */
const cheapPassword = {
  ...{ name: 'password', type: 'password', cost: 4 },
  ...{ system: true, hidden: true, required: true },
}

/** Open to everybody until rules are set. */
const open = { listRule: '', viewRule: '', createRule: '', updateRule: '', deleteRule: '' }

const toCollection = ({ name, isAuth, fields }: PlannedCollection): object => ({
  ...{ id: collectionId(name), name, type: isAuth ? 'auth' : 'base', ...open },
  fields: [...(isAuth ? [cheapPassword] : []), ...[neededField, ...fields].map(toField)],
  indexes: fields
    .filter(({ unique }) => unique === true)
    .map(
      (field) =>
        `CREATE UNIQUE INDEX idx_${name}_${field.name} ON ${name} (${field.name}) WHERE ${field.name} != ''`,
    ),
})

const password = 'correct horse 1'

const isRelation = ({ fields }: PlannedCollection, name: string): boolean =>
  fields.some((field) => field.name === name && field.type === 'relation')

/** A text that reads as JSON would be taken for it; quoted it stays a text. */
export const toSent = (field: PlannedField | undefined, value: unknown): unknown =>
  field?.type === 'json' && typeof value === 'string' ? JSON.stringify(value) : value

const recordSteps = (collection: PlannedCollection): readonly Step[] =>
  collection.records.map(({ id, values }) => {
    const own = Object.entries(values)
      .filter(([name]) => collection.name === anchors || !isRelation(collection, name))
      .map(([name, value]) => [
        name,
        toSent(
          collection.fields.find((field) => field.name === name),
          value,
        ),
      ])
    const secret = collection.isAuth ? { password, passwordConfirm: password } : {}
    return {
      method: 'POST',
      path: `/api/collections/${collection.name}/records`,
      json: { id, [needed]: 'x', ...secret, ...(Object.fromEntries(own) as object) },
    }
  })

/** Records may point to ones that are made later. */
const relationSteps = (collection: PlannedCollection): readonly Step[] =>
  collection.records.flatMap(({ id, values }): readonly Step[] => {
    const relations = Object.entries(values).filter(
      ([name, value]) => isRelation(collection, name) && String(value) !== '',
    )
    if (relations.length === 0) return []
    const path = `/api/collections/${collection.name}/records/${id}`
    return [{ method: 'PATCH', path, json: Object.fromEntries(relations) }]
  })

/** What makes it so on a fresh server. */
export const toSteps = (plan: Plan): readonly Step[] => [
  {
    method: 'PUT',
    path: '/api/collections/import',
    json: { collections: plan.map(toCollection), deleteMissing: false },
  },
  ...plan.flatMap(recordSteps),
  ...plan.filter(({ name }) => name !== anchors).flatMap(relationSteps),
]

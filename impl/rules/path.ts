import type { Collection, Field } from '../collections/model.ts'
import { parseIndex } from '../collections/index-sql.ts'
import { type Holds, lowered } from './as-text.ts'
import { type Fragment, sql } from './fragment.ts'
import { goQuote } from '../values/go-quote.ts'
import { asArray, columnOf, joinItems, joinRow, type RowOf } from './joins.ts'
import { jsonValue } from './json-value.ts'
import { isMultiple, splitModifier } from './modifier.ts'
import { nullOperand, type Operand } from './operand.ts'
import { FilterError } from './query.ts'
import type { Scope } from './scope.ts'

const maxHops = 6

export interface PathOptions {
  /** The row that the path starts at may itself be one of several. */
  readonly multi?: boolean
  /** A name that nothing has is null instead of an error (`@request.auth.*`, relations of `@request.body`). */
  readonly lenient?: boolean
}

/** A step through a relation, forward or back. */
interface Hop {
  readonly row: RowOf
  readonly multi: boolean
}

/**
 * Resolves `field`, `relation.field`, `collection_via_field.field`, `json.path` from a row (filter.field.*,
 * filter.relation.*, filter.backrel.*), joining what it passes. Throws {@link FilterError} with the cause of the contract's raw error.
 */
export const resolvePath = (
  scope: Scope,
  start: RowOf,
  path: string,
  { multi: startsMulti = false, lenient = false }: PathOptions = {},
): Operand => {
  const parts = path.split('.')
  let row = start
  let multi = startsMulti
  for (const [index, part] of parts.entries()) {
    const rest = parts.slice(index + 1)
    const [next] = rest
    if (next === undefined) return lastField(scope, row, part, { multi, lenient })
    const field = row.collection.fieldByName.get(part)
    if (field !== undefined) requireVisible(scope, field)
    if (field?.type.hasPaths === true) return jsonPath(row, field, rest, multi)
    const step = field ?? findBackRelation(scope, row.collection, part, lenient)
    if (step === undefined) {
      if (lenient) return { ...nullOperand, multi }
      throw new FilterError(`failed to resolve field ${goQuote(part)}`)
    }
    if (field !== undefined && field.type.references === undefined) {
      throw new FilterError(`field ${goQuote(part)} is not a valid relation`)
    }
    if (index === maxHops) {
      throw new FilterError(`max nested relations reached for field ${goQuote(part)}`)
    }
    // The id of a single relation is its own value; nothing is entered (filter.relation.single-id).
    const isOwnId = field !== undefined && rest.length === 1 && next === 'id' && !isMultiple(field)
    if (isOwnId) {
      requireTarget(scope, field)
      return column(row, field, multi)
    }
    const hop = 'type' in step ? follow(scope, row, step) : followBack(scope, row, step)
    row = hop.row
    multi ||= hop.multi
    scope.access?.enter(row)
  }
  throw new FilterError(`failed to resolve field ${goQuote(path)}`)
}

const requireVisible = ({ access }: Scope, { config }: Field): void => {
  if (access !== undefined && config.hidden) {
    throw new FilterError(`non-filterable field ${goQuote(config.name)}`)
  }
}

const column = (row: RowOf, field: Field, multi: boolean): Operand => ({
  class: 'column',
  value: columnOf(row, field.config.name),
  holds: holdsOf(row, field),
  uses: [row],
  multi,
  sortable: true,
})

/** Submitted values that are not stored yet have no column. */
const holdsOf = ({ candidate }: RowOf, { type, config }: Field): Holds | undefined => {
  if (type.numeric === true) return candidate === true ? 'real' : 'number'
  return candidate !== true && type.column(config).startsWith('TEXT') ? 'texts' : undefined
}

const jsonPath = (row: RowOf, field: Field, parts: readonly string[], multi: boolean): Operand => ({
  ...column(row, field, multi),
  class: 'json',
  holds: 'real',
  value: jsonValue(columnOf(row, field.config.name), parts),
})

const lastField = (
  scope: Scope,
  row: RowOf,
  part: string,
  { multi, lenient }: Required<PathOptions>,
): Operand => {
  const { name, modifier } = splitModifier(part)
  const field = row.collection.fieldByName.get(name)
  if (field === undefined) {
    if (lenient) return { ...nullOperand, multi }
    throw new FilterError(`unknown field ${goQuote(name)}`)
  }
  requireVisible(scope, field)
  const guard = emailGuard(scope, row, name)
  const operand = valueOf(row, field, multi)
  const modified = modify(scope, row, field, operand, modifier)
  return guard === undefined ? modified : { ...modified, guard }
}

const valueOf = (row: RowOf, field: Field, multi: boolean): Operand =>
  field.type.jsonLike === true ? jsonPath(row, field, [], multi) : column(row, field, multi)

/** Every comparison of a private e-mail fails, whoever asks (filter.access.email-visibility). */
const emailGuard = ({ access }: Scope, row: RowOf, name: string): Fragment | undefined =>
  access !== undefined && name === 'email' && row.collection.type === 'auth'
    ? sql`${columnOf(row, 'emailVisibility')} = TRUE`
    : undefined

const modify = (
  { joins }: Scope,
  row: RowOf,
  field: Field,
  operand: Operand,
  modifier: string | undefined,
): Operand => {
  if (modifier === 'lower') return lowered(operand)
  // On anything but lists the other modifiers mean nothing (filter.modifier.ignored-on-other-types).
  if (field.type.listLike !== true) return operand
  if (modifier === 'length') {
    return { ...operand, holds: undefined, value: lengthOf(operand.value) }
  }
  if (modifier !== 'each') return operand
  // A single value is its own item; the sign strips the column's affinity, which items do not have.
  if (!isMultiple(field)) return { ...operand, holds: undefined, value: sql`+${operand.value}` }
  const items = joinItems(joins, row, field.config.name)
  const value = sql`${items.alias}.value`
  return { ...operand, holds: undefined, value, uses: [items], multi: true }
}

export const lengthOf = (value: Fragment): Fragment =>
  sql`iif(iif(json_valid(${value}), json_type(${value}) = 'array', 0), json_array_length(${value}), iif(${value} = '' OR ${value} IS NULL, 0, 1))`

const requireTarget = ({ env }: Scope, field: Field): Collection => {
  const target = env.findCollection(targetId(field))
  if (target !== undefined) return target
  throw new FilterError(`failed to load field ${goQuote(field.config.name)} collection`)
}

const follow = (scope: Scope, row: RowOf, field: Field): Hop => {
  const { joins } = scope
  const { name } = field.config
  const target = requireTarget(scope, field)
  const key = `${row.path}.${name}`
  if (!isMultiple(field)) {
    const where = (alias: Fragment): Fragment => sql`${alias}.id = ${columnOf(row, name)}`
    return { row: joinRow(joins, target, { key, parent: row, many: false, where }), multi: false }
  }
  const items = joinItems(joins, row, name)
  const where = (alias: Fragment): Fragment => sql`${alias}.id = ${items.alias}.value`
  return { row: joinRow(joins, target, { key, parent: items, many: false, where }), multi: true }
}

export const targetId = ({ config }: Field): string => String(config['collectionId'])

interface BackRelation {
  readonly collection: Collection
  readonly relation: Field
  readonly part: string
}

const findBackRelation = (
  scope: Scope,
  target: Collection,
  part: string,
  lenient: boolean,
): BackRelation | undefined => {
  const [, source = '', name = ''] = /^(\w+)_via_(\w+)$/.exec(part) ?? []
  if (name === '') return undefined
  const found = lookUpBackRelation(scope, target, part, source, name)
  if (typeof found !== 'string') {
    requireVisible(scope, found.relation)
    return found
  }
  if (lenient) return undefined
  throw new FilterError(found)
}

/** The relation, or why there is none. */
const lookUpBackRelation = (
  { env }: Scope,
  target: Collection,
  part: string,
  source: string,
  name: string,
): BackRelation | string => {
  const collection = env.findCollection(source)
  if (collection === undefined) {
    return `failed to load back relation field ${goQuote(part)} collection`
  }
  const relation = collection.fieldByName.get(name)
  if (relation === undefined) return `missing back relation field ${goQuote(name)}`
  if (relation.type.references === undefined) return `invalid back relation field ${goQuote(name)}`
  if (targetId(relation) !== target.id) {
    return `invalid collection reference of a back relation field ${goQuote(name)}`
  }
  return { collection, relation, part }
}

const followBack = (
  scope: Scope,
  row: RowOf,
  { collection, relation, part }: BackRelation,
): Hop => {
  if (row.candidate === true) {
    throw new FilterError(`back relation ${goQuote(part)} of a record that is not stored yet`)
  }
  const { name } = relation.config
  const key = `${row.path}.${collection.name}_via_${name}`
  const id = columnOf(row, 'id')
  if (isMultiple(relation)) {
    const where = (alias: Fragment): Fragment =>
      sql`${id} IN (SELECT value FROM json_each(${asArray(columnOf({ alias }, name))}))`
    const joined = joinRow(scope.joins, collection, { key, parent: row, many: true, where })
    return { row: joined, multi: true }
  }
  const unique = uniqueIndex(collection, name)
  const where = (alias: Fragment): Fragment => sql`${columnOf({ alias }, name)} = ${id}`
  const many = unique !== 'whole'
  const joined = joinRow(scope.joins, collection, { key, parent: row, many, where })
  return { row: joined, multi: unique === 'none' }
}

/**
 * Whether a column is unique by an index of its own. A partial index makes the path single-valued although several records
 * may point here (filter.backrel.unique-index-single).
 */
const uniqueIndex = ({ indexes }: Collection, name: string): 'none' | 'partial' | 'whole' => {
  const found = indexes
    .map(parseIndex)
    .filter((index) => index?.unique === true && index.columns.length === 1)
    .filter((index) => index?.columns[0]?.name.toLowerCase() === name.toLowerCase())
  if (found.length === 0) return 'none'
  return found.some((index) => index?.where === '') ? 'whole' : 'partial'
}

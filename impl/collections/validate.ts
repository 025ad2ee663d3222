import { validationItem } from '../../spec/errors.ts'
import { badFormat, foundVia } from './issues.ts'
import type { FieldIssue, FieldIssues } from '../errors.ts'
import { blank, checkLength, collectIssues } from '../issues.ts'
import type { Planner } from '../rules/query.ts'
import { type CollectionConfig, ruleNames } from './compile.ts'
import type { Collection, Collections } from './model.ts'
import { validateAuthOptions } from './validate-auth.ts'
import { validateFields } from './validate-fields.ts'
import { validateIndexes } from './validate-indexes.ts'

/** What the database holds besides the collections, as validation needs it. */
export interface SchemaFacts {
  /** Lower case names of all tables and views. */
  readonly tables: ReadonlySet<string>
  /** Table of each index, by the lower case name of the index. */
  readonly indexes: ReadonlyMap<string, string>
}

export interface Validation {
  readonly config: CollectionConfig
  /** The same, compiled, for the rules. */
  readonly draft: Collection
  /** Undefined for a new collection. */
  readonly before: Collection | undefined
  readonly collections: Collections
  readonly planner: Pick<Planner, 'checkRule'>
  readonly schema: SchemaFacts
  /**
   * The collection is saved already and part of `collections`, as in an import. The database has then refused ids and names
   * that are taken, and a field is its own earlier version (collections.import.unchecked-changes).
   */
  readonly saved?: boolean
}

const word = /^\w+$/

const idIssue = (validation: Validation): FieldIssue | undefined => {
  const { config, before, collections, saved } = validation
  const { id } = config
  if (saved === true) return undefined
  if (before !== undefined) {
    return id === before.id ? undefined : validationItem('validation_values_mismatch')
  }
  const shape = checkLength(id, 1, 100) ?? (word.test(id) ? undefined : badFormat)
  if (shape !== undefined) return shape
  return collections.all().some((other) => other.id === id)
    ? validationItem('validation_invalid_or_existing_id')
    : undefined
}

/** In the order of collections.name.check-order. */
const nameIssue = (validation: Validation): FieldIssue | undefined => {
  const { config, before, collections, saved } = validation
  const { name } = config
  if (name === '') return blank
  const length = checkLength(name, 1, 255)
  if (length !== undefined) return length
  if (name.toLowerCase().includes('_via_')) return foundVia
  if (!word.test(name)) return badFormat
  if (before?.system === true && before.name !== name) {
    return validationItem('validation_collection_system_name_change')
  }
  const taken = saved === true ? undefined : takenNameIssue(validation)
  if (taken !== undefined) return taken
  if (collections.all().some((other) => other.id === name)) {
    return validationItem('validation_collection_name_id_duplicate')
  }
  return saved === true ? undefined : takenTableIssue(validation)
}

const takenNameIssue = ({ config, before, collections }: Validation): FieldIssue | undefined => {
  const lower = config.name.toLowerCase()
  const others = collections.all().filter(({ id }) => id !== before?.id)
  return others.some(({ name }) => name.toLowerCase() === lower)
    ? validationItem('validation_collection_name_exists')
    : undefined
}

const takenTableIssue = ({ config, before, schema }: Validation): FieldIssue | undefined => {
  const lower = config.name.toLowerCase()
  const isOwn = before !== undefined && before.name.toLowerCase() === lower
  return !isOwn && schema.tables.has(lower)
    ? validationItem('validation_collection_name_invalid')
    : undefined
}

const typeIssue = ({ config, before }: Validation): FieldIssue | undefined => {
  if (!['base', 'auth', 'view'].includes(config.type))
    return validationItem('validation_in_invalid')
  return before !== undefined && before.type !== config.type
    ? validationItem('validation_collection_type_change')
    : undefined
}

const systemIssue = ({ config, before }: Validation): FieldIssue | undefined =>
  before !== undefined && before.system !== config.system
    ? validationItem('validation_collection_system_flag_change')
    : undefined

/** Judges one rule: of a system collection nothing may change, and what is not empty must compile. */
export type JudgeRule = (
  rule: string | null,
  stored: string | null | undefined,
) => FieldIssue | undefined

const ruleJudge =
  ({ before, draft, planner }: Validation): JudgeRule =>
  (rule, stored) => {
    if (before?.system === true && rule !== stored) {
      return validationItem('validation_collection_system_rule_change')
    }
    if (rule === null || rule === '') return undefined
    const raw = planner.checkRule(rule, draft)
    return raw === undefined
      ? undefined
      : validationItem('validation_invalid_rule', { reason: raw })
  }

/**
 * Everything that is wrong with a collection about to be saved, by top level key; undefined when nothing is. Keys are
 * judged independently of each other (collections.create.errors-collected).
 */
export const validate = (validation: Validation): FieldIssues | undefined => {
  const { config, before } = validation
  const judgeRule = ruleJudge(validation)
  const rules = ruleNames.map(
    (name) => [name, judgeRule(config.rules[name], before?.rules[name])] as const,
  )
  return collectIssues({
    id: idIssue(validation),
    name: nameIssue(validation),
    type: typeIssue(validation),
    system: systemIssue(validation),
    fields: validateFields(validation),
    indexes: validateIndexes(validation),
    ...Object.fromEntries(rules),
    ...(config.type === 'auth' ? validateAuthOptions(validation, judgeRule) : {}),
  })
}

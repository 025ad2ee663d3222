import { validationItem } from '../../spec/errors.ts'
import { badFormat, foundVia } from './issues.ts'
import type { FieldIssue, FieldIssues } from '../errors.ts'
import { blank, checkLength, collectEach, collectIssues, type Issues } from '../issues.ts'
import type { FieldConfig, OptionsContext } from '../fields/field-type.ts'
import { mandatoryNames } from './system-fields.ts'
import type { Validation } from './validate.ts'

const reservedNames: ReadonlySet<string> = new Set([
  'null',
  'true',
  'false',
  '_rowid_',
  'collectionId',
  'collectionName',
  'expand',
])
const reservedAuthNames: ReadonlySet<string> = new Set(['passwordConfirm', 'oldPassword'])

/** Issues of the list as a whole, or by position. */
type ListIssues = Issues | undefined

const at = (position: number, found: Issues): FieldIssues => ({ [String(position)]: found })

const duplicates = ({ config: { fields } }: Validation): ListIssues => {
  const ids = new Set<string>()
  const names = new Set<string>()
  for (const [position, { id, name }] of fields.entries()) {
    if (ids.has(id)) {
      return at(position, {
        id: validationItem('validation_duplicated_field_id', { fieldId: id }),
      })
    }
    if (names.has(name.toLowerCase())) {
      return at(position, {
        name: validationItem('validation_duplicated_field_name', { fieldName: name }),
      })
    }
    ids.add(id)
    names.add(name.toLowerCase())
  }
  return undefined
}

const missingMandatory = ({ config: { type, fields } }: Validation): ListIssues => {
  const names = new Set(fields.map(({ name }) => name))
  const hasKey = fields.some(({ name, ...field }) => name === 'id' && field['primaryKey'] === true)
  if (!hasKey) {
    return validationItem('validation_missing_primary_key')
  }
  const missing = mandatoryNames(type).find((name) => !names.has(name))
  return missing === undefined
    ? undefined
    : validationItem('validation_missing_field', { fieldName: missing })
}

const changedSystemFields = ({ config: { fields }, before }: Validation): ListIssues => {
  const nameById = new Map(fields.map(({ id, name }) => [id, name]))
  const changed = before?.fields.some(
    ({ config }) => config.system && nameById.get(config.id) !== config.name,
  )
  return changed === true ? validationItem('validation_system_field_change') : undefined
}

const changedTypes = ({ config: { fields }, before }: Validation): ListIssues => {
  const typeById = new Map(before?.fields.map(({ config }) => [config.id, config.type]))
  const changed = validationItem('validation_field_type_change')
  return collectEach(fields, ({ id, type }) =>
    (typeById.get(id) ?? type) === type ? undefined : changed,
  )
}

const reservedForAuth = ({ config: { type, fields } }: Validation): ListIssues => {
  if (type !== 'auth') return undefined
  const reserved = validationItem('validation_reserved_field_name')
  return collectEach(fields, ({ name }) =>
    reservedAuthNames.has(name) ? { name: reserved } : undefined,
  )
}

/** In the order of schema.name.check-order, which is not that of collection names. */
const nameIssue = (name: string): FieldIssue | undefined => {
  if (name === '') return blank
  const length = checkLength(name, 1, 100)
  if (length !== undefined) return length
  if (!/^\w+$/.test(name)) return badFormat
  if (reservedNames.has(name)) return validationItem('validation_not_in_invalid')
  return name.toLowerCase().includes('_via_') ? foundVia : undefined
}

/** Only the field id may be a primary key, and a primary key needs a pattern (collections.fields.second-primary-key). */
const keyIssues = (field: FieldConfig, keys: number): FieldIssues | undefined => {
  if (field['primaryKey'] !== true) return undefined
  return collectIssues({
    name: field.name === 'id' ? undefined : validationItem('validation_in_invalid/primary-key'),
    primaryKey: keys > 1 ? validationItem('validation_unsupported_composite_pk') : undefined,
    hidden: field.hidden ? validationItem('validation_empty') : undefined,
    pattern: field['pattern'] === '' ? blank : undefined,
    required: field['required'] === true ? undefined : blank,
  })
}

const optionIssues = (validation: Validation): ListIssues => {
  const { config, draft, before, collections, saved } = validation
  const earlier = saved === true ? draft.fields : before?.fields
  const beforeById = new Map(earlier?.map((field) => [field.config.id, field.config]))
  const keys = config.fields.filter((field) => field['primaryKey'] === true).length
  const judge = (field: FieldConfig, type: (typeof draft.fields)[number]['type']) => {
    const context: OptionsContext = {
      collection: config,
      before: beforeById.get(field.id),
      findCollection: (id) => collections.find(id),
    }
    const own = collectIssues({ id: checkLength(field.id, 1, 100), name: nameIssue(field.name) })
    return collectIssues({
      ...type.checkOptions(field, context),
      ...keyIssues(field, keys),
      ...own,
    })
  }
  return collectIssues(
    Object.fromEntries(
      draft.fields.map((field, position) => [String(position), judge(field.config, field.type)]),
    ),
  )
}

/** Groups of checks; only the first failing one is reported (collections.fields.check-order). */
const groups = [
  ({ config }: Validation): ListIssues => (config.fields.length === 0 ? blank : undefined),
  duplicates,
  missingMandatory,
  changedSystemFields,
  changedTypes,
  reservedForAuth,
  optionIssues,
]

/** What is wrong with the list of fields, as a whole or by position in the normalised list. */
export const validateFields = (validation: Validation): ListIssues => {
  for (const group of groups) {
    const found = group(validation)
    if (found !== undefined) return found
  }
  return undefined
}

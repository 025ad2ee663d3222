import type { FieldIssue, FieldIssues } from '../errors.ts'
import type { FieldConfig, OptionsContext } from '../fields/field-type.ts'
import {
  badFormat,
  collect,
  foundVia,
  issue,
  type Issues,
  lengthIssue,
  required,
} from './issues.ts'
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
        id: issue('validation_duplicated_field_id', `Duplicated or invalid field id ${id}`, {
          fieldId: id,
        }),
      })
    }
    if (names.has(name.toLowerCase())) {
      return at(position, {
        name: issue(
          'validation_duplicated_field_name',
          `Duplicated or invalid field name ${name}`,
          {
            fieldName: name,
          },
        ),
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
    return issue('validation_missing_primary_key', 'Missing or invalid "id" PK field.')
  }
  const missing = mandatoryNames(type).find((name) => !names.has(name))
  return missing === undefined
    ? undefined
    : issue('validation_missing_field', `Missing or invalid field ${missing}`, {
        fieldName: missing,
      })
}

const changedSystemFields = ({ config: { fields }, before }: Validation): ListIssues => {
  const nameById = new Map(fields.map(({ id, name }) => [id, name]))
  const changed = before?.fields.some(
    ({ config }) => config.system && nameById.get(config.id) !== config.name,
  )
  return changed === true
    ? issue('validation_system_field_change', 'System fields cannot be deleted or renamed.')
    : undefined
}

const changedTypes = ({ config: { fields }, before }: Validation): ListIssues => {
  const typeById = new Map(before?.fields.map(({ config }) => [config.id, config.type]))
  const changed = issue('validation_field_type_change', 'Field type cannot be changed.')
  return collect(
    Object.fromEntries(
      fields.map(({ id, type }, position) => [
        String(position),
        (typeById.get(id) ?? type) === type ? undefined : changed,
      ]),
    ),
  )
}

const reservedForAuth = ({ config: { type, fields } }: Validation): ListIssues => {
  if (type !== 'auth') return undefined
  const reserved = issue(
    'validation_reserved_field_name',
    'The field name is reserved and cannot be used.',
  )
  return collect(
    Object.fromEntries(
      fields.map(({ name }, position) => [
        String(position),
        reservedAuthNames.has(name) ? { name: reserved } : undefined,
      ]),
    ),
  )
}

/** In the order of schema.name.check-order, which is not that of collection names. */
const nameIssue = (name: string): FieldIssue | undefined => {
  if (name === '') return required
  const length = lengthIssue(name, 1, 100)
  if (length !== undefined) return length
  if (!/^\w+$/.test(name)) return badFormat
  if (reservedNames.has(name)) return issue('validation_not_in_invalid', 'Must not be in list.')
  return name.toLowerCase().includes('_via_') ? foundVia : undefined
}

/** Only the field id may be a primary key, and a primary key needs a pattern (collections.fields.second-primary-key). */
const keyIssues = (field: FieldConfig, keys: number): FieldIssues | undefined => {
  if (field['primaryKey'] !== true) return undefined
  return collect({
    name:
      field.name === 'id'
        ? undefined
        : issue('validation_in_invalid', 'The primary key must be named "id".'),
    primaryKey:
      keys > 1
        ? issue(
            'validation_unsupported_composite_pk',
            'Composite PKs are not supported and the collection must have only 1 PK.',
          )
        : undefined,
    hidden: field.hidden ? issue('validation_empty', 'Must be blank.') : undefined,
    pattern: field['pattern'] === '' ? required : undefined,
    required: field['required'] === true ? undefined : required,
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
    const own = collect({ id: lengthIssue(field.id, 1, 100), name: nameIssue(field.name) })
    return collect({ ...type.checkOptions(field, context), ...keyIssues(field, keys), ...own })
  }
  return collect(
    Object.fromEntries(
      draft.fields.map((field, position) => [String(position), judge(field.config, field.type)]),
    ),
  )
}

/** Groups of checks; only the first failing one is reported (collections.fields.check-order). */
const groups = [
  ({ config }: Validation): ListIssues => (config.fields.length === 0 ? required : undefined),
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

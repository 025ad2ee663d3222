import type { FieldConfig, FieldTypeName } from '../fields/field-type.ts'
import { defaultIdPattern } from '../values/id-pattern.ts'
import { fieldId } from './ids.ts'

/** What makes up a field that a collection cannot do without: its full definition, and the flags nobody can change. */
export interface MandatoryField {
  readonly name: string
  readonly type: FieldTypeName
  readonly options: Readonly<Record<string, unknown>>
  readonly forced: Readonly<Record<string, unknown>>
}

/** Requirement schema.text.primary-key-default-id. */
export const idField: MandatoryField = {
  name: 'id',
  type: 'text',
  options: { autogeneratePattern: '[a-z0-9]{15}', max: 15, min: 15, pattern: defaultIdPattern },
  forced: { system: true, required: true, primaryKey: true, hidden: false },
}

/** In the order in which missing ones are appended (requirements schema.system.auth-*). */
export const authFields: readonly MandatoryField[] = [
  {
    name: 'password',
    type: 'password',
    options: { min: 8 },
    forced: { system: true, hidden: true, required: true },
  },
  {
    name: 'tokenKey',
    type: 'text',
    options: { autogeneratePattern: '[a-zA-Z0-9]{50}', max: 60, min: 30 },
    forced: { system: true, hidden: true, required: true },
  },
  {
    name: 'email',
    type: 'email',
    options: { required: true },
    forced: { system: true, hidden: false },
  },
  { name: 'emailVisibility', type: 'bool', options: {}, forced: { system: true } },
  { name: 'verified', type: 'bool', options: {}, forced: { system: true } },
]

/** Builds a field of the wanted type with every option present and the keys in order. */
export type BuildField = (
  type: FieldTypeName,
  options: Readonly<Record<string, unknown>> & { readonly id: string; readonly name: string },
) => FieldConfig

const build = ({ name, type, options, forced }: MandatoryField, make: BuildField, id: string) =>
  make(type, { ...options, ...forced, id, name })

const idsOf = (fields: readonly FieldConfig[]): ReadonlySet<string> =>
  new Set(fields.map(({ id }) => id))

const withIdField = (fields: readonly FieldConfig[], make: BuildField): readonly FieldConfig[] => {
  const at = fields.findIndex(({ name }) => name === idField.name)
  const own = fields[at]
  if (own?.type !== idField.type) {
    const id = fieldId(idField.type, idField.name, new Set())
    // A field that holds the generated id already comes first instead: the list has no primary key then and is refused.
    const first = fields.find((field) => field.id === id) ?? build(idField, make, id)
    return [first, ...fields.filter((field) => field !== first)]
  }
  // schema.text.id-customizable
  const pattern = own['pattern'] === '' ? defaultIdPattern : own['pattern']
  return fields.with(at, { ...own, ...idField.forced, pattern })
}

const withAuthField =
  (make: BuildField) =>
  (fields: readonly FieldConfig[], mandatory: MandatoryField): readonly FieldConfig[] => {
    const at = fields.findIndex(({ name }) => name === mandatory.name)
    const own = fields[at]
    if (own === undefined) {
      const id = fieldId(mandatory.type, mandatory.name, idsOf(fields))
      return [...fields, build(mandatory, make, id)]
    }
    return fields.with(
      at,
      own.type === mandatory.type
        ? { ...own, ...mandatory.forced }
        : // collections.fields.auth-name-wrong-type
          build(mandatory, make, own.id),
    )
  }

/**
 * The submitted fields with the mandatory ones of the collection type: missing ones added, forced flags set
 * (collections.fields.required-fields-added, collections.auth.mandatory-field-flags).
 */
export const withMandatoryFields = (
  collectionType: string,
  fields: readonly FieldConfig[],
  make: BuildField,
): readonly FieldConfig[] => {
  switch (collectionType) {
    case 'base':
      return withIdField(fields, make)
    case 'auth':
      return authFields.reduce(withAuthField(make), withIdField(fields, make))
    default:
      return fields
  }
}

/** Names that the mandatory fields of a collection type have. */
export const mandatoryNames = (collectionType: string): readonly string[] =>
  collectionType === 'auth' ? [idField.name, ...authFields.map(({ name }) => name)] : [idField.name]

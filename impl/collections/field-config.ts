import type { FieldConfig, FieldType } from '../fields/field-type.ts'
import { fieldId } from './ids.ts'
import type { BuildField } from './system-fields.ts'
import {
  isBoolean,
  isInteger,
  isObject,
  isString,
  type JsonObject,
  mergeKey,
  spellings,
  Undecodable,
} from '../values/shape.ts'

/** The field type of a name; undefined for a name that is none. */
export type FindFieldType = (name: string) => FieldType | undefined

const commonOptions = { system: false, hidden: false, presentable: false } as const

const isNumber = (value: unknown): value is number => typeof value === 'number'
const isStringList = (value: unknown): value is readonly (string | null)[] =>
  Array.isArray(value) && value.every((item) => item === null || isString(item))

/** The zero value tells the accepted JSON type; null stands for an unset number (number fields) or list. */
const accepts = (zero: unknown, value: unknown, type: FieldType): boolean => {
  if (typeof zero === 'boolean') return isBoolean(value)
  if (typeof zero === 'number') return isInteger(value)
  if (typeof zero === 'string') return isString(value)
  return zero === null && type.numeric === true ? isNumber(value) : isStringList(value)
}

/**
 * What the spellings of an option say, one after the other. Null leaves what was said before, and empties numbers that can be
 * unset and lists (schema.common.null-option, collections.body.key-spellings). Throws {@link Undecodable} for a wrong JSON type.
 */
const readOption = (zero: unknown, values: readonly unknown[], type: FieldType): unknown =>
  values.reduce((before, value) => {
    if (value === null) return Array.isArray(zero) || zero === null ? null : before
    if (!accepts(zero, value, type)) throw new Undecodable()
    return Array.isArray(value) ? value.map((item: unknown) => item ?? '') : value
  }, zero)

/** Keys in alphabetical order, as stored and shown (schema.common.key-order). */
const sortKeys = (config: JsonObject): FieldConfig =>
  // Built by the two functions below, which set every key that FieldConfig names.
  Object.fromEntries(Object.entries(config).sort(([a], [b]) => (a < b ? -1 : 1))) as FieldConfig

const layouts = new WeakMap<FieldType, readonly (readonly [key: string, zero: unknown])[]>()

/** Every key of a field of the type with its zero value, in alphabetical order. A start builds thousands of fields. */
const layoutOf = (type: FieldType): readonly (readonly [key: string, zero: unknown])[] => {
  const known = layouts.get(type)
  if (known !== undefined) return known
  const zeros = { ...commonOptions, ...type.options, id: '', name: '', type: type.type }
  const layout = Object.entries(sortKeys(zeros))
  layouts.set(type, layout)
  return layout
}

/** A field of the type with every option present; keys that the type does not know are left out. */
export const buildField = (
  type: FieldType,
  options: JsonObject & { readonly id: string; readonly name: string },
): FieldConfig => {
  const config: Record<string, unknown> = {}
  for (const [key, zero] of layoutOf(type)) {
    config[key] = key !== 'type' && Object.hasOwn(options, key) ? options[key] : zero
  }
  // The layout has every key that FieldConfig names.
  return config as FieldConfig
}

/** {@link buildField} for the name of a type that must be registered. */
export const fieldBuilder =
  (findType: FindFieldType): BuildField =>
  (typeName, options) => {
    const type = findType(typeName)
    if (type === undefined) throw new Error(`no field type "${typeName}" is registered`)
    return buildField(type, options)
  }

/** One submitted field; its id may be empty still. Unknown keys are ignored. Throws {@link Undecodable}. */
export const decodeField = (raw: unknown, findType: FindFieldType): FieldConfig => {
  if (!isObject(raw)) throw new Undecodable()
  const type = findType(mergeKey('string', '', raw, 'type'))
  if (type === undefined) throw new Undecodable()
  const zeros: JsonObject = { ...commonOptions, ...type.options }
  const options = Object.entries(zeros).map(
    ([key, zero]) => [key, readOption(zero, spellings(raw, key), type)] as const,
  )
  const config = sortKeys({
    ...Object.fromEntries(options),
    id: mergeKey('string', '', raw, 'id'),
    name: mergeKey('string', '', raw, 'name'),
    type: type.type,
  })
  return type.normalise?.(config) ?? config
}

/**
 * A submitted list of fields: a later one replaces an earlier one in place when it repeats its id, or has no id and
 * repeats its name (collections.fields.same-id-merges, .same-name-without-id-merges); missing ids are generated.
 */
export const decodeFields = (raw: unknown, findType: FindFieldType): readonly FieldConfig[] => {
  if (raw === null) return []
  if (!Array.isArray(raw)) throw new Undecodable()
  const fields: FieldConfig[] = []
  for (const item of raw) {
    const field = decodeField(item, findType)
    const at = fields.findIndex(({ id, name }) =>
      field.id === '' ? name === field.name && name !== '' : id === field.id,
    )
    const earlier = fields[at]
    if (earlier !== undefined) {
      fields[at] = { ...field, id: earlier.id }
      continue
    }
    const taken = new Set(fields.map(({ id }) => id))
    const id = field.id === '' ? fieldId(field.type, field.name, taken) : field.id
    fields.push({ ...field, id })
  }
  return fields
}

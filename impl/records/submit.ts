import type { Collection, Field } from '../collections/model.ts'
import type { FieldValue, JsonText, Modifier } from '../fields/field-type.ts'
import { SentJson } from '../rules/query.ts'
import { castText } from '../values/cast.ts'
import { generate } from '../values/autogenerate.ts'
import type { Random } from '../values/random.ts'
import { Upload } from '../values/upload.ts'
import { emptyValues, type Values } from './record.ts'

export interface Submission {
  /** The record as it would be stored: current values with the submitted ones applied. */
  readonly values: Values
  /** Names of fields the body set, plainly or through a modifier. */
  readonly touched: ReadonlySet<string>
  /** Fields whose new value was computed from the stored one; the write must find it unchanged. */
  readonly computed: ReadonlySet<string>
  /** The files that came with the body, by the name they would be stored under. */
  readonly uploads: ReadonlyMap<string, Upload>
  /** `@request.body` as rules see it: field keys normalised, modifier keys resolved, unknown keys as sent. */
  readonly body: ReadonlyMap<string, unknown>
}

interface Target {
  readonly field: Field
  readonly modifier?: Modifier | 'autogenerate'
}

/** Which field a body key means: `f`, `f+`, `f-`, `+f`, or `f:autogenerate`; undefined for any other key. */
const targetOf = (collection: Collection, key: string): Target | undefined => {
  const plain = collection.fieldByName.get(key)
  if (plain !== undefined) return { field: plain }
  const modified = (name: string, modifier: Modifier): Target | undefined => {
    const field = collection.fieldByName.get(name)
    return field?.type.modify === undefined ? undefined : { field, modifier }
  }
  if (key.endsWith('+')) return modified(key.slice(0, -1), '+')
  if (key.endsWith('-')) return modified(key.slice(0, -1), '-')
  if (key.startsWith('+')) return modified(key.slice(1), 'prepend')
  if (key.endsWith(':autogenerate')) {
    const field = collection.fieldByName.get(key.slice(0, -':autogenerate'.length))
    if (field?.type.autogenerate !== undefined) return { field, modifier: 'autogenerate' }
  }
  return undefined
}

const apply = (
  { field, modifier }: Target,
  current: FieldValue,
  raw: unknown,
  random: Random,
): FieldValue => {
  const { config, type } = field
  if (modifier === undefined) return type.cast(raw, config)
  if (modifier === 'autogenerate') {
    const pattern = type.autogenerate?.(config)
    return castText(raw) + (pattern === undefined ? '' : generate(pattern, random))
  }
  return type.modify?.(current, modifier, raw, config) ?? current
}

/** A hidden field may be set by superusers only; the password of an auth record is the exception. */
const mayWrite = ({ config }: Field, collection: Collection, isSuperuser: boolean): boolean =>
  isSuperuser || !config.hidden || (collection.type === 'auth' && config.name === 'password')

/**
 * Applies a submitted body to a record (records.body.*, values.*): keys are taken shortest first, each on the result of
 * those before it; fields the caller may not write keep their value and vanish from the rule's view of the body.
 */
export const applyBody = (
  collection: Collection,
  current: Readonly<Values>,
  sent: ReadonlyMap<string, unknown>,
  { isSuperuser, random }: { readonly isSuperuser: boolean; readonly random: Random },
): Submission => {
  const values = Object.assign(emptyValues(), current)
  const touched = new Set<string>()
  const computed = new Set<string>()
  const uploads = new Map<string, Upload>()
  const body = new Map<string, unknown>()
  for (const key of [...sent.keys()].sort((a, b) => a.length - b.length)) {
    const target = targetOf(collection, key)
    if (target === undefined) {
      body.set(key, sent.get(key))
      continue
    }
    const { name } = target.field.config
    if (!mayWrite(target.field, collection, isSuperuser)) continue
    if (target.modifier !== undefined && target.modifier !== 'autogenerate') computed.add(name)
    if (target.field.type.files !== undefined) {
      // Which names may be kept, and which files go, is decided by those that are stored.
      computed.add(name)
      for (const upload of uploadsIn(sent.get(key))) uploads.set(upload.name, upload)
    }
    if (target.field.type.clock === undefined) {
      // Every field of the collection has a value in `current`.
      values[name] = apply(target, values[name] as FieldValue, sent.get(key), random)
    }
    touched.add(name)
    body.set(name, bodyValue(target.field, values[name] as FieldValue, sent.get(key)))
  }
  return { values, touched, computed, uploads, body }
}

const uploadsIn = (raw: unknown): readonly Upload[] =>
  (Array.isArray(raw) ? raw : [raw]).filter((item) => item instanceof Upload)

/**
 * What `@request.body.<field>` reads: the normalised value, of a json field its text ({@link SentJson}), where an explicit
 * null is the text `null`.
 */
const bodyValue = ({ type }: Field, value: FieldValue, raw: unknown): unknown =>
  type.jsonLike === true
    ? new SentJson(raw === null ? 'null' : (value as JsonText).json) // what its cast gives
    : (type.shown?.(value) ?? value)

/** The values of a record nobody has set yet. */
export const blankValues = (collection: Collection): Values => {
  const values = emptyValues()
  for (const { config, type } of collection.fields) values[config.name] = type.empty(config)
  return values
}

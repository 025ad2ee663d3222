import {
  asBool,
  asFileNames,
  asJson,
  asList,
  asNumber,
  asOne,
  asPoint,
  asText,
  unsure,
} from './cast.ts'
import { asMoment, showMoment } from './date.ts'
import type { Pair } from './form.ts'

/** A field as a collection is made with it. */
export interface ModelField {
  readonly name: string
  readonly type: string
  readonly [option: string]: unknown
}

export type Values = ReadonlyMap<string, unknown>

/** `data` of the answer. */
export type Issues = Readonly<Record<string, unknown>>

/** What becomes of a body: values as they are answered, or what is wrong; {@link unsure} in place of what the model leaves open. */
export type Outcome =
  | { readonly kind: 'values'; readonly values: Values }
  | { readonly kind: 'issues'; readonly issues: Issues }
  | { readonly kind: 'unsure' }

export interface World {
  /** Ids of records that a relation may name. */
  readonly relatedIds: readonly string[]
  /** Addresses by whether they are valid; others are left open. */
  readonly known: Readonly<Record<'email' | 'url', ReadonlyMap<string, boolean>>>
}

const issue = (code: string, message: string, params?: object): object => ({
  code: `validation_${code}`,
  message,
  ...(params === undefined ? {} : { params }),
})

const blank = issue('required', 'Cannot be blank.')

/** A value as it is shown, beside whatever its checks need to know. */
interface Cast {
  readonly shown: unknown
  readonly isEmpty: boolean
  /** The first of its checks that fails, once it is known not to be empty. */
  readonly problem: object | undefined | typeof unsure
  /** Told before anything else. */
  readonly first?: object | typeof unsure
}

/** Messages end in one of three signs, and with no white space before it. */
const sentence = (text: string): string => {
  const trimmed = text.trimEnd()
  return /[.?!]$/.test(trimmed) ? trimmed : `${trimmed}.`
}

const textLength = (text: string): number => [...text].length

const textProblem = (text: string, { min, max, pattern }: ModelField): object | undefined => {
  const lower = Number(min ?? 0)
  const upper = Number(max ?? 0) || 5000
  const length = textLength(text)
  if (length < lower) {
    return issue('min_text_constraint', `Must be at least ${lower} character(s).`, { min: lower })
  }
  if (length > upper) {
    const message = `Must be no more than ${upper} character(s).`
    return issue('max_text_constraint', message, { max: upper })
  }
  const fits = typeof pattern !== 'string' || new RegExp(pattern, 'u').test(text)
  return fits ? undefined : issue('invalid_format', 'Invalid value format.')
}

const address = (
  text: string,
  known: ReadonlyMap<string, boolean>,
  wrong: object,
): object | undefined | typeof unsure => {
  const isValid = known.get(text)
  if (isValid !== undefined) return isValid ? undefined : wrong
  // Neither an address nor a URL has a space in it or is as short as this.
  return /[ \n]/.test(text) || text.length < 2 ? wrong : unsure
}

const listCast = (
  names: readonly string[],
  { maxSelect }: ModelField,
  problem: (chosen: readonly string[], limit: number) => Cast['problem'],
): Cast => {
  const limit = Math.max(1, Number(maxSelect ?? 0))
  const chosen = limit > 1 ? names : asList(asOne(names))
  return {
    shown: limit > 1 ? chosen : asOne(names),
    isEmpty: chosen.length === 0,
    problem: problem(chosen, limit),
  }
}

const tooMany = (code: string, message: string, maxSelect: number): object =>
  issue(code, message, { maxSelect })

const numberCast = (value: unknown, { min, max, onlyInt }: ModelField): Cast => {
  const number = asNumber(value)
  if (number === unsure) return { shown: unsure, isEmpty: false, problem: unsure }
  const notANumber = issue('not_a_number', 'The submitted number is not properly formatted.')
  if (number === undefined || !Number.isFinite(number)) {
    return { shown: 0, isEmpty: false, problem: undefined, first: notANumber }
  }
  const problem = (): object | undefined => {
    const isWhole = Number.isInteger(number) && number >= -(2 ** 63) && number < 2 ** 63
    if (onlyInt === true && !isWhole) {
      return issue('only_int_constraint', 'Decimal numbers are not allowed.')
    }
    if (typeof min === 'number' && number < min) {
      return issue('min_number_constraint', `Must be larger than ${min.toFixed(6)}.`)
    }
    return typeof max === 'number' && number > max
      ? issue('max_number_constraint', `Must be less than ${max.toFixed(6)}.`)
      : undefined
  }
  return { shown: number, isEmpty: number === 0, problem: problem() }
}

const dateCast = (value: unknown, { min, max }: ModelField): Cast => {
  const moment = asMoment(value)
  const bound = (option: unknown) => (option === undefined ? undefined : asMoment(option))
  const problem = (): object | undefined => {
    if (moment === undefined) return undefined
    const [lower, upper] = [bound(min), bound(max)]
    const threshold = (text: unknown) => String(text).replace(' ', 'T').replace('.000Z', 'Z')
    const words = (text: unknown) => String(text).replace('.000Z', ' +0000 UTC')
    if (lower !== undefined && moment.ms < lower.ms) {
      const message = `Must be no less than ${words(min)}.`
      return issue('min_greater_equal_than_required', message, { threshold: threshold(min) })
    }
    const isLate =
      upper !== undefined &&
      (moment.ms > upper.ms || (moment.ms === upper.ms && moment.rest !== ''))
    if (!isLate) return undefined
    const message = `Must be no greater than ${words(max)}.`
    return issue('max_less_equal_than_required', message, { threshold: threshold(max) })
  }
  return { shown: showMoment(moment), isEmpty: moment === undefined, problem: problem() }
}

const jsonCast = (value: unknown, { maxSize }: ModelField): Cast => {
  const limit = Number(maxSize ?? 0) || 1048576
  const json = asJson(value)
  if (json === unsure) return { shown: unsure, isEmpty: false, problem: unsure }
  const invalid = issue('invalid_json', 'Must be a valid json value.')
  if (json === undefined) {
    // Its length in the server's own quoting comes first, and only the server knows it.
    const first = textLength(String(value)) * 6 > limit ? unsure : invalid
    return { shown: unsure, isEmpty: false, problem: undefined, first }
  }
  const bytes = Buffer.byteLength(json.text)
  const tooBig = issue('json_size_limit', `The maximum allowed JSON size is ${limit} bytes.`, {
    maxSize: limit,
  })

  const isQuotedAlike = typeof value !== 'string' || /^[\x20-\x7e]*$/.test(value)
  const first = bytes > limit && json.text !== 'null' ? tooBig : undefined
  return {
    shown: json.value,
    isEmpty: ['null', '""', '[]', '{}'].includes(json.text.trim()),
    problem: undefined,
    ...(isQuotedAlike || Math.abs(bytes - limit) > bytes * 5
      ? first === undefined
        ? {}
        : { first }
      : { first: unsure }),
  }
}

const pointCast = (value: unknown): Cast => {
  const point = asPoint(value)
  const problem = (): object | undefined => {
    if (Math.abs(point.lat) > 90) {
      return issue('invalid_latitude', 'Latitude must be between -90 and 90 degrees.')
    }
    return Math.abs(point.lon) > 180
      ? issue('invalid_longitude', 'Longitude must be between -180 and 180 degrees.')
      : undefined
  }
  return { shown: point, isEmpty: point.lon === 0 && point.lat === 0, problem: problem() }
}

const passwordCast = (value: unknown, { min, max }: ModelField): Cast => {
  const text = asText(value)
  const length = textLength(text)
  const upper = Number(max ?? 0) || 71
  const problem =
    length < Number(min ?? 0)
      ? issue('min_text_constraint', `Must be at least ${String(min)} character(s).`)
      : length > upper
        ? issue('max_text_constraint', `Must be less than ${upper} character(s).`)
        : undefined
  const isLong = Buffer.byteLength(text) > 72
  return {
    shown: '',
    isEmpty: text === '',
    problem,
    ...(isLong ? { first: issue('invalid_value', 'Invalid value.') } : {}),
  }
}

const castOf = (field: ModelField, value: unknown, { known, relatedIds }: World): Cast => {
  const text = asText(value)
  switch (field.type) {
    case 'text':
      return { shown: text, isEmpty: text === '', problem: textProblem(text, field) }
    case 'editor': {
      const maxSize = Number(field['maxSize'] ?? 0) || 5242880
      const message = `The maximum allowed content size is ${maxSize} bytes.`
      const isBig = Buffer.byteLength(text) > maxSize
      const problem = isBig ? issue('content_size_limit', message, { maxSize }) : undefined
      return { shown: text, isEmpty: text === '', problem }
    }
    case 'email': {
      const wrong = issue('is_email', 'Must be a valid email address.')
      return { shown: text, isEmpty: text === '', problem: address(text, known.email, wrong) }
    }
    case 'url': {
      const wrong = issue('invalid_url', 'Must be a valid url.')
      return { shown: text, isEmpty: text === '', problem: address(text, known.url, wrong) }
    }
    case 'number':
      return numberCast(value, field)
    case 'bool':
      return { shown: asBool(value), isEmpty: !asBool(value), problem: undefined }
    case 'date':
      return dateCast(value, field)
    case 'select':
      return listCast(asList(value), field, (chosen, limit) => {
        const message = `Select no more than ${limit}.`
        if (chosen.length > limit) return tooMany('too_many_values', message, limit)
        const allowed = field['values'] as readonly string[] // every select has them
        const other = chosen.find((item) => !allowed.includes(item))
        return other === undefined
          ? undefined
          : issue('invalid_value', sentence(`Invalid value ${other}`), { value: other })
      })
    case 'relation':
      return listCast(asList(value), field, (chosen, limit) => {
        const minSelect = Number(field['minSelect'] ?? 0)
        if (chosen.length < minSelect) {
          return issue('not_enough_values', `Select at least ${minSelect}.`, { minSelect })
        }
        const message = `Select no more than ${limit}.`
        if (chosen.length > limit) return tooMany('too_many_values', message, limit)
        return chosen.every((id) => relatedIds.includes(id))
          ? undefined
          : issue(
              'missing_rel_records',
              'Failed to find all relation records with the provided ids.',
            )
      })
    case 'file':
      return listCast(asFileNames(value, isSingle(field)), field, (names) => {
        // Long names are cut, and what is left of a character then is the server's to say.
        if (names.some((name) => Buffer.byteLength(name) > 250 && !/^[\x20-\x7e]*$/.test(name))) {
          return unsure
        }
        const invalidFiles = names.map((name) => name.slice(0, 250))
        const message = `Invalid new files: [${invalidFiles.join(' ')}].`
        return issue('invalid_file', message, { invalidFiles })
      })
    case 'json':
      return jsonCast(value, field)
    case 'geoPoint':
      return pointCast(value)
    case 'password':
      return passwordCast(value, field)
    default:
      throw new Error(`the model knows no field type "${field.type}"`)
  }
}

const isSingle = ({ maxSelect }: ModelField): boolean => Number(maxSelect ?? 0) <= 1

const listTypes = ['select', 'relation', 'file']

/** The value that a key gives its field; undefined: the key means nothing. */
const applied = (
  fields: readonly ModelField[],
  key: string,
  value: unknown,
  current: (name: string) => unknown,
): readonly [field: ModelField, value: unknown] | undefined => {
  const find = (name: string) => fields.find((field) => field.name === name)
  const plain = find(key)
  if (plain !== undefined) return [plain, value]
  const generated = /^(.+):autogenerate$/.exec(key)?.[1]
  if (generated !== undefined) {
    const field = find(generated)
    // No field of the model has a pattern to draw from.
    return field?.type === 'text' && field['autogeneratePattern'] === undefined
      ? [field, value]
      : undefined
  }
  const [modifier, name] = /^\+/.test(key)
    ? ['prepend', key.slice(1)]
    : [key.slice(-1), key.slice(0, -1)]
  const field = find(name)
  if (field === undefined) return undefined
  const before = current(name)
  if (field.type === 'number' && modifier !== 'prepend') {
    const was = asNumber(before)
    const change = asNumber(value)
    if (was === unsure || change === unsure) return [field, unsure]
    // Infinite and undefined numbers are kept until they are judged.
    const sum = modifier === '+' ? Number(was) + (change ?? NaN) : Number(was) - (change ?? NaN)
    return [field, sum]
  }
  if (!listTypes.includes(field.type)) return undefined
  const isFile = field.type === 'file'
  const read = (from: unknown) => (isFile ? asFileNames(from, false) : asList(from))
  const [all, given] = [read(before), read(value)]
  const old = isSingle(field) ? asList(asOne(all)) : all
  if (modifier === '+') return [field, [...old, ...given]]
  if (modifier === '-') return [field, old.filter((item) => !given.includes(item))]
  return modifier === 'prepend' ? [field, [...given, ...old]] : undefined
}

/**
 * What a server makes of a body.
 * @param before values of the stored record as they are shown; absent when it is created.
 */
export const judgeBody = (
  fields: readonly ModelField[],
  body: readonly Pair[],
  world: World,
  before?: Values,
): Outcome => {
  // A repeated key has its last value.
  const keys = [...new Map(body)].toSorted(([a], [b]) => a.length - b.length)
  const raw = new Map<string, unknown>()
  const touched = new Set<string>()
  const current = (name: string): unknown => {
    if (raw.has(name)) return raw.get(name)
    return before?.get(name)
  }
  for (const [key, value] of keys) {
    const found = applied(fields, key, value, current)
    if (found === undefined) continue
    raw.set(found[0].name, found[1])
    touched.add(found[0].name)
  }
  const values = new Map<string, unknown>()
  const issues: Record<string, unknown> = {}
  for (const field of fields) {
    const { name } = field
    // A stored secret is not checked again, and what it is nobody knows.
    if (field.type === 'password' && before !== undefined && !touched.has(name)) {
      values.set(name, '')
      continue
    }
    const value = current(name)
    if (value === unsure) return { kind: 'unsure' }
    const cast =
      field.type === 'json' && before !== undefined && !touched.has(name)
        ? storedJson(value)
        : castOf(field, value, world)
    if (cast.first === unsure) return { kind: 'unsure' }
    if (cast.first !== undefined) issues[name] = cast.first
    else if (cast.isEmpty) {
      if (field['required'] === true) issues[name] = blank
    } else if (cast.problem === unsure) return { kind: 'unsure' }
    else if (cast.problem !== undefined) issues[name] = cast.problem
    values.set(name, cast.shown)
  }
  return Object.keys(issues).length > 0 ? { kind: 'issues', issues } : { kind: 'values', values }
}

/** It was judged when it was stored, and is no text that could be read again. */
const storedJson = (value: unknown): Cast => ({ shown: value, isEmpty: false, problem: undefined })

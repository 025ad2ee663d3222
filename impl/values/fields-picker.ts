import { castBool } from './cast.ts'
import { excerpt } from './excerpt.ts'
import { toSortedJson } from './json.ts'
import { isObject } from './shape.ts'
import { trimSpace } from './trim.ts'

/** What `fields` asks of one value: a change of it, or undefined to keep it as it is. */
type Change = ((value: unknown) => unknown) | undefined
type Selection = ReadonlyMap<string, Change>

/**
 * Cuts a JSON text down to what the `fields` parameter lists (fields.*): for a page its items, for an array its elements. A
 * selection sorts the keys of every level, also of what it keeps whole and when it lists nothing (fields.key-order).
 * Undefined when the expression is malformed.
 */
export const pickFields = (json: string, fieldsParam: string): string | undefined => {
  const selection = parseSelection(fieldsParam)
  if (selection === undefined) return undefined
  const value: unknown = JSON.parse(json)
  try {
    return toSortedJson(selection.size === 0 ? value : pickAnswer(value, selection))
  } catch (error) {
    if (error instanceof ModifierError) return undefined
    throw error
  }
}

const pageKeys = ['page', 'perPage', 'totalItems', 'totalPages', 'items']

const pickAnswer = (json: unknown, selection: Selection): unknown => {
  if (Array.isArray(json)) return pickEach(json, selection)
  if (!isObject(json)) return json
  const isPage = Array.isArray(json['items']) && pageKeys.every((key) => Object.hasOwn(json, key))
  if (!isPage) return pick(json, selection)
  return { ...json, items: pickEach(json['items'] as readonly unknown[], selection) }
}

/** Arrays of anything but objects stay as they are; the first element tells. */
const pickEach = (items: readonly unknown[], selection: Selection): readonly unknown[] =>
  isObject(items[0]) ? items.map((item) => pick(item, selection)) : items

/** The selection of a level: its own keys, and for each key what is selected below it. */
const pick = (value: unknown, selection: Selection): unknown => {
  if (Array.isArray(value)) return value.map((item: unknown) => pick(item, selection))
  if (!isObject(value)) return value
  const own = new Map<string, Change>()
  const below = new Map<string, Map<string, Change>>()
  for (const [path, change] of selection) {
    const dot = path.indexOf('.')
    if (dot < 0) own.set(path, change)
    else {
      const head = path.slice(0, dot)
      const rest = below.get(head) ?? new Map<string, Change>()
      below.set(head, rest.set(path.slice(dot + 1), change))
    }
  }
  const picked = Object.create(null) as Record<string, unknown> // keys are chosen by callers
  for (const [key, item] of Object.entries(value)) {
    const rest = below.get(key)
    if (own.has(key)) picked[key] = changed(item, own.get(key))
    else if (rest !== undefined) picked[key] = pick(item, rest)
    else if (own.has('*')) picked[key] = changed(item, own.get('*'))
  }
  return picked
}

const changed = (value: unknown, change: Change): unknown =>
  change === undefined ? value : change(value)

/** Undefined when malformed. Empty entries are dropped; a repeated path takes its last modifier. */
const parseSelection = (text: string): Selection | undefined => {
  const entries = splitOutside(text, ',')
  if (entries === undefined) return undefined
  const selection = new Map<string, Change>()
  for (const entry of entries.map(trimSpace)) {
    if (entry === '') continue
    const colon = entry.indexOf(':')
    if (colon < 0) {
      selection.set(entry, undefined)
      continue
    }
    const change = parseModifier(entry.slice(colon + 1))
    if (change === undefined) return undefined
    selection.set(entry.slice(0, colon), change)
  }
  return selection
}

/** The value is asked for something that no value has: a text of fewer than no characters. */
class ModifierError extends Error {
  override readonly name = 'ModifierError'
}

/** `excerpt(max, withEllipsis?)` is the only modifier; what follows its parenthesis does not matter, but for a colon. */
const parseModifier = (text: string): Change => {
  const open = text.indexOf('(')
  if (trimSpace(text.slice(0, open)) !== 'excerpt' || text.includes(':')) return undefined
  const [max = '', ellipsis = 'false', ...more] = argumentsIn(text.slice(open + 1))
  const length = wholeNumber(max)
  if (more.length > 0 || length === undefined || length === 0) return undefined
  const withEllipsis = castBool(ellipsis)
  return (value) => {
    if (typeof value !== 'string') return value
    if (length < 0) throw new ModifierError()
    return excerpt(value, length, withEllipsis)
  }
}

/** Up to the closing parenthesis, separated by commas or spaces. */
const argumentsIn = (text: string): readonly string[] => {
  let depth = 1
  let end = 0
  while (end < text.length && depth > 0) {
    if (text[end] === '(') depth += 1
    else if (text[end] === ')') depth -= 1
    end += 1
  }
  return text
    .slice(0, end - 1)
    .split(/[, ]/)
    .map((arg) => arg.replace(/^[()]+|[()]+$/g, ''))
    .filter((arg) => arg !== '')
}

/** A number as Go reads one, its decimals cut off; undefined for other texts and what 64 bits do not hold. */
const wholeNumber = (text: string): number | undefined => {
  const [, sign, digits = ''] =
    /^([+-]?)(\d+|0[xX][\da-fA-F]+|0[oO][0-7]+|0[bB][01]+)(?:\.\d+)?$/.exec(text) ?? []
  if (digits === '') return undefined
  const number = Number(digits)
  if (number >= 2 ** 63) return undefined
  return sign === '-' ? -number : number
}

/** Splits at a separator outside of parentheses and quotes; undefined when one of them is not closed. */
const splitOutside = (text: string, separator: string): readonly string[] | undefined => {
  const parts: string[] = []
  let part = ''
  let depth = 0
  let quote = ''
  for (let at = 0; at < text.length; at++) {
    const character = text[at] ?? ''
    if (character === '\\') {
      part += character + (text[++at] ?? '')
      continue
    }
    if (quote !== '') quote = character === quote ? '' : quote
    else if ('\'"`'.includes(character)) quote = character
    else if (character === '(') depth += 1
    else if (character === ')') depth = Math.max(0, depth - 1)
    if (character === separator && depth === 0 && quote === '') {
      parts.push(part)
      part = ''
    } else part += character
  }
  return depth === 0 && quote === '' ? [...parts, part] : undefined
}

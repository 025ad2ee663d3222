import { excerpt } from './excerpt.ts'
import { compareBytes } from './json.ts'

/** What `fields` asks of one value: a change of it, or undefined to keep it as it is. */
type Change = ((value: unknown) => unknown) | undefined
type Selection = ReadonlyMap<string, Change>

export type Picked = { readonly ok: true; readonly value: unknown } | { readonly ok: false }

/**
 * Cuts a JSON answer down to what the `fields` parameter lists (facts "values", section 11): for a page its items, for an array
 * its elements. Not ok when the expression is malformed, which the contract answers with an empty body.
 */
export const pickFields = (json: unknown, fieldsParam: string): Picked => {
  const selection = parseSelection(fieldsParam)
  if (selection === undefined) return { ok: false }
  if (fieldsParam === '') return { ok: true, value: json }
  const picked = selection.size === 0 ? json : pickAnswer(json, selection)
  return { ok: true, value: sortKeys(picked) }
}

/** fields.key-order: at every level, also when nothing but separators was asked for. */
const sortKeys = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(sortKeys)
  if (!isObject(value)) return value
  const sorted = Object.create(null) as Record<string, unknown> // keys are chosen by callers
  for (const key of Object.keys(value).sort(compareBytes)) sorted[key] = sortKeys(value[key])
  return sorted
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

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

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
  for (const entry of entries.map((each) => each.trim())) {
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

const call = /^(\w+)\((.*?)\)([^:]*)$/s

/** `excerpt(max, withEllipsis?)` is the only modifier. */
const parseModifier = (text: string): Change => {
  const match = call.exec(text)
  if (match?.[1] !== 'excerpt') return undefined
  const args = (match[2] ?? '')
    .split(',')
    .map((arg) => arg.trim().replace(/^(['"`])(.*)\1$/s, '$2'))
  const [max = '', ellipsis = 'false', ...more] = args
  if (more.length > 0 || !/^-?\d+$/.test(max) || Number(max) === 0) return undefined
  const withEllipsis = /^(1|t|T|TRUE|true|True)$/.test(ellipsis)
  return (value) => (typeof value === 'string' ? excerpt(value, Number(max), withEllipsis) : value)
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
    else if (character === ')') depth -= 1
    if (character === separator && depth === 0 && quote === '') {
      parts.push(part)
      part = ''
    } else part += character
  }
  return depth === 0 && quote === '' ? [...parts, part] : undefined
}

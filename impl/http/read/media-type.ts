import { decodePercent } from './percent.ts'

/** A `Content-Type` or `Content-Disposition`: its lower-case type and its parameters under lower-case names. */
export interface MediaType {
  readonly type: string
  readonly params: ReadonlyMap<string, string>
}

const token = /[!#$%&'*+.^_`|~0-9A-Za-z-]+/y
const quoted = /"((?:[^"\\\r\n]|\\[^\r\n])*)"/y
/** A backslash counts before these only; before anything else it is a character of its own. */
const escaped = /\\([()<>@,;:\\"/[\]?=])/g

/** Undefined for a text that is not one, as when a parameter has no value or two (RFC 2045, section 5.1). */
export const readMediaType = (text: string): MediaType | undefined => {
  const [written = ''] = text.split(';', 1)
  const type = written.trim().toLowerCase()
  if (!/^[!#$%&'*+.^_`|~\w-]+(\/[!#$%&'*+.^_`|~\w-]+)?$/.test(type)) return undefined
  const params = readParams(text.slice(written.length))
  return params && { type, params: withExtended(params) }
}

/** Parameters that are written with a charset (`name*`) or in pieces (`name*0`) come under their name (RFC 2231, RFC 8187). */
const withExtended = (params: ReadonlyMap<string, string>): ReadonlyMap<string, string> => {
  const all = new Map<string, string>()
  const extended = new Set<string>()
  for (const [name, value] of params) {
    const [base = ''] = name.split('*', 1)
    if (base === name) all.set(name, value)
    else extended.add(base)
  }
  for (const name of extended) {
    const whole = params.get(`${name}*`)
    const value = whole === undefined ? joinPieces(params, name) : decodeExtended(whole)
    if (value !== undefined) all.set(name, value)
  }
  return all
}

/** The pieces of a value in order, each plain or escaped; undefined without a first one. */
const joinPieces = (params: ReadonlyMap<string, string>, name: string): string | undefined => {
  let joined: string | undefined
  for (let at = 0; ; at++) {
    const piece = `${name}*${String(at)}`
    const escaped = params.get(`${piece}*`)
    const decode = at === 0 ? decodeExtended : decodePercent
    const value = params.get(piece) ?? (escaped === undefined ? undefined : (decode(escaped) ?? ''))
    if (value === undefined) return joined
    joined = `${joined ?? ''}${value}`
  }
}

/** A value with its charset and language before it. */
const decodeExtended = (value: string): string | undefined => {
  const [, text] = /^(?:utf-8|us-ascii)'[^']*'(.*)$/is.exec(value) ?? []
  return text === undefined ? undefined : decodePercent(text)
}

const readParams = (text: string): ReadonlyMap<string, string> | undefined => {
  const params = new Map<string, string>()
  let at = 0
  const skip = (): void => {
    while (at < text.length && /\s/.test(text[at] ?? '')) at++
  }
  const take = (pattern: RegExp): RegExpExecArray | null => {
    pattern.lastIndex = at
    const found = pattern.exec(text)
    if (found !== null) at = pattern.lastIndex
    return found
  }
  const takeValue = (): string | undefined =>
    text[at] === '"' ? take(quoted)?.[1]?.replace(escaped, '$1') : take(token)?.[0]
  for (;;) {
    skip()
    if (at === text.length) return params
    if (text[at] !== ';') return undefined
    at++
    skip()
    // A last semicolon may have nothing behind it.
    if (at === text.length) return params
    const name = take(token)?.[0].toLowerCase()
    skip()
    if (name === undefined || text[at] !== '=') return undefined
    at++
    skip()
    const value = takeValue()
    if (value === undefined || (params.get(name) ?? value) !== value) return undefined
    params.set(name, value)
  }
}

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
  return params && { type, params }
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

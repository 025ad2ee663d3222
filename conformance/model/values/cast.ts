/**
 * What a submitted JSON value means to a field, said as plainly as possible: the third judge beside two servers. Written from
 * the contract alone; nothing here is fast, and nothing is shared with a server.
 */

/** The model does not say: the contract leaves it open, or it would take a second server to know. */
export const unsure = Symbol('unsure')

/** A number without exponent, in the fewest digits that read back as it. */
export const plainNumber = (number: number): string => {
  if (Object.is(number, -0)) return '-0'
  const [mantissa = '', exponent] = String(number).split('e')
  if (exponent === undefined) return mantissa
  const sign = mantissa.startsWith('-') ? '-' : ''
  const [whole = '', fraction = ''] = mantissa.replace('-', '').split('.')
  const digits = whole + fraction
  const point = whole.length + Number(exponent)
  if (point <= 0) return `${sign}0.${'0'.repeat(-point)}${digits}`
  return `${sign}${digits.padEnd(point, '0')}`
}

export const asText = (value: unknown): string => {
  if (typeof value === 'string') return value
  if (typeof value === 'boolean') return value ? 'true' : 'false'
  return typeof value === 'number' ? plainNumber(value) : ''
}

/** undefined: the text is infinite or not a number, which is refused. */
export const asNumber = (value: unknown): number | undefined | typeof unsure => {
  if (typeof value === 'number') return value
  if (value === true) return 1
  if (typeof value !== 'string') return 0
  const text = value.toLowerCase()
  if (['nan', 'inf', '+inf', '-inf', 'infinity', '+infinity', '-infinity'].includes(text)) {
    return undefined
  }
  // Hexadecimal floats and separated digits are left to the servers.
  if (/^[+-]?0x|_/.test(text)) return unsure
  if (!/^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/.test(text)) return 0
  const number = Number(text)
  return Number.isFinite(number) ? number : 0
}

export const asBool = (value: unknown): boolean => {
  if (typeof value === 'number') return value !== 0
  return value === true || ['1', 't', 'T', 'true', 'TRUE', 'True'].includes(value as string)
}

const tryJson = (text: string): unknown => {
  try {
    return JSON.parse(text) as unknown
  } catch {
    return undefined
  }
}

const rawList = (value: unknown): readonly string[] => {
  if (value === null || value === undefined) return []
  if (typeof value === 'string') {
    const parsed = value.includes('[') ? tryJson(value) : undefined
    if (!Array.isArray(parsed)) return [value]
    const texts = parsed.filter((item): item is string => typeof item === 'string')
    const isAllTexts = parsed.every((item) => typeof item === 'string' || item === null)
    return isAllTexts ? texts : [...texts, value]
  }
  if (typeof value === 'number' || typeof value === 'boolean') return [asText(value)]
  if (!Array.isArray(value)) return []
  if (value.some((item) => typeof item === 'object' && item !== null)) return []
  return value.map(asText)
}

const distinct = (items: readonly string[]): readonly string[] =>
  items.filter((item, index) => item !== '' && items.indexOf(item) === index)

export const asList = (value: unknown): readonly string[] => distinct(rawList(value))

/** Of files: each element of an array on its own, kept when it is exactly one name; so is a list in a text, for several. */
export const asFileNames = (value: unknown, isSingle: boolean): readonly string[] => {
  if (!Array.isArray(value) && isSingle) return asList(value)
  const items: readonly unknown[] = Array.isArray(value) ? value : asList(value)
  return distinct(items.map(asList).flatMap((names) => (names.length === 1 ? names : [])))
}

/** The one text of a single field: the last, which may be a list in a text again. */
export const asOne = (names: readonly string[]): string => {
  const last = names.at(-1) ?? ''
  const inner = asList(last).at(-1) ?? ''
  return inner === last ? last : asOne([inner])
}

export const asPoint = (value: unknown): { readonly lon: number; readonly lat: number } => {
  const object = typeof value === 'string' ? tryJson(value) : value
  const point = { lon: 0, lat: 0 }
  if (typeof object !== 'object' || object === null || Array.isArray(object)) return point
  for (const [key, member] of Object.entries(object)) {
    const name = key.toLowerCase()
    if (name !== 'lon' && name !== 'lat') continue
    point[name] = typeof member === 'number' ? member : 0
  }
  return point
}

/** A json value with the text it is measured by; undefined: a text that cannot be quoted. */
export const asJson = (
  value: unknown,
): { readonly value: unknown; readonly text: string } | undefined | typeof unsure => {
  if (typeof value !== 'string') return { value: value ?? null, text: sortedJson(value ?? null) }
  if (value === '') return { value: '', text: '""' }
  if (['true', 'false', 'null'].includes(value)) return { value: tryJson(value), text: value }
  if (/^[-\d"[{]/.test(value)) {
    const parsed = tryJson(value)
    if (parsed !== undefined) return { value: parsed, text: value }
  }
  // Go's quoting: these have no counterpart in JSON.

  if (/[\u0000-\u0007\u000b\u000e-\u001f\u007f]/.test(value)) return undefined
  // Whether it is printable depends on the version of Unicode.
  if (/[\u{10000}-\u{10ffff}]/u.test(value)) return unsure
  return { value, text: JSON.stringify(value) }
}

const sortedJson = (value: unknown): string => {
  if (Array.isArray(value)) return `[${value.map(sortedJson).join(',')}]`
  if (typeof value !== 'object' || value === null) return JSON.stringify(value)
  const members = Object.entries(value).map(
    ([key, member]) => `${JSON.stringify(key)}:${sortedJson(member)}`,
  )
  return `{${members.toSorted().join(',')}}`
}

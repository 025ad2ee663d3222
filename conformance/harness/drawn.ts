/** Kinds of values that a server draws or that tell of the moment, so that no two servers agree on them. */
const kinds = {
  key: String.raw`-----BEGIN [A-Z ]+-----[\s\S]+?-----END [A-Z ]+-----`,
  token: String.raw`\beyJ[\w-]+\.[\w-]+\.[\w-]*`,
  time: String.raw`\b\d{4}-\d\d-\d\d[ T]\d\d:\d\d:\d\d(?:\.\d+)?Z?`,
  server: String.raw`\b(?:127\.0\.0\.1|localhost):\d{2,5}\b`,
  directory: String.raw`/tmp/[\w./-]+`,
  port: String.raw`(?<="port":)\d{4,5}\b`,
  duration: String.raw`(?<="execTime":)[\d.e-]+`,
  secret: String.raw`(?<![\w-])[\w-]{30,64}(?![\w-])`,
  id: String.raw`(?<![A-Za-z0-9])(?:[a-z0-9]{15}|[A-Z0-9]{15})(?![A-Za-z0-9])`,
  // The drawn part of a stored file's name, after a name that was too short and is drawn from, too.
  suffix: String.raw`(?:(?<=")[a-z0-9]{10,12})?_[A-Za-z0-9]{10}(?=[."\x60]|$)`,
} as const

type Kind = keyof typeof kinds

const pattern = new RegExp(
  Object.entries(kinds)
    .map(([kind, source]) => `(?<${kind}>${source})`)
    .join('|'),
  'g',
)

interface Part {
  /** Undefined for text that two servers must share. */
  readonly kind: Kind | undefined
  readonly text: string
}

const partsOf = (text: string): readonly Part[] => {
  const parts: Part[] = []
  let end = 0
  for (const match of text.matchAll(pattern)) {
    if (match.index > end) parts.push({ kind: undefined, text: text.slice(end, match.index) })
    const found = Object.entries(match.groups ?? {}).find(([, value]) => value !== undefined)
    parts.push({ kind: found?.[0] as Kind | undefined, text: match[0] }) // groups are named by kind
    end = match.index + match[0].length
  }
  if (end < text.length) parts.push({ kind: undefined, text: text.slice(end) })
  return parts
}

/** Cases look a day or two ahead and back. */
const nearMs = 3 * 24 * 60 * 60 * 1000

const isNear = (time: string): boolean =>
  Math.abs(Date.now() - Date.parse(`${time.replace(' ', 'T').replace(/Z?$/, 'Z')}`)) < nearMs

/**
 * Two accounts of the same story, in which every drawn value of the one stands for one drawn value of the other, wherever it
 * comes again. What was told so far decides on what is told next.
 */
export interface Likeness {
  /** Whether two texts say the same. Only then what they teach about each other's drawn values is kept. */
  same(a: string, b: string): boolean
}

export const createLikeness = (): Likeness => {
  const known = { ab: new Map<string, string>(), ba: new Map<string, string>() }
  const agree = (a: Part, b: Part, learnt: Map<string, string>): boolean => {
    if (a.kind !== b.kind) return false
    if (a.kind === 'time') return a.text === b.text || (isNear(a.text) && isNear(b.text))
    // A token is drawn for a second: two of one second are the same.
    if (a.kind === 'duration' || a.kind === 'token') return true
    const counterpart = known.ab.get(a.text) ?? learnt.get(a.text)
    if (counterpart !== undefined) return counterpart === b.text
    if (a.text === b.text) return true
    if (a.kind === undefined || known.ba.has(b.text)) return false
    learnt.set(a.text, b.text)
    return true
  }
  return {
    same(a, b) {
      if (a === b) return true
      const [first, second] = [partsOf(a), partsOf(b)]
      if (first.length !== second.length) return false
      const learnt = new Map<string, string>()
      // Both lists have the same length.
      if (!first.every((part, at) => agree(part, second[at] as Part, learnt))) return false
      for (const [from, to] of learnt) {
        known.ab.set(from, to)
        known.ba.set(to, from)
      }
      return true
    },
  }
}

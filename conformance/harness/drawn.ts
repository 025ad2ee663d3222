/** Kinds of values that a server draws or that tell of the moment, so that no two servers agree on them. */
const patterns = {
  key: String.raw`-----(?:BEGIN|begin) [A-Za-z ]+-----[\s\S]+?-----(?:END|end) [A-Za-z ]+-----`,
  token: String.raw`\beyJ[\w-]+\.[\w-]+(?:\.[\w-]*)?`,
  time: String.raw`\b\d{4}-\d\d-\d\d[ T]\d\d:\d\d:\d\d(?:\.\d+)?Z?`,
  server: String.raw`\b(?:127\.0\.0\.1|localhost):\d{2,5}\b`,
  directory: String.raw`/tmp/[\w./-]+`,
  port: String.raw`(?<="port":)\d{4,5}\b`,
  duration: String.raw`(?<="execTime":)[\d.e-]+`,
  // Sent by mail, where how long it is stands beside it, and used by whoever got it.
  code: String.raw`(?<="code":")\d{4,10}(?=","codeLength")|(?<="otpId":"\w{15}","password":")\d{4,10}(?=")`,
  // Why something failed inside, in the implementation's own words: what the contract leaves open.
  cause: String.raw`(?<=Raw error: ?\\n)(?:[^"\\]|\\.)*|(?<="details":)(?:null|"(?:[^"\\]|\\.)*"|\{[^{}]*(?:\{[^{}]*\}[^{}]*)*\})|(?<="data":\{"error":")(?:[^"\\]|\\.)*`,
  // What a field's generator gave when it was tried out.
  sample: String.raw`(?<=could produce invalid field values, ex\.: \\").*?(?=\\"\.)`,
  // Salt and sum of a bcrypt hash; its cost is the field's.
  hash: String.raw`(?<=\$2[ab]\$\d\d\$).{53}`,
  secret: String.raw`(?<![\w-])(?=[\d_-]*[A-Za-z])[\w-]{30,64}(?![\w-])`,
  // A number is none, nor is the id of a field named "email", which follows from its name.
  id: String.raw`(?<![A-Za-z0-9]|\d\.)(?=\d*[A-Za-z])(?!email\d{10})(?:[a-z0-9]{15}|[A-Z0-9]{15})(?![A-Za-z0-9])`,
  // The id of a field of a view that reads none of another collection.
  clone: String.raw`\b_clone_[A-Za-z0-9]{4}\b`,
  // The drawn part of a stored file's name, after a name that was too short and is drawn from, too.
  suffix: String.raw`(?:(?<=["'/])[a-z0-9]{10,12})?_[A-Za-z0-9]{10}(?=[."\x60']|$)`,
} as const

export type DrawnKind = keyof typeof patterns

const allKinds = Object.keys(patterns) as readonly DrawnKind[] // its own keys

/** All but ids: for an asker who chooses the ids of its records. */
export const drawnBesideIds = allKinds.filter((kind) => kind !== 'id')

const patternOf = (kinds: readonly DrawnKind[]): RegExp =>
  new RegExp(kinds.map((kind) => `(?<${kind}>${patterns[kind]})`).join('|'), 'g')

interface Part {
  /** Undefined for text that two servers must share. */
  readonly kind: DrawnKind | undefined
  readonly text: string
}

const partsOf = (text: string, pattern: RegExp): readonly Part[] => {
  const parts: Part[] = []
  let end = 0
  for (const match of text.matchAll(pattern)) {
    if (match.index > end) parts.push({ kind: undefined, text: text.slice(end, match.index) })
    const found = Object.entries(match.groups ?? {}).find(([, value]) => value !== undefined)
    parts.push({ kind: found?.[0] as DrawnKind | undefined, text: match[0] }) // groups are named by kind
    end = match.index + match[0].length
  }
  if (end < text.length) parts.push({ kind: undefined, text: text.slice(end) })
  return parts
}

/** Cases look a day or two ahead and back. */
const nearMs = 3 * 24 * 60 * 60 * 1000

const isNear = (time: string): boolean =>
  Math.abs(Date.now() - Date.parse(`${time.replace(' ', 'T').replace(/Z?$/, 'Z')}`)) < nearMs

/** Kinds of which any two are as good as each other: a token, for one, is drawn for a second, and two of one second are the same. */
const interchangeable: ReadonlySet<string> = new Set<DrawnKind>([
  ...(['duration', 'code', 'cause', 'token', 'sample', 'hash'] as const),
])

const isInterchangeable = ({ kind, text }: Part): boolean =>
  kind !== undefined && (interchangeable.has(kind) || (kind === 'time' && isNear(text)))

/** Replaces every drawn value by the name of its kind. Times that are not of these days stay: they are data. */
export const nameDrawn = (text: string, kinds: readonly DrawnKind[] = allKinds): string =>
  partsOf(text, patternOf(kinds))
    .map((part) => (isNamed(part) ? `<${part.kind}>` : part.text))
    .join('')

const isNamed = (part: Part): boolean =>
  part.kind === 'time' ? isInterchangeable(part) : part.kind !== undefined

/**
 * Two accounts of the same story, in which every drawn value of the one stands for one drawn value of the other, wherever it
 * comes again. What was told so far decides on what is told next.
 */
export interface Likeness {
  /** Whether two texts say the same. Only then what they teach about each other's drawn values is kept. */
  same(a: string, b: string): boolean
  /** The two for a reader: what both mean alike reads alike, so that what is left differs. */
  show(a: string, b: string): { readonly a: string; readonly b: string }
}

/** @param kinds which values are drawn, where the asker chooses some of them itself. */
export const createLikeness = (kinds: readonly DrawnKind[] = allKinds): Likeness => {
  const pattern = patternOf(kinds)
  const known = { ab: new Map<string, string>(), ba: new Map<string, string>() }
  const agree = (a: Part, b: Part, learnt: typeof known): boolean => {
    if (a.kind !== b.kind) return false
    if (isInterchangeable(a) && isInterchangeable(b)) return true
    if (a.kind === undefined || a.kind === 'time') return a.text === b.text
    const counterpart = known.ab.get(a.text) ?? learnt.ab.get(a.text)
    if (counterpart !== undefined) return counterpart === b.text
    if (known.ba.has(b.text) || learnt.ba.has(b.text)) return false
    // What both share stands for itself.
    learnt.ab.set(a.text, b.text)
    learnt.ba.set(b.text, a.text)
    return true
  }
  /** Whether two texts say the same, and what they teach as far as they do. */
  const read = (first: readonly Part[], second: readonly Part[]) => {
    const learnt = { ab: new Map<string, string>(), ba: new Map<string, string>() }
    const agrees = (part: Part, at: number): boolean => {
      const other = second[at]
      return other !== undefined && agree(part, other, learnt)
    }
    return { same: first.every(agrees) && first.length === second.length, learnt }
  }
  return {
    same(a, b) {
      const { same, learnt } = read(partsOf(a, pattern), partsOf(b, pattern))
      if (!same) return false
      for (const [from, to] of learnt.ab) known.ab.set(from, to)
      for (const [from, to] of learnt.ba) known.ba.set(from, to)
      return true
    },
    show(a, b) {
      const [first, second] = [partsOf(a, pattern), partsOf(b, pattern)]
      const { learnt } = read(first, second)
      const tell = (parts: readonly Part[], ofA: (text: string) => string): string =>
        parts.map((part) => (isInterchangeable(part) ? `<${part.kind}>` : ofA(part.text))).join('')
      return {
        a: tell(first, (text) => text),
        b: tell(second, (text) => known.ba.get(text) ?? learnt.ba.get(text) ?? text),
      }
    },
  }
}

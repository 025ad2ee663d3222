import type { Random } from './random.ts'

/** A pattern with something that no text can be drawn from: anchors, word boundaries, nothing at all. */
export class UnsupportedPattern extends Error {
  override readonly name = 'UnsupportedPattern'
}

type Node =
  | { readonly kind: 'literal'; readonly text: string }
  | { readonly kind: 'class'; readonly ranges: readonly Range[] }
  | { readonly kind: 'sequence'; readonly items: readonly Node[] }
  | { readonly kind: 'choice'; readonly branches: readonly Node[] }
  | { readonly kind: 'repeat'; readonly item: Node; readonly min: number; readonly max: number }
  /** Fails when it is drawn; a branch that is not chosen does no harm. */
  | { readonly kind: 'unsupported'; readonly operator: Operator }

type Range = readonly [from: number, to: number]

/** What no text can be drawn from, by the number that the contract's message calls it. */
const operators = {
  'empty match': 2,
  'line start': 7,
  'line end': 8,
  'text start': 9,
  'text end': 10,
  'word boundary': 11,
  'no word boundary': 12,
} as const

type Operator = keyof typeof operators

const parsed = new Map<string, Node>()
const maxParsed = 200

/**
 * Draws a text that an `autogeneratePattern` describes (values.text.autogenerate-*). The pattern has compiled as RE2 before;
 * an operator that cannot be drawn from throws {@link UnsupportedPattern}.
 */
export const generate = (pattern: string, random: Random): string => {
  let node = parsed.get(pattern)
  if (node === undefined) {
    node = parse(pattern)
    if (parsed.size >= maxParsed) parsed.clear()
    parsed.set(pattern, node)
  }
  return draw(node, random)
}

const draw = (node: Node, random: Random): string => {
  switch (node.kind) {
    case 'literal':
      return node.text
    case 'class':
      return drawFrom(node.ranges, random)
    case 'sequence':
      return node.items.map((item) => draw(item, random)).join('')
    case 'choice':
      return draw(node.branches[random.below(node.branches.length)] as Node, random) // never empty
    case 'repeat': {
      const count = node.min + (node.max > node.min ? random.below(node.max - node.min) : 0)
      return Array.from({ length: count }, () => draw(node.item, random)).join('')
    }
    case 'unsupported':
      throw new UnsupportedPattern(`unsupported pattern operator ${operators[node.operator]}`)
    default:
      return node satisfies never
  }
}

/** Uniform over all code points of a class. */
const drawFrom = (ranges: readonly Range[], random: Random): string => {
  const size = ranges.reduce((sum, [from, to]) => sum + to - from + 1, 0)
  if (size === 0) throw new UnsupportedPattern('no runes to choose from')
  let index = random.below(size)
  for (const [from, to] of ranges) {
    if (index <= to - from) return String.fromCodePoint(from + index)
    index -= to - from + 1
  }
  throw new RangeError('the index lies beyond the class')
}

const range = (text: string): Range => [text.charCodeAt(0), text.charCodeAt(1)]
const alphanumeric: readonly Range[] = [range('09'), range('AZ'), range('az')]
const named: Readonly<Record<string, readonly Range[]>> = {
  d: [range('09')],
  w: [range('09'), range('AZ'), range('__'), range('az')],
  s: [
    [9, 10],
    [12, 13],
    [32, 32],
  ],
}
const controls: Readonly<Record<string, string>> = {
  t: '\t',
  n: '\n',
  r: '\r',
  f: '\f',
  v: '\v',
  a: '\u0007',
}
const maxCodePoint = 0x10ffff

const invert = (ranges: readonly Range[]): readonly Range[] => {
  const inverted: Range[] = []
  let next = 0
  for (const [from, to] of [...ranges].sort(([a], [b]) => a - b)) {
    if (from > next) inverted.push([next, from - 1])
    next = Math.max(next, to + 1)
  }
  if (next <= maxCodePoint) inverted.push([next, maxCodePoint])
  return inverted
}

const classOf = (letter: string): readonly Range[] | undefined => {
  const ranges = named[letter.toLowerCase()]
  if (ranges === undefined) return undefined
  return letter === letter.toLowerCase() ? ranges : invert(ranges)
}

/** Writes what stands between \Q and \E with a backslash before each character that could mean something. */
const withoutQuotes = (pattern: string): string =>
  pattern.replace(/\\Q(.*?)(?:\\E|$)|\\./gsu, (whole, quoted?: string) =>
    quoted === undefined ? whole : quoted.replace(/[^\w\s]/gu, '\\$&'),
  )

/** Reads the part of RE2's syntax that can be drawn from, left to right. */
const parse = (pattern: string): Node => {
  const characters = [...withoutQuotes(pattern)]
  let at = 0
  let multiline = false
  const eat = (character: string): boolean => {
    if (characters[at] !== character) return false
    at += 1
    return true
  }

  const readChoice = (): Node => {
    const branches = [readSequence()]
    while (eat('|')) branches.push(readSequence())
    return branches.length === 1 ? (branches[0] as Node) : { kind: 'choice', branches }
  }

  const readSequence = (): Node => {
    const items: Node[] = []
    while (at < characters.length && characters[at] !== '|' && characters[at] !== ')') {
      const atom = readAtom()
      if (atom !== undefined) items.push(readRepeat(atom))
    }
    return items.length === 0 ? unsupported('empty match') : { kind: 'sequence', items }
  }

  /** Undefined for `(?flags)`, which is no part of the text. */
  const readAtom = (): Node | undefined => {
    const character = characters[at++] as string
    switch (character) {
      case '.':
        return { kind: 'class', ranges: alphanumeric }
      case '[':
        return { kind: 'class', ranges: readClass() }
      case '(':
        return readGroup()
      case '\\':
        return readEscape()
      case '^':
        return unsupported(multiline ? 'line start' : 'text start')
      case '$':
        return unsupported(multiline ? 'line end' : 'text end')
      default:
        return { kind: 'literal', text: character }
    }
  }

  const readGroup = (): Node | undefined => {
    const outside = multiline
    const head = /^\?(?:P?<\w+>|([a-zA-Z]*)(?:-([a-zA-Z]+))?([:)]))/.exec(
      characters.slice(at).join(''),
    )
    if (head !== null) {
      const [whole, on = '', off = '', end] = head
      at += [...whole].length
      multiline = (multiline || on.includes('m')) && !off.includes('m')
      if (end === ')') return undefined
    }
    const node = readChoice()
    eat(')')
    multiline = outside
    return node
  }

  const readEscape = (): Node => {
    const letter = characters[at] ?? ''
    const assertion = Object.hasOwn(assertions, letter) ? assertions[letter] : undefined
    if (assertion !== undefined) {
      at += 1
      return unsupported(assertion)
    }
    const escaped = readEscaped()
    return typeof escaped === 'string'
      ? { kind: 'literal', text: escaped }
      : { kind: 'class', ranges: escaped }
  }

  /** What stands behind a backslash, in a class or outside: one character, or a class of them. */
  const readEscaped = (): string | readonly Range[] => {
    const rest = characters.slice(at).join('')
    const code = /^(?:x\{([0-9a-f]+)\}|x([0-9a-f]{2})|(0[0-7]{0,2}|[1-7][0-7]{1,2}))/i.exec(rest)
    if (code !== null) {
      const [whole, braced, hex, octal = ''] = code
      at += whole.length
      return String.fromCodePoint(parseInt(braced ?? hex ?? octal, octal === '' ? 16 : 8))
    }
    const property = /^([pP])(?:\{(\^?)(\w+)\}|(\w))/.exec(rest)
    if (property !== null) {
      const [whole, letter, not = '', name, short] = property
      at += whole.length
      const ranges = rangesOf(name ?? short ?? '')
      return (letter === 'P') === (not === '') ? invert(ranges) : ranges
    }
    const letter = characters[at++] ?? ''
    return classOf(letter) ?? controls[letter] ?? letter
  }

  const readClass = (): readonly Range[] => {
    const isInverted = eat('^')
    const ranges: Range[] = []
    for (
      let first = true;
      at < characters.length && (first || characters[at] !== ']');
      first = false
    ) {
      ranges.push(...readClassItem())
    }
    eat(']')
    return isInverted ? invert(ranges) : ranges
  }

  const readClassItem = (): readonly Range[] => {
    const character = characters[at++] as string
    if (character === '[' && characters[at] === ':') return readPosix()
    if (character === '\\') {
      const escaped = readEscaped()
      return typeof escaped === 'string' ? readRange(escaped) : escaped
    }
    return readRange(character)
  }

  const readRange = (from: string): readonly Range[] => {
    const next = characters[at + 1]
    if (characters[at] !== '-' || next === undefined || next === ']') {
      return [[codeOf(from), codeOf(from)]]
    }
    at += 1
    const to = characters[at++] as string
    const end = to === '\\' ? readEscaped() : to
    // The pattern has compiled, so that a range ends with a character.
    return [[codeOf(from), codeOf(typeof end === 'string' ? end : from)]]
  }

  const readPosix = (): readonly Range[] => {
    const end = characters.indexOf(']', at)
    const name = characters.slice(at + 1, end - 1).join('')
    at = end + 1
    const positive = posix[name.replace('^', '')] ?? []
    return name.startsWith('^') ? invert(positive) : positive
  }

  /** The upper bound of `{n,m}` is never reached, `?` draws nothing, and open ends stop at five. */
  const readRepeat = (item: Node): Node => {
    const repeat = (min: number, max: number): Node => {
      eat('?') // laziness makes no difference to drawing
      return { kind: 'repeat', item, min, max }
    }
    if (eat('?')) return repeat(0, 0)
    if (eat('*')) return repeat(0, 6)
    if (eat('+')) return repeat(1, 6)
    const braces = /^\{(\d+)(,?)(\d*)\}/.exec(characters.slice(at).join(''))
    if (braces === null) return item
    const [whole, low = '', comma, high = ''] = braces
    at += whole.length
    const min = Number(low)
    if (comma === '') return repeat(min, min)
    return repeat(min, high === '' ? Math.max(min, 6) : Number(high))
  }

  return readChoice()
}

const codeOf = (character: string): number => character.codePointAt(0) ?? 0

const unsupported = (operator: Operator): Node => ({ kind: 'unsupported', operator })

const assertions: Readonly<Record<string, Operator>> = {
  A: 'text start',
  z: 'text end',
  b: 'word boundary',
  B: 'no word boundary',
}

/** The code points of a Unicode category or script, found by trying them all. */
const rangesOf = (name: string): readonly Range[] => {
  const isCategory = /^[CLMNPSZ][a-z]?$/.test(name)
  const member = new RegExp(`^\\p{${isCategory ? 'General_Category' : 'Script'}=${name}}$`, 'u')
  const ranges: Range[] = []
  for (let code = 0; code <= maxCodePoint; code++) {
    if (!member.test(String.fromCodePoint(code))) continue
    const from = code
    while (code < maxCodePoint && member.test(String.fromCodePoint(code + 1))) code += 1
    ranges.push([from, code])
  }
  return ranges
}

const posix: Readonly<Record<string, readonly Range[]>> = {
  alnum: alphanumeric,
  alpha: [range('AZ'), range('az')],
  ascii: [[0, 0x7f]],
  blank: [range('\t\t'), range('  ')],
  cntrl: [
    [0, 0x1f],
    [0x7f, 0x7f],
  ],
  digit: [range('09')],
  graph: [range('!~')],
  lower: [range('az')],
  print: [range(' ~')],
  punct: [range('!/'), range(':@'), range('[`'), range('{~')],
  space: [range('\t\r'), range('  ')],
  upper: [range('AZ')],
  word: named['w'] ?? [],
  xdigit: [range('09'), range('AF'), range('af')],
}

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

type Range = readonly [from: number, to: number]

const parsed = new Map<string, Node>()
const maxParsed = 200

/**
 * Draws a text that an `autogeneratePattern` describes (facts "values", section 9). The pattern has compiled as RE2 before;
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
    default:
      return node satisfies never
  }
}

/** Uniform over all code points of a class. */
const drawFrom = (ranges: readonly Range[], random: Random): string => {
  const size = ranges.reduce((sum, [from, to]) => sum + to - from + 1, 0)
  let index = random.below(size)
  for (const [from, to] of ranges) {
    if (index <= to - from) return String.fromCodePoint(from + index)
    index -= to - from + 1
  }
  throw new UnsupportedPattern('empty character class')
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

/** Reads the part of RE2's syntax that can be drawn from, left to right. */
const parse = (pattern: string): Node => {
  const characters = [...pattern]
  let at = 0
  const unsupported = (what: string): never => {
    throw new UnsupportedPattern(`unsupported pattern operator ${what}`)
  }
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
      items.push(readRepeat(readAtom()))
    }
    return { kind: 'sequence', items }
  }

  const readAtom = (): Node => {
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
      case '$':
        return unsupported(character)
      default:
        return { kind: 'literal', text: character }
    }
  }

  const readGroup = (): Node => {
    if (eat('?')) {
      while (
        at < characters.length &&
        characters[at] !== ':' &&
        characters[at] !== '>' &&
        characters[at] !== ')'
      )
        at += 1
      if (characters[at] !== ')') at += 1
    }
    const node = readChoice()
    eat(')')
    return node
  }

  const readEscape = (): Node => {
    const character = characters[at++] ?? ''
    const ranges = classOf(character)
    if (ranges !== undefined) return { kind: 'class', ranges }
    if ('bBAzZ'.includes(character)) return unsupported(`\\${character}`)
    return { kind: 'literal', text: controls[character] ?? character }
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
      const escaped = characters[at++] ?? ''
      const ranges = classOf(escaped)
      if (ranges !== undefined) return ranges
      return readRange(controls[escaped] ?? escaped)
    }
    return readRange(character)
  }

  const readRange = (from: string): readonly Range[] => {
    const next = characters[at + 1]
    if (characters[at] !== '-' || next === undefined || next === ']') {
      return [[codeOf(from), codeOf(from)]]
    }
    at += 1
    let to = characters[at++] as string
    if (to === '\\') to = characters[at++] ?? ''
    return [[codeOf(from), codeOf(to)]]
  }

  const readPosix = (): readonly Range[] => {
    const end = characters.indexOf(']', at)
    const name = characters.slice(at + 1, end - 1).join('')
    at = end + 1
    const positive = posix[name.replace('^', '')]
    if (positive === undefined) return unsupported(name)
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

  if (characters.length === 0) unsupported('empty match')
  return readChoice()
}

const codeOf = (character: string): number => character.codePointAt(0) ?? 0

const posix: Readonly<Record<string, readonly Range[]>> = {
  alnum: alphanumeric,
  alpha: [range('AZ'), range('az')],
  digit: [range('09')],
  lower: [range('az')],
  upper: [range('AZ')],
  word: named['w'] ?? [],
  xdigit: [range('09'), range('AF'), range('af')],
}

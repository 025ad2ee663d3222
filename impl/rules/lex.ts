import type { CallNode, OperandNode, Sign } from './ast.ts'
import { goQuote } from '../values/go-quote.ts'
import { FilterError } from './query.ts'

export type Token =
  | OperandNode
  | { readonly kind: 'sign'; readonly text: string; readonly sign: Sign; readonly anyOf: boolean }
  | { readonly kind: 'join'; readonly text: '&&' | '||' }
  /** What stands between a parenthesis and its partner. */
  | { readonly kind: 'group'; readonly inner: Cursor }

/** A place in a text that is being read; moves forward as tokens are taken. */
export interface Cursor {
  readonly text: string
  /** Index after the last readable character. */
  readonly end: number
  /** Partners of the parentheses seen so far, shared by all cursors of a text so that nesting costs no rereading. */
  readonly partners: Map<number, number>
  at: number
  /** The token before was ended by peeking at the next character (see {@link shownCharacter}). */
  peeked: boolean
}

export const cursorOver = (text: string): Cursor => ({
  text,
  end: text.length,
  partners: new Map(),
  at: 0,
  peeked: false,
})

/** A NUL reads as the end of the input: the server's reader marks its end that way. */
const nul = '\0'
const maxNestedCalls = 3

const isSpace = (character: string): boolean =>
  character === ' ' || character === '\t' || character === '\n'
const isDigit = (character: string): boolean => character >= '0' && character <= '9'
const isNumberStart = (character: string): boolean => character === '-' || isDigit(character)
const isIdentifierStart = (character: string): boolean => /^[A-Za-z@_#]$/.test(character)
const isIdentifierPart = (character: string): boolean => /^[A-Za-z0-9_.:]$/.test(character)
const isQuote = (character: string): boolean => character === "'" || character === '"'
const isSignPart = (character: string): boolean => '=?!><~'.includes(character)
const isJoinPart = (character: string): boolean => character === '&' || character === '|'

const peek = ({ text, at, end }: Cursor): string => (at < end ? text.charAt(at) : nul)

/** Takes characters while they belong, and the NUL that ended them (filter.lex.nul). */
const takeRun = (cursor: Cursor, belongs: (character: string) => boolean): string => {
  const from = cursor.at
  while (cursor.at < cursor.end && belongs(cursor.text.charAt(cursor.at))) cursor.at++
  const run = cursor.text.slice(from, cursor.at)
  skipNul(cursor)
  return run
}

/** Takes a character that is a token of its own: nothing after it is peeked at. */
const takeCharacter = (cursor: Cursor): void => {
  cursor.at++
  cursor.peeked = false
}

const skipNul = (cursor: Cursor): void => {
  if (cursor.at < cursor.end && peek(cursor) === nul) takeCharacter(cursor)
  else cursor.peeked = true
}

/** The character for a message. After a peek the server steps back one byte only, so that it names the rest of a longer character. */
const shownCharacter = ({ text, at, peeked }: Cursor): string => {
  const character = String.fromCodePoint(text.codePointAt(at) ?? 0)
  return goQuote(peeked && character > '\x7f' ? '\ufffd' : character, "'")
}

/** The next token, or undefined at the end of the input. Throws {@link FilterError}. */
export const takeToken = (cursor: Cursor): Token | undefined => {
  for (;;) {
    const character = peek(cursor)
    if (character === nul) {
      cursor.at = cursor.end
      return undefined
    }
    if (isSpace(character)) takeRun(cursor, isSpace)
    else if (character === '/') takeComment(cursor)
    else if (isIdentifierStart(character)) return takeIdentifier(cursor, 0)
    else if (isNumberStart(character)) return takeNumber(cursor)
    else if (isQuote(character)) return takeText(cursor)
    else if (isSignPart(character)) return takeSign(cursor)
    else if (isJoinPart(character)) return takeJoin(cursor)
    else if (character === '(') return takeGroup(cursor)
    else throw new FilterError(`unexpected character ${shownCharacter(cursor)}`)
  }
}

const takeComment = (cursor: Cursor): void => {
  if (cursor.text.charAt(cursor.at + 1) !== '/' || cursor.at + 1 >= cursor.end) {
    throw new FilterError('invalid comment')
  }
  takeRun(cursor, (character) => character !== '\n' && character !== nul)
  // The line feed belongs to the comment, so nothing after it was peeked at.
  if (cursor.text.charAt(cursor.at - 1) !== nul && peek(cursor) === '\n') {
    takeCharacter(cursor)
  }
}

const takeNumber = (cursor: Cursor): OperandNode => {
  let dots = 0
  const from = cursor.at
  const text = takeRun(cursor, (character) => {
    if (character === '.') return dots++ === 0
    return isDigit(character) || (character === '-' && cursor.at === from)
  })
  if (!isDigit(text.charAt(text.length - 1))) {
    throw new FilterError(`invalid number ${goQuote(text)}`)
  }
  return { kind: 'number', text }
}

const takeText = (cursor: Cursor): OperandNode => {
  const from = cursor.at
  const to = findClosingQuote(cursor, from)
  const quote = cursor.text.charAt(from)
  cursor.at = to
  takeCharacter(cursor)
  const raw = cursor.text.slice(from + 1, to)
  return { kind: 'text', value: raw.replaceAll(`\\${quote}`, quote) }
}

/** A quote after a backslash never closes, whatever stands before the backslash (filter.lex.text-cannot-end-in-backslash). */
const findClosingQuote = ({ text, end }: Cursor, from: number): number => {
  const quote = text.charAt(from)
  let at = from + 1
  for (; at < end && text.charAt(at) !== nul; at++) {
    if (text.charAt(at) === quote && text.charAt(at - 1) !== '\\') return at
  }
  throw new FilterError(`invalid quoted text ${goQuote(text.slice(from, at))}`)
}

const signs: Readonly<Record<string, Sign>> = {
  '=': '=',
  '!=': '!=',
  '<': '<',
  '<=': '<=',
  '>': '>',
  '>=': '>=',
  '~': '~',
  '!~': '!~',
}

const takeSign = (cursor: Cursor): Token => {
  const text = takeRun(cursor, isSignPart)
  const anyOf = text.startsWith('?')
  const plain = anyOf ? text.slice(1) : text
  const sign = Object.hasOwn(signs, plain) ? signs[plain] : undefined
  if (sign === undefined) throw new FilterError(`invalid sign operator ${goQuote(text)}`)
  return { kind: 'sign', text, sign, anyOf }
}

const takeJoin = (cursor: Cursor): Token => {
  const text = takeRun(cursor, isJoinPart)
  if (text !== '&&' && text !== '||') {
    throw new FilterError(`invalid join operator ${goQuote(text)}`)
  }
  return { kind: 'join', text }
}

const takeGroup = (cursor: Cursor): Token => {
  const open = cursor.at
  const known = cursor.partners.get(open)
  const close = known !== undefined && known < cursor.end ? known : findPartner(cursor, open)
  cursor.at = close
  takeCharacter(cursor)
  return { kind: 'group', inner: { ...cursor, at: open + 1, end: close } }
}

/** Quotes are honoured on the way, comments are not (filter.lex.comment-in-group). */
const findPartner = (cursor: Cursor, from: number): number => {
  const { text, end, partners } = cursor
  const open: number[] = []
  for (let at = from; at < end && text.charAt(at) !== nul; at++) {
    const character = text.charAt(at)
    if (character === '(') open.push(at)
    else if (isQuote(character)) at = findClosingQuote(cursor, at)
    else if (character === ')') {
      const start = open.pop()
      if (start !== undefined) partners.set(start, at)
      if (open.length === 0) return at
    }
  }
  throw new FilterError(
    `invalid formatted group - missing ${String(open.length)} closing bracket(s)`,
  )
}

const takeIdentifier = (cursor: Cursor, depth: number): OperandNode => {
  const from = cursor.at
  cursor.at++
  while (cursor.at < cursor.end && isIdentifierPart(peek(cursor))) cursor.at++
  const name = cursor.text.slice(from, cursor.at)
  const isCall = cursor.at < cursor.end && peek(cursor) === '('
  if (!isCall) skipNul(cursor)
  if (/[.:]$|^[@_#]$/.test(name)) {
    throw new FilterError(`invalid ${isCall ? 'function name' : 'identifier'} ${goQuote(name)}`)
  }
  return isCall ? takeCall(cursor, name, depth) : { kind: 'identifier', name }
}

const takeCall = (cursor: Cursor, name: string, depth: number): CallNode => {
  if (depth >= maxNestedCalls) {
    throw new FilterError(`max nested function arguments reached (max: ${String(maxNestedCalls)})`)
  }
  takeCharacter(cursor)
  const within = `in function ${goQuote(name)}`
  const args: OperandNode[] = []
  let needsComma = false
  for (;;) {
    const character = peek(cursor)
    if (character === nul) {
      throw new FilterError(`invalid or incomplete function ${goQuote(name)} (expected ')')`)
    }
    if (character === ')') break
    if (isSpace(character)) takeRun(cursor, isSpace)
    else if (character === '/') takeCommentArgument(cursor, within)
    else if (character === ',') {
      if (!needsComma) throw new FilterError(`unexpected comma ${within}`)
      needsComma = false
      takeCharacter(cursor)
    } else if (needsComma) {
      throw new FilterError(`expected comma after the last argument ${within}`)
    } else {
      args.push(takeArgument(cursor, within, depth))
      needsComma = true
    }
  }
  takeCharacter(cursor)
  return { kind: 'function', name, args }
}

/** Runs `take`; a failure is reported as part of what it happened in. */
const wrapped = <T>(prefix: () => string, take: () => T): T => {
  try {
    return take()
  } catch (error) {
    if (!(error instanceof FilterError)) throw error
    throw new FilterError(`${prefix()}: ${error.message}`, { cause: error })
  }
}

const takeCommentArgument = (cursor: Cursor, within: string): void =>
  wrapped(
    () => `failed to scan comment ${within}`,
    () => takeComment(cursor),
  )

const takeArgument = (cursor: Cursor, within: string, depth: number): OperandNode => {
  const character = peek(cursor)
  const from = cursor.at
  const argument = (kind: string, take: () => OperandNode): OperandNode =>
    wrapped(() => `invalid ${kind} argument ${goQuote(spanOf(cursor, from))} ${within}`, take)
  if (isIdentifierStart(character)) {
    return argument('identifier', () => takeIdentifier(cursor, depth + 1))
  }
  if (isNumberStart(character)) return argument('number', () => takeNumber(cursor))
  if (isQuote(character)) return argument('text', () => takeText(cursor))
  throw new FilterError(`unsupported argument character ${shownCharacter(cursor)} ${within}`)
}

/** The text of an argument that failed: a name without its own arguments, a number, or all that an open quote swallowed. */
const spanOf = ({ text, end }: Cursor, from: number): string => {
  const rest = text.slice(from, end)
  if (isQuote(rest.charAt(0))) return rest.split(nul, 1)[0] ?? ''
  return /^(?:[A-Za-z@_#][A-Za-z0-9_.:]*|-?\d*\.?\d*)/.exec(rest)?.[0] ?? ''
}

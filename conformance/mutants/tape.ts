import type { Fault, Send } from '../harness/fault.ts'
import { type Exchange, type Looks, readPointer } from '../harness/exchange.ts'
import type { HttpMessage } from '../probes/http-message.ts'
import { peekJson } from './edit-json.ts'
import {
  type Beside,
  type BesidePlayer,
  type BesideRecorder,
  createBesidePlayer,
  createBesideRecorder,
  type Moment,
} from './beside.ts'
import type { Change, RequestLine, WrongServer } from './mutant.ts'

/**
 * What a case asked a server and what it was answered. A mutant that changes answers leaves the server as it is: the same
 * requests in the same order are answered alike, so the case can be judged on its tape instead of on a server.
 */
export interface Tape {
  readonly turns: readonly Turn[]
  readonly beside: Beside
}

export interface Turn {
  readonly key: string
  readonly line: RequestLine
  readonly answer: HttpMessage
  /** Whether it made or removed what the case rests on. No mutant reaches such a turn. */
  readonly isSetUp: boolean
  /** What the case looked at in the answer; undefined: nothing is known about that. */
  readonly looks: Looks | undefined
  /** When it was asked. */
  readonly after: Moment
  /** Whether it may have changed the server. */
  readonly isWrite: boolean
}

export interface Recorder extends Pick<BesideRecorder, 'see' | 'openSink'> {
  /** Stands before the server and writes down what passes. */
  readonly fault: (isSetUp: boolean) => Fault
  /** Begins to be complete when the case has made its claims. */
  tape(): Tape
  /** The same with what was looked at, once the case's exchanges are there. */
  withLooks(tape: Tape, exchanges: readonly Exchange[]): Tape
}

export const createRecorder = (): Recorder => {
  const turns: (Turn | undefined)[] = []
  const writing = new Set<number>()
  const now = (): Moment => ({ before: turns.length, underWay: [...writing] })
  const { see, openSink, beside } = createBesideRecorder(now)
  // The headers of an exchange are those of the very answer that was handed on.
  const indexes = new WeakMap<Headers, number>()
  return {
    see,
    openSink,
    fault: (isSetUp) => (send) => async (request) => {
      const after = now()
      const at = turns.push(undefined) - 1
      const isWrite = request.method !== 'GET'
      if (isWrite) writing.add(at)
      const asked = await readRequest(request)
      const response = await send(asked.again())
      const { message, copy } = await readAnswer(response)
      turns[at] = {
        key: asked.key,
        line: asked.line,
        answer: message,
        isSetUp,
        after,
        isWrite,
        looks: undefined,
      }
      indexes.set(copy.headers, at)
      writing.delete(at)
      return copy
    },
    // One that was never answered stays: a case that asks for it again has no answer on the tape.
    tape: () => ({
      beside: beside(),
      turns: turns.map(
        (turn) =>
          turn ?? {
            key: '',
            line: noLine,
            answer: noAnswer,
            isSetUp: true,
            after: { before: 0, underWay: [] },
            isWrite: false,
            looks: undefined,
          },
      ),
    }),
    withLooks({ turns: taped, ...tape }, exchanges) {
      const looks = new Map<number, Looks>()
      for (const exchange of exchanges) {
        const at = exchange.response && indexes.get(exchange.response.headers)
        if (at !== undefined) looks.set(at, exchange.looks)
      }
      return { ...tape, turns: taped.map((turn, at) => ({ ...turn, looks: looks.get(at) })) }
    },
  }
}

const noLine: RequestLine = {
  method: '',
  path: '',
  query: new URLSearchParams(),
  token: undefined,
}
const noAnswer: HttpMessage = {
  version: 'HTTP/1.1',
  status: 0,
  reason: '',
  headers: new Headers(),
  headerLines: [],
  body: new Uint8Array(),
}

export interface Player extends Pick<BesidePlayer, 'see' | 'openSink'> {
  readonly fault: Fault
  /** The case asked for something that is not on the tape, or not at this time: what a server would say is not known. */
  readonly hasLeft: boolean
}

/** Why there is no answer to what a case asks otherwise. */
export const notOnTape = 'not on the tape'

/** Answers from a tape, and never from the server behind it. */
export const createPlayer = ({ turns, beside }: Tape): Player => {
  const waiting = new Map<string, number[]>()
  turns.forEach(({ key }, index) => {
    const queue = waiting.get(key)
    if (queue === undefined) waiting.set(key, [index])
    else queue.push(index)
  })
  /** Turns that have not changed the server yet, in their order. */
  const unwritten = new Set(turns.flatMap(({ isWrite }, index) => (isWrite ? [index] : [])))
  let hasLeft = false
  const leave = (): never => {
    hasLeft = true
    throw new Error(notOnTape)
  }
  const isPast = ({ before, underWay }: Moment): boolean => {
    for (const index of unwritten) {
      if (index >= before) return true
      if (!underWay.includes(index)) return false
    }
    return true
  }
  const { see, openSink, onPlayed } = createBesidePlayer(beside, isPast, leave)
  return {
    see,
    openSink,
    get hasLeft() {
      return hasLeft
    },
    fault: () => async (request) => {
      const { key } = await readRequest(request)
      const index = waiting.get(key)?.shift()
      const turn = index === undefined ? undefined : turns[index]
      if (index === undefined || turn === undefined || !isPast(turn.after)) return leave()
      unwritten.delete(index)
      onPlayed()
      return toResponse(turn.answer)
    },
  }
}

/** A mutant as a wrong server in front of a client. `onChange` hears of every answer that it changed. */
export const withMutant =
  ({ begin, change, reaches }: WrongServer, onChange: () => void = () => undefined): Fault =>
  (send: Send): Send => {
    const current: Change = begin?.() ?? change
    return async (request) => {
      const line = lineOf(request)
      const response = await send(request)
      if (!reaches(line)) return response
      const { message, copy } = await readAnswer(response)
      const changed = current(message, line)
      if (changed === message) return copy
      onChange()
      return toResponse(withLength(changed, message))
    }
  }

/** Whether who has looked at so much of an answer could tell another one from it. */
export const couldTell = (
  looks: Looks | undefined,
  answer: HttpMessage,
  other: HttpMessage,
): boolean => {
  if (looks === undefined) return true
  if (looks.status && answer.status !== other.status) return true
  if ([...looks.headers].some((name) => headerText(answer, name) !== headerText(other, name))) {
    return true
  }
  if (answer.body === other.body) return false
  if (looks.body || looks.headers.has('content-length')) return true
  const [before, after] = [peekJson(answer), peekJson(other)]
  return [...looks.pointers].some(
    (pointer) =>
      JSON.stringify(readPointer(before, pointer)) !== JSON.stringify(readPointer(after, pointer)),
  )
}

/** The lines of a header, or of all. */
const headerText = ({ headerLines }: HttpMessage, asked: string): string =>
  headerLines
    .filter(([name]) => asked === '*' || name.toLowerCase() === asked)
    .map((line) => line.join(': '))
    .join('\n')

/** A length that was told is told of the new body. */
const withLength = (changed: HttpMessage, before: HttpMessage): HttpMessage =>
  changed.body === before.body
    ? changed
    : {
        ...changed,
        headerLines: changed.headerLines.map(([name, value]) =>
          name === 'content-length' ? [name, String(changed.body.length)] : [name, value],
        ),
      }

export const lineOf = ({ method, url, headers }: Request): RequestLine => {
  const { pathname, searchParams } = new URL(url)
  return {
    method,
    path: pathname,
    query: searchParams,
    token: headers.get('authorization') ?? undefined,
  }
}

interface ReadRequest {
  readonly key: string
  readonly line: RequestLine
  /** The request, whose body was taken out, to be sent. */
  again(): Request
}

/** A boundary is drawn anew each time. */
const boundaryOf = (type: string): string | undefined => /boundary=([^;]+)/.exec(type)?.[1]

const longestKept = 1000

/** A file that is sent is only told from others. */
const briefly = (text: string): string =>
  text.length <= longestKept ? text : new Bun.CryptoHasher('sha256').update(text).digest('hex')

const readRequest = async (request: Request): Promise<ReadRequest> => {
  const { method, url, headers } = request
  const type = headers.get('content-type') ?? ''
  const hasBody = request.body !== null
  const bytes = hasBody ? new Uint8Array(await request.arrayBuffer()) : new Uint8Array()
  const boundary = boundaryOf(type)
  const text = Buffer.from(bytes).toString('latin1')
  const { pathname, search } = new URL(url)
  const own = [...headers]
    .filter(([name]) => name !== 'content-type')
    .map((line) => line.join(': '))
    .toSorted()
  const shown =
    boundary === undefined
      ? [type, text]
      : [type, text].map((part) => part.replaceAll(boundary, '-'))
  return {
    key: [`${method} ${pathname}${search}`, ...own, ...shown.map(briefly)].join('\n'),
    line: lineOf(request),
    again: () =>
      new Request(url, {
        method,
        headers,
        redirect: 'manual',
        signal: request.signal,
        ...(hasBody ? { body: bytes } : {}),
      }),
  }
}

/** A response as a message, and a copy of it that was not read yet. */
const readAnswer = async (
  response: Response,
): Promise<{ readonly message: HttpMessage; readonly copy: Response }> => {
  const { status, headers } = response
  const body = new Uint8Array(await response.arrayBuffer())
  const message: HttpMessage = {
    version: 'HTTP/1.1',
    status,
    reason: '',
    headers,
    headerLines: [...headers],
    body,
  }
  return { message, copy: toResponse(message) }
}

/** Statuses that a response with a body is refused for. */
const bodiless = new Set([204, 205, 304])

const toResponse = ({ status, headerLines, body }: HttpMessage): Response => {
  const headers = new Headers()
  for (const [name, value] of headerLines) headers.append(name, value)
  const content = bodiless.has(status) || body.length === 0 ? null : new Uint8Array(body)
  return new Response(content, { status, headers })
}

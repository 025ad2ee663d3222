import { ApiError, type FieldIssue, type FieldIssues, isFieldIssue } from '../errors.ts'
import type { LogEntry } from '../logs/logs.ts'
import type { Settings } from '../settings/shape.ts'
import { describeError } from './errors.ts'
import { firstText } from './read/headers.ts'
import { decodePercent } from './read/percent.ts'
import { readTarget } from './read/target.ts'
import type { Trace } from './trace.ts'
import type { HttpRequest } from './transport/message.ts'

/** Where entries go. */
export interface LogSink {
  /** Whether an entry of this level would be kept. */
  keeps(level: number): boolean
  write(entry: LogEntry): void
}

export interface RequestLogOptions {
  readonly sink: LogSink
  readonly settings: () => Settings
  readonly peerOf: (request: HttpRequest) => string
  readonly clientIpOf: (request: HttpRequest) => string
}

const info = 0
const failure = 8
/** Bytes (http.log.truncation). */
const limits = { method: 50, url: 3000, referer: 2000, userAgent: 2000 } as const

const cut = (text: string, maxBytes: number): string => {
  // No character has more than three bytes per unit of UTF-16.
  if (text.length * 3 <= maxBytes || Buffer.byteLength(text) <= maxBytes) return text
  // Each byte of a character that the cut goes through becomes one that stands for no text.
  const whole = new TextDecoder('utf-8', { ignoreBOM: true }).decode(
    Buffer.from(text).subarray(0, maxBytes),
    { stream: true },
  )
  return `${whole}${'\ufffd'.repeat(maxBytes - Buffer.byteLength(whole))}...`
}

/** Takes a request down when it has been answered (http.log.*). */
export const createRequestLog = ({ sink, settings, peerOf, clientIpOf }: RequestLogOptions) => {
  return (request: HttpRequest, trace: Trace, status: number): void => {
    const { error, concealed, auth, started, original } = trace
    const hasFailed = error !== undefined || concealed !== undefined
    const level = hasFailed ? failure : info
    if ((trace.isQuiet && !hasFailed) || !sink.keeps(level)) return
    const { logIP, logAuthId } = settings().logs
    const { path, query } = readTarget(original.url)
    const full = query === '' && !original.url.endsWith('?') ? path : `${path}?${query}`
    const url = cut(full, limits.url)
    const method = cut(request.method, limits.method)
    // In the order of their keys, as answers have them.
    sink.write({
      level,
      message: `${method} ${decodePercent(url) ?? url}`,
      data: {
        auth: auth?.collection.name ?? '',
        ...(logAuthId && auth !== undefined ? { authId: auth.id } : {}),
        ...(error === undefined ? {} : attributesOf(error)),
        ...(concealed === undefined ? {} : { error: concealed }),
        execTime: performance.now() - started,
        method,
        referer: cut(firstText(request.headers, 'referer'), limits.referer),
        ...(logIP ? { remoteIP: peerOf(request) } : {}),
        status,
        type: 'request',
        url,
        userAgent: cut(firstText(request.headers, 'user-agent'), limits.userAgent),
        ...(logIP ? { userIP: clientIpOf(request) } : {}),
      },
    })
  }
}

/** What is logged of an error (http.log.error-attrs). */
const attributesOf = (error: unknown) =>
  error instanceof ApiError && error.refusal.kind === 'second-factor'
    ? { error: 'mfa required' }
    : { details: detailsOf(error), error: messageOf(error) }

const messageOf = (error: unknown): string => {
  if (!(error instanceof ApiError)) return error instanceof Error ? error.message : String(error)
  // The public answer has it as a sentence.
  return String(describeError(error).body['message'])
}

/** The cause, or what is wrong with each value. */
const detailsOf = (error: unknown): unknown => {
  if (!(error instanceof ApiError)) return null
  const { refusal, cause } = error
  if (refusal.kind === 'invalid' && refusal.fields !== undefined) return rawIssues(refusal.fields)
  return cause instanceof Error ? cause.message : null
}

const rawIssues = (issues: FieldIssues): Readonly<Record<string, unknown>> =>
  Object.fromEntries(
    Object.entries(issues).map(([field, issue]) => [
      field,
      isFieldIssue(issue) ? rawText(issue) : rawIssues(issue),
    ]),
  )

/** The reason before it became a sentence. */
const rawText = ({ message }: FieldIssue): string =>
  message.charAt(0).toLowerCase() + message.slice(1).replace(/\.$/, '')

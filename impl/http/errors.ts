import { ApiError, type FieldIssue, type FieldIssues, type Refusal } from '../errors.ts'
import { sortKeys, toJsonText } from '../values/json.ts'

/** Sentences the edge itself says; use cases bring their own. */
export const messages = {
  fileNotFound: 'File not found.',
  guestAtSuperuserDoor: 'The request requires valid record authorization token.',
  otherAtSuperuserDoor: 'The authorized record is not allowed to perform this action.',
  unsupportedContentType: 'Unsupported Content-Type.',
} as const

const somethingWentWrong = 'Something went wrong while processing your request.'

/** Status and default sentence by kind (http.error.default-messages). */
const refusals = {
  invalid: { status: 400, message: somethingWentWrong },
  unauthenticated: { status: 401, message: 'Missing or invalid authentication.' },
  forbidden: { status: 403, message: 'You are not allowed to perform this request.' },
  'not-found': { status: 404, message: "The requested resource wasn't found." },
  'too-large': { status: 413, message: 'Request entity too large.' },
  'too-many': { status: 429, message: 'Too Many Requests.' },
} as const satisfies Record<Refusal['kind'], { readonly status: number; readonly message: string }>

export interface ErrorAnswer {
  readonly status: number
  /** JSON text with its final newline. */
  readonly body: string
}

/** Answers what a use case or a reader threw; `defect` is set when it is our fault and worth a report. */
export const describeError = (error: unknown): ErrorAnswer & { readonly defect: boolean } => {
  if (error instanceof ApiError) return { ...describeRefusal(error.refusal), defect: false }
  // An unexpected failure of a dependency answers 400 and only a crash 500 (http.error.unmapped-is-400,
  // http.error.panic-500). The engine's own error classes are what a panic is here: a bug met its input.
  return { ...errorAnswer(isCrash(error) ? 500 : 400, somethingWentWrong, {}), defect: true }
}

const describeRefusal = (refusal: Refusal): ErrorAnswer => {
  const { status, message } = refusals[refusal.kind]
  const fields = refusal.kind === 'invalid' ? refusal.fields : undefined
  return errorAnswer(status, refusal.message ?? message, fields ?? {})
}

const crashes = [TypeError, RangeError, ReferenceError, SyntaxError] as const
const isCrash = (error: unknown) => crashes.some((crash) => error instanceof crash)

// The key order is the contract's (http.error.key-order).
const errorAnswer = (status: number, message: string, fields: FieldIssues): ErrorAnswer => ({
  status,
  body: `${toJsonText({ data: sortKeys(dataOf(fields)), message: sentence(message), status })}\n`,
})

const dataOf = (issues: FieldIssues): Readonly<Record<string, unknown>> =>
  Object.fromEntries(
    Object.entries(issues).map(([field, issue]) => [
      field,
      isLeaf(issue) ? leafOf(issue) : dataOf(issue),
    ]),
  )

// A field may itself be called "code" or "message", but then its issue is an object, not a text.
const isLeaf = (issue: FieldIssue | FieldIssues): issue is FieldIssue =>
  typeof issue['code'] === 'string' && typeof issue['message'] === 'string'

const leafOf = ({ code, message, params }: FieldIssue) =>
  params === undefined
    ? { code, message: sentence(message) }
    : { code, message: sentence(message), params }

/** http.error.message-sentence: trimmed, first letter upper case, closed by `.` unless by `.`, `?` or `!`. */
const sentence = (text: string) => {
  const trimmed = text.trim()
  if (trimmed === '') return ''
  const [first = ''] = trimmed
  const capitalised = first.toUpperCase() + trimmed.slice(first.length)
  return /[.?!]$/.test(capitalised) ? capitalised : `${capitalised}.`
}

import { sentence, statusMessages } from '../../spec/errors.ts'
import { ApiError, type FieldIssue, type FieldIssues, type Refusal, statusOf } from '../errors.ts'
import { toSortedJson } from '../values/json.ts'

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
  return { ...errorAnswer(isCrash(error) ? 500 : 400, undefined, {}), defect: true }
}

const describeRefusal = (refusal: Refusal): ErrorAnswer => {
  if (refusal.kind === 'second-factor') {
    return { status: 401, body: `${JSON.stringify({ mfaId: refusal.mfaId })}\n` }
  }
  const fields = refusal.kind === 'invalid' ? refusal.fields : undefined
  return errorAnswer(statusOf[refusal.kind], refusal.message, fields ?? {})
}

const crashes = [TypeError, RangeError, ReferenceError, SyntaxError] as const
const isCrash = (error: unknown) => crashes.some((crash) => error instanceof crash)

// Its key order is the byte order, too (http.error.key-order).
const errorAnswer = (
  status: keyof typeof statusMessages,
  message: string | undefined,
  fields: FieldIssues,
): ErrorAnswer => {
  const words = message ?? statusMessages[status] // http.error.default-messages
  const body = toSortedJson({ data: dataOf(fields), message: sentence(words), status })
  return { status, body: `${body}\n` }
}

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

import { sentence, statusMessages } from '../../spec/errors.ts'
import {
  ApiError,
  type FieldIssue,
  type FieldIssues,
  isFieldIssue,
  type Refusal,
  statusOf,
} from '../errors.ts'

export interface ErrorAnswer {
  readonly status: number
  /** `{data, message, status}`, but for a second factor that is asked for. */
  readonly body: Readonly<Record<string, unknown>>
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
    return { status: 401, body: { mfaId: refusal.mfaId } }
  }
  const fields = refusal.kind === 'invalid' ? refusal.fields : undefined
  return errorAnswer(statusOf[refusal.kind], refusal.message, fields ?? {})
}

const crashes = [TypeError, RangeError, ReferenceError, SyntaxError] as const
const isCrash = (error: unknown) => crashes.some((crash) => error instanceof crash)

const errorAnswer = (
  status: keyof typeof statusMessages,
  message: string | undefined,
  fields: FieldIssues,
): ErrorAnswer => {
  const words = message ?? statusMessages[status] // http.error.default-messages
  return { status, body: { data: dataOf(fields), message: sentence(words), status } }
}

const dataOf = (issues: FieldIssues): Readonly<Record<string, unknown>> =>
  Object.fromEntries(
    Object.entries(issues).map(([field, issue]) => [
      field,
      isFieldIssue(issue) ? leafOf(issue) : dataOf(issue),
    ]),
  )

const leafOf = ({ code, message, params }: FieldIssue) =>
  params === undefined
    ? { code, message: sentence(message) }
    : { code, message: sentence(message), params }

import {
  apiErrors,
  type ApiErrorKey,
  type ApiErrorValue,
  fillMessage,
  type statusMessages,
} from '../spec/errors.ts'

/** What is wrong with one submitted value. `params` fill the message and are shown beside it. */
export interface FieldIssue {
  readonly code: string
  readonly message: string
  readonly params?: Readonly<Record<string, unknown>>
}

/** Issues by field name; nested objects and array elements (by stringified index) nest the same way. */
export interface FieldIssues {
  readonly [field: string]: FieldIssue | FieldIssues
}

// A field may itself be called "code" or "message", but then its issue is an object, not a text.
export const isFieldIssue = (issue: FieldIssue | FieldIssues): issue is FieldIssue =>
  typeof issue['code'] === 'string' && typeof issue['message'] === 'string'

/** Why a caller is refused. `message` is the contract's sentence where it is not the default of its kind. */
export type Refusal =
  | { readonly kind: 'invalid'; readonly message?: string; readonly fields?: FieldIssues }
  | {
      readonly kind: 'unauthenticated' | 'forbidden' | 'not-found' | 'too-large' | 'too-many'
      readonly message?: string
    }
  /** One factor was right, another one is asked for; told by the id of the session alone (auth.mfa.first-factor). */
  | { readonly kind: 'second-factor'; readonly mfaId: string; readonly message?: undefined }

/** Thrown when the caller is at fault. Anything else that escapes a use case is a defect. */
export class ApiError extends Error {
  override readonly name = 'ApiError'
  readonly refusal: Refusal
  constructor(refusal: Refusal, options?: ErrorOptions) {
    super(refusal.message ?? refusal.kind, options)
    this.refusal = refusal
  }
}

/** Refusals that are told by a sentence. */
type WordedKind = Exclude<Refusal['kind'], 'second-factor'>

/** Use cases speak of kinds, the catalogue and the wire of statuses. */
export const statusOf = {
  invalid: 400,
  unauthenticated: 401,
  forbidden: 403,
  'not-found': 404,
  'too-large': 413,
  'too-many': 429,
} as const satisfies Readonly<Record<WordedKind, keyof typeof statusMessages>>

type RefusalStatus = (typeof statusOf)[WordedKind]

const kindOf = new Map(
  // The object has these keys and no others.
  (Object.keys(statusOf) as WordedKind[]).map((kind) => [statusOf[kind], kind]),
)

/** Rows of the catalogue that blame the caller; the others are failures of the server. */
export type RefusalKey = {
  [Key in ApiErrorKey]: (typeof apiErrors)[Key]['status'] extends RefusalStatus ? Key : never
}[ApiErrorKey]

interface RefusalDetails {
  /** Told by `invalid` refusals only. */
  readonly fields?: FieldIssues | undefined
  readonly cause?: unknown
}

type Details<Name extends string> = [Name] extends [never]
  ? readonly [details?: RefusalDetails]
  : readonly [details: RefusalDetails & { readonly values: Readonly<Record<Name, string>> }]

/** A refusal in the words of the catalogue; `values` fill the message where it has gaps. */
export const refusal = <Key extends RefusalKey>(
  key: Key,
  ...[details]: Details<ApiErrorValue<Key>>
): ApiError => {
  const { status, message: template } = apiErrors[key]
  const {
    fields,
    cause,
    values = {},
  }: RefusalDetails & { readonly values?: Values } = details ?? {}
  const kind = kindOf.get(status)
  if (kind === undefined) throw new TypeError(`"${key}" is not the fault of a caller`)
  const message = fillMessage(template, values)
  const options = cause === undefined ? undefined : { cause }
  return kind === 'invalid' && fields !== undefined
    ? new ApiError({ kind, message, fields }, options)
    : new ApiError({ kind, message }, options)
}

type Values = Readonly<Record<string, string>>

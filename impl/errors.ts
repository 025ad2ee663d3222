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

/** Why a caller is refused. `message` is the contract's sentence where it is not the default of its kind. */
export type Refusal =
  | { readonly kind: 'invalid'; readonly message?: string; readonly fields?: FieldIssues }
  | {
      readonly kind: 'unauthenticated' | 'forbidden' | 'not-found' | 'too-large' | 'too-many'
      readonly message?: string
    }

/** Thrown when the caller is at fault. Anything else that escapes a use case is a defect. */
export class ApiError extends Error {
  override readonly name = 'ApiError'
  readonly refusal: Refusal
  constructor(refusal: Refusal, options?: ErrorOptions) {
    super(refusal.message ?? refusal.kind, options)
    this.refusal = refusal
  }
}

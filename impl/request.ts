import type { RequestInfo } from './rules/query.ts'

/** For whom records are shown, and what rules see of the request. */
export interface Caller {
  readonly info: RequestInfo
  readonly isSuperuser: boolean
}

/**
 * A request as use cases receive it: no HTTP types. The body is decoded only when a use case asks for it, because the
 * contract refuses an unknown collection before it looks at the body. Who asks a rule says what it sees of the body:
 * {@link withBody}.
 */
export interface Incoming {
  readonly info: Omit<RequestInfo, 'body'>
  readonly isSuperuser: boolean
  /** Address of the client; empty when it is not known. */
  readonly realIp: string
  /** The token of the Authorization header as sent, without a Bearer prefix; empty when there is none. */
  readonly token: string
  /** The body is a form, whose values are texts by nature; JSON or none otherwise. */
  readonly isForm: boolean
  /**
   * The submitted object (JSON, form or multipart), read once and remembered. Throws an `ApiError` of kind `invalid` or
   * `too-large`.
   */
  body(): Promise<ReadonlyMap<string, unknown>>
  /** Tells the log why nothing is done, when the answer must not tell it. */
  conceal(why: string): void
}

/** Who sends a request whose body has been read. */
export const withBody = (
  { info, isSuperuser }: Pick<Incoming, 'info' | 'isSuperuser'>,
  body: RequestInfo['body'],
): Caller => ({ info: { ...info, body }, isSuperuser })

import type { RequestInfo } from './rules/query.ts'

/**
 * A request as use cases receive it: no HTTP types. The body is decoded only when a use case asks for it, because the
 * contract refuses an unknown collection or a closed rule before it looks at the body.
 */
export interface Incoming {
  /** `info.body` is empty; who asks a rule about the request puts there what the rule shall see of it. */
  readonly info: RequestInfo
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

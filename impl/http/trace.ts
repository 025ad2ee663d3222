import type { AuthRecord } from '../rules/query.ts'
import type { HttpRequest } from './transport/message.ts'

/** What is learned about a request while it is answered, for its log entry. */
export interface Trace {
  /** As `performance.now()`. */
  readonly started: number
  /** As it came from the transport, which knows the peer of no other. */
  readonly original: HttpRequest
  auth: AuthRecord | undefined
  /** What it failed with. */
  error: unknown
  /** Why nothing was done, though the answer looks like success (logs.request.error-with-success-status). */
  concealed: string | undefined
  /** Nobody wants to read of its success (http.log.skip-success). */
  isQuiet: boolean
}

/** The traces of requests under way, under the request that the router got. */
export const createTraces = () => {
  const traces = new WeakMap<HttpRequest, Trace>()
  return {
    open(routed: HttpRequest, original: HttpRequest): Trace {
      const trace: Trace = {
        started: performance.now(),
        original,
        auth: undefined,
        error: undefined,
        concealed: undefined,
        isQuiet: false,
      }
      traces.set(routed, trace)
      return trace
    },
    of: (request: HttpRequest): Trace | undefined => traces.get(request),
  }
}

export type Traces = ReturnType<typeof createTraces>

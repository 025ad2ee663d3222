import type { AuthRecord } from '../rules/query.ts'

/** What is learned about a request while it is answered, for its log entry. */
export interface Trace {
  /** As `performance.now()`. */
  readonly started: number
  /** As it came from the transport, which knows the peer of no other. */
  readonly original: Request
  auth: AuthRecord | undefined
  /** What it failed with. */
  error: unknown
  /** Nobody wants to read of its success (http.log.skip-success). */
  isQuiet: boolean
}

/** The traces of requests under way, under the request that the router got. */
export const createTraces = () => {
  const traces = new WeakMap<Request, Trace>()
  return {
    open(routed: Request, original: Request): Trace {
      const trace: Trace = {
        started: performance.now(),
        original,
        auth: undefined,
        error: undefined,
        isQuiet: false,
      }
      traces.set(routed, trace)
      return trace
    },
    of: (request: Request): Trace | undefined => traces.get(request),
  }
}

export type Traces = ReturnType<typeof createTraces>

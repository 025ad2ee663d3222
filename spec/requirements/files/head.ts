import type { Requirement } from '../../requirement.ts'

/** HEAD requests for a file. */
export const headFiles = [
  {
    id: 'files.head.same-headers',
    level: 'must',
    says: 'HEAD returns the same status and headers as GET (thumb generation and protected checks included) with an empty body, also for errors.',
    probe:
      'HEAD a file -> 200, Content-Length = size, empty body; HEAD a missing file -> 404 with Content-Type application/json and empty body.',
    basis: 'unverified',
  },
] as const satisfies readonly Requirement[]

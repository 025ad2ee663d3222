import type { Requirement } from '../../requirement.ts'

/** Limits, logging and shutdown of realtime. */
export const realtime = [
  {
    id: 'realtime.rate-limit',
    level: 'should',
    says: 'Both routes are subject to the general rate limit labels for /api/realtime and answer 429 like others.',
    probe: 'rule {"label":"POST /api/realtime","maxRequests":1,"duration":60} -> second POST 429.',
    basis: 'unverified',
  },
  {
    id: 'realtime.logging',
    level: 'may',
    says: 'A successful GET /api/realtime is not written to the request logs; POST is.',
    probe: 'superuser GET /api/logs after some seconds -> entry for the POST only.',
    basis: 'unverified',
  },
  {
    id: 'realtime.shutdown',
    level: 'may',
    says: 'On graceful shutdown open realtime connections are ended by the server at once.',
    probe: 'SIGTERM the server -> SSE EOF within about a second.',
    basis: 'unverified',
  },
] as const satisfies readonly Requirement[]

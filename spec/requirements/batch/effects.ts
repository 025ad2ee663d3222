import type { Requirement } from '../../requirement.ts'

/** What a batch does beyond its answer: realtime messages, rate limits, logs, cascades. */
export const effectsBatch = [
  {
    id: 'batch.realtime-after-commit',
    level: 'must',
    says: 'Realtime events for the touched records are delivered only after the transaction committed, and none are delivered when it is rolled back.',
    probe:
      'SSE client subscribed to "{c}/*": failing batch -> no event; succeeding batch of two creates -> exactly two "create" events (their relative order is not guaranteed).',
    basis: 'unverified',
  },
  {
    id: 'batch.ratelimit-outer',
    level: 'should',
    says: 'The outer call is limited with labels "POST /api/batch" and "/api/batch" (default rule 3 per second) and then answers a plain 429.',
    probe:
      'rateLimits enabled with {"label":"/api/batch","maxRequests":1,"duration":60}: second guest POST /api/batch -> 429 "Too Many Requests.".',
    basis: 'unverified',
  },
  {
    id: 'batch.ratelimit-inner',
    level: 'should',
    says: 'Every sub-request also passes its collection\'s limiter with the create/update/delete tag and "METHOD path" labels of the sub-request; exceeding it fails the batch at that index with inner status 429. These counters are separate from the ones of the standalone endpoints.',
    probe:
      'Rule {"label":"*:create","maxRequests":2,"duration":60}: batch of 3 creates -> outer 400, data.requests["2"].response {status:429,message:"Too Many Requests.",data:{}}; a standalone create right after -> 200.',
    basis: 'unverified',
  },
  {
    id: 'batch.log-single',
    level: 'should',
    says: 'Only the outer request produces an activity log entry.',
    probe:
      'Batch of 3 creates -> exactly one new log entry with data.url "/api/batch", method POST.',
    basis: 'unverified',
  },
  {
    id: 'batch.cascade',
    level: 'should',
    says: 'Deletes inside a batch cascade exactly like standalone ones (within the same transaction).',
    probe: 'DELETE of a parent with a cascadeDelete relation -> status 204; children gone.',
    basis: 'unverified',
  },
] as const satisfies readonly Requirement[]

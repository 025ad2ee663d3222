import type { Requirement } from '../../requirement.ts'

/** When entries reach the database. */
export const flushLogs = [
  {
    id: 'logs.flush.delay',
    level: 'must',
    says: 'Entries are written in batches: when 200 are queued, or about 3 s after the most recently queued entry (each new entry restarts the 3 s timer), or on shutdown.',
    probe:
      'One request, GET /api/logs at once -> absent; after 4 s without other logged requests -> present. 200 quick requests -> present within 1 s.',
    basis: 'observed',
  },
  {
    id: 'logs.flush.created-is-event-time',
    level: 'should',
    says: 'created is the time the event happened, not the time of the write.',
    probe:
      'created of an entry differs less than 1 s from the request time although it became visible 3 s later.',
    basis: 'observed',
  },
] as const satisfies readonly Requirement[]

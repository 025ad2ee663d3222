import type { Requirement } from '../../requirement.ts'

/** Order of messages. */
export const orderRealtime = [
  {
    id: 'realtime.order.no-guarantee',
    level: 'should',
    says: 'Messages of different changes are handed over independently; their relative order is normally but not guaranteed the order of the changes. Messages of one connection are never interleaved.',
    probe: 'wait for each message before the next write when order matters.',
    basis: 'unverified',
    unobservable: 'A missing guarantee cannot be broken: every order of messages agrees with it.',
  },
  {
    id: 'realtime.order.no-replay',
    level: 'must',
    says: 'Nothing is buffered for disconnected clients and Last-Event-ID is ignored; after a reconnect the client has a new id, no subscriptions and no auth.',
    probe:
      'reconnect with header Last-Event-ID old id -> new PB_CONNECT id; no message until a new SUB.',
    basis: 'unverified',
  },
] as const satisfies readonly Requirement[]

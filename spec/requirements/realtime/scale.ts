import type { Requirement } from '../../requirement.ts'

/** Many connections at once. */
export const scaleRealtime = [
  {
    id: 'realtime.scale.many-clients',
    level: 'should',
    says: 'All connections are served (internally processed in chunks of 150).',
    probe: '310 connections subscribed to PUB/* -> each gets the message of one create.',
    basis: 'unverified',
  },
] as const satisfies readonly Requirement[]

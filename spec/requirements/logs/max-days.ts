import type { Requirement } from '../../requirement.ts'

const source = { document: '003_2163cb09265065fe', heading: 'Update settings' } as const

/** Turning the log off. */
export const maxDaysLogs = [
  {
    id: 'logs.max-days.zero',
    level: 'must',
    says: 'With logs.maxDays 0 nothing is stored.',
    probe: 'PATCH {"logs":{"maxDays":0}}, some requests, wait 5 s -> totalItems 0.',
    basis: 'documented',
    source,
  },
] as const satisfies readonly Requirement[]

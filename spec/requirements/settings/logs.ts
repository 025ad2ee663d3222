import type { Requirement } from '../../requirement.ts'

const source = { document: '003_2163cb09265065fe', heading: 'Update settings' } as const

/** Settings of the log. */
export const logsSettings = [
  {
    id: 'settings.logs.max-days',
    level: 'must',
    says: 'logs.maxDays must be 0 or more; 0 turns log persistence off.',
    probe:
      '-1 -> data.logs.maxDays {"code":"validation_min_greater_equal_than_required","message":"Must be no less than 0.","params":{"threshold":0}}; 0 -> 200.',
    basis: 'documented',
    source,
  },
  {
    id: 'settings.logs.min-level',
    level: 'must',
    says: 'logs.minLevel accepts any integer, negative ones included.',
    probe: 'PATCH {"logs":{"minLevel":-99}} -> 200.',
    basis: 'documented',
    source,
  },
] as const satisfies readonly Requirement[]

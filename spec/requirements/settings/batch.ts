import type { Requirement } from '../../requirement.ts'

const source = { document: '003_2163cb09265065fe', heading: 'Update settings' } as const

/** Settings of the batch endpoint. */
export const batchSettings = [
  {
    id: 'settings.batch.limits',
    level: 'must',
    says: 'batch.maxRequests and batch.timeout are required (non zero) when batch.enabled is true; both and batch.maxBodySize must never be negative.',
    probe:
      '{"enabled":true,"maxRequests":0,"timeout":0} -> both validation_required; {"maxRequests":-1,"timeout":-1,"maxBodySize":-1} -> three times validation_min_greater_equal_than_required with params {"threshold":0}.',
    basis: 'documented',
    source,
  },
] as const satisfies readonly Requirement[]

import type { Requirement } from '../../requirement.ts'

const source = { document: '003_2163cb09265065fe', heading: 'Update settings' } as const

/** The lowest stored level. */
export const minLevelLogs = [
  {
    id: 'logs.min-level.filter',
    level: 'must',
    says: 'Only entries with level >= logs.minLevel are stored. (With minLevel -4 internal debug entries appear too, for example one with message "loadAuthToken failure" for a request with an unusable Authorization header; which debug entries exist is not part of the contract.)',
    probe:
      'minLevel 8 -> GET /api/missing is stored, GET /api/health is not; minLevel 9 -> neither; minLevel 0 or -4 -> both.',
    basis: 'documented',
    source,
  },
] as const satisfies readonly Requirement[]

import type { Requirement } from '../../requirement.ts'

const source = { document: '003_2163cb09265065fe', heading: 'Create collection' } as const

/** Options of bool fields. */
export const boolSchema = [
  {
    id: 'schema.bool.shape',
    level: 'must',
    says: 'A bool field has only the common keys.',
    probe:
      'SU create {"name":"b","type":"bool"} -> keys hidden, id, name, presentable, required, system, type.',
    basis: 'documented',
    source,
  },
] as const satisfies readonly Requirement[]

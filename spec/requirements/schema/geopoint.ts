import type { Requirement } from '../../requirement.ts'

const source = { document: '003_2163cb09265065fe', heading: 'Create collection' } as const

/** Options of geoPoint fields. */
export const geopointSchema = [
  {
    id: 'schema.geopoint.shape',
    level: 'must',
    says: 'A geoPoint field has only the common keys; the type name is "geoPoint" and generated ids start with "geoPoint".',
    probe:
      'SU create {"name":"point","type":"geoPoint"} -> id "geoPoint3081106212", keys hidden, id, name, presentable, required, system, type.',
    basis: 'documented',
    source,
  },
] as const satisfies readonly Requirement[]

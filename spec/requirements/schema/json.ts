import type { Requirement } from '../../requirement.ts'

const source = { document: '003_2163cb09265065fe', heading: 'Create collection' } as const

/** Options of json fields. */
export const jsonSchema = [
  {
    id: 'schema.json.shape',
    level: 'must',
    says: 'Default json field has maxSize 0, which means 1048576 bytes.',
    probe:
      'SU create {"name":"j","type":"json"} -> maxSize 0; record values up to 1048576 bytes of JSON are accepted.',
    basis: 'documented',
    source,
  },
] as const satisfies readonly Requirement[]

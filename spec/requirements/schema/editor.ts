import type { Requirement } from '../../requirement.ts'

const source = { document: '003_2163cb09265065fe', heading: 'Create collection' } as const

/** Options of editor fields. */
export const editorSchema = [
  {
    id: 'schema.editor.shape',
    level: 'must',
    says: 'Default editor field has convertURLs false and maxSize 0 in addition to the common keys.',
    probe:
      'SU create {"name":"e","type":"editor"} -> {"convertURLs":false,"hidden":false,"id":"editor4024072794","maxSize":0,"name":"e","presentable":false,"required":false,"system":false,"type":"editor"}.',
    basis: 'documented',
    source,
  },
  {
    id: 'schema.editor.max-size-default',
    level: 'must',
    says: 'maxSize 0 means 5242880 bytes.',
    probe:
      'Record value of 5242880 ASCII characters -> 200 (body limits permitting), one more -> 400.',
    basis: 'documented',
    source,
  },
] as const satisfies readonly Requirement[]

import type { Requirement } from '../../requirement.ts'

const source = { document: '003_2163cb09265065fe', heading: 'Create collection' } as const

/** Fields that hold one value or many. */
export const multiSchema = [
  {
    id: 'schema.multi.single-vs-multiple',
    level: 'must',
    says: 'select, file and relation fields hold a single string value while maxSelect <= 1 (also 0) and an array when maxSelect > 1.',
    probe: 'maxSelect 0 and 1 -> record JSON has "" for the empty value; maxSelect 2 -> [].',
    basis: 'documented',
    source,
  },
] as const satisfies readonly Requirement[]

import type { MutantLine } from './matrix.ts'

/** A made-up row of a kill matrix. */
export const mutantLine = (id: string, verdict: MutantLine['verdict']): MutantLine => ({
  type: 'mutant',
  id,
  family: 'drop',
  area: 'records',
  operation: 'records.list',
  says: 'is wrong',
  verdict,
  reached: 9,
  failed: 1,
  limit: 3,
  killedBy: [],
  cells: [{ requirement: 'page.defaults', outcome: 'fail', noticed: ['says 30'] }],
})

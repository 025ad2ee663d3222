import { changeJson } from './change.ts'
import type { Mutant, RequestLine } from './mutant.ts'

const isRecordList = ({ method, path }: RequestLine): boolean =>
  method === 'GET' && /^\/api\/collections\/[^/]+\/records$/.test(path)

/** Servers that are wrong about lists of records. */
export const listMutants = [
  {
    id: 'records.list/says-29-per-page',
    says: 'A list answer says perPage 29 whatever page size it has.',
    reaches: isRecordList,
    change: changeJson('/perPage', 29),
    kills: [{ requirement: 'page.defaults', claim: 'says page 1 and perPage 30' }],
  },
] as const satisfies readonly Mutant[]

import type { LoadScenario } from '../scenario.ts'
import { search } from './query.ts'
import { view } from './read.ts'

/** Cheap requests beside costly ones: what the ninety-ninth percentile is about. */

export const viewWhileScans: LoadScenario = {
  ...view,
  name: 'view-while-scans',
  says: 'view one record while four clients search the text',
  connections: 4,
  beside: { requests: search.requests, connections: 4, amount: 'endless' },
}

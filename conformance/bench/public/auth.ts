import { password } from '../data/data-set.ts'
import type { BenchRequest } from '../request.ts'
import type { LoadScenario } from '../scenario.ts'
import { email, emptyData } from './data.ts'

/** Section 4.2. */

const common = {
  kind: 'load',
  data: emptyData,
  closes: true,
  compared: 2,
} as const

const signIn = (id: string, connections: number): LoadScenario => ({
  ...common,
  name: id,
  says: `250 sign-ins, ${connections} at once`,
  connections,
  amount: { exactly: 250 },
  *requests(): Generator<BenchRequest> {
    const json = { identity: email(0), password }
    for (;;) yield { method: 'POST', path: '/api/collections/users/auth-with-password', json }
  },
})

const refresh = (id: string, connections: number): LoadScenario => ({
  ...common,
  name: id,
  says: `1,000 refreshed tokens, ${connections} at once`,
  connections,
  amount: { exactly: 1000 },
  *requests({ callers }, { pick }): Generator<BenchRequest> {
    const caller = pick(callers)
    const path = '/api/collections/users/auth-refresh'
    for (;;) yield { method: 'POST', path, token: caller.token }
  },
})

export const authScenarios: readonly LoadScenario[] = [
  signIn('A1', 250),
  signIn('A2', 10),
  refresh('A3', 1000),
  refresh('A4', 100),
]

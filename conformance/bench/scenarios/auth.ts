import { password } from '../data/data-set.ts'
import { mainData, memberEmail, sizes } from '../data/main.ts'
import type { LoadScenario } from '../scenario.ts'
import { connections } from './read.ts'

/** Signing in and staying so. */

export const authRefresh: LoadScenario = {
  kind: 'load',
  name: 'auth-refresh',
  says: 'refresh a token',
  data: mainData,
  connections,
  amount: 'endless',
  *requests({ callers }, { pick }) {
    for (;;) {
      const path = '/api/collections/members/auth-refresh'
      yield { method: 'POST', path, token: pick(callers).token }
    }
  },
}

export const authPassword: LoadScenario = {
  kind: 'load',
  name: 'auth-password',
  says: 'sign in with a password (bcrypt, cost 10)',
  data: mainData,
  connections: 4,
  amount: 'endless',
  compared: 4,
  *requests(_facts, { below }) {
    for (;;) {
      const path = '/api/collections/members/auth-with-password'
      const json = { identity: memberEmail(below(sizes.members)), password }
      yield { method: 'POST', path, json }
    }
  },
  floor: { bcrypt: true },
}

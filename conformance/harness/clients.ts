import { Blocked } from './blocked.ts'
import { Client } from './client.ts'
import type { Exchange } from './exchange.ts'
import type { RunSettings } from './run-case.ts'
import type { RunningServer } from './target.ts'

const tokens = new WeakMap<RunningServer, Promise<string>>()

const signIn = async ({ url, superuser }: RunningServer): Promise<string> => {
  const answer = await new Client({ url }).post('/api/collections/_superusers/auth-with-password', {
    identity: superuser.email,
    password: superuser.password,
  })
  if (answer.status !== 200) throw new Blocked(`superuser sign-in: ${answer.describe()}`)
  return answer.text('/token')
}

/** The superuser's token of a server, got once; a case that voids it gets its own server. */
const tokenOf = (server: RunningServer): Promise<string> => {
  let token = tokens.get(server)
  if (token === undefined) {
    token = signIn(server)
    tokens.set(server, token)
  }
  return token
}

/** The two clients of a case. Signing in speaks to the server directly: faults and evidence are the case's own. */
export const createClients = async (
  { server, faults = [] }: Pick<RunSettings, 'server' | 'faults'>,
  onExchange: (exchange: Exchange) => void = () => undefined,
): Promise<{ readonly guest: Client; readonly superuser: Client }> => {
  const token = await tokenOf(server)
  const guest = new Client({ url: server.url, onExchange, faults, turns: server })
  return { guest, superuser: guest.withToken(token) }
}

import { Blocked } from './blocked.ts'
import { Client } from './client.ts'
import type { Exchange } from './exchange.ts'
import type { RunSettings } from './run-case.ts'
import type { RunningServer } from './target.ts'

const tokens = new WeakMap<RunningServer, Promise<string>>()

/** The token in the answer to a sign-in; blocks when there is none that a header can carry. */
export const readToken = (answer: Exchange): string => {
  const token = answer.text('/token')
  if (/^[!-~]+$/.test(token)) return token
  throw new Blocked(`${answer.describe()} has a token that no header can carry`)
}

const signIn = async (
  { url, superuser }: RunningServer,
  timeoutMs: number | undefined,
): Promise<string> => {
  const path = '/api/collections/_superusers/auth-with-password'
  const answer = await new Client({ url }).send('POST', path, {
    json: { identity: superuser.email, password: superuser.password },
    ...(timeoutMs === undefined ? {} : { timeoutMs }),
  })
  if (answer.status !== 200) throw new Blocked(`superuser sign-in: ${answer.describe()}`)
  return readToken(answer)
}

/** The superuser's token of a server, got once, also when it is refused: a server that hangs is waited for once. A case that voids it gets its own server. */
const tokenOf = (server: RunningServer, timeoutMs: number | undefined): Promise<string> => {
  let token = tokens.get(server)
  if (token === undefined) {
    token = signIn(server, timeoutMs)
    tokens.set(server, token)
  }
  return token
}

/** One without a token and one with the superuser's. */
export interface Clients {
  readonly guest: Client
  readonly superuser: Client
}

/** The two clients of a case. Signing in speaks to the server directly: faults and evidence are the case's own. */
export const createClients = async (
  settings: Pick<RunSettings, 'server' | 'faults' | 'timeoutMs' | 'token' | 'turns'>,
  onExchange: (exchange: Exchange) => void = () => undefined,
): Promise<Clients> => {
  const { server, faults = [], timeoutMs, turns = server } = settings
  const token = settings.token ?? (await tokenOf(server, timeoutMs))
  const guest = new Client({ url: server.url, onExchange, faults, turns })
  return { guest, superuser: guest.withToken(token) }
}

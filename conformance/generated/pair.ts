import type { Client, RequestOptions } from '../harness/client.ts'
import { createClients, readToken } from '../harness/clients.ts'
import type { RunningServer, Target } from '../harness/target.ts'
import type { Fault } from '../harness/fault.ts'
import type { Answer, AuthRecord, Step } from './session.ts'
import { readSnapshot } from './snapshot.ts'
import { nameVolatile } from './volatile.ts'

/** The same question put to both servers. */
export interface Both<T> {
  readonly a: T
  readonly b: T
}

/** Two servers that live through the same requests. */
export interface Pair {
  readonly names: Both<string>
  /** Sends a step to both at once. */
  send(step: Step): Promise<Both<Answer>>
  /** Sends a step to one of them only: to tidy up where they have parted. */
  sendTo(side: keyof Both<unknown>, step: Step): Promise<Answer>
  /** What both hold on disk; undefined when one of them was not started here. */
  snapshot(): Both<readonly string[]> | undefined
  /** Records that signed in are gone: others may have their ids. */
  forgetRecords(): void
  close(): Promise<void>
}

export interface PairOptions {
  /** Wrong servers in front of the second one: a difference that must be found. */
  readonly faults?: readonly Fault[]
}

/** Starts one server of each target. */
export const startPair = async (
  { a, b }: Both<Target>,
  { faults = [] }: PairOptions = {},
): Promise<Pair> => {
  const servers = { a: await a.launch({}), b: await b.launch({}) }
  const clients = {
    a: clientsOf(await createClients({ server: servers.a })),
    b: clientsOf(await createClients({ server: servers.b, faults })),
  }
  return {
    names: { a: a.name, b: b.name },
    async send(step) {
      const [first, second] = await Promise.all([ask(clients.a, step), ask(clients.b, step)])
      return { a: first, b: second }
    },
    sendTo: (side, step) => ask(clients[side], step),
    snapshot: () => snapshotOf(servers),
    forgetRecords() {
      clients.a.forgetRecords()
      clients.b.forgetRecords()
    },
    async close() {
      await Promise.all([servers.a.close(), servers.b.close()])
    },
  }
}

interface Clients {
  readonly guest: Client
  readonly superuser: Client
  /** Signed up when it is first asked for. */
  user(): Promise<Client>
  /** A record that is there already. */
  record(of: AuthRecord): Promise<Client>
  forgetRecords(): void
}

const clientsOf = ({ guest, superuser }: Pick<Clients, 'guest' | 'superuser'>): Clients => {
  let user: Promise<Client> | undefined
  const records = new Map<string, Promise<Client>>()
  return {
    guest,
    superuser,
    user: () => (user ??= signUp(guest, superuser)),
    record({ collection, id }) {
      const path = `/api/collections/${collection}/impersonate/${id}`
      const known =
        records.get(path) ??
        superuser.post(path, {}).then((answer) => guest.withToken(readToken(answer)))
      records.set(path, known)
      return known
    },
    forgetRecords: () => records.clear(),
  }
}

const signUp = async (guest: Client, superuser: Client): Promise<Client> => {
  const users = '/api/collections/users'
  const password = 'correct horse 1'
  const email = 'somebody@example.com'
  const body = { id: 'somebody0000001', email, password, passwordConfirm: password }
  await superuser.post(`${users}/records`, body)
  const signedIn = await guest.post(`${users}/auth-with-password`, { identity: email, password })
  return guest.withToken(readToken(signedIn))
}

const optionsOf = ({ json, body, headers = {} }: Step): RequestOptions => {
  if (body !== undefined) {
    return { raw: body.text, headers: { ...headers, 'Content-Type': body.type } }
  }
  return json === undefined ? { headers } : { json, headers }
}

const ask = async (clients: Clients, step: Step): Promise<Answer> => {
  const { by = 'superuser' } = step
  const client =
    typeof by === 'object'
      ? await clients.record(by)
      : by === 'user'
        ? await clients.user()
        : clients[by]
  const exchange = await client.send(step.method, step.path, optionsOf(step))
  const { status, body, failure = '' } = exchange
  return status === undefined ? { body: failure } : { status, body: nameVolatile(body) }
}

const snapshotOf = ({ a, b }: Both<RunningServer>): Both<readonly string[]> | undefined =>
  a.dataDir === undefined || b.dataDir === undefined
    ? undefined
    : { a: readSnapshot(a), b: readSnapshot(b) }

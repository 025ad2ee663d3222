import type { Client, RequestOptions } from '../harness/client.ts'
import { createClients, readToken } from '../harness/clients.ts'
import { describeCause } from '../harness/describe-cause.ts'
import { eventually } from '../harness/eventually.ts'
import type { Fault } from '../harness/fault.ts'
import { relevantHeaders } from '../harness/relevant-headers.ts'
import type { RunningServer, Target } from '../harness/target.ts'
import { openPostbox, type Postbox } from './postbox.ts'
import type { Answer, AuthRecord, Step } from './session.ts'
import { readSnapshot } from './snapshot.ts'
import { readText } from './fill-step.ts'

/** The same question put to both servers. */
export interface Both<T> {
  readonly a: T
  readonly b: T
}

/** Two servers that live through the same requests. */
export interface Pair {
  readonly names: Both<string>
  /** Sends a step, in the words of each, to both at once. */
  send(steps: Both<Step>): Promise<Both<Answer>>
  /** Sends a step to one of them only: to tidy up where they have parted. */
  sendTo(side: keyof Both<unknown>, step: Step): Promise<Answer>
  /** What both hold on disk; undefined when one of them was not started here. */
  snapshot(): Both<readonly string[]> | undefined
  /** Records that signed in are gone: others may have their ids. */
  forgetRecords(): void
  /** Starts both anew, with nothing in them: one has died, or cannot be tidied up. */
  renew(): Promise<void>
  /** Why they could not be started anew, if so. */
  lost(): string | undefined
  close(): Promise<void>
}

export interface PairOptions {
  /** Wrong servers in front of the second one: a difference that must be found. */
  readonly faults?: readonly Fault[]
  /** Nothing that a session asks takes this long. */
  readonly timeoutMs?: number
}

/** Starts one server of each target. */
export const startPair = async (
  targets: Both<Target>,
  { faults = [], timeoutMs = defaultTimeoutMs }: PairOptions = {},
): Promise<Pair> => {
  const start = async (): Promise<Both<Side>> => {
    const a = await startSide(targets.a, { faults: [], timeoutMs })
    try {
      return { a, b: await startSide(targets.b, { faults, timeoutMs }) }
    } catch (error) {
      await a.close()
      throw error
    }
  }
  let sides = await start()
  let lost: string | undefined
  const close = async (): Promise<void> => {
    await Promise.all([sides.a.close(), sides.b.close()])
  }
  return {
    names: { a: targets.a.name, b: targets.b.name },
    async send(steps) {
      if (steps.a.method === 'MAIL') return await readMails(sides, steps)
      const [a, b] = await Promise.all([sides.a.ask(steps.a), sides.b.ask(steps.b)])
      return { a, b }
    },
    sendTo: (side, step) => sides[side].ask(step),
    snapshot: () => snapshotOf({ a: sides.a.server, b: sides.b.server }),
    forgetRecords() {
      sides.a.forgetRecords()
      sides.b.forgetRecords()
    },
    async renew() {
      await close()
      try {
        sides = await start()
      } catch (error) {
        lost = describeCause(error)
      }
    },
    lost: () => lost,
    close: () => (lost === undefined ? close() : Promise.resolve()),
  }
}

interface Side {
  readonly server: RunningServer
  readonly postbox: Postbox | undefined
  ask(step: Step): Promise<Answer>
  forgetRecords(): void
  close(): Promise<void>
}

/** Milliseconds. Where the other server's mail has come, it is only a matter of time. */
const mailDeadlines = { forBoth: 2_000, forSecond: 10_000 }

const noMail: Answer = { status: 0, headers: '', body: 'no mail' }

const readMails = async (sides: Both<Side>, steps: Both<Step>): Promise<Both<Answer>> => {
  const next = (side: keyof Both<unknown>, deadlineMs: number) => {
    const [address = '', word = ''] = steps[side].path.split(' ')
    return sides[side].postbox?.next(address, word, deadlineMs) ?? Promise.resolve(undefined)
  }
  const { forBoth, forSecond } = mailDeadlines
  const [a, b] = await Promise.all([next('a', forBoth), next('b', forBoth)])
  if (a === undefined && b === undefined) return { a: noMail, b: noMail }
  return {
    a: a ?? (await next('a', forSecond)) ?? noMail,
    b: b ?? (await next('b', forSecond)) ?? noMail,
  }
}

const startSide = async (
  target: Target,
  { faults, timeoutMs }: Required<PairOptions>,
): Promise<Side> => {
  const server = await target.launch({})
  try {
    const { guest, superuser } = await createClients({ server, faults })
    const clients = clientsOf({ guest, superuser })
    // Where somebody else's server sends its mails is not ours to change.
    const hasMail = target.capabilities.has('mail-sink')
    const postbox = hasMail ? await openPostbox(superuser) : undefined
    return {
      server,
      postbox,
      ask: (step) => askUntil(clients, step, timeoutMs),
      forgetRecords: clients.forgetRecords,
      async close() {
        await postbox?.close()
        await server.close()
      },
    }
  } catch (error) {
    await server.close()
    throw error
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

const defaultTimeoutMs = 10_000

const clientFor = async (clients: Clients, by: Step['by'] = 'superuser'): Promise<Client> => {
  if (typeof by === 'object') {
    return 'token' in by ? clients.guest.withToken(by.token) : await clients.record(by)
  }
  return by === 'user' ? await clients.user() : clients[by]
}

const ask = async (clients: Clients, step: Step, timeoutMs: number): Promise<Answer> => {
  const client = await clientFor(clients, step.by)
  const options = { timeoutMs, ...optionsOf(step) }
  const exchange = await client.send(step.method, step.path, options)
  const { status, body, failure = '' } = exchange
  const headers = relevantHeaders(exchange)
  return status === undefined ? { headers: '', body: failure } : { status, headers, body }
}

/** Milliseconds until what a server does after it has answered must be done. */
const settleMs = 5_000

const askUntil = async (clients: Clients, step: Step, timeoutMs: number): Promise<Answer> => {
  const { until } = step
  if (until === undefined) return await ask(clients, step, timeoutMs)
  const isSettled = (answer: Answer): boolean => readText(answer, until) !== undefined
  return await eventually(() => ask(clients, step, timeoutMs), isSettled, settleMs)
}

const snapshotOf = ({ a, b }: Both<RunningServer>): Both<readonly string[]> | undefined =>
  a.dataDir === undefined || b.dataDir === undefined
    ? undefined
    : { a: readSnapshot(a), b: readSnapshot(b) }

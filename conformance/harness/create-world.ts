import { type SmtpSink, startSmtpSink } from '../probes/smtp-sink.ts'
import { connectRealtime } from '../probes/realtime.ts'
import { sendRaw } from '../probes/raw.ts'
import { Blocked } from './blocked.ts'
import type { Client } from './client.ts'
import { type Clients, readToken } from './clients.ts'
import type { Exchange } from './exchange.ts'
import type { RunningServer, Target } from './target.ts'
import type { CollectionHandle, StoredField, UserHandle, World } from './world.ts'

export interface WorldSettings {
  readonly target: Target
  readonly server: RunningServer
  readonly guest: Client
  readonly superuser: Client
  /** Make and remove what the case rests on. */
  readonly makers: Clients
  readonly unique: World['unique']
  readonly defer: (cleanUp: () => unknown) => void
  /** An id for a record that the case does not give one; empty when the server may draw it. */
  readonly chosenId: () => { readonly id?: string }
  /** Hears of every mail server that the case starts. */
  readonly onSink?: (sink: SmtpSink) => void
  /** Starts them; real ones when not given. */
  readonly openSink?: () => Promise<SmtpSink>
}

/** Builds what a case works with. Everything that is made on the server is removed again when the case ends. */
export const createWorld = (settings: WorldSettings): World => {
  const { target, server, guest, makers, unique, defer, openSink = startSmtpSink } = settings
  const collection = collectionMaker(settings)
  return {
    server: blockingWhenDown(server),
    version: target.version,
    unique,
    maker: makers.superuser,
    collection,
    async changeFields({ path }, change, rest = {}) {
      const fields = change(accepted(await makers.superuser.get(path)).list<StoredField>('/fields'))
      accepted(await makers.superuser.patch(path, { ...rest, fields }))
    },
    record: (at, values) =>
      createRecord(makers.superuser, at, { ...settings.chosenId(), ...values }),
    user: (values, at) => signUp(settings, values, at),
    accepted,
    refused(control, exchange) {
      accepted(control)
      return exchange
    },
    defer,
    async launch(options, other = target) {
      const launching = other.launch(options)
      // Only the server under test is judged; another one that does not start is the suite's trouble.
      const launched = await (other === target ? orBlocked(launching) : launching)
      defer(() => launched.close())
      return other === target ? blockingWhenDown(launched) : launched
    },
    async realtime(client = guest) {
      const subscriber = await connectRealtime(client)
      defer(() => subscriber.close())
      return subscriber
    },
    async mailSink() {
      const sink = await openSink()
      settings.onSink?.(sink)
      defer(() => sink.close())
      await useSink(settings, sink.port)
      return sink
    },
    raw: (bytes, options) => sendRaw(server.url, bytes, options),
  }
}

const accepted = (exchange: Exchange): Exchange => {
  const { status = 0 } = exchange
  if (status >= 200 && status < 300) return exchange
  throw new Blocked(`${exchange.describe()} ${exchange.body.slice(0, 300)}`)
}

const orBlocked = async <T>(starting: Promise<T>): Promise<T> => {
  try {
    return await starting
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error)
    throw new Blocked(`a server could not be started: ${why}`, { cause: error })
  }
}

/** The same server, for a case: one that does not come up again is the server's failure and not the suite's. */
const blockingWhenDown = (server: RunningServer): RunningServer => ({
  ...server,
  start: () => orBlocked(server.start()),
  restart: () => orBlocked(server.restart()),
})

const openRules = { listRule: '', viewRule: '', createRule: '', updateRule: '', deleteRule: '' }

const collectionMaker =
  ({ makers: { superuser }, unique, defer }: WorldSettings): World['collection'] =>
  async (schema = {}) => {
    const type = schema.type ?? 'base'
    const rules = type === 'view' ? { listRule: '', viewRule: '' } : openRules
    const name = unique('c_')
    const body = { name, type, ...rules, ...schema }
    const created = accepted(await superuser.post('/api/collections', body))
    const path = `/api/collections/${created.text('/name')}`
    defer(() => superuser.delete(`/api/collections/${created.text('/id')}`))
    return {
      id: created.text('/id'),
      name: created.text('/name'),
      path,
      records: `${path}/records`,
    }
  }

const createRecord = async (
  superuser: Client,
  { records }: Pick<CollectionHandle, 'records'>,
  values: Readonly<Record<string, unknown>> = {},
) => {
  const created = accepted(await superuser.post(records, values))
  // The server just answered 200 with a record; its id is checked by text().
  return { ...(created.json as Readonly<Record<string, unknown>>), id: created.text('/id') }
}

const users = { records: '/api/collections/users/records', path: '/api/collections/users' }

const signUp = async (
  { guest, makers, unique, defer, chosenId }: WorldSettings,
  values: Readonly<Record<string, unknown>> = {},
  at: Pick<CollectionHandle, 'records' | 'path'> = users,
): Promise<UserHandle> => {
  const email = `${unique('u')}@example.com`
  const password = 'correct horse 1'
  const body = { ...chosenId(), email, password, passwordConfirm: password, ...values }
  const { id } = await createRecord(makers.superuser, at, body)
  defer(() => makers.superuser.delete(`${at.records}/${id}`))
  const identity = { identity: body.email, password: body.password }
  const signedIn = accepted(await makers.guest.post(`${at.path}/auth-with-password`, identity))
  const token = readToken(signedIn)
  return { id, email: body.email, password: body.password, token, client: guest.withToken(token) }
}

const useSink = async (
  { makers: { superuser }, defer }: WorldSettings,
  port: number,
): Promise<void> => {
  const before = accepted(await superuser.get('/api/settings')).at('/smtp')
  const smtp = { enabled: true, host: '127.0.0.1', port, username: '', password: '', tls: false }
  accepted(await superuser.patch('/api/settings', { smtp }))
  defer(async () => accepted(await superuser.patch('/api/settings', { smtp: before })))
}

import { nameDrawn } from '../../harness/drawn.ts'
import type { Client } from '../../harness/client.ts'
import type { Exchange } from '../../harness/exchange.ts'
import type { RunningServer } from '../../harness/target.ts'
import type { StoredField } from '../../harness/world.ts'
import { forgeToken, type TokenType } from '../../probes/data-dir.ts'
import {
  conditionsFor,
  otherUsers,
  type Prepared,
  type Side,
  spoiling,
  type Subject,
  superusers,
  users,
} from './conditions.ts'

export const kinds: readonly TokenType[] = [
  'auth',
  'file',
  'verification',
  'passwordReset',
  'emailChange',
]

const password = 'correct horse 1'

/** A client that sends what is to be answered: the token itself, or somebody beside it. */
type AsCaller = (subject: Subject, token: string) => Promise<Client> | Client

interface Endpoint {
  /** Caller -> the collection of whom the tokens speak, and who sends them. */
  readonly callers: Readonly<Record<string, { readonly of: string; readonly as: AsCaller }>>
  ask(
    client: Client,
    prepared: Required<Omit<Prepared, 'tidyUp'>>,
    subject: Subject,
  ): Promise<Exchange>
}

const asToken: AsCaller = ({ side }, token) => side.guest.withHeaders({ Authorization: token })

const bearers: Endpoint['callers'] = {
  'a user': { of: users, as: asToken },
  'a superuser': { of: superusers, as: asToken },
}

const besides: Endpoint['callers'] = {
  nobody: { of: users, as: ({ side }) => side.guest },
  'somebody else': {
    of: users,
    async as({ side }) {
      const recordId = await side.fresh(otherUsers)
      const request = { type: 'auth', collection: otherUsers, recordId } as const
      return side.guest.withHeaders({ Authorization: await forgeToken(side.server, request) })
    },
  },
  'a superuser': { of: users, as: ({ side }) => side.superuser },
}

/** Endpoints that take the token in the Authorization header. */
export const headerEndpoints: Readonly<Record<string, Endpoint>> = {
  'auth-refresh': {
    callers: bearers,
    ask: (client, { path }) => client.post(`/api/collections/${path}/auth-refresh`),
  },
  'request-email-change': {
    callers: bearers,
    ask: (client, { path }, { newEmail }) =>
      client.post(`/api/collections/${path}/request-email-change`, { newEmail }),
  },
  records: {
    callers: bearers,
    ask: (client, { path }) =>
      client.get(`/api/collections/${path}/records`, {
        perPage: '1',
        skipTotal: '1',
        fields: 'verified',
      }),
  },
  'files/token': { callers: bearers, ask: (client) => client.post('/api/files/token') },
}

const confirmation = (name: string, body: Readonly<Record<string, unknown>> = {}): Endpoint => ({
  callers: besides,
  ask: (client, { path, token }) =>
    client.post(`/api/collections/${path}/${name}`, { token, ...body }),
})

/** Endpoints that take a token that came by mail. */
export const confirmEndpoints: Readonly<Record<string, Endpoint>> = {
  'confirm-verification': confirmation('confirm-verification'),
  'confirm-password-reset': confirmation('confirm-password-reset', {
    password,
    passwordConfirm: password,
  }),
  'confirm-email-change': confirmation('confirm-email-change', { password }),
}

/** Hashes are not what the matrix is about. */
const cheapPassword = {
  name: 'password',
  type: 'password',
  system: true,
  hidden: true,
  required: true,
  min: 8,
  cost: 4,
}

/** Makes the collections of the matrix on a fresh server. */
export const createSide = async (
  server: RunningServer,
  clients: Pick<Side, 'guest' | 'superuser' | 'maker'>,
): Promise<Side> => {
  const { maker } = clients
  let made = 0
  for (const name of [users, otherUsers]) {
    const listRule = `@request.auth.id != ''`
    const fields = [cheapPassword]
    await maker.post('/api/collections', { name, type: 'auth', listRule, fields })
  }
  const found = await maker.get(`/api/collections/${superusers}`)
  const fields = found
    .list<StoredField>('/fields')
    .map((field) => (field.name === 'password' ? { ...field, cost: cheapPassword.cost } : field))
  await maker.patch(`/api/collections/${superusers}`, { fields })
  return {
    server,
    ...clients,
    async fresh(collection) {
      const email = `m${made++}@example.com`
      const body = { email, password, passwordConfirm: password }
      const path = `/api/collections/${collection}/records`
      return (await maker.post(path, body)).text('/id')
    },
  }
}

const nameAnswer = (body: string, recordId: string): string =>
  nameDrawn(body.replaceAll(recordId, '<record>'), ['token', 'time'])
    .replaceAll(/m\d+@example\.com/g, '<email>')
    .replaceAll(/pbc_\d+/g, '<collection>')
    .trimEnd()

/** Tokens of one kind, at one endpoint, by one caller. */
export interface MatrixRow {
  readonly endpoint: string
  readonly caller: string
  readonly kind: TokenType
  /** Condition -> status and body, with what differs between two servers by nature named. */
  readonly answers: Readonly<Record<string, string>>
}

interface Cells {
  readonly side: Side
  readonly endpoint: Endpoint
  readonly caller: Endpoint['callers'][string]
  readonly kind: TokenType
}

const askRow = async ({ side, endpoint, caller, kind }: Cells): Promise<MatrixRow['answers']> => {
  const answers: Record<string, string> = {}
  const { of: collection } = caller
  let recordId = await side.fresh(collection)
  let asked = 0
  for (const [condition, prepare] of conditionsFor(collection)) {
    const newEmail = `n${asked++}-${recordId}@example.com`
    const subject = { side, kind, collection, recordId, newEmail }
    const { token, path = collection, tidyUp } = await prepare(subject)
    const client = await caller.as(subject, token)
    const { status = 0, body } = await endpoint.ask(client, { token, path }, subject)
    await tidyUp?.()
    answers[condition] = `${status} ${nameAnswer(body, recordId)}`.trimEnd()
    if (status < 300 || spoiling.has(condition)) recordId = await side.fresh(collection)
  }
  return answers
}

/** Asks every cell of these endpoints, one after the other: they share records. */
export const askMatrix = async (
  side: Side,
  endpoints: Readonly<Record<string, Endpoint>>,
  onRow: (row: MatrixRow) => void,
): Promise<void> => {
  for (const [name, endpoint] of Object.entries(endpoints)) {
    for (const [who, caller] of Object.entries(endpoint.callers)) {
      for (const kind of kinds) {
        const answers = await askRow({ side, endpoint, caller, kind })
        onRow({ endpoint: name, caller: who, kind, answers })
      }
    }
  }
}

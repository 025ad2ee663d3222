import { type CaseContext, conform } from '../harness/case.ts'
import type { Client } from '../harness/client.ts'
import { createClients } from '../harness/clients.ts'
import type { Exchange } from '../harness/exchange.ts'
import type { RunningServer } from '../harness/target.ts'
import { nameVolatile } from '../generated/volatile.ts'
import { forgeToken, type TokenRequest, type TokenType } from '../probes/data-dir.ts'
import { resolveTarget } from '../targets/resolve.ts'

const password = 'correct horse 1'

/** One of the two servers, with the same collections under the same names. */
interface Side {
  readonly server: RunningServer
  readonly guest: Client
  readonly superuser: Client
  /** An auth record of a collection, not touched by an earlier cell. */
  fresh(collection: string): Promise<string>
}

const home = 'matrix'
const away = 'matrix_other'
const renamed = 'matrix_renamed'

const kinds: readonly TokenType[] = ['auth', 'file', 'verification', 'passwordReset', 'emailChange']

interface Subject {
  readonly side: Side
  readonly kind: TokenType
  readonly recordId: string
  /** Unique on its server. */
  readonly newEmail: string
}

/** A token in some condition; `path` names the collection that it is then sent to. */
interface Prepared {
  readonly token: string
  readonly path?: string
  readonly tidyUp?: () => Promise<unknown>
}

const forge = (
  { side, kind, recordId, newEmail }: Subject,
  { claims = {}, ...change }: Partial<TokenRequest> = {},
): Promise<string> => {
  const own = kind === 'emailChange' ? { newEmail } : {}
  const request = { type: kind, collection: home, recordId, claims: { ...own, ...claims } }
  return forgeToken(side.server, { ...request, ...change })
}

const forged =
  (change: Partial<TokenRequest>) =>
  async (subject: Subject): Promise<Prepared> => ({ token: await forge(subject, change) })

const reshaped =
  (shape: (token: string) => string) =>
  async (subject: Subject): Promise<Prepared> => ({ token: shape(await forge(subject)) })

const claiming = (claims: Readonly<Record<string, unknown>>) => forged({ claims })
const year = 31_536_000

const conditions: Readonly<Record<string, (subject: Subject) => Promise<Prepared>>> = {
  valid: forged({}),
  expired: forged({ lifetimeSeconds: -1 }),
  'far future': forged({ lifetimeSeconds: 1000 * year }),
  'no expiry': claiming({ exp: undefined }),
  'expiry as text': claiming({ exp: '9999999999' }),
  'expiry with a fraction': claiming({ exp: 9_999_999_999.5 }),
  'not yet valid': claiming({ nbf: 9_999_999_999 }),
  'issued later': claiming({ iat: 9_999_999_999 }),
  'wrong signature': forged({ key: 'k'.repeat(100) }),
  'alg none': forged({ algorithm: 'none' }),
  'alg HS512': forged({ algorithm: 'HS512' }),
  'secret of auth tokens': forged({ secretOf: 'auth' }),
  'secret of file tokens': forged({ secretOf: 'file' }),
  'no type': claiming({ type: undefined }),
  'unknown type': claiming({ type: 'other' }),
  'no id': claiming({ id: undefined }),
  'id is a number': claiming({ id: 1 }),
  'unknown id': claiming({ id: 'aaaaaaaaaaaaaaa' }),
  'no collection': claiming({ collectionId: undefined }),
  'collection by name': claiming({ collectionId: home }),
  'collection by another name': claiming({ collectionId: away }),
  'base collection': claiming({ collectionId: '_otps' }),
  'unknown collection': claiming({ collectionId: 'missing' }),
  'email of somebody else': claiming({ email: 'else@example.com' }),
  'email is empty': claiming({ email: '' }),
  'more claims': claiming({ sub: 'x', aud: ['y'], refreshable: 'yes' }),
  empty: reshaped(() => ''),
  garbage: reshaped(() => 'garbage'),
  'two segments': reshaped((token) => token.split('.').slice(0, 2).join('.')),
  'four segments': reshaped((token) => `${token}.x`),
  'a signature cut short': reshaped((token) => token.slice(0, -1)),
  padded: reshaped((token) => `${token}=`),
  'padded header': reshaped((token) => token.replace('.', '=.')),
  'padded payload': reshaped((token) => token.replace(/\.(?=[^.]*$)/, '=.')),
  'white space': reshaped((token) => `${token} `),
  'payload is no object': reshaped((token) => {
    const [head = '', , signature = ''] = token.split('.')
    return [head, Buffer.from('[1]').toString('base64url'), signature].join('.')
  }),
  async 'other collection'(subject) {
    const recordId = await subject.side.fresh(away)
    return { token: await forge({ ...subject, recordId }, { collection: away }) }
  },
  async 'old key'(subject) {
    const token = await forge(subject)
    const path = `/api/collections/${home}/records/${subject.recordId}`
    await subject.side.superuser.patch(path, { 'tokenKey:autogenerate': '' })
    return { token }
  },
  async 'deleted record'(subject) {
    const token = await forge(subject)
    await subject.side.superuser.delete(`/api/collections/${home}/records/${subject.recordId}`)
    return { token }
  },
  async 'renamed collection'(subject) {
    const token = await forge(subject)
    const { superuser } = subject.side
    await superuser.patch(`/api/collections/${home}`, { name: renamed })
    const tidyUp = () => superuser.patch(`/api/collections/${renamed}`, { name: home })
    return { token, path: renamed, tidyUp }
  },
}

type Endpoint = (
  side: Side,
  prepared: { readonly token: string; readonly collection: string },
  subject: Subject,
) => Promise<Exchange>

type Endpoints = Readonly<Record<string, Endpoint>>

const withHeader = ({ guest }: Side, token: string): Client =>
  guest.withHeaders({ Authorization: token })

const next = { password, passwordConfirm: password }

/** Endpoints that take the token in the Authorization header. */
const signedIn: Endpoints = {
  'auth-refresh': (side, { token, collection }) =>
    withHeader(side, token).post(`/api/collections/${collection}/auth-refresh`),
  'request-email-change': (side, { token, collection }, { newEmail }) => {
    const path = `/api/collections/${collection}/request-email-change`
    return withHeader(side, token).post(path, { newEmail })
  },
  records: (side, { token, collection }) =>
    withHeader(side, token).get(`/api/collections/${collection}/records`, { fields: 'verified' }),
  'files/token': (side, { token }) => withHeader(side, token).post('/api/files/token'),
}

/** Endpoints that take a token that came by mail. */
const confirming: Endpoints = {
  'confirm-verification': ({ guest }, { token, collection }) =>
    guest.post(`/api/collections/${collection}/confirm-verification`, { token }),
  'confirm-password-reset': ({ guest }, { token, collection }) =>
    guest.post(`/api/collections/${collection}/confirm-password-reset`, { token, ...next }),
  'confirm-email-change': ({ guest }, { token, collection }) =>
    guest.post(`/api/collections/${collection}/confirm-email-change`, { token, password }),
}

const createSide = async (
  server: RunningServer,
  clients: { readonly guest: Client; readonly superuser: Client },
): Promise<Side> => {
  const { superuser } = clients
  let made = 0
  const cheap = {
    name: 'password',
    type: 'password',
    system: true,
    hidden: true,
    required: true,
    min: 8,
    cost: 4,
  }
  for (const name of [home, away]) {
    const listRule = `@request.auth.id != ''`
    await superuser.post('/api/collections', { name, type: 'auth', listRule, fields: [cheap] })
  }
  return {
    server,
    ...clients,
    async fresh(collection) {
      const email = `m${made++}@example.com`
      const body = { email, password, passwordConfirm: password }
      const path = `/api/collections/${collection}/records`
      return (await superuser.post(path, body)).text('/id')
    },
  }
}

const jwt = /[\w-]+\.[\w-]+\.[\w-]{43}/g

const nameAnswer = (body: string, recordId: string): string =>
  nameVolatile(body).replaceAll(recordId, '<record>').replace(jwt, '<token>')

/** Conditions after which a record is not what it was. */
const spoiling = new Set(['old key', 'deleted record'])

/** Condition -> answer, with what differs between two servers by nature named. */
const answersOf = async (
  side: Side,
  kind: TokenType,
  endpoint: Endpoint,
): Promise<Readonly<Record<string, string>>> => {
  const answers: Record<string, string> = {}
  let recordId = await side.fresh(home)
  let asked = 0
  for (const [condition, prepare] of Object.entries(conditions)) {
    const newEmail = `n${asked++}-${recordId}@example.com`
    const subject = { side, kind, recordId, newEmail }
    const { token, path: collection = home, tidyUp } = await prepare(subject)
    const answer = await endpoint(side, { token, collection }, subject)
    await tidyUp?.()
    const { status = 0, body } = answer
    answers[condition] = `${status} ${nameAnswer(body, recordId)}`
    if (status < 300 || spoiling.has(condition)) recordId = await side.fresh(home)
  }
  return answers
}

/** `accepting` names the endpoints and the kinds that they accept: cells that agree on refusing everything prove nothing. */
const compare =
  (endpoints: Endpoints, accepting: readonly string[]) =>
  async ({ server, guest, superuser, launch, defer, claim }: CaseContext): Promise<void> => {
    const oracle = await resolveTarget('upstream')
    defer(() => oracle.close())
    const other = await launch({}, oracle)
    const ours = await createSide(server, { guest, superuser })
    const theirs = await createSide(other, await createClients({ server: other }))
    const accepted: string[] = []
    for (const [name, endpoint] of Object.entries(endpoints)) {
      for (const kind of kinds) {
        const [seen, expected] = await Promise.all([
          answersOf(ours, kind, endpoint),
          answersOf(theirs, kind, endpoint),
        ])
        claim(`${name}: ${kind} tokens`, seen).equals(expected)
        if (expected['valid']?.startsWith('2') === true) accepted.push(`${name}: ${kind}`)
      }
    }
    claim('what is accepted', accepted).equals(accepting)
  }

export const headerMatrix = conform('auth.token.refusal-matrix-header', {
  lane: 'private',
  needs: ['private', 'data-dir', 'oracle'],
  check: compare(signedIn, [
    'auth-refresh: auth',
    ...kinds.map((kind) => `records: ${kind}`),
    'files/token: auth',
  ]),
})

export const confirmMatrix = conform('auth.token.refusal-matrix-confirm', {
  lane: 'private',
  needs: ['private', 'data-dir', 'oracle'],
  check: compare(confirming, [
    'confirm-verification: verification',
    'confirm-password-reset: passwordReset',
    'confirm-email-change: emailChange',
  ]),
})

import type { Client } from '../../harness/client.ts'
import type { RunningServer } from '../../harness/target.ts'
import { forgeToken, type TokenRequest, type TokenType } from '../../probes/data-dir.ts'

/** What a token may be, other than right. */

/** A server with the collections of the matrix. */
export interface Side {
  readonly server: RunningServer
  readonly guest: Client
  readonly superuser: Client
  /** Makes what the cells rest on. */
  readonly maker: Client
  /** An auth record of a collection, not touched by an earlier cell. */
  fresh(collection: string): Promise<string>
}

export const users = 'matrix'
export const otherUsers = 'matrix_other'
export const superusers = '_superusers'
const renamed = 'matrix_renamed'

/** Whom a token speaks of. */
export interface Subject {
  readonly side: Side
  readonly kind: TokenType
  readonly collection: string
  readonly recordId: string
  /** Unique on its server. */
  readonly newEmail: string
}

/** A token in some condition; `path` names the collection that it is then sent to. */
export interface Prepared {
  readonly token: string
  readonly path?: string
  readonly tidyUp?: () => Promise<unknown>
}

type Prepare = (subject: Subject) => Promise<Prepared>

const forge = (
  { side, kind, collection, recordId, newEmail }: Subject,
  { claims = {}, ...change }: Partial<TokenRequest> = {},
): Promise<string> => {
  const own = kind === 'emailChange' ? { newEmail } : {}
  const request = { type: kind, collection, recordId, claims: { ...own, ...claims } }
  return forgeToken(side.server, { ...request, ...change })
}

const forged =
  (change: Partial<TokenRequest>): Prepare =>
  async (subject) => ({ token: await forge(subject, change) })

const reshaped =
  (shape: (token: string) => string): Prepare =>
  async (subject) => ({ token: shape(await forge(subject)) })

const claiming = (claims: Readonly<Record<string, unknown>>): Prepare => forged({ claims })
const year = 31_536_000

const recordPath = ({ collection, recordId }: Subject): string =>
  `/api/collections/${collection}/records/${recordId}`

const anyCollection: Readonly<Record<string, Prepare>> = {
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
  'collection by name': async (subject) => ({
    token: await forge(subject, { claims: { collectionId: subject.collection } }),
  }),
  'collection by another name': claiming({ collectionId: otherUsers }),
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
    const recordId = await subject.side.fresh(otherUsers)
    return { token: await forge({ ...subject, recordId }, { collection: otherUsers }) }
  },
  async 'old key'(subject) {
    const token = await forge(subject)
    await subject.side.maker.patch(recordPath(subject), { 'tokenKey:autogenerate': '' })
    return { token }
  },
  async 'deleted record'(subject) {
    const token = await forge(subject)
    await subject.side.maker.delete(recordPath(subject))
    return { token }
  },
}

const headed = (header: string): Prepare => forged({ header })
const rewritten = (rewrite: NonNullable<TokenRequest['rewrite']>): Prepare => forged({ rewrite })

/** Signed as they should be: what is odd is what they say, or how they say it. */
const wellSigned: typeof anyCollection = {
  'header without typ': headed('{"alg":"HS256"}'),
  'header with another typ': headed('{"alg":"HS256","typ":"at+jwt"}'),
  'header with a number as typ': headed('{"alg":"HS256","typ":1}'),
  'header with a key id': headed('{"alg":"HS256","typ":"JWT","kid":"../../key"}'),
  'header with 8 kB': headed(JSON.stringify({ alg: 'HS256', kid: 'k'.repeat(8000) })),
  'header with keys': headed('{"alg":"HS256","jwk":{"kty":"oct","k":"AA"},"jku":"http://x/"}'),
  'header with a critical extension': headed('{"alg":"HS256","crit":["x"],"x":1}'),
  'header with an unencoded payload': headed('{"alg":"HS256","crit":["b64"],"b64":false}'),
  'header with alg twice': headed('{"alg":"none","alg":"HS256"}'),
  'header with alg twice, none last': headed('{"alg":"HS256","alg":"none"}'),
  'header with alg in capitals': headed('{"ALG":"HS256"}'),
  'header with white space': headed(' {"alg" : "HS256"}\n'),
  'header with more behind it': headed('{"alg":"HS256"} x'),
  'header with a byte order mark': headed('\ufeff{"alg":"HS256"}'),
  'header with a number beyond floats': headed('{"alg":"HS256","x":1e999}'),
  'expiry of 0': claiming({ exp: 0 }),
  'expiry of null': claiming({ exp: null }),
  'expiry before the epoch': claiming({ exp: -1 }),
  'expiry beyond floats': rewritten((claims) => claims.replace(/"exp":\d+/, '"exp":1e999')),
  'expiry beyond 64 bits': rewritten((claims) => claims.replace(/"exp":\d+/, '"exp":1e19')),
  'valid from 0': claiming({ nbf: 0 }),
  'valid from null': claiming({ nbf: null }),
  'issued at 0': claiming({ iat: 0 }),
  'issued at null': claiming({ iat: null }),
  'claims twice': rewritten((claims) => claims.replace('{', '{"type":"other","id":"x",')),
  'claims with white space': rewritten((claims) => ` ${claims}\n`),
  'claims with more behind them': rewritten((claims) => `${claims} x`),
  'claims with a byte order mark': rewritten((claims) => `\ufeff${claims}`),
  'claims with a number beyond floats': rewritten((claims) => claims.replace('{', '{"x":1e999,')),
  'claims that are no UTF-8': rewritten((claims) =>
    Buffer.from(claims.replace('{', '{"x":"\xff\xc0",'), 'latin1'),
  ),
}

const renamable: typeof anyCollection = {
  async 'renamed collection'(subject) {
    const token = await forge(subject)
    const { maker } = subject.side
    await maker.patch(`/api/collections/${users}`, { name: renamed })
    const tidyUp = () => maker.patch(`/api/collections/${renamed}`, { name: users })
    return { token, path: renamed, tidyUp }
  },
}

/** Conditions after which a record is not what it was. */
export const spoiling: ReadonlySet<string> = new Set(['old key', 'deleted record'])

/** Name -> how a token comes into that condition. */
export const conditionsFor = (collection: string): readonly (readonly [string, Prepare])[] =>
  Object.entries({ ...anyCollection, ...wellSigned, ...(collection === users ? renamable : {}) })

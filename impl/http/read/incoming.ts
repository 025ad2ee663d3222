import type { Incoming } from '../../request.ts'
import type { AuthRecord, RequestInfo } from '../../rules/query.ts'
import type { Authenticate } from '../use-cases.ts'
import { type Body, isForm, readBody } from './body.ts'
import type { FileDoor } from './multipart.ts'
import { readHeaders, readToken } from './headers.ts'
import { lazyMap } from './lazy-map.ts'
import { firstValues, readPairs } from './pairs.ts'
import { readTarget } from './target.ts'

export interface IncomingOptions {
  readonly authenticate: Authenticate
  readonly clock: () => Date
  readonly realIpOf: (request: Request) => string
}

/** Turns a Request into what use cases receive. `maxBytes` is asked when the body is, and so is `door` for its files. */
export type ReadIncoming = (
  request: Request,
  maxBytes: () => number,
  door?: () => FileDoor,
) => Promise<Incoming>

const noBody: Body = new Map()
const superusers = '_superusers'

export const createReadIncoming =
  ({ authenticate, clock, realIpOf }: IncomingOptions): ReadIncoming =>
  async (request, maxBytes, door) => {
    const token = readToken(request.headers)
    const auth = token === '' ? undefined : await authenticate(token)
    const { query } = readTarget(request.url)
    let body: Promise<Body> | undefined
    return {
      token,
      get isForm() {
        return isForm(request.headers)
      },
      info: infoOf(request, { query, auth, now: clock() }),
      isSuperuser: auth?.collection.name === superusers,
      // A look at the socket, which most requests can do without.
      get realIp() {
        return realIpOf(request)
      },
      body: () => (body ??= readBody({ request, query, maxBytes: maxBytes(), door: door?.() })),
    }
  }

interface KnownInfo {
  readonly query: string
  readonly auth: AuthRecord | undefined
  readonly now: Date
}

const infoOf = (request: Request, { query, auth, now }: KnownInfo): RequestInfo => ({
  method: request.method,
  context: 'default',
  query: lazyMap(() => firstValues(readPairs(query).pairs)),
  headers: lazyMap(() => readHeaders(request.headers)),
  body: noBody,
  auth,
  now,
})

import { superusers } from '../../records/superusers.ts'
import type { Incoming } from '../../request.ts'
import type { AuthRecord } from '../../rules/query.ts'
import type { Traces } from '../trace.ts'
import type { HttpRequest } from '../transport/message.ts'
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
  readonly realIpOf: (request: HttpRequest) => string
  readonly traces: Traces
}

export interface Reading {
  readonly auth: AuthRecord | undefined
  /** Asked when the body is. */
  readonly maxBytes: () => number
  /** Takes its files; asked with it. */
  readonly door?: (() => FileDoor) | undefined
}

/** Turns a Request into what use cases receive. */
export interface ReadIncoming {
  /** Who sends it; undefined for a guest. */
  authOf(request: HttpRequest): Promise<AuthRecord | undefined>
  read(request: HttpRequest, reading: Reading): Incoming
}

export const createReadIncoming = ({
  authenticate,
  clock,
  realIpOf,
  traces,
}: IncomingOptions): ReadIncoming => ({
  async authOf({ headers }) {
    const token = readToken(headers)
    return token === '' ? undefined : await authenticate(token)
  },
  read(request, { auth, maxBytes, door }) {
    const { query } = readTarget(request.url)
    let body: Promise<Body> | undefined
    return {
      token: readToken(request.headers),
      get isForm() {
        return isForm(request.headers)
      },
      info: infoOf(request, { query, auth, now: clock() }),
      isSuperuser: isSuperuser(auth),
      // A look at the socket, which most requests can do without.
      get realIp() {
        return realIpOf(request)
      },
      conceal(why) {
        const trace = traces.of(request)
        if (trace !== undefined) trace.concealed = why
      },
      body: () => (body ??= readBody({ request, query, maxBytes: maxBytes(), door: door?.() })),
    }
  },
})

export const isSuperuser = (auth: AuthRecord | undefined): boolean =>
  auth?.collection.name === superusers

interface KnownInfo {
  readonly query: string
  readonly auth: AuthRecord | undefined
  readonly now: Date
}

const infoOf = (request: HttpRequest, { query, auth, now }: KnownInfo): Incoming['info'] => ({
  method: request.method,
  context: 'default',
  query: lazyMap(() => firstValues(readPairs(query).pairs)),
  headers: lazyMap(() => readHeaders(request.headers)),
  auth,
  now,
})

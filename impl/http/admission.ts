import { ApiError } from '../errors.ts'
import type { Incoming } from '../request.ts'
import type { AuthRecord } from '../rules/query.ts'
import type { CollectionRoute, RateLimiter } from './rate-limiter.ts'
import { isSuperuser, type ReadIncoming } from './read/incoming.ts'
import { decodePercent } from './read/percent.ts'
import { checkDeclaredLength, defaultMaxBodyBytes } from './read/raw-body.ts'
import { readTarget } from './read/target.ts'
import { readCollectionPath, type RecordAction, type RouteTools } from './routes/tools.ts'
import type { Traces } from './trace.ts'
import type { HttpRequest } from './transport/message.ts'
import type { Uploads } from './use-cases.ts'

/** What the edge must know of a collection before a use case looks it up. */
export interface KnownCollection {
  readonly id: string
  readonly name: string
  readonly type: string
}

export interface AdmissionOptions {
  readonly reader: ReadIncoming
  readonly limiter: RateLimiter
  readonly traces: Traces
  readonly clientIpOf: (request: HttpRequest) => string
  readonly findCollection: (nameOrId: string) => KnownCollection | undefined
  readonly maxRecordBodyBytes: (collection: string) => number
  /** Takes the files of a record's create or update; undefined: they are read past. */
  readonly openUploads: ((collection: string) => Uploads) | undefined
}

const writes: ReadonlySet<RecordAction> = new Set(['create', 'update', 'delete'])

/** What lets requests in, in the contract's order (http.guard.order). */
export const createAdmission = (
  options: AdmissionOptions,
): Pick<RouteTools, 'incomingOf' | 'incomingOfCollection' | 'incomingOfRecord'> => {
  const { reader, limiter, traces, clientIpOf, findCollection, maxRecordBodyBytes } = options

  const authOf = async (request: HttpRequest): Promise<AuthRecord | undefined> => {
    const auth = await reader.authOf(request)
    const trace = traces.of(request)
    if (trace !== undefined) trace.auth = auth
    return auth
  }

  /** Throws 429 when the client has used up its allowance. */
  const take = (
    request: HttpRequest,
    auth: AuthRecord | undefined,
    collection?: CollectionRoute,
  ): void => {
    if (!limiter.isOn() || isSuperuser(auth)) return
    const { path } = readTarget(request.url)
    const broken = limiter.admit({
      method: request.method,
      path: decodePercent(path) ?? path,
      isAuth: auth !== undefined,
      client: () => clientIpOf(request),
      collection,
    })
    if (broken === undefined) return
    const cause = new Error(`triggered rate limit rule: ${JSON.stringify(broken)}`)
    throw new ApiError({ kind: 'too-many' }, { cause })
  }

  const byDefault = () => defaultMaxBodyBytes

  const incomingOf = async (request: HttpRequest): Promise<Incoming> => {
    const auth = await authOf(request)
    take(request, auth)
    checkDeclaredLength(request.headers, defaultMaxBodyBytes)
    return reader.read(request, { auth, maxBytes: byDefault })
  }

  return {
    incomingOf,
    async incomingOfCollection(request, tags) {
      const { collection: nameOrId, action } = readCollectionPath(request)
      const auth = await authOf(request)
      const known = findCollection(nameOrId)
      if (known !== undefined) {
        const { id, name } = known
        take(request, auth, { id, name, route: action, tags })
        checkDeclaredLength(request.headers, defaultMaxBodyBytes)
      }
      return reader.read(request, { auth, maxBytes: byDefault })
    },
    async incomingOfRecord(request, nameOrId, action) {
      const auth = await authOf(request)
      const known = findCollection(nameOrId)
      const hasOwnLimit = action === 'create' || action === 'update'
      const maxBytes = hasOwnLimit ? () => maxRecordBodyBytes(nameOrId) : byDefault
      checkDeclaredLength(request.headers, maxBytes())
      // A write to a view is refused before it counts.
      if (known !== undefined && !(known.type === 'view' && writes.has(action))) {
        take(request, auth, { id: known.id, name: known.name, route: action, tags: [action] })
      }
      let uploads: Uploads | undefined
      const { openUploads: open } = options
      const door =
        open === undefined || !hasOwnLimit ? undefined : () => (uploads ??= open(nameOrId))
      const incoming = reader.read(request, { auth, maxBytes, door })
      // Added to it, since a copy would look at what it reads only when asked.
      return Object.assign(incoming, { [Symbol.asyncDispose]: async () => uploads?.discard() })
    },
  }
}

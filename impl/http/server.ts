import { Elysia } from 'elysia'
import { createAllowOrigin } from './cors.ts'
import { passEdge } from './edge.ts'
import { describeError } from './errors.ts'
import { createListener, type Listener } from './listener.ts'
import { printedIp } from './read/client-ip.ts'
import { createReadIncoming, type IncomingOptions } from './read/incoming.ts'
import { checkDeclaredLength, defaultMaxBodyBytes } from './read/raw-body.ts'
import { createRespond } from './respond.ts'
import { authRoutes } from './routes/auth.ts'
import { collectionRoutes } from './routes/collections.ts'
import { healthRoutes } from './routes/health.ts'
import { recordRoutes } from './routes/records.ts'
import { settingsRoutes } from './routes/settings.ts'
import { staticRoutes } from './routes/static.ts'
import type { RouteTools } from './routes/tools.ts'
import { createPublicFiles } from './static/public-files.ts'
import type { Authenticate, Uploads, UseCases } from './use-cases.ts'

export interface HttpOptions {
  readonly useCases: UseCases
  readonly authenticate: Authenticate
  readonly clock: () => Date
  readonly publicDir: string
  readonly indexFallback: boolean
  /** As `--origins`: `*`, exact origins, or patterns. */
  readonly origins: readonly string[]
  /** Body limit of record create and update (http.bodylimit.records); the default limit when left out. */
  readonly maxRecordBodyBytes?: (collection: string) => number
  /** Takes the files of a record's create or update; left out: they are read past. */
  readonly openUploads?: (collection: string) => Uploads
  /** Hears of every defect that was answered generically. */
  readonly report: (defect: unknown) => void
  /** Called before a request is routed; synchronous, since it is on every request's way. */
  readonly beforeRequest?: () => void
  /** The TCP peer of a request; left out where they come through `listen`. */
  readonly peerOf?: Listener['peerOf']
}

export interface Http extends Pick<Listener, 'listen' | 'stop'> {
  /** Answers a request without a socket. */
  fetch(request: Request): Promise<Response>
}

/** The reference server's HTTP face: one Elysia application behind the edge. */
export const createHttp = (options: HttpOptions): Http => {
  const { report, beforeRequest } = options
  const respond = createRespond(createAllowOrigin(options.origins))
  const failed = (request: Request, error: unknown) => {
    const answer = describeError(error)
    if (answer.defect) report(error)
    return respond.error(request, answer)
  }
  /** The bound host behind `www.`, which is another name of this server. */
  let wwwHost: string | undefined
  /** Requests that went to the router under another spelling; the peer is known of the original only. */
  const originals = new WeakMap<Request, Request>()

  const fetch = async (request: Request): Promise<Response> => {
    try {
      const step = passEdge(request, respond, wwwHost)
      if (step.kind === 'answer') return step.response
      beforeRequest?.()
      if (step.url === request.url) return await router.fetch(request)
      const respelled = new Request(step.url, request)
      originals.set(respelled, request)
      return await router.fetch(respelled)
    } catch (error) {
      return failed(request, error)
    }
  }

  const listener = createListener(fetch)
  const { stop, peerOf } = listener
  const realIpOf = (request: Request): string =>
    printedIp(peerOf(originals.get(request) ?? request))
  const router = createRouter({
    options,
    failed,
    tools: {
      respond,
      ...incomingReaders({ ...options, realIpOf }),
      realIpOf,
    },
  })
  return {
    fetch,
    stop,
    listen(address) {
      const { hostname } = address
      wwwHost = hostname.startsWith('www.') ? undefined : `www.${hostname}`
      return listener.listen(address)
    },
  }
}

const incomingReaders = (
  options: HttpOptions & IncomingOptions,
): Pick<RouteTools, 'incomingOf' | 'incomingOfCollection' | 'incomingOfRecord'> => {
  const readIncoming = createReadIncoming(options)
  const maxRecordBodyBytes = options.maxRecordBodyBytes ?? (() => defaultMaxBodyBytes)
  return {
    incomingOf(request) {
      checkDeclaredLength(request.headers, defaultMaxBodyBytes)
      return readIncoming(request, () => defaultMaxBodyBytes)
    },
    incomingOfCollection: (request) => readIncoming(request, () => defaultMaxBodyBytes),
    async incomingOfRecord(request, collection) {
      let uploads: Uploads | undefined
      const open = options.openUploads
      const door = open === undefined ? undefined : () => (uploads ??= open(collection))
      const incoming = await readIncoming(request, () => maxRecordBodyBytes(collection), door)
      // Added to it, since a copy would look at what it reads only when asked.
      return Object.assign(incoming, { [Symbol.asyncDispose]: async () => uploads?.discard() })
    },
  }
}

interface RouterParts {
  readonly options: HttpOptions
  readonly tools: RouteTools
  readonly failed: (request: Request, error: unknown) => Response
}

const createRouter = ({ options, tools, failed }: RouterParts) => {
  const { records, collections, auth, settings } = options.useCases
  // `standardHostname: false`: the default looks for the path behind the eleventh character of the URL and misses it
  // for hosts of one or two letters.
  return new Elysia({ strictPath: true, handler: { standardHostname: false } })
    .onError(({ request, error }) => failed(request, error))
    .use(healthRoutes(tools))
    .use(recordRoutes({ ...tools, records }))
    .use(authRoutes({ ...tools, auth }))
    .use(collectionRoutes({ ...tools, collections }))
    .use(settingsRoutes({ ...tools, settings }))
    .use(staticRoutes({ ...tools, publicFiles: createPublicFiles(options) }))
}

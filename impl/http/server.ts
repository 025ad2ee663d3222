import { Elysia } from 'elysia'
import type { CronJob } from '../crons/crons.ts'
import { freshSettings, type Settings } from '../settings/shape.ts'
import { createAllowOrigin } from './cors.ts'
import { passEdge } from './edge.ts'
import { describeError } from './errors.ts'
import { createListener, type Listener } from './listener.ts'
import { type KnownCollection, createAdmission } from './admission.ts'
import { createRateLimiter } from './rate-limiter.ts'
import { forwardedIp, peerIp } from './read/client-ip.ts'
import { createReadIncoming } from './read/incoming.ts'
import { defaultMaxBodyBytes } from './read/raw-body.ts'
import { createRequestLog, type LogSink } from './request-log.ts'
import { createRespond } from './respond.ts'
import { authRoutes } from './routes/auth.ts'
import { collectionRoutes } from './routes/collections.ts'
import { cronRoutes } from './routes/crons.ts'
import { healthRoutes } from './routes/health.ts'
import { logRoutes } from './routes/logs.ts'
import { recordRoutes } from './routes/records.ts'
import { settingsRoutes } from './routes/settings.ts'
import { staticRoutes } from './routes/static.ts'
import type { RouteTools } from './routes/tools.ts'
import { createPublicFiles } from './static/public-files.ts'
import { createTraces } from './trace.ts'
import type { HttpRequest } from './transport/message.ts'
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
  /** What the edge must know of a collection; without it none has limits of its own. */
  readonly findCollection?: (nameOrId: string) => KnownCollection | undefined
  /** The settings in force, a new object after each save; those of a fresh directory when left out. */
  readonly settings?: () => Settings
  /** Takes requests down; left out: nobody does. */
  readonly logs?: LogSink
  /** Takes the jobs of the edge; left out: they are never run. */
  readonly addCron?: (job: CronJob) => void
  /** Hears of every defect that was answered generically. */
  readonly report: (defect: unknown) => void
  /** Called before a request is routed; synchronous, since it is on every request's way. */
  readonly beforeRequest?: () => void
}

export interface Http extends Pick<Listener, 'listen' | 'stop'> {
  /** Answers a request without a socket. */
  fetch(request: HttpRequest): Promise<Response>
}

/** The reference server's HTTP face: one Elysia application behind the edge. */
export const createHttp = (options: HttpOptions): Http => {
  const { report, beforeRequest, settings = () => freshSettings } = options
  const respond = createRespond(createAllowOrigin(options.origins))
  const traces = createTraces()
  const failed = (request: HttpRequest, error: unknown) => {
    const answer = describeError(error)
    if (answer.defect) report(error)
    const trace = traces.of(request)
    if (trace !== undefined) trace.error = error
    return respond.error(request, answer)
  }
  /** The bound host behind `www.`, which is another name of this server. */
  let wwwHost: string | undefined

  const fetch = async (request: HttpRequest): Promise<Response> => {
    try {
      const step = passEdge(request, respond, wwwHost)
      if (step.kind === 'answer') return step.response
      beforeRequest?.()
      const routed = step.url === request.url ? request : readdressed(request, step.url)
      const trace = traces.open(routed, request)
      // The router looks at method and URL alone.
      const response = await router.fetch(routed as Request)
      logRequest?.(routed, trace, response.status)
      return response
    } catch (error) {
      return failed(request, error)
    }
  }

  const limiter = createRateLimiter({ settings, clock: options.clock })
  options.addCron?.({
    id: '__pbRateLimitersCleanup__',
    expression: '2 * * * *',
    isActive: limiter.isInUse,
    run: limiter.forgetIdle,
  })

  const listener = createListener(fetch)
  const { stop } = listener
  const peerOf = ({ peer = '' }: HttpRequest) => peerIp(peer)
  const clientIpOf = (request: HttpRequest) =>
    forwardedIp(request.headers, settings().trustedProxy) ?? peerOf(request)
  const logRequest =
    options.logs && createRequestLog({ sink: options.logs, settings, peerOf, clientIpOf })
  const router = createRouter({
    options,
    failed,
    tools: {
      respond,
      ...createAdmission({
        reader: createReadIncoming({ ...options, realIpOf: clientIpOf, traces }),
        limiter,
        traces,
        clientIpOf,
        findCollection: options.findCollection ?? (() => undefined),
        openUploads: options.openUploads,
        maxRecordBodyBytes: options.maxRecordBodyBytes ?? (() => defaultMaxBodyBytes),
      }),
      realIpOf: clientIpOf,
      trustedHeaders: () => settings().trustedProxy.headers,
      quiet(request) {
        const trace = traces.of(request)
        if (trace !== undefined) trace.isQuiet = true
      },
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

const readdressed = (request: HttpRequest, url: string): HttpRequest => ({
  url,
  method: request.method,
  headers: request.headers,
  peer: request.peer,
  get body() {
    return request.body
  },
  bytes: () => request.bytes(),
})

interface RouterParts {
  readonly options: HttpOptions
  readonly tools: RouteTools
  readonly failed: (request: HttpRequest, error: unknown) => Response
}

const createRouter = ({ options, tools, failed }: RouterParts) => {
  const { records, collections, auth, settings, logs, crons } = options.useCases
  // `standardHostname: false`: the default looks for the path behind the eleventh character of the URL and misses it
  // for hosts of one or two letters.
  return new Elysia({ strictPath: true, handler: { standardHostname: false } })
    .onError(({ request, error }) => failed(request, error))
    .use(healthRoutes(tools))
    .use(recordRoutes({ ...tools, records }))
    .use(authRoutes({ ...tools, auth }))
    .use(collectionRoutes({ ...tools, collections }))
    .use(settingsRoutes({ ...tools, settings }))
    .use(logRoutes({ ...tools, logs }))
    .use(cronRoutes({ ...tools, crons }))
    .use(staticRoutes({ ...tools, publicFiles: createPublicFiles(options) }))
}

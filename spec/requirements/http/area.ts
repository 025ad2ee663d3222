import { errorHttp } from './error.ts'
import { routeHttp } from './route.ts'
import { corsHttp } from './cors.ts'
import { gzipHttp } from './gzip.ts'
import { headersHttp } from './headers.ts'
import { responseHttp } from './response.ts'
import { bodylimitHttp } from './bodylimit.ts'
import { bodyHttp } from './body.ts'
import { authHttp } from './auth.ts'
import { messageHttp } from './message.ts'
import { targetHttp } from './target.ts'
import { multipartHttp } from './multipart.ts'
import { clientHttp } from './client.ts'
import { guardHttp } from './guard.ts'
import { ratelimitHttp } from './ratelimit.ts'
import { proxyHttp } from './proxy.ts'
import { logHttp } from './log.ts'
import { staticHttp } from './static.ts'
import { dashboardHttp } from './dashboard.ts'
import { serverHttp } from './server.ts'
import { healthHttp } from './health.ts'
import { fieldsHttp } from './fields.ts'

/** All of `http.*`, one module per section. */
export const httpRequirements = [
  ...errorHttp,
  ...routeHttp,
  ...corsHttp,
  ...gzipHttp,
  ...headersHttp,
  ...responseHttp,
  ...bodylimitHttp,
  ...bodyHttp,
  ...multipartHttp,
  ...authHttp,
  ...messageHttp,
  ...targetHttp,
  ...clientHttp,
  ...guardHttp,
  ...ratelimitHttp,
  ...proxyHttp,
  ...logHttp,
  ...staticHttp,
  ...dashboardHttp,
  ...serverHttp,
  ...healthHttp,
  ...fieldsHttp,
] as const

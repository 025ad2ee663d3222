import type { AllowOrigin } from './cors.ts'
import type { ErrorAnswer } from './errors.ts'
import { toSortedJson } from '../values/json.ts'
import { firstLine } from './read/headers.ts'
import { firstValues, readPairs } from './read/pairs.ts'
import { readTarget } from './read/target.ts'
import { pickFields } from '../values/fields-picker.ts'
import { Answer, type Content, Fields } from './transport/answer.ts'
import type { HttpRequest } from './transport/message.ts'

/** Builds the answers of routed requests: security headers (http.headers.*), Vary and CORS (http.cors.*) included. */
export interface Respond {
  /** 200 with a JSON text, cut down by the `fields` parameter; 204 for undefined. */
  answer(request: HttpRequest, json: string | undefined): Answer
  error(request: HttpRequest, error: ErrorAnswer): Answer
  /** Anything that is not JSON, with its own headers beside those of every answer. */
  other(request: HttpRequest, other: OtherAnswer): Answer
  /** The answer of the CORS layer to OPTIONS, which carries no security headers (http.route.options-204). */
  preflight(request: HttpRequest): Answer
}

export interface OtherAnswer {
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  readonly body?: Content
}

// Built once: making them anew for an answer costs more than reading the record that it shows.
const routed = new Fields({
  vary: 'Origin',
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'SAMEORIGIN',
  'x-xss-protection': '1; mode=block',
})
const json = routed.with({ 'content-type': 'application/json' })
const toAnyOrigin = (fields: Fields) => fields.with({ 'access-control-allow-origin': '*' })
const routedToAny = toAnyOrigin(routed)
const jsonToAny = toAnyOrigin(json)

const allowedMethods = 'GET,HEAD,PUT,PATCH,POST,DELETE'
const preflightVary = 'Origin, Access-Control-Request-Method, Access-Control-Request-Headers'

export const createRespond = (allowOrigin: AllowOrigin): Respond => {
  const allowed = (request: HttpRequest) => {
    const origin = firstLine(request.headers, 'origin')
    return origin === '' ? undefined : allowOrigin(origin)
  }
  const withCors = (request: HttpRequest, fields: Fields, toAny: Fields): Fields => {
    const origin = allowed(request)
    if (origin === undefined) return fields
    return origin === '*' ? toAny : fields.with({ 'access-control-allow-origin': origin })
  }
  return {
    answer(request, text) {
      if (text === undefined) {
        return new Answer(null, { status: 204, fields: withCors(request, routed, routedToAny) })
      }
      return new Answer(bodyOf(request, text), { fields: withCors(request, json, jsonToAny) })
    },
    error(request, { status, body }) {
      // Its key order is the byte order, too (http.error.key-order).
      const text = `${toSortedJson(body)}\n`
      return new Answer(text, { status, fields: withCors(request, json, jsonToAny) })
    },
    other(request, { status, headers, body }) {
      const fields = withCors(request, routed, routedToAny).with(headers)
      return new Answer(body ?? null, { status, fields })
    },
    preflight(request) {
      const origin = allowed(request)
      if (origin === undefined)
        return new Answer(null, { status: 204, fields: new Fields({ vary: 'Origin' }) })
      const asked = firstLine(request.headers, 'access-control-request-headers')
      const fields = new Fields({
        vary: preflightVary,
        'access-control-allow-origin': origin,
        'access-control-allow-methods': allowedMethods,
        ...(asked === '' ? {} : { 'access-control-allow-headers': asked }),
      })
      return new Answer(null, { status: 204, fields })
    },
  }
}

/** Fields are picked from the finished answer, so an invalid expression leaves 200 and nothing (http.fields.invalid-expression). */
const bodyOf = (request: HttpRequest, json: string) => {
  const { query } = readTarget(request.url)
  if (!query.includes('fields') && !query.includes('%')) return `${json}\n`
  const fields = firstValues(readPairs(query).pairs).get('fields')
  if (fields === undefined || fields === '') return `${json}\n`
  const picked = pickFields(json, fields)
  return picked === undefined ? '' : `${picked}\n`
}

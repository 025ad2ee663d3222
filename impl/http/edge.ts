import { canonicalPath, cleanPath, readTarget } from './read/target.ts'
import type { Respond } from './respond.ts'
import { Answer, Fields } from './transport/answer.ts'
import type { HttpRequest } from './transport/message.ts'

/** What happens to a request before the router sees it. */
export type EdgeStep =
  | { readonly kind: 'answer'; readonly response: Answer }
  /** `url` is the spelling the router knows; the request's own when there is no other. */
  | { readonly kind: 'route'; readonly url: string }

/**
 * Refuses what is no request for this server, redirects untidy paths (http.route.clean-path-redirect,
 * http.route.dashboard-slash-redirect: bare, before any header of ours), takes requests for
 * `wwwHost` to the host without www (http.route.www-redirect), and ends OPTIONS (http.route.options-204).
 */
export const passEdge = (
  request: HttpRequest,
  respond: Respond,
  wwwHost: string | undefined,
): EdgeStep => {
  const { method, url, headers } = request
  const host = headers.get('host')
  const { path, query } = readTarget(url)
  const canonical = canonicalPath(path)
  if (canonical === undefined) return answer(badRequest())
  const tidy =
    method === 'GET' || method === 'HEAD' ? withDashboardSlash(cleanPath(path)) : cleanPath(path)
  if (tidy !== path) return answer(redirect(method, tidy, query))
  if (wwwHost !== undefined && host === wwwHost) return answer(withoutWww(host, path, query))
  if (method === 'OPTIONS') return answer(respond.preflight(request))
  if (canonical === path) return { kind: 'route', url }
  const origin = url.slice(0, url.indexOf('/', url.indexOf('//') + 2))
  return { kind: 'route', url: `${origin}${canonical}${query === '' ? '' : `?${query}`}` }
}

const withoutWww = (host: string, path: string, query: string) => {
  const location = `http://${host.slice('www.'.length)}${path}${query === '' ? '' : `?${query}`}`
  return new Answer(null, { status: 307, fields: new Fields({ location }) })
}

const answer = (response: Answer): EdgeStep => ({ kind: 'answer', response })

const withDashboardSlash = (path: string) => (path === '/_' ? '/_/' : path)

const badRequest = () =>
  new Answer('400 Bad Request', {
    status: 400,
    fields: new Fields({ 'content-type': 'text/plain; charset=utf-8', connection: 'close' }),
  })

const redirect = (method: string, path: string, query: string) => {
  const location = `${escapePath(path)}${query === '' ? '' : `?${query}`}`
  if (method !== 'GET' && method !== 'HEAD')
    return new Answer(null, { status: 307, fields: new Fields({ location }) })
  return new Answer(`<a href="${escapeHtml(location)}">Temporary Redirect</a>.\n\n`, {
    status: 307,
    fields: new Fields({ location, 'content-type': 'text/html; charset=utf-8' }),
  })
}

/** The redirect takes the encoded path for a plain one and encodes it again, as the contract's server does. */
const escapePath = (path: string) =>
  path.replace(/[^\w.~$&+,/:;=@-]/gu, (character) =>
    character === '%' ? '%25' : encodeURIComponent(character).replace(/[!'()*]/, hexEscape),
  )

const hexEscape = (character: string) =>
  `%${character.charCodeAt(0).toString(16).toUpperCase().padStart(2, '0')}`

const htmlEscapes: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&#34;',
  "'": '&#39;',
}

const escapeHtml = (text: string) =>
  text.replace(/[&<>"']/g, (character) => htmlEscapes[character] ?? character)

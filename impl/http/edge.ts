import { canonicalPath, cleanPath, readTarget } from './read/target.ts'
import type { Respond } from './respond.ts'
import { Answer, Fields } from './transport/answer.ts'
import type { HttpRequest } from './transport/message.ts'
import { escapeByte } from './transport/target.ts'

/** What happens to a request before the router sees it. */
export type EdgeStep =
  | { readonly kind: 'answer'; readonly response: Answer }
  /** `url` is the spelling the router knows; the request's own when there is no other. */
  | { readonly kind: 'route'; readonly url: string }

/**
 * Answers what has no path (http.target.*), redirects untidy paths (http.route.clean-path-redirect,
 * http.route.dashboard-slash-redirect: bare, before any header of ours), takes requests for
 * `wwwHost` to the host without www (http.route.www-redirect), and ends OPTIONS (http.route.options-204).
 */
export const passEdge = (
  request: HttpRequest,
  respond: Respond,
  wwwHost: string | undefined,
): EdgeStep => {
  const { method, url, headers } = request
  if (url === '*') {
    return answer(method === 'OPTIONS' ? bare('', 200) : bare('', 400, { connection: 'close' }))
  }
  const { path, query } = readTarget(url)
  if (method === 'CONNECT') {
    if (path === '') return answer(bare('Method Not Allowed\n', 405, notAllowed))
  } else {
    const plain = plainPath(path)
    const clean = cleanPath(plain)
    const isDashboard = clean === '/_' && (method === 'GET' || method === 'HEAD')
    const tidy = isDashboard ? '/_/' : clean
    if (tidy !== plain) return answer(redirect(method, tidy, query))
  }
  const host = headers.get('host')
  if (wwwHost !== undefined && host === wwwHost) {
    const target = request.sentTarget ?? withQuery(path, query)
    const location = `http://${host.slice('www.'.length)}${target}`
    return answer(bare('', 307, { location }))
  }
  if (method === 'OPTIONS') return answer(respond.preflight(request))
  const canonical = canonicalPath(path)
  if (canonical === path) return { kind: 'route', url }
  const origin = url.slice(0, url.indexOf('/', url.indexOf('//') + 2))
  return { kind: 'route', url: `${origin}${withQuery(canonical, query)}` }
}

const answer = (response: Answer): EdgeStep => ({ kind: 'answer', response })

const withQuery = (path: string, query: string) => (query === '' ? path : `${path}?${query}`)

/** The path with all escaped that has to be; the same text when it is so already. */
const plainPath = (path: string) =>
  /^[\w.~!$&'()*+,/:;=@%[\]-]*$/.test(path) ? path : escapePath(unescapeBytes(path))

const unescapeBytes = (path: string) =>
  path.replace(/%(..)/g, (_escape, digits: string) =>
    String.fromCharCode(Number.parseInt(digits, 16)),
  )

const escapePath = (path: string) => path.replace(/[^\w.~$&+,/:;=@-]/g, escapeByte)

/** Without a header of ours. */
const bare = (text: string, status: number, headers: Readonly<Record<string, string>> = {}) =>
  new Answer(text, { status, fields: new Fields(headers) })

const notAllowed = {
  allow: 'GET, HEAD',
  'content-type': 'text/plain; charset=utf-8',
  'x-content-type-options': 'nosniff',
}

/** The redirect takes the encoded path for a plain one and encodes it again, as the contract's server does. */
const redirect = (method: string, path: string, query: string) => {
  const location = withQuery(escapePath(path), query)
  if (method !== 'GET' && method !== 'HEAD') return bare('', 307, { location })
  const link = `<a href="${escapeHtml(location)}">Temporary Redirect</a>.\n\n`
  return bare(link, 307, { location, 'content-type': 'text/html; charset=utf-8' })
}

const htmlEscapes: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&#34;',
  "'": '&#39;',
}

const escapeHtml = (text: string) =>
  text.replace(/[&<>"']/g, (character) => htmlEscapes[character] ?? character)

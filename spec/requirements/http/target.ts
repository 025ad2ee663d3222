import type { Requirement } from '../../requirement.ts'

/** Request targets that are no plain path (RFC 9112, section 3.2). */
export const targetHttp = [
  {
    id: 'http.target.empty-path',
    level: 'may',
    says: 'A target without a path is redirected to the root with 307, query kept, whatever the method: a URI that ends with its host, and one whose path does not begin with a slash.',
    probe:
      'GET, POST and OPTIONS of http://x, foo://x, http://, mailto:x, x:80 and http:api/health -> 307 Location "/"; http://x?a=1 -> "/?a=1".',
    basis: 'observed',
  },
  {
    id: 'http.target.no-authority',
    level: 'may',
    says: 'A URI without an authority is served by its path.',
    probe: 'GET http:/api/health -> 200.',
    basis: 'observed',
  },
  {
    id: 'http.target.asterisk-options',
    level: 'should',
    says: 'OPTIONS of the asterisk asks whether the server is there: 200 without a body and without headers of the API.',
    probe: 'OPTIONS * -> 200, empty, no Vary; the connection goes on.',
    basis: 'observed',
  },
  {
    id: 'http.target.asterisk',
    level: 'may',
    says: 'The asterisk with any other method is refused with 400, without a body, and ends the connection.',
    probe: 'GET * and POST * -> 400, empty, closed.',
    basis: 'observed',
  },
  {
    id: 'http.target.connect',
    level: 'should',
    says: 'The server is no proxy: CONNECT to a host is refused with 405.',
    probe: 'CONNECT x:80 -> 405.',
    basis: 'observed',
  },
  {
    id: 'http.target.authority',
    level: 'may',
    says: 'A malformed authority is refused with 400 and ends the connection: a port that is no number, an open bracket, escapes of ASCII, characters that no host or user has.',
    probe:
      'GET http://A/api/health with A one of x:abc, [::1, x%41, x%zz, x{y, x\\y, x^y, u:p%zz@x, u:[@x, and http://x#frag -> 400, closed; with u:p@x, [::1]:80 and x: -> 200.',
    basis: 'observed',
  },
  {
    id: 'http.target.raw-bytes',
    level: 'should',
    says: 'Bytes beyond ASCII in a path or a query need no escape: they are read as if they had one.',
    probe:
      "A record with the title é: GET ...records?filter=title='é' with the bytes C3 A9 as they are -> one item, as with %C3%A9.",
    basis: 'observed',
  },
] as const satisfies readonly Requirement[]

import type { Requirement } from '../../requirement.ts'

/** The redirect page of the all-in-one flow. */
export const redirectOauth2 = [
  {
    id: 'oauth2.redirect.success-get',
    level: 'must',
    says: 'GET /api/oauth2-redirect?state=S&code=C, where S is the clientId of a live realtime connection subscribed to exactly "@oauth2", sends that connection an "@oauth2" event and answers 307 with Location "../_/#/auth/oauth2-redirect-success" and an empty body.',
    probe:
      'open SSE, POST /api/realtime {"clientId":S,"subscriptions":["@oauth2"]}, GET (no redirect following) -> 307 and the SSE event arrives.',
    basis: 'unverified',
  },
  {
    id: 'oauth2.redirect.message',
    level: 'must',
    says: 'The event frame is id:S, event:@oauth2, data:{"state":"S","code":"C"}; an `error` key is appended only when the error parameter is non-empty; a missing code is "".',
    probe: 'with error=denied -> data {"state":"S","code":"","error":"denied"}.',
    basis: 'unverified',
  },
  {
    id: 'oauth2.redirect.success-post',
    level: 'must',
    says: 'POST to the same path (form urlencoded, multipart or JSON with state, code, error) behaves the same but answers 303.',
    probe: 'POST urlencoded state=S&code=C -> 303, success Location, SSE event.',
    basis: 'unverified',
  },
  {
    id: 'oauth2.redirect.error-or-missing-code',
    level: 'must',
    says: 'With a non-empty error or an empty code the event is still delivered but the Location is "../_/#/auth/oauth2-redirect-failure".',
    probe:
      'GET ?state=S&error=x&code=C -> 307 failure Location and event with error; GET ?state=S -> 307 failure and event with code "".',
    basis: 'unverified',
  },
  {
    id: 'oauth2.redirect.invalid-state',
    level: 'must',
    says: 'Missing state, unknown client id, closed connection, or a client without the "@oauth2" subscription -> failure Location (307 GET / 303 POST), no event.',
    probe:
      'GET ?code=1; GET ?code=1&state=missing; GET with a client subscribed to other topics only -> 307 failure.',
    basis: 'unverified',
  },
  {
    id: 'oauth2.redirect.exact-topic',
    level: 'should',
    says: 'The subscription must be the bare string "@oauth2"; "@oauth2?options=..." does not count.',
    probe: 'subscribe "@oauth2?options={}" -> GET redirect -> failure Location.',
    basis: 'unverified',
  },
  {
    id: 'oauth2.redirect.one-shot',
    level: 'must',
    says: 'After a delivered event (success or error) the "@oauth2" subscription of that client is removed, its other subscriptions stay; a repeated redirect fails.',
    probe:
      'second GET with the same state -> failure Location; other topic of the client still receives.',
    basis: 'unverified',
  },
  {
    id: 'oauth2.redirect.post-body-unreadable',
    level: 'should',
    says: 'A POST body that cannot be parsed answers 303 to the failure Location, not an error JSON.',
    probe: 'POST Content-Type text/plain "x" -> 303 failure Location.',
    basis: 'unverified',
  },
  {
    id: 'oauth2.redirect.other-methods',
    level: 'should',
    says: 'The route exists for GET and POST only (PUT, PATCH and DELETE give the generic 404). A HEAD request runs the handler too (it delivers the event) and upstream answers it with 303.',
    probe: 'PUT /api/oauth2-redirect -> ERR(404,"The requested resource wasn\'t found.").',
    basis: 'unverified',
  },
  {
    id: 'oauth2.redirect.no-code-exchange',
    level: 'must',
    says: 'The redirect handler itself exchanges nothing and creates no session; the client must call auth-with-oauth2 with the received code and redirectURL <base>/api/oauth2-redirect.',
    probe: 'success redirect -> MOCK /token not called.',
    basis: 'unverified',
  },
  {
    id: 'oauth2.redirect.apple-user-name',
    level: 'should',
    says: 'A POST form field `user` with JSON {"name":{"firstName":F,"lastName":L}} (sent by Apple once) is remembered for 1 minute under the code: the next auth-with-oauth2 with provider apple, the same code and an otherwise empty name gets meta.name "F L" (cut to 150 bytes, trimmed) and consumes it. Ignored for error redirects, codes longer than 985 bytes, GET and JSON bodies; not part of the SSE event.',
    probe:
      'not observable without Apple-signed tokens - check only that the redirect succeeds and the event lacks user.',
    basis: 'unverified',
    unobservable:
      'The remembered name shows only after a login with a token that Apple alone can sign.',
  },
  {
    id: 'oauth2.redirect.state-not-login-state',
    level: 'must',
    says: 'For this flow the client replaces the state of authURL by its realtime clientId; the state handed out by auth-methods is useless at the redirect handler.',
    probe: 'GET /api/oauth2-redirect?code=1&state=<auth-methods state> -> failure Location.',
    basis: 'unverified',
  },
  {
    id: 'oauth2.redirect.all-in-one-flow',
    level: 'must',
    says: 'The all-in-one flow works end to end: SSE connect, subscribe "@oauth2", auth-methods, vendor redirect to /api/oauth2-redirect with state = clientId, event with code, POST auth-with-oauth2 (code, codeVerifier from auth-methods, redirectURL = <base>/api/oauth2-redirect).',
    probe:
      'run the official JS SDK authWithOAuth2({provider:"oidc", urlCallback}) where urlCallback requests the redirect endpoint -> resolves with token and meta.',
    basis: 'unverified',
  },
] as const satisfies readonly Requirement[]

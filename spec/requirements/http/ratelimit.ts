import type { Requirement } from '../../requirement.ts'

const source = { document: '004_b500ab20d8b687a2', heading: 'Rate limiting' } as const

/** The rate limiter: labels, audiences, matching order, refill. */
export const ratelimitHttp = [
  {
    id: 'http.ratelimit.disabled-by-default',
    level: 'must',
    says: 'On a fresh install settings.rateLimits.enabled is false and nothing is limited; the stored default rules are, in order, {"*:auth",2 per 3s}, {"*:create",20 per 5s}, {"/api/batch",3 per 1s}, {"/api/",300 per 10s}, all with audience "".',
    probe:
      'Fresh server, superuser GET /api/settings -> rateLimits.enabled false and rateLimits.rules as listed (keys label, audience, duration, maxRequests).',
    basis: 'observed',
  },
  {
    id: 'http.ratelimit.response',
    level: 'must',
    says: 'A limited request is answered 429 {"data":{},"message":"Too Many Requests.","status":429} with no Retry-After or X-RateLimit headers.',
    probe:
      'Rule {"label":"/api/health","maxRequests":2,"duration":60}; third guest GET /api/health -> that response.',
    basis: 'documented',
    source,
  },
  {
    id: 'http.ratelimit.superuser-exempt',
    level: 'must',
    says: 'Requests authenticated as superuser are never limited and do not consume tokens.',
    probe:
      'Same rule; 10x GET /api/health with a superuser token -> all 200, then guest GET -> 200.',
    basis: 'observed',
  },
  {
    id: 'http.ratelimit.client-key-ip',
    level: 'must',
    says: 'Counters are kept per client IP (the "real IP" honouring trusted proxy headers), never per user or token.',
    probe:
      'Rule {"label":"/api/health","maxRequests":1,"duration":60,"audience":"@auth"}; user A GET -> 200, user B GET from the same IP -> 429. With trustedProxy.headers ["X-Forwarded-For"], different X-Forwarded-For values have independent counters.',
    basis: 'observed',
  },
  {
    id: 'http.ratelimit.audience',
    level: 'must',
    says: 'audience "" applies to everyone, "@guest" only to unauthenticated and "@auth" only to authenticated requests; a rule of another audience is skipped and the search continues with the next candidate.',
    probe:
      'Rules [{"label":"/api/health","audience":"@guest","maxRequests":1,"duration":60},{"label":"/api/","maxRequests":3,"duration":60}]: guest gets 200 then 429; an authenticated user gets 200 three times, then 429.',
    basis: 'documented',
    source: { document: '003_2163cb09265065fe', heading: 'Update settings' },
  },
  {
    id: 'http.ratelimit.label-syntax',
    level: 'must',
    says: 'A rule label must match ^(\\w+\\ \\/[\\w\\/-]*|\\/[\\w\\/-]*|^\\w+\\:\\w+|\\*\\:\\w+|\\w+)$ - i.e. "METHOD /path", "/path", "collection:tag", "*:tag" or a plain tag; otherwise data.rateLimits.rules.{i}.label is {code:"validation_match_invalid",message:"Must be in a valid format."}.',
    probe:
      'Superuser PATCH /api/settings with labels "POST /api/x", "/api/x/", "posts:list", "*:auth", "abc" (distinct, non-conflicting) -> 200; with "@abc" or "a b" -> 400.',
    basis: 'observed',
  },
  {
    id: 'http.ratelimit.rule-validation',
    level: 'must',
    says: 'maxRequests and duration are required integers >= 1 (0 -> validation_required, negative -> validation_min_greater_equal_than_required "Must be no less than 1."); audience must be "", "@guest" or "@auth" (else validation_in_invalid "Must be a valid value."); with enabled true at least one rule is required (data.rateLimits.rules validation_required).',
    probe:
      'Superuser PATCH /api/settings {"rateLimits":{"enabled":true,"rules":[]}} -> 400 data.rateLimits.rules.code "validation_required".',
    basis: 'observed',
  },
  {
    id: 'http.ratelimit.rule-conflict',
    level: 'should',
    says: 'Two rules conflict when one\'s key (label + "@@" + audience) is a prefix of the other\'s; so the same label with audience "" and "@guest" conflicts while "@guest"+"@auth" does not. The later rule is reported - data.rateLimits.rules.{i}.label = {code:"validation_conflicting_rate_limit_rule", message:"Rate limit rule configuration with label L already exists or conflicts with another rule.", params:{label:L}}.',
    probe:
      'PATCH settings with two rules label "/a" audiences "" and "@auth" -> 400 at index "1"; audiences "@guest" and "@auth" -> 200.',
    basis: 'observed',
  },
  {
    id: 'http.ratelimit.rules-patch-inherits-by-index',
    level: 'may',
    says: 'When rateLimits.rules is PATCHed as JSON, the new array replaces the old length, but a key omitted in element i keeps the value the previously stored rule at index i had (only indexes beyond the old length start from zero values). Clients and tests should always send label, audience, duration and maxRequests.',
    probe:
      'Store rules [{"label":"/a","audience":"@auth","duration":7,"maxRequests":3}]; PATCH rules [{"label":"/b","maxRequests":1}] -> stored rule has audience "@auth", duration 7.',
    basis: 'observed',
  },
  {
    id: 'http.ratelimit.match-order',
    level: 'must',
    says: 'At most one rule applies per request. Candidate labels are tried in order: (collection routes only) each "{collectionName}:{tag}", then each "*:{tag}"; then "METHOD /path", then "/path". For each candidate an exact label match (first in configured order, audience permitting) is tried first, then prefix rules - rules whose label ends with "/" - where candidate + "/" starts with the label, first in configured order (not the longest).',
    probe:
      'Rules [{"label":"/api/","maxRequests":1,"duration":60},{"label":"/api/health","maxRequests":3,"duration":60}] -> guest GET /api/health succeeds 3 times (exact beats prefix). Rules [{"label":"/api/","maxRequests":1,...},{"label":"/api/health/","maxRequests":5,...}] -> limit 1 applies (configured order).',
    basis: 'observed',
  },
  {
    id: 'http.ratelimit.method-prefix-beats-plain-path',
    level: 'should',
    says: 'Because the "METHOD /path" candidate is fully processed (exact and prefix) before "/path", a rule "GET /api/" wins over an exact rule "/api/health" for a GET.',
    probe:
      'Rules [{"label":"/api/health","maxRequests":5,"duration":60},{"label":"GET /api/","maxRequests":1,"duration":60}] -> second guest GET /api/health is 429.',
    basis: 'observed',
  },
  {
    id: 'http.ratelimit.prefix-includes-self',
    level: 'should',
    says: 'A prefix rule "/a/b/" also matches the path "/a/b" itself (without trailing slash).',
    probe:
      'Rule {"label":"/api/health/","maxRequests":1,"duration":60} -> second guest GET /api/health is 429.',
    basis: 'observed',
  },
  {
    id: 'http.ratelimit.tags',
    level: 'must',
    says: 'Collection route tags: list, view, create, update, delete (records); listAuthMethods; authRefresh; authWithPassword+auth; authWithOAuth2+auth; authWithOTP+auth; requestOTP; requestPasswordReset; confirmPasswordReset; requestVerification; confirmVerification; requestEmailChange; confirmEmailChange; file (file download). Tags listed with "+auth" try the specific tag before "auth".',
    probe:
      'Rule {"label":"users:authWithPassword","maxRequests":1,"duration":60} plus {"label":"*:auth","maxRequests":5,"duration":60}: second POST /api/collections/users/auth-with-password -> 429; POST to another auth collection is still allowed.',
    basis: 'observed',
  },
  {
    id: 'http.ratelimit.tags-elsewhere',
    level: 'must',
    says: 'The tags of OTP, password reset, verification and email change limit their routes.',
    probe:
      'For each of authWithOTP, requestOTP, requestPasswordReset, confirmPasswordReset, requestVerification, confirmVerification, requestEmailChange, confirmEmailChange: rule "{collection}:{tag}" max 1 -> the second request is 429.',
    basis: 'observed',
    parent: 'http.ratelimit.tags',
  },
  {
    id: 'http.ratelimit.tag-oauth2',
    level: 'must',
    says: 'The tag authWithOAuth2 limits the sign-in with OAuth2.',
    probe: 'Rule "{collection}:authWithOAuth2" max 1 -> the second auth-with-oauth2 is 429.',
    basis: 'observed',
    parent: 'http.ratelimit.tags',
  },
  {
    id: 'http.ratelimit.oauth2-signup-create-tag',
    level: 'may',
    says: 'A new record created through OAuth2 sign-up additionally passes the collection\'s "create" limiter (after the authWithOAuth2/auth one).',
    probe:
      'Rule "users:create" max 1 and a mock OIDC provider: first sign-up 200, a login of the same account 200, a second new account -> 429 and no record.',
    basis: 'unverified',
  },
  {
    id: 'http.ratelimit.tag-uses-collection-name',
    level: 'should',
    says: 'The tag label uses the collection\'s current name even when the request path uses the collection id; renaming a collection rewrites the matching "oldName:" rule labels in the settings.',
    probe:
      'Rule "posts:list" max 1; GET /api/collections/{id of posts}/records twice -> second 429. PATCH /api/collections/posts {"name":"articles"} -> GET /api/settings shows "articles:list".',
    basis: 'observed',
  },
  {
    id: 'http.ratelimit.counter-scope',
    level: 'should',
    says: 'Counter scope: on non-collection routes one counter per (rule label + audience), shared by all paths the rule matches. On collection routes one counter per (collection, route pattern, tags, audience) even when a wildcard or path-prefix rule applies - so "/api/" or "*:create" counts each collection\'s route separately.',
    probe:
      'Rule {"label":"/api/","maxRequests":1,"duration":60}: guest GET /api/health 200, then GET /api/oauth2-redirect -> 429 (shared), but GET /api/collections/a/records -> 200 and GET /api/collections/b/records -> 200 and a second GET /api/collections/a/records -> 429.',
    basis: 'observed',
  },
  {
    id: 'http.ratelimit.refill',
    level: 'must',
    says: "Algorithm: a client's allowance is refilled to maxRequests only when at least `duration` seconds (whole unix seconds) passed since its last ALLOWED request; every allowed request takes one token and restarts that clock; rejected requests neither take tokens nor restart it. So a slow steady trickle eventually gets blocked.",
    probe:
      'Rule {"label":"/api/health","maxRequests":2,"duration":3}: GET at t=0 (200), t=2 (200), t=4 (429, only 2s since last allowed), t=5.5 (200).',
    basis: 'observed',
  },
  {
    id: 'http.ratelimit.reset-on-settings-save',
    level: 'should',
    says: 'Any successful settings update drops all counters.',
    probe: 'Exhaust a rule (429), superuser PATCH /api/settings {} -> 200, guest GET again -> 200.',
    basis: 'observed',
  },
  {
    id: 'http.ratelimit.counts-errors',
    level: 'should',
    says: 'A request consumes a token whether it later succeeds or fails (401, 403, 404...), because limiting precedes guards and handlers.',
    probe:
      'Rule {"label":"/api/settings","maxRequests":2,"duration":60}: guest GET /api/settings -> 401, 401, 429.',
    basis: 'observed',
  },
  {
    id: 'http.ratelimit.cleanup-cron',
    level: 'may',
    says: 'After the first limited-route request a cron job `__pbRateLimitersCleanup__` with expression "2 * * * *" exists; it forgets clients idle for more than duration+1800 seconds.',
    probe:
      'Enable rate limits, make a matching guest request, superuser GET /api/crons -> contains that id and expression.',
    basis: 'observed',
  },
  {
    id: 'http.ratelimit.list-filter-throttle',
    level: 'may',
    says: 'Independent of settings - after more than 3 (per 3 s, per collection and IP) empty-result record listings with a client filter by non-superusers on a collection with a non-empty listRule, the response is delayed by a random 0-499 ms; status and body are unaffected.',
    probe:
      "listRule \"@request.auth.id != '' || id != ''\", 10 quick GET records?filter=id='nope' -> all 200 with empty items; later ones may be slower.",
    basis: 'observed',
  },
] as const satisfies readonly Requirement[]

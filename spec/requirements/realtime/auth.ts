import type { Requirement } from '../../requirement.ts'

const source = { document: '003_2163cb09265065fe', heading: 'Set subscriptions' } as const

/** The auth state of a connection. */
export const authRealtime = [
  {
    id: 'realtime.auth.bind-on-post',
    level: 'must',
    says: 'The auth record of the POST (any auth collection or superuser) becomes the auth of the connection for all rule checks.',
    probe:
      "SUB OWN/* with user A's token; superuser creates a record owned by A -> message; owned by B -> no message.",
    basis: 'documented',
    source,
  },
  {
    id: 'realtime.auth.guest-upgrade',
    level: 'must',
    says: 'A guest connection can be upgraded by a later POST with a token.',
    probe: "SUB [] as guest -> 204, SUB OWN/* with A's token -> 204 and messages arrive.",
    basis: 'unverified',
  },
  {
    id: 'realtime.auth.same-auth',
    level: 'must',
    says: 'Later POSTs with a (possibly new) valid token of the same record are accepted.',
    probe: "SUB with A's token, auth-refresh, SUB with the new token -> 204.",
    basis: 'unverified',
  },
  {
    id: 'realtime.auth.mismatch',
    level: 'must',
    says: 'Once bound, a POST with another record, a superuser, or without a valid token answers 403 "The current and the previous request authorization don\'t match.".',
    probe: 'bound to A - POST as B, as superuser, as guest -> each ERR(403, that message).',
    basis: 'documented',
    source,
  },
  {
    id: 'realtime.auth.invalid-token-is-guest',
    level: 'must',
    says: 'An invalid or expired token on the POST is treated as no token (204 on a guest connection, 403 on a bound one).',
    probe: 'Authorization "abc" on a fresh connection -> 204; on a bound one -> 403.',
    basis: 'unverified',
  },
  {
    id: 'realtime.auth.token-expiry-no-effect',
    level: 'must',
    says: 'Expiry or invalidation of the token after the POST has no effect - the connection stays bound and keeps receiving.',
    probe:
      "bind with a token, change A's password (renews tokenKey) -> old token dead for the REST API but messages of OWN/* still arrive.",
    basis: 'unverified',
  },
  {
    id: 'realtime.auth.record-refresh',
    level: 'must',
    says: 'When the bound auth record is updated, the connection uses the new field values for the rules of all following events (including the update event itself), without a new POST.',
    probe:
      'listRule \'@request.auth.role = "staff"\', A (role "") subscribed; superuser sets role "staff" on A, then creates a record -> message; reset role -> no message.',
    basis: 'unverified',
  },
  {
    id: 'realtime.auth.record-delete',
    level: 'must',
    says: 'When the bound auth record is deleted the connection stays open with its subscriptions but becomes a guest; a following POST without token is accepted.',
    probe:
      'A subscribed to PUB/* and to a collection with listRule \'@request.auth.id != ""\'; delete A -> PUB messages continue, the other stop; SUB [] as guest -> 204.',
    basis: 'unverified',
  },
  {
    id: 'realtime.auth.own-delete-message',
    level: 'should',
    says: "The deletion of the subscriber's own auth record is still evaluated with the old auth, so it receives the delete message.",
    probe:
      "users viewRule 'id = @request.auth.id' (default), A subscribed to users/<A.id> with its token; superuser deletes A -> message users/<A.id> delete.",
    basis: 'unverified',
  },
  {
    id: 'realtime.auth.collection-delete',
    level: 'may',
    says: 'Deleting a whole auth collection does not unbind its connections - they keep their old auth record for rules and refuse other auth with 403 until they end.',
    probe:
      'A of collection P bound, SUB C/* with listRule \'@request.auth.id != ""\'; delete collection P; create in C -> message; SUB [] as guest -> 403.',
    basis: 'unverified',
  },
  {
    id: 'realtime.auth.collection-rename',
    level: 'may',
    says: 'After a rename of the auth collection, connections bound before keep the old values of their auth record (updates and the deletion of the record no longer reach them) until a new POST with a token of that record binds it afresh.',
    probe:
      "A bound, listRule '@request.auth.role = \"s\"'; rename A's collection, set role s on A -> no message for a create; SUB with A's token again -> message.",
    basis: 'unverified',
  },
  {
    id: 'realtime.auth.superuser',
    level: 'must',
    says: 'A superuser connection passes every rule, also null rules, on any topic including system collections.',
    probe:
      'superuser SUB LOCKED/* (listRule null), create -> message; SUB _superusers/*, create a superuser -> message.',
    basis: 'unverified',
  },
  {
    id: 'realtime.auth.impersonation-token',
    level: 'may',
    says: 'Non-refreshable (impersonate) auth tokens bind like regular ones; file or other token types are ignored.',
    probe: "SUB OWN/* with an impersonate token of A -> messages of A's records.",
    basis: 'unverified',
  },
] as const satisfies readonly Requirement[]

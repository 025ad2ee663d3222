import type { Requirement } from '../../requirement.ts'

const source = { document: '003_2163cb09265065fe', heading: 'Set subscriptions' } as const

/** Options of a topic: query and headers of a subscription. */
export const optionsRealtime = [
  {
    id: 'realtime.options.format',
    level: 'must',
    says: 'A topic may end in ?options=<JSON> with {"query":{...},"headers":{...}}, read as a URL query parameter (percent-decoded, "+" is a space, raw unencoded JSON works as long as it has no "&", ";", "#", "+", "%").',
    probe:
      'SUB with encodeURIComponent\'ed options and with raw JSON {"query":{"fields":"id"}} -> both reduce the record to id.',
    basis: 'documented',
    source,
  },
  {
    id: 'realtime.options.invalid-ignored',
    level: 'must',
    says: 'Unparsable options are ignored silently (the topic works without options); other query parameters of the topic are ignored.',
    probe:
      'SUB "PUB/*?options=xyz" -> full messages with that event name; SUB "PUB/*?a=1" -> likewise.',
    basis: 'unverified',
  },
  {
    id: 'realtime.options.partial',
    level: 'should',
    says: 'A wrong type of only one of the members query and headers loses just that member; unknown members are ignored.',
    probe:
      'listRule \'@request.headers.x_a = "v"\', SUB \'PUB/*?options={"query":1,"headers":{"X-A":"v"}}\' -> message.',
    basis: 'unverified',
  },
  {
    id: 'realtime.options.values-to-string',
    level: 'should',
    says: 'Query and header values are converted to strings - numbers in plain decimal notation, booleans "true"/"false", null, objects and arrays "".',
    probe: 'listRule \'@request.query.n = "123"\', SUB options {"query":{"n":123}} -> message.',
    basis: 'unverified',
  },
  {
    id: 'realtime.options.query-in-rules',
    level: 'must',
    says: 'options.query is @request.query.* of the rules.',
    probe: 'listRule \'@request.query.k = "1"\', with k=1 -> message, without -> none.',
    basis: 'unverified',
  },
  {
    id: 'realtime.options.headers-in-rules',
    level: 'must',
    says: 'options.headers is @request.headers.* of the rules with names lower snake cased ("X-Token" -> x_token); headers of the real HTTP requests are not visible. An Authorization option has no auth effect.',
    probe:
      'listRule \'@request.headers.x_token = "t"\', options {"headers":{"X-Token":"t"}} -> message; only as HTTP header of the POST -> none.',
    basis: 'unverified',
  },
  {
    id: 'realtime.options.request-info',
    level: 'must',
    says: 'In rules @request.context is "realtime", @request.method "GET", @request.body empty (isset false).',
    probe:
      'listRule \'@request.context = "realtime" && @request.method = "GET" && @request.body.title:isset = false\' -> message.',
    basis: 'unverified',
  },
  {
    id: 'realtime.options.expand',
    level: 'must',
    says: 'options.query.expand (comma separated, up to 6 levels, back-relations included) adds record.expand under the same access rules as the REST expand (view rule of the related collection for the subscriber). A relation that cannot be expanded is left out without dropping the message.',
    probe:
      'OWN with expand=owner and users viewRule "" -> record.expand.owner.id; users viewRule null -> message without the related record.',
    basis: 'unverified',
  },
  {
    id: 'realtime.options.fields',
    level: 'must',
    says: 'options.query.fields picks from the record object (not from the envelope), with nested paths, "*" and :excerpt; action is always present. An invalid fields expression is ignored.',
    probe:
      'fields=id,title -> data deep-equals {"record":{"id":..,"title":..},"action":"create"}; fields=title:excerpt(3) -> shortened.',
    basis: 'unverified',
  },
  {
    id: 'realtime.options.filter',
    level: 'must',
    says: 'options.query.filter is an additional condition on the record, evaluated in the database after the rule; a non-matching record gives no message.',
    probe: 'filter "title = \'a\'" -> create title a -> message; title b -> none.',
    basis: 'unverified',
  },
  {
    id: 'realtime.options.filter-invalid',
    level: 'must',
    says: 'An invalid filter (syntax error, unknown field, hidden field) answers 204 on SUB but never delivers.',
    probe: 'filter "nope = 1" -> 204 and no message.',
    basis: 'unverified',
  },
  {
    id: 'realtime.options.filter-superuser-fields',
    level: 'must',
    says: 'For non superusers a filter (or an additional sort value) containing "@request." or "@collection." suppresses all messages of that topic; superusers may use them.',
    probe: 'filter "@request.auth.id != \'\'" as user -> no message; as superuser -> message.',
    basis: 'unverified',
  },
  {
    id: 'realtime.options.filter-hidden-strict',
    level: 'should',
    says: 'Unlike the list API, the realtime filter never may use hidden fields, nor relations through collections with listRule null, not even for superusers; filtering on email matches only records with emailVisibility true.',
    probe: 'superuser with filter on a hidden field -> no message.',
    basis: 'unverified',
  },
  {
    id: 'realtime.options.other-params-ignored',
    level: 'should',
    says: 'page, perPage, skipTotal and (apart from the check above) sort have no effect.',
    probe: 'options {"query":{"perPage":1,"page":9}} -> messages as usual.',
    basis: 'unverified',
  },
  {
    id: 'realtime.options.per-subscription',
    level: 'must',
    says: 'Options belong to one subscription string; the same topic with different options gives separate messages, each under its own event name.',
    probe: 'SUB PUB/* with fields=id and PUB/* with fields=title -> two messages per change.',
    basis: 'unverified',
  },
] as const satisfies readonly Requirement[]

import type { Requirement } from '../../requirement.ts'

const source = { document: '003_2163cb09265065fe', heading: 'Set subscriptions' } as const

/** Setting the subscriptions of a connection. */
export const subscribeRealtime = [
  {
    id: 'realtime.subscribe.success',
    level: 'must',
    says: 'A valid POST answers 204 with an empty body.',
    probe: 'SUB PUB/* -> 204, body length 0.',
    basis: 'documented',
    source,
  },
  {
    id: 'realtime.subscribe.replaces',
    level: 'must',
    says: 'Each POST replaces the complete subscription set of the client.',
    probe: 'SUB PUB/* then SUB OTHER/* -> changes in PUB give no message.',
    basis: 'documented',
    source,
  },
  {
    id: 'realtime.subscribe.empty-unsubscribes',
    level: 'must',
    says: 'An empty array, null or a missing subscriptions key removes all subscriptions; the connection stays open.',
    probe:
      'SUB PUB/*, POST {"clientId":ID} -> 204; create in PUB -> no message, the stream is still open.',
    basis: 'documented',
    source,
  },
  {
    id: 'realtime.subscribe.client-id-required',
    level: 'must',
    says: 'A missing or empty clientId answers 400 "Something went wrong while processing your request." with data.clientId {"code":"validation_required","message":"Cannot be blank."} (the docs show an older text). An empty body counts as missing.',
    probe: 'POST {} -> exactly that, no data.subscriptions.',
    basis: 'documented',
    source,
  },
  {
    id: 'realtime.subscribe.client-id-too-long',
    level: 'should',
    says: 'clientId longer than 255 bytes gives data.clientId {"code":"validation_length_out_of_range","message":"The length must be between 1 and 255.","params":{"max":255,"min":1}}.',
    probe: 'POST clientId of 256 "a" -> 400 with that.',
    basis: 'unverified',
  },
  {
    id: 'realtime.subscribe.max-subscriptions',
    level: 'must',
    says: 'More than 1000 subscriptions gives data.subscriptions {"code":"validation_length_too_long","message":"The length must be no more than 1000.","params":{"max":1000,"min":0}}; exactly 1000 is fine.',
    probe: '1001 distinct strings -> 400 with that; 1000 -> 204.',
    basis: 'unverified',
  },
  {
    id: 'realtime.subscribe.max-topic-length',
    level: 'must',
    says: 'A subscription string (options included) longer than 2500 bytes gives data.subscriptions["<index>"] {"code":"validation_length_too_long","message":"The length must be no more than 2500.","params":{"max":2500,"min":0}}; exactly 2500 is fine.',
    probe: '["abc", 2501 x "a"] -> 400 data.subscriptions {"1":{...}} only; 2500 -> 204.',
    basis: 'unverified',
  },
  {
    id: 'realtime.subscribe.malformed-body',
    level: 'must',
    says: 'Invalid JSON, wrong JSON types (numeric clientId, subscriptions as a string, a number inside the array) or an unsupported Content-Type answer 400 "Something went wrong while processing your request." with empty data.',
    probe:
      'body {"clientId" ; {"clientId":1} ; {"clientId":"x","subscriptions":"a"} ; text/plain body -> each ERR(400, that message).',
    basis: 'unverified',
  },
  {
    id: 'realtime.subscribe.form-body',
    level: 'should',
    says: 'The body may also be multipart/form-data or urlencoded with repeated `subscriptions` keys.',
    probe:
      'urlencoded clientId=ID&subscriptions=PUB%2F*&subscriptions=OTHER%2F* -> 204 and both are active.',
    basis: 'documented',
    source,
  },
  {
    id: 'realtime.subscribe.unknown-client',
    level: 'must',
    says: 'An unknown clientId answers 404 "Missing or invalid client id.".',
    probe: 'POST {"clientId":"missing","subscriptions":[]} -> ERR(404, that message).',
    basis: 'documented',
    source,
  },
  {
    id: 'realtime.subscribe.check-order',
    level: 'must',
    says: 'Order - body parse (400), field validation (400), client lookup (404), auth match (403), then the change is applied.',
    probe:
      'unknown clientId with 1001 subscriptions -> 400; unknown clientId with mismatching auth -> 404.',
    basis: 'unverified',
  },
  {
    id: 'realtime.subscribe.empty-strings-skipped',
    level: 'should',
    says: 'Empty strings and null items in the array are ignored; identical strings count once.',
    probe: 'SUB ["", "PUB/*", "PUB/*"] -> 204, one message per change.',
    basis: 'unverified',
  },
  {
    id: 'realtime.subscribe.any-topic-accepted',
    level: 'must',
    says: 'Topics are not validated - unknown collections, missing records, arbitrary custom names, or topics the client may not read all answer 204.',
    probe:
      'SUB ["nope/*","PUB/missing","custom topic","_superusers/*","PB_CONNECT"] as guest -> 204.',
    basis: 'unverified',
  },
  {
    id: 'realtime.subscribe.id-is-the-only-secret',
    level: 'should',
    says: 'Whoever knows the clientId can set its subscriptions; the POST need not come from the same host, connection or origin.',
    probe: 'POST from another HTTP client with the guest ID -> 204.',
    basis: 'unverified',
  },
  {
    id: 'realtime.subscribe.not-incremental-on-error',
    level: 'must',
    says: 'A rejected POST (400/403/404) leaves the existing subscriptions and auth binding untouched.',
    probe: 'SUB PUB/* as user A, then SUB [] as user B -> 403; a change in PUB still arrives.',
    basis: 'unverified',
  },
] as const satisfies readonly Requirement[]

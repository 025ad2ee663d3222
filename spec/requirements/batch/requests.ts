import type { Requirement } from '../../requirement.ts'

const source = {
  document: '003_2163cb09265065fe',
  heading: 'Batch create/update/upsert/delete records',
} as const

/** The list of sub-requests: its shape, its validation, and which actions exist. */
export const requestsBatch = [
  {
    id: 'batch.request-shape',
    level: 'must',
    says: 'The body is an object with `requests`, an array of {method, url, body?, headers?}; body is an object (or null/absent), headers an object of string values. Unknown keys are ignored and keys are matched case-insensitively.',
    probe:
      '{"requests":[{"method":"POST","url":"/api/collections/{c}/records","body":{"title":"a"}}]} -> 200; the same with keys "Requests","METHOD","Url","Body" -> 200.',
    basis: 'documented',
    source,
  },
  {
    id: 'batch.malformed-body',
    level: 'must',
    says: 'Malformed JSON, a wrong-typed member (requests not an array, method not a string, body not an object, a non-string header value) or an unsupported Content-Type is 400 "Failed to read the submitted batch data." with data {}.',
    probe:
      '{"requests":{}}, {"requests":[{"method":1,"url":"/x"}]}, {"requests":[{"method":"POST","url":"/x","body":[]}]}, {"requests":[{"method":"POST","url":"/x","headers":{"a":1}}]}, and text/plain -> that 400 each.',
    basis: 'unverified',
  },
  {
    id: 'batch.requests-required',
    level: 'must',
    says: 'Missing, null or empty `requests` (also an empty body) is 400 "Invalid batch request data." with data.requests {code:"validation_required",message:"Cannot be blank."}.',
    probe: 'POST {} , {"requests":[]}, {"requests":null}, and an empty body -> that response.',
    basis: 'unverified',
  },
  {
    id: 'batch.max-requests',
    level: 'must',
    says: 'More entries than settings.batch.maxRequests is 400 "Invalid batch request data." with data.requests {code:"validation_length_too_long",message:"The length must be no more than N.",params:{min:0,max:N}}; item validation is then not reported.',
    probe: 'maxRequests 2, three entries (one of them {}) -> exactly that data.',
    basis: 'documented',
    source: { document: '003_2163cb09265065fe', heading: 'Update settings' },
  },
  {
    id: 'batch.item-validation',
    level: 'must',
    says: 'All items are validated before anything runs; errors are keyed by stringified index under data.requests with only failing indexes present. method - required (validation_required) and one of GET, POST, PUT, PATCH, DELETE in upper case (else validation_in_invalid "Must be a valid value."). url - required and at most 2000 bytes (validation_length_too_long "The length must be no more than 2000.", params {min:0,max:2000}).',
    probe:
      '{"requests":[{},{"method":"GET","url":"/valid"},{"method":"invalid","url":"/valid"},{"method":"POST","url":"<2001 chars>"}]} -> 400 "Invalid batch request data.", data.requests keys are "0","2","3": "0" has method and url validation_required, "2".method.code validation_in_invalid, "3".url.code validation_length_too_long; no key "1".',
    basis: 'unverified',
  },
  {
    id: 'batch.method-case',
    level: 'should',
    says: 'Lower-case methods are rejected by validation.',
    probe:
      '{"requests":[{"method":"post","url":"/api/collections/{c}/records","body":{}}]} -> 400 data.requests["0"].method.code "validation_in_invalid".',
    basis: 'unverified',
  },
  {
    id: 'batch.null-item',
    level: 'may',
    says: 'A null array element makes the request fail with a generic 500 (recovered crash).',
    probe:
      '{"requests":[null]} -> 500 "Something went wrong while processing your request.", data {}.',
    basis: 'unverified',
  },
  {
    id: 'batch.actions',
    level: 'must',
    says: 'Only four actions are supported - POST /api/collections/{c}/records (create), PATCH /api/collections/{c}/records/{id} (update), PUT /api/collections/{c}/records (upsert), DELETE /api/collections/{c}/records/{id} (delete), each with an optional "?query". {c} is a collection name or id. The url must start exactly with "/api/collections/" (no host, no leading space, no trailing slash, no fragment of other routes).',
    probe: 'Each action with proper rules -> element status 200 (204 for DELETE).',
    basis: 'documented',
    source,
  },
  {
    id: 'batch.unknown-action',
    level: 'must',
    says: 'Any other method/url combination (GET anything, auth endpoints, nested /api/batch, absolute URLs, PUT with an id, trailing slash) fails the batch at that index; as the first sub-request with the inner response {status:400,message:"Something went wrong while processing your request.",data:{}} (see batch.unexpected-inner-status for later indexes).',
    probe:
      '{"requests":[{"method":"GET","url":"/api/health"}]}; also {"method":"POST","url":"/api/batch",...}, {"method":"POST","url":"http://127.0.0.1:8090/api/collections/{c}/records"}, {"method":"PUT","url":"/api/collections/{c}/records/x"}, {"method":"POST","url":"/api/collections/{c}/records/"} -> HTTP 400 with data.requests["0"] = {code:"batch_request_failed",message:"Batch request failed.",response:<that>}.',
    basis: 'unverified',
  },
  {
    id: 'batch.unknown-action-is-late',
    level: 'should',
    says: 'Unknown actions are detected only when execution reaches them (after the list validation and after the preceding sub-requests ran), and then everything is rolled back.',
    probe:
      '[valid create, {"method":"GET","url":"/api/health"}] -> 400 with only key "1" under data.requests (inner message "Something went wrong while processing your request.", data {}); the first record does not exist afterwards.',
    basis: 'unverified',
  },
  {
    id: 'batch.unexpected-inner-status',
    level: 'should',
    says: 'An unexpected failure without an own API error (unknown action, invalid sub-request `fields`) has inner status 400 when it is the first sub-request, but inner status 500 at any later index; message and data are the same ("Something went wrong while processing your request.", {}). Proper API errors keep their own status at every index.',
    probe:
      '[{"method":"GET","url":"/api/health"}] -> inner status 400; [valid create, {"method":"GET","url":"/api/health"}] -> inner status 500 under key "1".',
    basis: 'unverified',
  },
  {
    id: 'batch.url-not-decoded',
    level: 'may',
    says: 'The collection and record id taken from a sub-request url are used verbatim (not percent-decoded).',
    probe:
      '{"method":"POST","url":"/api/collections/%70osts/records"} for collection posts -> failed, inner 404 "Missing collection context.".',
    basis: 'unverified',
  },
] as const satisfies readonly Requirement[]

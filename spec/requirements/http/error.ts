import type { Requirement } from '../../requirement.ts'

const source = { document: '004_b500ab20d8b687a2', heading: 'Error responses' } as const

/** The error body: shape, wording, validation items, unexpected errors. */
export const errorHttp = [
  {
    id: 'http.error.shape',
    level: 'must',
    says: 'Every API error is a JSON object with exactly three keys: `status` (number, equal to the HTTP status code), `message` (string) and `data` (always an object, never null/array). There is no `code` key in v0.36.6 errors.',
    probe:
      'GET /api/collections/missing_xyz/records -> HTTP 404, JSON keys are exactly data, message, status; status===404; data deep-equals {}.',
    basis: 'documented',
    source,
  },
  {
    id: 'http.error.key-order',
    level: 'may',
    says: 'The serialized key order of the error object is data, message, status and the body ends with one newline (0x0A). JSON strings escape `<`, `>` and `&` as \\u003c, \\u003e, \\u0026.',
    probe:
      'GET /api/collections/missing_xyz/records as raw text -> {"data":{},"message":"Missing collection context.","status":404} followed by \\n.',
    basis: 'observed',
  },
  {
    id: 'http.error.content-type',
    level: 'must',
    says: 'Error responses carry `Content-Type: application/json` (no charset parameter), unless the handler had already set another Content-Type before failing.',
    probe: 'Any 4xx from /api/* -> header content-type is exactly `application/json`.',
    basis: 'observed',
  },
  {
    id: 'http.error.message-sentence',
    level: 'must',
    says: 'Error messages are normalized to a sentence: surrounding whitespace trimmed, first character upper-cased, and a "." appended unless the last character is already one of "." "?" "!". Inner newlines are preserved.',
    probe:
      'GET /api/unknown (no public dir) -> message "File not found." (internal text has no final dot); POST body over the limit -> message "Request entity too large.".',
    basis: 'observed',
  },
  {
    id: 'http.error.default-messages',
    level: 'must',
    says: 'Default messages used when an error has no specific text: 400 "Something went wrong while processing your request.", 401 "Missing or invalid authentication.", 403 "You are not allowed to perform this request.", 404 "The requested resource wasn\'t found.", 429 "Too Many Requests.", 500 "Something went wrong while processing your request.".',
    probe:
      'GET /api/collections/{existing}/records/doesnotexist000 with viewRule "" -> 404 message "The requested resource wasn\'t found.". GET /api/collections/{existing}/records?filter=((( with listRule "" -> 400 with the 400 default message.',
    basis: 'documented',
    source: { document: '003_2163cb09265065fe', heading: 'View record' },
  },
  {
    id: 'http.error.data-empty',
    level: 'must',
    says: 'Only validation errors produce content in `data`. Internal causes (SQL errors, stack traces, wrapped errors) are never exposed in the response; `data` is {} in those cases.',
    probe: 'Any 401/403/404/413/429 response -> data deep-equals {}.',
    basis: 'documented',
    source,
  },
  {
    id: 'http.error.validation-item',
    level: 'must',
    says: 'A failed field is reported as data.{field} = {code: string, message: string} where message follows the sentence rule. When the rule has parameters, a third key `params` (object) is added; `params` is absent when there are none.',
    probe:
      'Superuser POST /api/collections/{c}/records with a required text field missing -> data.{field} deep-equals {code:"validation_required", message:"Cannot be blank."} (no params key). With text field min=3 and value "a" -> data.{field}.params deep-equals {min:3}.',
    basis: 'documented',
    source: { document: '003_2163cb09265065fe', heading: 'Create record' },
  },
  {
    id: 'http.error.validation-nesting',
    level: 'must',
    says: 'Nested validation errors keep their structure: objects nest by key and array elements nest by the stringified zero-based index, only failing indexes being present.',
    probe:
      'Superuser PATCH /api/settings {"rateLimits":{"rules":[{"label":"/a","maxRequests":1,"duration":1},{"label":"@bad","maxRequests":1,"duration":1}]}} -> 400, data.rateLimits.rules has only key "1", with data.rateLimits.rules["1"].label.code === "validation_match_invalid".',
    basis: 'observed',
  },
  {
    id: 'http.error.validation-unsafe-item',
    level: 'may',
    says: 'A validation entry whose cause is not a declared public validation error is reported as code "validation_invalid_value" and message "Invalid value." instead of leaking the raw cause.',
    probe:
      'No stable black-box trigger is known; if any data.{field} is produced from an unexpected internal failure it must have that code/message.',
    basis: 'unverified',
    unobservable: 'No request is known that makes a server report an undeclared validation error.',
  },
  {
    id: 'http.error.unmapped-is-400',
    level: 'must',
    says: 'An unexpected (non-API) error returned by a handler is answered as 400 with the default 400 message, not as 500. Two kinds are special-cased to 404 with the default 404 message - a missing database row and a missing file.',
    probe:
      'With batch enabled, POST /api/batch {"requests":[{"method":"GET","url":"/api/health"}]} -> the inner data.requests["0"].response is {status:400, message:"Something went wrong while processing your request.", data:{}}.',
    basis: 'observed',
  },
  {
    id: 'http.error.panic-500',
    level: 'should',
    says: 'A crash (panic) inside a handler or middleware is recovered and answered with 500, the default 500 message and data {}; the server keeps serving.',
    probe:
      'With batch enabled, POST /api/batch {"requests":[null]} -> 500 {"data":{},"message":"Something went wrong while processing your request.","status":500}; a following GET /api/health -> 200.',
    basis: 'observed',
  },
  {
    id: 'http.error.head-no-body',
    level: 'must',
    says: 'Errors answered to HEAD requests keep status and headers but have an empty body.',
    probe:
      'HEAD /api/collections/missing_xyz/records -> 404, content-type application/json, zero-length body.',
    basis: 'observed',
  },
  {
    id: 'http.error.first-api-error-wins',
    level: 'should',
    says: 'Where a handler wraps a lower-level failure, an already formed API error (for example 413 or "Unsupported Content-Type.") coming from below is returned as is by the records, collections-import and record-auth endpoints; the collections create/update, settings, batch, realtime-subscribe, backups, impersonate and confirm-password-reset endpoints replace it with their own 400 message.',
    probe:
      'POST /api/collections/users/auth-with-password, Content-Type text/plain, body "x" -> 400 "Unsupported Content-Type.". Superuser PATCH /api/settings, Content-Type text/plain, body "x" -> 400 "An error occurred while loading the submitted data.".',
    basis: 'observed',
  },
] as const satisfies readonly Requirement[]

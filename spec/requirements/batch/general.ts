import type { Requirement } from '../../requirement.ts'

const source = {
  document: '003_2163cb09265065fe',
  heading: 'Batch create/update/upsert/delete records',
} as const

/** `batch.*`. */
export const batch = [
  {
    id: 'batch.disabled',
    level: 'must',
    says: 'When settings.batch.enabled is false (the default) or settings.batch.maxRequests <= 0, POST /api/batch answers 403 "Batch requests are not allowed." for everybody, superusers included, before reading the body.',
    probe:
      'Fresh server: POST /api/batch {"requests":[]} as guest and as superuser -> 403 {"data":{},"message":"Batch requests are not allowed.","status":403}.',
    basis: 'documented',
    source,
  },
  {
    id: 'batch.defaults',
    level: 'should',
    says: 'Default settings - batch.enabled false, maxRequests 50, timeout 3 (seconds), maxBodySize 0 (meaning 134217728 bytes). A stored timeout <= 0 also means 3 seconds.',
    probe:
      'Superuser GET /api/settings on a fresh server -> batch deep-equals {enabled:false,maxRequests:50,timeout:3,maxBodySize:0}.',
    basis: 'documented',
    source,
  },
  {
    id: 'batch.public',
    level: 'must',
    says: 'When enabled the endpoint itself needs no authentication; access is decided per sub-request by the collection API rules.',
    probe:
      'batch enabled; guest POST /api/batch with one create on a collection with createRule "" -> 200.',
    basis: 'unverified',
  },
  {
    id: 'batch.check-order',
    level: 'must',
    says: 'Check order - rate limit (429) -> disabled (403) -> body size (413) -> body parse (400 "Failed to read the submitted batch data.") -> uploaded files parse (400 "Failed to read the submitted batch files data.") -> request list validation (400 "Invalid batch request data.") -> execution (400 "Batch transaction failed.").',
    probe:
      'Disabled + malformed JSON -> 403. Enabled with maxBodySize 10 + malformed long JSON -> 413. Enabled + malformed JSON -> 400 "Failed to read the submitted batch data.".',
    basis: 'unverified',
  },
  {
    id: 'batch.body-size',
    level: 'must',
    says: 'A Content-Length above the batch body limit is 413 "Request entity too large." with data {}; the global 32 MiB limit and the per-collection limits do not apply to batch.',
    probe:
      'maxBodySize 10 -> any real batch is 413; maxBodySize 0 -> a 40 MB JSON batch is not rejected with 413.',
    basis: 'documented',
    source,
  },
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
    source,
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
  {
    id: 'batch.success-shape',
    level: 'must',
    says: 'Success is HTTP 200 with a JSON array, one element per sub-request in request order, each {body, status}. body is the parsed JSON the action would have returned on its own; for DELETE it is null with status 204.',
    probe:
      '[create, delete] -> [{body:{...record},status:200},{body:null,status:204}]; Content-Type application/json.',
    basis: 'documented',
    source,
  },
  {
    id: 'batch.create',
    level: 'must',
    says: 'Create behaves like the records create endpoint (defaults, validation, createRule, id from body allowed) and reports status 200 with the record including collectionId and collectionName.',
    probe:
      'POST sub-request -> element status 200, body.id 15 chars; GET .../records/{id} returns the same record.',
    basis: 'documented',
    source,
  },
  {
    id: 'batch.update',
    level: 'must',
    says: 'Update behaves like the records update endpoint, including field modifiers ("field+", "field-").',
    probe: 'PATCH sub-request {"num+":5} on num=1 -> body.num 6.',
    basis: 'documented',
    source,
  },
  {
    id: 'batch.upsert-update',
    level: 'must',
    says: 'Upsert (PUT) with a body.id of an existing record of that collection runs as an update of that record (updateRule applies) with the same query.',
    probe:
      'Existing id X: {"method":"PUT","url":"/api/collections/{c}/records","body":{"id":X,"title":"n"}} -> 200, record X updated, record count unchanged.',
    basis: 'documented',
    source,
  },
  {
    id: 'batch.upsert-create',
    level: 'must',
    says: "Upsert with an unknown, empty, null or missing body.id runs as a create (createRule applies); a given unknown id becomes the new record's id (subject to id validation).",
    probe:
      'PUT with {"id":"aaaaaaaaaaaaaaa","title":"n"} not existing -> 200 body.id "aaaaaaaaaaaaaaa"; PUT with {"title":"n"} -> 200 with generated id.',
    basis: 'documented',
    source,
  },
  {
    id: 'batch.upsert-no-rule-fallback',
    level: 'must',
    says: 'The existence test for upsert ignores API rules; if the record exists but the caller may not update it, the action fails (404, or 403 for a null updateRule) - it never falls back to create.',
    probe:
      'updateRule "id = \'none\'", createRule "": guest PUT with an existing id -> batch 400, inner response status 404.',
    basis: 'unverified',
  },
  {
    id: 'batch.upsert-sees-previous',
    level: 'must',
    says: 'Whether an upsert creates or updates is decided when it is executed, so it sees records created or deleted by earlier sub-requests of the same batch.',
    probe:
      '[POST {"id":"bbbbbbbbbbbbbbb","title":"1"}, PUT {"id":"bbbbbbbbbbbbbbb","title":"2"}] -> 200,200; one record with title "2".',
    basis: 'unverified',
  },
  {
    id: 'batch.upsert-method-context',
    level: 'may',
    says: 'For API rules an upsert\'s `@request.method` is "PATCH" or "POST" according to the chosen action, never "PUT".',
    probe: 'createRule "@request.method = \'POST\'": guest PUT of a new record in a batch -> 200.',
    basis: 'unverified',
  },
  {
    id: 'batch.order',
    level: 'must',
    says: 'Sub-requests run strictly sequentially in array order inside one transaction; later ones see the effects of earlier ones.',
    probe:
      '[create id X, PATCH X, DELETE X] -> 200 with statuses 200,200,204; X does not exist afterwards.',
    basis: 'documented',
    source,
  },
  {
    id: 'batch.body-snapshot',
    level: 'should',
    says: "Each element's body reflects the record right after its own sub-request, not the final state.",
    probe: '[create id X title "1", PATCH X title "2"] -> bodies\' titles "1" and "2".',
    basis: 'unverified',
  },
  {
    id: 'batch.rollback',
    level: 'must',
    says: 'If any sub-request fails, nothing of the batch is persisted (creates, updates, deletes and cascade effects are all rolled back) and no further sub-request is executed.',
    probe:
      '[valid create, DELETE existing Y, PATCH forbidden] -> 400; no created record, Y still exists and is unchanged.',
    basis: 'documented',
    source,
  },
  {
    id: 'batch.failure-shape',
    level: 'must',
    says: 'A failed batch is always HTTP 400 "Batch transaction failed." with data {requests:{"<index>":{code:"batch_request_failed",message:"Batch request failed.",response:{status,message,data}}}} where index is the first failing sub-request (zero-based, as string) and response is its normal error object. Only that one index is reported; results of the successful ones are not included.',
    probe:
      'Three creates on a collection with required title, the third with title "" -> 400; data.requests has the single key "2"; data.requests["2"].response deep-equals {status:400,message:"Failed to create record.",data:{title:{code:"validation_required",message:"Cannot be blank."}}}.',
    basis: 'documented',
    source,
  },
  {
    id: 'batch.failure-status-always-400',
    level: 'must',
    says: 'The outer status is 400 even when the inner failure is 403, 404, 429 or 500; the inner status is in response.status.',
    probe:
      'PATCH of a non-existing id with updateRule "" -> outer 400, inner response {status:404,message:"The requested resource wasn\'t found.",data:{}}. Create with createRule null as guest -> outer 400, inner 403 "Only superusers can perform this action.".',
    basis: 'unverified',
  },
  {
    id: 'batch.failure-missing-collection',
    level: 'must',
    says: 'An unknown collection fails with inner 404 "Missing collection context."; a view collection with inner 400 "Unsupported collection type.".',
    probe:
      'POST /api/collections/nope/records in a batch -> inner {status:404,message:"Missing collection context.",data:{}}; same on a view collection -> inner 400 "Unsupported collection type.".',
    basis: 'unverified',
  },
  {
    id: 'batch.failure-first-index-zero',
    level: 'must',
    says: 'A failure of the first sub-request is reported under key "0".',
    probe:
      '[invalid create, valid create] -> data.requests keys ["0"]; the second is not executed.',
    basis: 'unverified',
  },
  {
    id: 'batch.timeout',
    level: 'must',
    says: 'If the whole batch does not finish within settings.batch.timeout seconds it is rolled back and answered 400 "Batch transaction failed." with data {} (no `requests` key, no 408/504).',
    probe:
      'timeout 1 with enough heavy sub-requests (e.g. many creates on an auth collection, whose password hashing is slow; raise maxRequests) -> 400, data {}, no record persisted.',
    basis: 'documented',
    source,
  },
  {
    id: 'batch.client-abort',
    level: 'should',
    says: 'When the client disconnects before completion the transaction is rolled back.',
    probe: 'Abort a long batch mid-way; afterwards none of its records exist.',
    basis: 'unverified',
  },
  {
    id: 'batch.auth-shared',
    level: 'must',
    says: "All sub-requests run with the auth state of the outer request; an Authorization entry in a sub-request's headers (any letter case) is ignored.",
    probe:
      'Outer token of user U, sub-request headers {"Authorization":"garbage"}, createRule "@request.auth.id != \'\'" -> 200. Guest outer with a valid token in the sub-request headers -> inner 400 (create rule failure).',
    basis: 'documented',
    source,
  },
  {
    id: 'batch.auth-fresh',
    level: 'should',
    says: "Rules of later sub-requests see the changes that earlier sub-requests made to the fields of the caller's own auth record.",
    probe:
      'createRule "@request.auth.role = \'x\'", updateRule "": [PATCH own auth record {role:"x"}, POST] -> 200,200; [PATCH own {role:"y"}, POST] -> 400 at index 1.',
    basis: 'unverified',
  },
  {
    id: 'batch.headers',
    level: 'should',
    says: "For rules, each sub-request sees the outer request's headers overridden by its own `headers` entries.",
    probe:
      'createRule "@request.headers.x_test = \'a\'": outer header X-Test "b", sub-request headers {"X-Test":"a"} -> 200; without the override -> failed.',
    basis: 'documented',
    source,
  },
  {
    id: 'batch.query',
    level: 'must',
    says: 'Query parameters in a sub-request url apply to that sub-request only - expand and fields shape its body, and `@request.query.*` reads them.',
    probe:
      'POST ...?expand=rel&fields=id,expand.rel.id -> element body has only those keys; other elements are unaffected.',
    basis: 'documented',
    source,
  },
  {
    id: 'batch.context',
    level: 'should',
    says: 'Rules evaluated inside a batch see `@request.context` = "batch".',
    probe:
      'createRule "@request.context = \'batch\'": normal create -> 400 "Failed to create record."; the same create in a batch -> 200.',
    basis: 'unverified',
  },
  {
    id: 'batch.outer-fields',
    level: 'should',
    says: 'The `fields` query parameter of /api/batch itself picks from each result element.',
    probe:
      'POST /api/batch?fields=status -> [{status:200},...]; ?fields=body.id -> [{body:{id}},...].',
    basis: 'unverified',
  },
  {
    id: 'batch.invalid-sub-fields',
    level: 'may',
    says: 'An invalid `fields` expression in a sub-request url fails the batch at that index with the generic inner 400 (unlike the standalone endpoint, which answers 200 with an empty body).',
    probe:
      'POST ...?fields=id:nope() in a batch as the first sub-request -> 400, inner {status:400,message:"Something went wrong while processing your request.",data:{}}, nothing persisted.',
    basis: 'unverified',
  },
  {
    id: 'batch.multipart',
    level: 'must',
    says: 'With multipart/form-data the JSON object {requests:[...]} is sent as the text part `@jsonPayload`, and files are parts named `requests.N.<field>` or `requests[N].<field>` (N zero-based index into requests). Both notations may be mixed.',
    probe:
      '@jsonPayload with two creates, file parts requests.0.document and requests[1].document -> 200; both bodies have a stored file name; files downloadable.',
    basis: 'documented',
    source,
  },
  {
    id: 'batch.multipart-file-names',
    level: 'may',
    says: 'Files uploaded through a batch get the random suffix of stored names twice - "one.txt" becomes one_<10 chars>_<10 chars>.txt (a standalone upload has one suffix). Clients may only rely on the prefix and the extension.',
    probe: 'one file part "one.txt" -> stored name matches ^one_[a-z0-9]{10}_[a-z0-9]{10}\\.txt$.',
    basis: 'unverified',
  },
  {
    id: 'batch.multipart-multiple-files',
    level: 'must',
    says: 'Repeating a file part name uploads several files to that field.',
    probe:
      'Three parts requests.0.files on a file field with maxSelect 3 -> body.files has 3 names.',
    basis: 'documented',
    source,
  },
  {
    id: 'batch.multipart-modifiers',
    level: 'should',
    says: 'The field part may carry the append/prepend modifiers ("files+", "+files").',
    probe:
      'PATCH sub-request of a record with one file, part "requests.0.files+" -> body.files has the old and the new name.',
    basis: 'unverified',
  },
  {
    id: 'batch.multipart-file-replaces-json',
    level: 'should',
    says: 'A file part for key K replaces the JSON body value of the same key K (they are not merged as in the standalone multipart endpoint), so existing files listed in JSON under K are dropped.',
    probe:
      'Record with files ["a.txt"]; sub-request PATCH body {"files":["a.txt"]} plus part requests.0.files -> result has only the newly uploaded file.',
    basis: 'unverified',
  },
  {
    id: 'batch.multipart-unknown-index',
    level: 'should',
    says: 'File parts whose index does not exist or whose field is unknown are ignored.',
    probe: 'One request, part requests.5.document -> 200, no error.',
    basis: 'unverified',
  },
  {
    id: 'batch.multipart-plain-fields',
    level: 'may',
    says: 'Sending `requests` as an ordinary form field (not in @jsonPayload) is 400 "Failed to read the submitted batch data."; a multipart body without @jsonPayload is 400 "Invalid batch request data." (requests required).',
    probe:
      'multipart with requests="[]" -> first message; multipart with only a file part -> second.',
    basis: 'unverified',
  },
  {
    id: 'batch.urlencoded',
    level: 'may',
    says: 'An application/x-www-form-urlencoded body with the JSON object in `@jsonPayload` works like the multipart form.',
    probe: 'urlencoded @jsonPayload={"requests":[one create]} -> 200.',
    basis: 'unverified',
  },
  {
    id: 'batch.json-no-files',
    level: 'must',
    says: 'Files can be uploaded only via multipart; in a JSON batch, string values of file fields are existing file names as in the standalone endpoint, and deletions ("files-") work.',
    probe: 'JSON batch PATCH {"files-":"a.txt"} -> body.files without a.txt.',
    basis: 'documented',
    source,
  },
  {
    id: 'batch.files-rollback',
    level: 'should',
    says: 'Files uploaded by a failed batch do not remain in the storage directory.',
    probe:
      'multipart batch [create with file, invalid create] -> 400; pb_data/storage/{collectionId}/ contains no new record directory with the file.',
    basis: 'unverified',
  },
  {
    id: 'batch.realtime-after-commit',
    level: 'must',
    says: 'Realtime events for the touched records are delivered only after the transaction committed, and none are delivered when it is rolled back.',
    probe:
      'SSE client subscribed to "{c}/*": failing batch -> no event; succeeding batch of two creates -> exactly two "create" events (their relative order is not guaranteed).',
    basis: 'unverified',
  },
  {
    id: 'batch.ratelimit-outer',
    level: 'should',
    says: 'The outer call is limited with labels "POST /api/batch" and "/api/batch" (default rule 3 per second) and then answers a plain 429.',
    probe:
      'rateLimits enabled with {"label":"/api/batch","maxRequests":1,"duration":60}: second guest POST /api/batch -> 429 "Too Many Requests.".',
    basis: 'unverified',
  },
  {
    id: 'batch.ratelimit-inner',
    level: 'should',
    says: 'Every sub-request also passes its collection\'s limiter with the create/update/delete tag and "METHOD path" labels of the sub-request; exceeding it fails the batch at that index with inner status 429. These counters are separate from the ones of the standalone endpoints.',
    probe:
      'Rule {"label":"*:create","maxRequests":2,"duration":60}: batch of 3 creates -> outer 400, data.requests["2"].response {status:429,message:"Too Many Requests.",data:{}}; a standalone create right after -> 200.',
    basis: 'unverified',
  },
  {
    id: 'batch.log-single',
    level: 'should',
    says: 'Only the outer request produces an activity log entry.',
    probe:
      'Batch of 3 creates -> exactly one new log entry with data.url "/api/batch", method POST.',
    basis: 'unverified',
  },
  {
    id: 'batch.cascade',
    level: 'should',
    says: 'Deletes inside a batch cascade exactly like standalone ones (within the same transaction).',
    probe: 'DELETE of a parent with a cascadeDelete relation -> status 204; children gone.',
    basis: 'unverified',
  },
  {
    id: 'batch.trailing-slash',
    level: 'must',
    says: 'Only POST /api/batch exists; other methods and /api/batch/ are 404.',
    probe:
      'POST /api/batch/ -> 404 "The requested resource wasn\'t found."; PUT /api/batch -> same; GET /api/batch -> 404 "File not found." (no public index.html).',
    basis: 'unverified',
  },
] as const satisfies readonly Requirement[]

import type { Requirement } from '../../requirement.ts'

const source = { document: '004_b500ab20d8b687a2', heading: 'Content-Type headers' } as const

/** How request bodies are read, by content type. */
export const bodyHttp = [
  {
    id: 'http.body.content-types',
    level: 'must',
    says: 'The body format is chosen by a case-sensitive prefix match of the Content-Type header - application/json, multipart/form-data, application/x-www-form-urlencoded, text/xml or application/xml. Parameters such as "; charset=utf-8" are ignored.',
    probe:
      'POST records with Content-Type "application/json; charset=utf-8" -> parsed; with "APPLICATION/JSON" -> 400 "Unsupported Content-Type.".',
    basis: 'documented',
    source,
  },
  {
    id: 'http.body.unsupported-content-type',
    level: 'must',
    says: 'A non-empty body with a missing or unsupported Content-Type is a 400 (not 415). On records, collections-import and record-auth endpoints (except impersonate and confirm-password-reset) the message is "Unsupported Content-Type."; elsewhere it is the endpoint\'s own body-loading message (see http.body.invalid-json).',
    probe:
      'POST /api/collections/{c}/records (createRule "") body {"a":1} with Content-Type text/plain, and again with no Content-Type -> 400 {"data":{},"message":"Unsupported Content-Type.","status":400}.',
    basis: 'observed',
  },
  {
    id: 'http.body.empty',
    level: 'must',
    says: 'A zero-length body (Content-Length 0 or absent without chunking) is accepted whatever the Content-Type and is treated as "no data submitted".',
    probe:
      'POST /api/collections/{c}/records with empty body on a collection without required fields (createRule "") -> 200 with default values. POST /api/collections/users/auth-with-password with empty body -> 400 data.identity.code and data.password.code "validation_required".',
    basis: 'observed',
  },
  {
    id: 'http.body.invalid-json',
    level: 'must',
    says: 'Malformed JSON, or JSON of the wrong top-level type (array, string, number, boolean), is a 400 with data {}. Message per endpoint family: records CRUD "Something went wrong while processing your request."; record-auth, settings, impersonate, backups create, collections import "An error occurred while loading the submitted data."; collections create "Failed to load the collection type data due to invalid formatting."; collections update "Failed to load the submitted data due to invalid formatting."; realtime subscribe "Something went wrong while processing your request."; batch "Failed to read the submitted batch data.".',
    probe:
      'Send body `{"a":` and body `[]` as application/json to each endpoint (with the auth it needs) -> 400 with the listed message, data {}.',
    basis: 'observed',
  },
  {
    id: 'http.body.json-null',
    level: 'should',
    says: 'A JSON body of `null` is accepted and behaves like an empty object.',
    probe:
      'POST /api/collections/{c}/records body null on a collection without required fields (createRule "") -> 200.',
    basis: 'observed',
  },
  {
    id: 'http.body.json-trailing-garbage',
    level: 'may',
    says: 'Only the first JSON value of the body is decoded; anything after it is ignored.',
    probe: 'POST records with body `{"title":"a"},oops` -> 200, title "a".',
    basis: 'observed',
  },
  {
    id: 'http.body.json-duplicate-keys',
    level: 'should',
    says: 'For duplicated JSON keys the last occurrence wins.',
    probe: 'POST records with body `{"title":"a","title":"b"}` -> 200, title "b".',
    basis: 'observed',
  },
  {
    id: 'http.body.json-key-case',
    level: 'should',
    says: 'Fixed-shape request bodies (auth forms, settings, batch, collections import...) match JSON keys case-insensitively; record bodies match field names case-sensitively. Unknown keys are ignored.',
    probe:
      'POST /api/collections/users/auth-with-password {"Identity":"...","PASSWORD":"..."} with valid credentials -> 200. POST records {"TITLE":"a"} for field title -> 200 with title "".',
    basis: 'observed',
  },
  {
    id: 'http.body.json-big-numbers',
    level: 'should',
    says: 'JSON numbers are read as IEEE-754 doubles everywhere, including inside json fields; integers above 2^53 lose precision and a number outside the double range makes the whole body invalid (400).',
    probe:
      'POST records {"num":9007199254740993} -> num 9007199254740992; {"num":1e400} -> 400 "Something went wrong while processing your request.", as with 250 digits and e99, and under a key that is no field.',
    basis: 'observed',
  },
  {
    id: 'http.body.json-depth',
    level: 'should',
    says: 'A JSON body may nest 10,000 levels deep, its own object included; a json field stores them, and they are shown with and without "fields". One level more is refused with 400.',
    probe:
      'POST records {"j": 9,999 nested arrays or objects} -> 200, GET with ?fields=j -> 200; 10,000 -> 400 "Something went wrong while processing your request.".',
    basis: 'observed',
  },
  {
    id: 'http.body.json-utf8',
    level: 'should',
    says: 'Invalid UTF-8 bytes and lone surrogate escapes inside JSON strings are accepted and replaced by U+FFFD (one per bad byte or escape); \\u0000 is kept. A byte order mark before the value is malformed JSON, leading whitespace is fine.',
    probe:
      'POST records {"title":"<bytes ff fe>"} -> title "\\ufffd\\ufffd"; {"title":"\\ud800x"} -> "\\ufffdx"; {"title":"a\\u0000b"} -> unchanged; body with a leading BOM -> 400 default message.',
    basis: 'observed',
  },
  {
    id: 'http.body.json-wrong-type',
    level: 'must',
    says: 'In fixed-shape bodies a value of the wrong JSON type is a body-loading 400 with data {}, not a field validation error.',
    probe:
      'POST /api/collections/users/auth-with-password {"identity":1,"password":"x"} -> 400 "An error occurred while loading the submitted data.", data {}.',
    basis: 'observed',
  },
  {
    id: 'http.body.form-inference',
    level: 'must',
    says: 'For multipart and urlencoded record bodies each plain value is inferred - "true"/"false" become booleans; a string made only of digits, "-" and "." becomes a number only if it equals the shortest decimal form of that number ("1", "-2.5"; not "001", "1.0", "1e3", "+1", ".5"); everything else stays a string. Repeated keys become an array.',
    probe:
      'multipart POST records with json field j="true" -> j is boolean true; j="12" -> number 12; j="012" -> string "012"; j sent twice as "a","b" -> ["a","b"]; j sent twice as "1.0","x" -> ["1.0","x"] (a lone string that is valid JSON, such as "1.0", is taken as JSON by the json field itself).',
    basis: 'observed',
  },
  {
    id: 'http.body.form-json-payload',
    level: 'must',
    says: 'In multipart/urlencoded bodies the special key `@jsonPayload` holds a serialized JSON object that is merged over the other fields without value inference; it may be repeated. Invalid JSON there makes the body invalid (400).',
    probe:
      'multipart POST records with title="x" and @jsonPayload={"title":"123"} -> title "123" (string, from the payload). @jsonPayload=`{` -> 400.',
    basis: 'documented',
    source: {
      document: '003_2163cb09265065fe',
      heading: 'Batch create/update/upsert/delete records',
    },
  },
  {
    id: 'http.body.form-merges-query',
    level: 'may',
    says: 'For multipart and urlencoded bodies the URL query parameters are merged into the submitted data (same key in both becomes an array).',
    probe:
      'multipart POST /api/collections/{c}/records?title=fromquery with only other=1 in the body -> title "fromquery".',
    basis: 'observed',
  },
  {
    id: 'http.body.xml-records-unsupported',
    level: 'may',
    says: 'XML content types are recognized but cannot be decoded into record data, so records endpoints answer 400 with the default 400 message.',
    probe:
      'POST records Content-Type application/xml body <a/> -> 400 "Something went wrong while processing your request.".',
    basis: 'observed',
  },
  {
    id: 'http.body.multipart-no-boundary',
    level: 'should',
    says: 'A multipart/form-data body without boundary parameter or otherwise malformed is a body-loading 400 like malformed JSON (records - default 400 message).',
    probe:
      'POST records Content-Type "multipart/form-data" body "x" -> 400 "Something went wrong while processing your request.".',
    basis: 'observed',
  },
  {
    id: 'http.body.multipart-boundary',
    level: 'should',
    says: 'A line that only begins with the boundary of a multipart body belongs to the content, and a part whose header fields are malformed makes the body malformed.',
    probe:
      'Boundary b, value "one\\r\\n--bX" -> kept whole. A field without a colon, or with a control character -> 400 default message.',
    basis: 'observed',
  },
  {
    id: 'http.body.parsed-before-rules',
    level: 'should',
    says: 'On records endpoints the body is parsed before the collection API rule is looked at (also for list, view and delete when a body is sent), so a malformed body yields 400 even where the caller would get 403/404.',
    probe:
      'Collection with createRule null, guest POST records body `{` (application/json) -> 400; body {} -> 403 "Only superusers can perform this action.".',
    basis: 'observed',
  },
  {
    id: 'http.body.guard-before-parse',
    level: 'must',
    says: 'On guarded endpoints (collections, settings, logs, crons, backups, impersonate, auth-refresh, request-email-change, file token) the authentication guard precedes body parsing.',
    probe: 'Guest PATCH /api/settings with body `{` -> 401 (not 400).',
    basis: 'observed',
  },
  {
    id: 'http.body.multipart-parts',
    level: 'may',
    says: 'A multipart form of more than 1,000 parts is refused with 400.',
    probe: 'A create with 1,000 parts -> 200, with 1,001 -> 400.',
    basis: 'observed',
  },
  {
    id: 'http.body.multipart-fields',
    level: 'may',
    says: 'A multipart form with a part of more than 10,000 header fields is refused with 400.',
    probe: 'A create with two parts of 5,500 header fields -> 200, with one of 11,000 -> 400.',
    basis: 'observed',
  },
] as const satisfies readonly Requirement[]

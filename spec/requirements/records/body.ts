import type { Requirement } from '../../requirement.ts'

const source = { document: '003_2163cb09265065fe', heading: 'Create record' } as const

/** How the body of create and update is read: JSON, forms, multipart, `@jsonPayload`. */
export const bodyRecords = [
  {
    id: 'records.body.empty',
    level: 'must',
    says: 'A request without body (Content-Length 0) is treated as an empty object whatever the Content-Type header says.',
    probe:
      'POST with no body on a collection with a required field -> 400 with data.<field>.code "validation_required"; PATCH with no body -> 200.',
    basis: 'observed',
  },
  {
    id: 'records.body.unsupported-content-type',
    level: 'must',
    says: 'A non-empty body whose Content-Type does not start with application/json, multipart/form-data, application/x-www-form-urlencoded, text/xml or application/xml gives 400 "Unsupported Content-Type." data {}. It applies to GET and DELETE with a body too.',
    probe:
      'POST body \'{"title":"a"}\' with Content-Type text/plain (or none) -> 400 "Unsupported Content-Type."; DELETE /{id} with a text/plain body -> 400.',
    basis: 'observed',
  },
  {
    id: 'records.body.xml-rejected',
    level: 'may',
    says: 'XML content types pass the content-type check but cannot be decoded into a record body, so they give 400 "Something went wrong while processing your request.".',
    probe: 'POST "<a>1</a>" with Content-Type application/xml -> 400 with that message, data {}.',
    basis: 'observed',
  },
  {
    id: 'records.body.invalid-json',
    level: 'must',
    says: 'Syntactically invalid JSON, a whitespace-only body, a JSON value that is not an object (array, string, number, boolean) or a number outside the float64 range gives 400 "Something went wrong while processing your request." data {}.',
    probe:
      "POST with Content-Type application/json and body '{\"' / ' ' / '[]' / '\"a\"' / '{\"n\":1e999}' -> 400 with that message.",
    basis: 'observed',
  },
  {
    id: 'records.body.json-null',
    level: 'may',
    says: 'The JSON body null is accepted and behaves like {}.',
    probe: "PATCH with body 'null' -> 200.",
    basis: 'observed',
  },
  {
    id: 'records.body.json-trailing-garbage',
    level: 'may',
    says: 'Only the first JSON value of the body is read; anything after it is ignored.',
    probe: 'POST body \'{"title":"a"},junk\' as application/json -> 200 with title "a".',
    basis: 'observed',
  },
  {
    id: 'records.body.content-type-prefix',
    level: 'must',
    says: 'The content type is matched by prefix, so parameters such as "; charset=utf-8" are accepted.',
    probe: 'POST JSON with Content-Type "application/json; charset=utf-8" -> 200.',
    basis: 'observed',
  },
  {
    id: 'records.body.unknown-keys-ignored',
    level: 'must',
    says: 'Keys that are neither a field name nor a supported modifier of one are ignored silently, including collectionId, collectionName and expand.',
    probe:
      'POST {"title":"a","foo":1,"collectionId":"x","title++":"b"} -> 200, response has no "foo" and the real collectionId.',
    basis: 'observed',
  },
  {
    id: 'records.body.hidden-fields-dropped',
    level: 'must',
    says: 'Values for hidden fields sent by a non-superuser are dropped silently, on create and update, before rules see the body; the only exception is the password field of an auth collection. The hidden field keeps its old (or zero) value and is still validated.',
    probe:
      'Hidden text field "code": guest POST {"code":"x"} -> 200 and a superuser GET shows code ""; with createRule "@request.body.code:isset = false" it passes. If code is required the guest gets 400 data.code "validation_required".',
    basis: 'observed',
  },
  {
    id: 'records.body.hidden-fields-superuser',
    level: 'must',
    says: 'Superusers may set hidden fields and see them in the response.',
    probe: 'Superuser POST {"code":"x"} -> 200 with "code":"x".',
    basis: 'observed',
  },
  {
    id: 'records.body.form-urlencoded',
    level: 'must',
    says: 'application/x-www-form-urlencoded bodies are accepted with the same value inference as multipart text parts; file upload is not possible with them.',
    probe: 'POST title=abc&n=5&ok=true urlencoded -> 200 {"title":"abc","n":5,"ok":true}.',
    basis: 'observed',
  },
  {
    id: 'records.body.form-inference',
    level: 'must',
    says: 'In form bodies each text value is inferred: exactly "true"/"false" become booleans; a value made only of the characters - . 0-9 that starts with "-" or a digit and equals the shortest decimal notation of its float64 becomes a number; everything else (also "", "null", "0.0", "0001", "1e5", "1.50") stays a string. The inferred value is then normalised by the field type.',
    probe:
      'Multipart to text fields: "0001" -> "0001", "1.50" -> "1.50", "1.5" -> "1.5", "true" -> "true"; to a json field: "5" -> 5, "true" -> true, "05" -> "05", "null" -> null.',
    basis: 'observed',
  },
  {
    id: 'records.body.form-repeated-key',
    level: 'must',
    says: 'A key repeated in a form body becomes an array of the inferred values in order of appearance; a key that appears once is a scalar. Bracket names such as "tags[]" have no meaning and are unknown keys.',
    probe:
      'Multi select "tags": tags=a&tags=b -> ["a","b"]; tags=a -> ["a"]; a text field sent twice -> "" (an array cast to text is empty); "tags[]" -> ignored.',
    basis: 'observed',
  },
  {
    id: 'records.body.form-json-array-string',
    level: 'must',
    says: 'For multi select, relation and file fields a single form value that is a JSON array of strings is expanded to its elements.',
    probe: 'Multipart tags=\'["a","b"]\' -> ["a","b"].',
    basis: 'observed',
  },
  {
    id: 'records.body.form-query-merged',
    level: 'should',
    says: 'For form bodies (multipart and urlencoded) the URL query parameters are part of the body data as well: a query key that is a field name sets the field, and a key present in both becomes a two-element array (multipart: query value first; urlencoded: body value first). JSON bodies never merge the query.',
    probe:
      'POST multipart with part x=1 to ...?title=fromquery -> title "fromquery"; the same URL with a JSON body {} -> title "".',
    basis: 'observed',
  },
  {
    id: 'records.body.json-payload',
    level: 'must',
    says: 'In form bodies the special key "@jsonPayload" holds a JSON object whose keys are merged over the other form values without inference; several @jsonPayload values are merged in order, later ones win. The key itself is not visible as a body key.',
    probe:
      'Multipart title=a, @jsonPayload=\'{"title":"b","n":"5"}\', @jsonPayload=\'{"n":"6"}\' plus a file part -> title "b", number n 6, file stored.',
    basis: 'observed',
  },
  {
    id: 'records.body.json-payload-invalid',
    level: 'must',
    says: 'An @jsonPayload value that is not a valid JSON object makes the request fail with 400 "Something went wrong while processing your request." data {}.',
    probe: "Multipart with @jsonPayload='{' -> 400; @jsonPayload='[1]' -> 400.",
    basis: 'observed',
  },
  {
    id: 'records.body.multipart-invalid',
    level: 'must',
    says: 'A multipart content type without boundary or with a broken body gives 400 "Something went wrong while processing your request.".',
    probe: 'POST body "abc" with Content-Type "multipart/form-data" -> 400 with that message.',
    basis: 'observed',
  },
  {
    id: 'records.body.multipart-files-by-field',
    level: 'must',
    says: 'Uploaded parts are taken only for file fields and only under the names f, +f and f+. Files under any other part name (also "f-") are ignored.',
    probe:
      'Multipart with a file part named like a text field or like an unknown field -> 200, nothing stored for it.',
    basis: 'documented',
    source,
  },
  {
    id: 'records.body.invalid-unicode',
    level: 'may',
    says: 'Bytes that are not UTF-8 (JSON strings, form values) and lone surrogate escapes are read as U+FFFD, the request does not fail. A JSON body with a byte order mark is invalid JSON (400).',
    probe:
      'POST bytes {"title":"a<FF>b"} and {"title":"a\\ud800b"} -> 200 with title "a" U+FFFD "b".',
    basis: 'observed',
  },
] as const satisfies readonly Requirement[]

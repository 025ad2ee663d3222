import type { Requirement } from '../../requirement.ts'

const source = { document: '003_2163cb09265065fe', heading: 'CRUD actions' } as const

/** Routes, methods and error bodies of the records API. */
export const httpRecords = [
  {
    id: 'records.http.routes',
    level: 'must',
    says: 'Five routes exist under /api/collections/{collection}/records: GET (list), GET /{id} (view), POST (create), PATCH /{id} (update), DELETE /{id} (delete). Success statuses are 200 for list, view, create and update and 204 with an empty body for delete.',
    probe:
      'On a base collection with all five rules set to "": POST {} -> 200 (not 201), GET list -> 200, GET /{id} -> 200, PATCH /{id} {} -> 200, DELETE /{id} -> 204 with zero-length body.',
    basis: 'documented',
    source,
  },
  {
    id: 'records.http.other-methods-404',
    level: 'must',
    says: 'Methods without a route on these paths (PUT, POST on /{id}, PATCH or DELETE without an id) are not answered with 405; they fall to the catch-all and give the generic 404 body.',
    probe:
      'PUT /api/collections/demo/records/{id} with a JSON body -> 404 {"data":{},"message":"The requested resource wasn\'t found.","status":404}.',
    basis: 'observed',
  },
  {
    id: 'records.http.json-headers',
    level: 'must',
    says: 'Every JSON success and error body is served with the header Content-Type exactly "application/json" (no charset parameter) and ends with a single newline. Characters < > & and U+2028/U+2029 inside strings are emitted as \\u003c \\u003e \\u0026 \\u2028 \\u2029.',
    probe:
      'Create a record with text "<a>&" and read the raw bytes -> header content-type "application/json", body contains \\u003ca\\u003e\\u0026 and its last byte is 0x0A.',
    basis: 'observed',
  },
  {
    id: 'records.http.error-shape',
    level: 'must',
    says: 'Every error body is an object with the keys data, message, status in that order. data is always an object ({} when there is nothing field-specific). Each field error is {"code","message"} plus "params" only when the error has parameters. Messages start with an upper-case letter and end with "." unless they already end with ".", "?" or "!".',
    probe:
      'POST {} on a collection with a required text field "title" -> 400 {"data":{"title":{"code":"validation_required","message":"Cannot be blank."}},"message":"Failed to create record.","status":400}.',
    basis: 'documented',
    source: { document: '003_2163cb09265065fe', heading: 'Create record' },
  },
  {
    id: 'records.http.docs-messages-differ',
    level: 'must',
    says: 'Several messages printed in the public docs are not what the server sends: validation_required carries "Cannot be blank." (docs show "Missing required value."), an unknown collection carries "Missing collection context." or "Missing or invalid collection context." (docs prefix it with "The requested resource wasn\'t found."), a failed update carries "Failed to update record." (docs show "Failed to create record."), and an invalid filter carries only "Something went wrong while processing your request.". Create answers 200 (one doc page lists 201), error bodies have the key status (that page says code) and success bodies have no envelope.',
    probe:
      'PATCH a record with an invalid field value -> message is exactly "Failed to update record."; GET list of an unknown collection -> message is exactly "Missing collection context.".',
    basis: 'observed',
  },
] as const satisfies readonly Requirement[]

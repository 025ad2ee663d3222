import type { Requirement } from '../../requirement.ts'

const source = {
  document: '003_2163cb09265065fe',
  heading: 'Batch create/update/upsert/delete records',
} as const

/** What create, update, upsert and delete do inside a batch, and the answer when all succeed. */
export const actionsBatch = [
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
] as const satisfies readonly Requirement[]

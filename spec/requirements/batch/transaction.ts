import type { Requirement } from '../../requirement.ts'

const source = {
  document: '003_2163cb09265065fe',
  heading: 'Batch create/update/upsert/delete records',
} as const

/** One transaction around all sub-requests: order, rollback, failure answers, timeout. */
export const transactionBatch = [
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
    source: { document: '003_2163cb09265065fe', heading: 'Update settings' },
  },
  {
    id: 'batch.client-abort',
    level: 'should',
    says: 'When the client disconnects before completion the transaction is rolled back.',
    probe: 'Abort a long batch mid-way; afterwards none of its records exist.',
    basis: 'unverified',
  },
] as const satisfies readonly Requirement[]

import type { Requirement } from '../../requirement.ts'

const source = {
  document: '003_2163cb09265065fe',
  heading: 'Batch create/update/upsert/delete records',
} as const

/** Who may send a batch, how big it may be, and in which order that is decided. */
export const accessBatch = [
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
    source: { document: '003_2163cb09265065fe', heading: 'List settings' },
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
    source: { document: '003_2163cb09265065fe', heading: 'Update settings' },
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

import type { Requirement } from '../../requirement.ts'

const source = {
  document: '003_2163cb09265065fe',
  heading: 'Batch create/update/upsert/delete records',
} as const

/** The auth state, headers, query and caller that a sub-request runs with. */
export const contextBatch = [
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
] as const satisfies readonly Requirement[]

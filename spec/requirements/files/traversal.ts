import type { Requirement } from '../../requirement.ts'

/** Paths that try to leave the storage. */
export const traversalFiles = [
  {
    id: 'files.traversal.encoded',
    level: 'must',
    says: "Encoded slashes and dots inside a segment are decoded only after routing and compared with the record's file names, so no path outside the record can be reached.",
    probe:
      'GET /api/files/users/{id}/..%2f..%2f..%2fdata.db and /api/files/users/{id}/%2e%2e -> 404 "The requested resource wasn\'t found." (send the second over a raw socket, fetch/URL normalizes %2e%2e).',
    basis: 'unverified',
  },
  {
    id: 'files.traversal.plain-dots',
    level: 'should',
    says: 'Unencoded dot segments and duplicate slashes are canonicalized with a 307 redirect to the cleaned path (query kept) before any handler runs.',
    probe:
      'Raw request "GET /api/files/users/../x" -> 307 with Location /api/files/x; "GET /api/files/../files/a/b/c?x=1" -> 307 with Location /api/files/a/b/c?x=1.',
    basis: 'unverified',
  },
  {
    id: 'files.traversal.stored-value',
    level: 'should',
    says: 'File names with a slash or backslash can never be stored, and a leftover one is skipped when files are deleted.',
    probe:
      'PATCH {"avatar":"../x.png"} as JSON -> 400 with data.avatar.code "validation_invalid_file".',
    basis: 'unverified',
  },
] as const satisfies readonly Requirement[]

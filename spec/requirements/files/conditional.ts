import type { Requirement } from '../../requirement.ts'

/** Conditional requests for a file. */
export const conditionalFiles = [
  {
    id: 'files.conditional.if-modified-since',
    level: 'must',
    says: 'If-Modified-Since equal to or later than Last-Modified gives 304 without body, without Content-Type and Content-Length, keeping Last-Modified, Cache-Control, Content-Disposition and CSP.',
    probe:
      'Repeat the request with If-Modified-Since set to the received Last-Modified -> 304 empty.',
    basis: 'unverified',
  },
  {
    id: 'files.conditional.if-none-match',
    level: 'should',
    says: 'If-None-Match "*" gives 304; any other If-None-Match value never matches (there is no ETag) and also disables the If-Modified-Since check.',
    probe:
      'If-None-Match "*" -> 304; If-None-Match "\\"abc\\"" together with a current If-Modified-Since -> 200.',
    basis: 'unverified',
  },
  {
    id: 'files.conditional.precondition-failed',
    level: 'should',
    says: 'If-Match with a tag (not "*"), or If-Unmodified-Since older than Last-Modified, gives 412 with an empty body.',
    probe:
      '"If-Match: \\"abc\\"" -> 412; "If-Match: *" -> 200; If-Unmodified-Since in 1990 -> 412.',
    basis: 'unverified',
  },
] as const satisfies readonly Requirement[]

import type { Requirement } from '../../requirement.ts'

const source = { document: '004_b500ab20d8b687a2', heading: 'Common HTTP status codes' } as const

/** Formats of successful answers. */
export const responseHttp = [
  {
    id: 'http.response.json-content-type',
    level: 'must',
    says: 'JSON success responses use exactly `Content-Type: application/json` and end with a newline.',
    probe: 'GET /api/health -> content-type "application/json"; body text ends with "}\\n".',
    basis: 'observed',
  },
  {
    id: 'http.response.no-content',
    level: 'must',
    says: 'Success without payload (deletes, confirmations, realtime subscribe, settings tests, imports...) is 204 with an empty body and no Content-Type.',
    probe:
      'DELETE /api/collections/{c}/records/{id} (allowed) -> 204, no content-type header, empty body.',
    basis: 'documented',
    source,
  },
  {
    id: 'http.response.create-is-200',
    level: 'must',
    says: 'Creating a record or collection answers 200 (never 201) with the created object; there is no Location header.',
    probe: 'POST /api/collections/{c}/records (allowed) -> status 200.',
    basis: 'documented',
    source: { document: '003_2163cb09265065fe', heading: 'Create record' },
  },
] as const satisfies readonly Requirement[]

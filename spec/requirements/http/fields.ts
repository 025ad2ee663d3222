import type { Requirement } from '../../requirement.ts'

const source = { document: '004_b500ab20d8b687a2', heading: 'Field selection' } as const

/** The fields parameter across endpoints. */
export const fieldsHttp = [
  {
    id: 'http.fields.all-json-success',
    level: 'must',
    says: '`fields` applies to every 2xx JSON response of the API (records, collections, auth responses, auth-methods, settings, logs, logs stats, crons, backups, file token, scaffolds, batch, health), not only to records.',
    probe:
      'Superuser GET /api/settings?fields=meta.appName -> {"meta":{"appName":...}}; GET /api/crons?fields=id -> array of {id}; auth-with-password?fields=token -> {"token":...}.',
    basis: 'documented',
    source,
  },
  {
    id: 'http.fields.not-on-errors',
    level: 'must',
    says: '`fields` never alters error responses (including the 401 MFA response).',
    probe: 'GET /api/collections/nope/records?fields=status -> full error object.',
    basis: 'observed',
  },
  {
    id: 'http.fields.paginated-items-only',
    level: 'must',
    says: 'For paginated responses (records, collections, logs lists) only the elements of `items` are picked; page, perPage, totalItems, totalPages always stay.',
    probe:
      'GET /api/collections/{c}/records?fields=id -> top-level keys page, perPage, totalItems, totalPages, items; each item only {id}.',
    basis: 'documented',
    source,
  },
  {
    id: 'http.fields.array-responses',
    level: 'should',
    says: 'For plain array responses the picker is applied to every element; arrays of non-objects are left untouched.',
    probe: 'Superuser GET /api/backups?fields=key -> [{key},...].',
    basis: 'observed',
  },
  {
    id: 'http.fields.no-match',
    level: 'must',
    says: 'When no listed field exists the object becomes {} (each item {} for lists); unknown names are ignored.',
    probe: 'GET /api/health?fields=missing -> {}; GET records?fields=missing -> items of {}.',
    basis: 'observed',
  },
  {
    id: 'http.fields.blank',
    level: 'should',
    says: 'An empty, whitespace-only or comma-only `fields` value returns everything, with sorted keys unless it is empty. Only the first `fields` occurrence in the query is used; entries are trimmed.',
    probe:
      'GET /api/health?fields=,%20 -> full object; ?fields=code&fields=message -> {"code":200}; ?fields=code,%20message -> both keys.',
    basis: 'observed',
  },
  {
    id: 'http.fields.invalid-expression',
    level: 'should',
    says: 'An invalid `fields` expression (unknown modifier, excerpt without/with zero/with more than two arguments, unbalanced parenthesis or quote) yields status 200 with Content-Type application/json and an EMPTY body; for write requests the write has already been committed.',
    probe:
      'GET /api/health?fields=message:nope() -> 200, zero-length body. POST records?fields=id:excerpt() -> 200 empty body and the record exists.',
    basis: 'observed',
  },
] as const satisfies readonly Requirement[]

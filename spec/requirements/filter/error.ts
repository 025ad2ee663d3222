import type { Requirement } from '../../requirement.ts'

/** Errors of the list query, and the order in which they are found. */
export const errorFilter = [
  {
    id: 'filter.error.generic-400',
    level: 'must',
    says: 'Any problem with filter, sort or paging parameters (syntax, unknown field, forbidden field, limits, type of page/perPage/skipTotal, SQL failure) gives one and the same answer, written G400 below: status 400, body with keys in the order data, message, status: {"data":{},"message":"Something went wrong while processing your request.","status":400}. The cause is never exposed; the longer text "... Invalid filter." of the public docs is not sent.',
    probe:
      'Public collection posts(title text): GET /api/collections/posts/records?filter=nope=1 -> G400 exactly; same body for ?sort=nope, ?page=a, ?filter=((.',
    basis: 'observed',
  },
  {
    id: 'filter.error.null-rule-first',
    level: 'must',
    says: 'The listRule null check (403) precedes every check of the query parameters.',
    probe:
      'Collection with listRule null, guest: GET records?filter=((( -> 403 {"data":{},"message":"Only superusers can perform this action.","status":403}, not 400.',
    basis: 'observed',
  },
  {
    id: 'filter.error.superuser-fields-before-syntax',
    level: 'must',
    says: 'For non-superusers the @collection./@request. substring check (403) precedes parsing of filter, sort, page, perPage and skipTotal.',
    probe:
      'Public collection, guest: ?page=abc&filter=@request.( -> 403 "Only superusers can filter by @request."; with superuser token the same URL -> G400.',
    basis: 'observed',
  },
] as const satisfies readonly Requirement[]

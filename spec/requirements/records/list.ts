import type { Requirement } from '../../requirement.ts'

const source = { document: '003_2163cb09265065fe', heading: 'List/Search records' } as const

/** Listing records, beyond filter, sort and page. */
export const listRecords = [
  {
    id: 'records.list.superuser-only-filter-terms',
    level: 'must',
    says: 'For non-superusers the list call fails with 403 when the raw filter or sort query parameter contains "@collection." (message "Only superusers can filter by @collection.") or "@request." (message "Only superusers can filter by @request."). filter is inspected before sort, and "@collection." before "@request.".',
    probe:
      'listRule "", guest: ?filter=@collection.demo.id=\'x\' -> 403 "Only superusers can filter by @collection."; ?sort=@request.auth.id -> 403 "Only superusers can filter by @request."; data {}.',
    basis: 'documented',
    source,
  },
  {
    id: 'records.list.shape',
    level: 'must',
    says: 'A list response is an object with the keys items, page, perPage, totalItems, totalPages in that order; items is [] (never null) when empty. Defaults are page 1 and perPage 30.',
    probe:
      'GET list of an empty public collection -> body {"items":[],"page":1,"perPage":30,"totalItems":0,"totalPages":0}.',
    basis: 'documented',
    source,
  },
  {
    id: 'records.list.rule-parse-error',
    level: 'should',
    says: 'A rule, filter or sort expression that cannot be resolved makes list fail with 400 "Something went wrong while processing your request." data {}.',
    probe:
      'GET list ?filter=missing_field=1 -> 400 with exactly that message (no "Invalid filter." suffix).',
    basis: 'observed',
  },
  {
    id: 'records.list.query-only',
    level: 'should',
    says: 'A list is asked for by its query alone: page, perPage, skipTotal, filter and sort in a JSON body change nothing and are not checked.',
    probe:
      'GET list with the JSON body {"perPage":1,"filter":"x","page":"a"} -> the bytes of the answer without a body.',
    basis: 'observed',
  },
] as const satisfies readonly Requirement[]

import type { Requirement } from '../../requirement.ts'

const source = { document: '003_2163cb09265065fe', heading: 'List collections' } as const

/** Listing collections: paging, sorting, filtering. */
export const listCollections = [
  {
    id: 'collections.list.shape',
    level: 'must',
    says: 'GET /api/collections returns {page, perPage, totalItems, totalPages, items}; items are full collection objects.',
    probe:
      'SU GET /api/collections -> 200, page 1, perPage 30, totalItems = number of collections, totalPages = ceil(totalItems/30).',
    basis: 'documented',
    source,
  },
  {
    id: 'collections.list.fresh-instance',
    level: 'must',
    says: 'A fresh instance has exactly 6 collections and, without sort, lists them in creation order - _mfas, _otps, _externalAuths, _authOrigins, _superusers, users.',
    probe:
      'Fresh data dir, SU GET /api/collections -> 200, totalItems 6 and items[].name in that order; system is true for the first five and false for users.',
    basis: 'observed',
  },
  {
    id: 'collections.list.fresh-ids',
    level: 'must',
    says: 'The default collections have fixed ids - _mfas pbc_2279338944, _otps pbc_1638494021, _externalAuths pbc_2281828961, _authOrigins pbc_4275539003, _superusers pbc_3142635823, users _pb_users_auth_.',
    probe: 'Fresh instance, SU GET /api/collections?fields=id,name -> the 6 id/name pairs.',
    basis: 'observed',
  },
  {
    id: 'collections.list.default-order',
    level: 'must',
    says: 'Without sort the list is in creation order; updates and renames do not move a collection.',
    probe:
      'SU create zz then aa, PATCH zz -> they are the last two items of the list in the order zz, aa.',
    basis: 'observed',
  },
  {
    id: 'collections.list.pagination',
    level: 'must',
    says: 'page (default 1) and perPage (default 30) select the window. page <= 0 becomes 1, perPage <= 0 becomes 30 and perPage > 1000 becomes 1000.',
    probe:
      'SU GET ?page=2&perPage=2 -> page 2, perPage 2, 2 items. ?page=0&perPage=0 -> 1/30. ?perPage=1001 -> perPage 1000.',
    basis: 'documented',
    source,
  },
  {
    id: 'collections.list.page-out-of-range',
    level: 'must',
    says: 'A page after the last one is not an error; items is an empty array and the totals are unchanged. An empty page, perPage, sort or filter value counts as not sent.',
    probe: 'SU GET ?page=999 -> 200, page 999, items [].',
    basis: 'observed',
  },
  {
    id: 'collections.list.non-numeric-page',
    level: 'must',
    says: 'A non integer page or perPage, or a non boolean skipTotal, fails the request.',
    probe:
      'SU GET ?page=abc, ?perPage=1.5, ?skipTotal=maybe -> each 400 {"data":{},"message":"Something went wrong while processing your request.","status":400}.',
    basis: 'observed',
  },
  {
    id: 'collections.list.skip-total',
    level: 'must',
    says: 'With skipTotal true no count is done and totalItems and totalPages are -1.',
    probe: 'SU GET ?skipTotal=1 -> 200, totalItems -1, totalPages -1, items present.',
    basis: 'observed',
  },
  {
    id: 'collections.list.sort-fields',
    level: 'must',
    says: 'Sortable fields are id, created, updated, name, system, type, plus @random and @rowid; prefix "-" for descending, optional "+" for ascending, comma separated.',
    probe:
      'SU GET ?sort=-created,id and ?sort=name and ?sort=%2Bname and ?sort=@random and ?sort=-@rowid -> 200 in the stated order (any order for @random).',
    basis: 'documented',
    source,
  },
  {
    id: 'collections.list.sort-unknown',
    level: 'must',
    says: 'Sorting by any other column (also existing ones like fields, indexes, options, listRule), by a name in another letter case, with a modifier or with a double sign is rejected. Spaces around the names are ignored.',
    probe:
      'SU GET ?sort=options, ?sort=missing, ?sort=NAME, ?sort=name:lower and ?sort=--name -> 400, data {}, message "Something went wrong while processing your request.".',
    basis: 'observed',
  },
  {
    id: 'collections.list.sort-limit',
    level: 'must',
    says: 'More than 8 sort expressions, or a sort field name longer than 255 characters, is rejected.',
    probe: 'SU GET ?sort=id,id,id,id,id,id,id,id -> 200; with 9 entries -> 400.',
    basis: 'observed',
  },
  {
    id: 'collections.list.filter-fields',
    level: 'must',
    says: 'filter accepts the common filter grammar over the fields id, created, updated, name, system, type.',
    probe:
      "SU GET ?filter=name~'_' ; ?filter=type='auth' ; ?filter=system=true ; ?filter=created>='2022-01-01 00:00:00' -> 200 and only matching items.",
    basis: 'documented',
    source,
  },
  {
    id: 'collections.list.filter-invalid',
    level: 'must',
    says: 'An unparsable filter or a filter with an unknown field (also @request.* and @collection.*, while the date macros such as @now work) is rejected with the generic 400 message (the docs example appends " Invalid filter.", the server does not).',
    probe:
      'SU GET ?filter=invalidfield~\'demo\' and ?filter=name= -> 400 {"data":{},"message":"Something went wrong while processing your request.","status":400}.',
    basis: 'documented',
    source,
  },
] as const satisfies readonly Requirement[]

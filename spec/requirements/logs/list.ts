import type { Requirement } from '../../requirement.ts'

const source = { document: '003_2163cb09265065fe', heading: 'List logs' } as const

/** Listing logs: paging, sorting, filtering. */
export const listLogs = [
  {
    id: 'logs.list.envelope',
    level: 'must',
    says: 'GET /api/logs returns 200 with keys items, page, perPage, totalItems, totalPages (default page 1, perPage 30, perPage capped at 1000, non positive values fall back to the defaults).',
    probe:
      'GET /api/logs -> page 1, perPage 30; ?perPage=5000 -> perPage 1000; ?page=-1&perPage=0 -> page 1, perPage 30.',
    basis: 'documented',
    source,
  },
  {
    id: 'logs.list.item-shape',
    level: 'must',
    says: 'Each item has exactly the keys id, created, data, message, level (in this order); data is an object, level an integer, created "YYYY-MM-DD hh:mm:ss.SSSZ" in UTC and id 15 characters of [a-z0-9].',
    probe: 'GET /api/logs after some requests and a 5 s wait -> check the first item.',
    basis: 'documented',
    source,
  },
  {
    id: 'logs.list.skip-total',
    level: 'should',
    says: 'skipTotal=1 (any truthy boolean spelling) sets totalItems and totalPages to -1; an unparsable value is an error.',
    probe: 'GET /api/logs?skipTotal=1 -> totalItems -1, totalPages -1; ?skipTotal=abc -> 400.',
    basis: 'observed',
  },
  {
    id: 'logs.list.invalid-params',
    level: 'must',
    says: 'Non numeric page or perPage, an invalid filter or an unknown sort field give 400 with the generic message (the docs show a longer one).',
    probe:
      'GET /api/logs?page=a, ?filter=foo=1, ?filter=(, ?sort=foo -> each 400 {"data":{},"message":"Something went wrong while processing your request.","status":400}.',
    basis: 'observed',
  },
  {
    id: 'logs.list.filter-fields',
    level: 'must',
    says: 'Filterable fields are id, created, level, message, data and every path matching ^data\\.[\\w\\.\\:]*\\w+$; numeric path parts address array indexes.',
    probe:
      "?filter=level>0, ?filter=data.status>=400, ?filter=message~'health', ?filter=data~'GET' -> 200 with matching items only.",
    basis: 'documented',
    source,
  },
  {
    id: 'logs.list.filter-rejected-fields',
    level: 'must',
    says: 'rowid and updated are not filterable (the docs list them).',
    probe: "?filter=rowid>0 and ?filter=updated>'2020-01-01' -> 400.",
    basis: 'observed',
  },
  {
    id: 'logs.list.filter-null-semantics',
    level: 'should',
    says: "data.* operands are compared as raw JSON_EXTRACT results without the empty value coalescing that record fields get, so an entry lacking the key does not equal ''.",
    probe:
      "?filter=data.missingkey='' -> totalItems 0; ?filter=data.missingkey=null -> all items; ?filter=data.auth='' -> only guest request entries.",
    basis: 'observed',
  },
  {
    id: 'logs.list.sort-fields',
    level: 'must',
    says: 'Sortable are the same names plus @random and @rowid, each optionally prefixed with - or +; at most 8 sort fields. Plain rowid and updated are rejected (the docs list rowid without @).',
    probe:
      '?sort=-@rowid -> 200 newest first; ?sort=-created,level and ?sort=-data.status -> 200; ?sort=-rowid and ?sort=updated -> 400; nine fields -> 400.',
    basis: 'documented',
    source,
  },
  {
    id: 'logs.list.default-order',
    level: 'may',
    says: 'Without sort there is no ORDER BY, the natural result is insertion order.',
    probe: 'GET /api/logs without sort -> created ascending in practice.',
    basis: 'observed',
  },
  {
    id: 'logs.list.fields',
    level: 'should',
    says: 'The fields parameter picks keys of items.',
    probe: 'GET /api/logs?fields=id,level -> items contain only id and level.',
    basis: 'observed',
  },
] as const satisfies readonly Requirement[]

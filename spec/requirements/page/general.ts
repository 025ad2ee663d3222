import type { Requirement } from '../../requirement.ts'

const source = { document: '003_2163cb09265065fe', heading: 'List/Search records' } as const

/** Paging: page, perPage, skipTotal and the envelope of a list. */
export const page = [
  {
    id: 'page.defaults',
    level: 'must',
    says: 'Defaults are page 1 and perPage 30.',
    probe: '31 records: GET records -> page 1, perPage 30, totalItems 31, totalPages 2, 30 items.',
    basis: 'documented',
    source,
  },
  {
    id: 'page.key-order',
    level: 'must',
    says: 'The result object has exactly the keys items, page, perPage, totalItems, totalPages, in this order.',
    probe:
      'Raw body starts with {"items":[ and ends with ,"page":1,"perPage":30,"totalItems":N,"totalPages":M} followed by a newline.',
    basis: 'observed',
  },
  {
    id: 'page.second-page',
    level: 'must',
    says: 'page=N returns the items from (N-1)*perPage on.',
    probe:
      '5 records, ?sort=title&perPage=2&page=3 -> 1 item, page 3, perPage 2, totalItems 5, totalPages 3.',
    basis: 'observed',
  },
  {
    id: 'page.beyond-last',
    level: 'must',
    says: 'A page beyond the last one is 200 with no items; page is echoed and totals are correct.',
    probe:
      '5 records, ?perPage=2&page=9 -> {"items":[],"page":9,"perPage":2,"totalItems":5,"totalPages":3}.',
    basis: 'observed',
  },
  {
    id: 'page.empty-collection',
    level: 'must',
    says: 'Without matching records items is [], totalItems 0 and totalPages 0.',
    probe:
      '?filter=id=\'none\' -> {"items":[],"page":1,"perPage":30,"totalItems":0,"totalPages":0}.',
    basis: 'observed',
  },
  {
    id: 'page.non-positive-page',
    level: 'must',
    says: 'page <= 0 becomes 1.',
    probe: '?page=0 and ?page=-5 -> 200 with "page":1.',
    basis: 'observed',
  },
  {
    id: 'page.non-positive-per-page',
    level: 'must',
    says: 'perPage <= 0 becomes 30.',
    probe: '?perPage=0 and ?perPage=-1 -> 200 with "perPage":30.',
    basis: 'observed',
  },
  {
    id: 'page.max-per-page',
    level: 'must',
    says: 'perPage above 1000 becomes 1000 (not 500 as one public page says).',
    probe:
      '?perPage=1000 -> "perPage":1000; ?perPage=1001 and ?perPage=99999 -> "perPage":1000; with 1001 records 1000 items are returned and totalPages is 2.',
    basis: 'observed',
  },
  {
    id: 'page.invalid-number',
    level: 'must',
    says: 'page and perPage must be plain base-10 integers that fit 64 bits, else the request fails.',
    probe:
      '?page=a, ?page=1.5, ?page=1e2, ?page=0x1, ?page=%201, ?page=1_0, ?page=99999999999999999999, and the same for perPage -> G400.',
    basis: 'observed',
  },
  {
    id: 'page.signed-and-padded',
    level: 'may',
    says: 'A leading sign and leading zeros are accepted.',
    probe: '?page=%2B1 -> page 1; ?perPage=007 -> perPage 7.',
    basis: 'observed',
  },
  {
    id: 'page.empty-value',
    level: 'must',
    says: 'Empty page, perPage or skipTotal values are treated as absent.',
    probe: '?page=&perPage=&skipTotal= -> 200 with defaults.',
    basis: 'observed',
  },
  {
    id: 'page.skip-total',
    level: 'must',
    says: 'skipTotal true leaves out the count: totalItems and totalPages are -1.',
    probe: '?skipTotal=1 -> 200, items present, "totalItems":-1,"totalPages":-1.',
    basis: 'documented',
    source,
  },
  {
    id: 'page.skip-total-values',
    level: 'must',
    says: 'skipTotal accepts 1, t, T, TRUE, true, True and 0, f, F, FALSE, false, False; anything else fails.',
    probe:
      '?skipTotal=true -> -1; ?skipTotal=False -> real totals; ?skipTotal=yes, ?skipTotal=2, ?skipTotal=tRue -> G400.',
    basis: 'observed',
  },
  {
    id: 'page.skip-total-empty-result',
    level: 'should',
    says: 'skipTotal keeps -1 also for empty results and pages beyond the last.',
    probe:
      '?skipTotal=1&page=99 -> {"items":[],"page":99,"perPage":30,"totalItems":-1,"totalPages":-1}.',
    basis: 'observed',
  },
  {
    id: 'page.totals-respect-rule-and-filter',
    level: 'must',
    says: 'totalItems counts the records that pass listRule and filter for this requester, each once.',
    probe:
      'listRule "flag = true" over fixture Q: guest totalItems 3; with ?filter=refs.score ?> -100 -> 3 (v1,v4,v6).',
    basis: 'observed',
  },
  {
    id: 'page.total-pages-ceil',
    level: 'must',
    says: 'totalPages is totalItems divided by the effective perPage, rounded up.',
    probe: '5 records: perPage=5 -> 1; perPage=4 -> 2; perPage=5000 -> 1.',
    basis: 'observed',
  },
  {
    id: 'page.view-count',
    level: 'may',
    says: 'For view collections totalItems counts distinct ids, so a view yielding duplicate ids can return more items than totalItems.',
    probe:
      'View "SELECT owner as id, title FROM vals WHERE owner != \'\'" (fixture Q): 6 items, totalItems 3.',
    basis: 'observed',
  },
  {
    id: 'page.unknown-params-ignored',
    level: 'should',
    says: 'Unknown query parameters are ignored and parameter names are case-sensitive.',
    probe: '?Page=2&per_page=1&limit=1 -> page 1, perPage 30.',
    basis: 'observed',
  },
  {
    id: 'page.overflow',
    level: 'may',
    says: 'perPage*(page-1) is computed in wrapping 64-bit arithmetic and a non-positive result means no offset, so absurd pages may return the first items while echoing the requested page.',
    probe:
      '?page=9223372036854775807&perPage=30 -> 200, "page":9223372036854775807 and the first-page items (or an empty list in an implementation with exact arithmetic).',
    basis: 'observed',
  },
  {
    id: 'page.concatenated',
    level: 'must',
    says: 'With a sort by single values that leaves no ties the pages of any size, put together, are the whole list, and each page tells the same total: the number of records in it.',
    probe:
      'Fixture Q with filters, sorts and listRules over single and multiple relations: pages of 1, 3 and 4 against perPage=1000.',
    basis: 'observed',
  },
] as const satisfies readonly Requirement[]

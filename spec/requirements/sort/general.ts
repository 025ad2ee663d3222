import type { Requirement } from '../../requirement.ts'

const source = { document: '003_2163cb09265065fe', heading: 'List/Search records' } as const

/** The sort parameter: fields, order of values, limits, who may sort by what. */
export const sort = [
  {
    id: 'sort.syntax',
    level: 'must',
    says: 'sort is a comma separated list of fields, each optionally prefixed with "-" (descending) or "+" (ascending, the default).',
    probe:
      'Fixture Q: ?sort=title -> v3,v4,v5,v2,v6,v1,v7,v8; ?sort=-title -> reverse; ?sort=%2Btitle and ?sort=+title -> as title.',
    basis: 'documented',
    source,
  },
  {
    id: 'sort.multiple',
    level: 'must',
    says: 'Later fields order the ties of earlier ones.',
    probe:
      'Fixture Q: ?sort=flag,num -> v3,v2,v7,v5,v8,v4,v1,v6; ?sort=kind,-num -> v7,v3,v1,v4,v6,v2,v8,v5.',
    basis: 'documented',
    source,
  },
  {
    id: 'sort.trim',
    level: 'must',
    says: 'Each item is trimmed of surrounding whitespace before the sign is read, so a raw "+" in the URL (a space) works; exactly one sign character is removed.',
    probe:
      '?sort=%20-num%20,%20title%20 -> as "-num,title"; ?sort=--title -> G400; ?sort=-%20title -> G400; ?sort=%2B%2Btitle -> G400.',
    basis: 'observed',
  },
  {
    id: 'sort.empty-param',
    level: 'must',
    says: 'An empty sort parameter is ignored, but an empty item is an error.',
    probe:
      '?sort= -> 200; ?sort=%20 -> G400; ?sort=title, -> G400; ?sort=, -> G400; ?sort=title,,num -> G400.',
    basis: 'observed',
  },
  {
    id: 'sort.unknown-field',
    level: 'must',
    says: 'An unknown field fails the request; it is not ignored.',
    probe:
      '?sort=nope -> G400; ?sort=title,nope -> G400; ?sort=Title -> G400; ?sort=collectionName -> G400.',
    basis: 'observed',
  },
  {
    id: 'sort.limit-count',
    level: 'must',
    says: 'At most 8 sort items.',
    probe: '8 valid items -> 200; 9 -> G400 (also when repeated: title x9).',
    basis: 'observed',
  },
  {
    id: 'sort.limit-length',
    level: 'should',
    says: 'A sort item longer than 255 bytes (without its sign) is an error.',
    probe: '?sort=meta.<path making 256 chars> -> G400; 255 chars -> 200.',
    basis: 'observed',
  },
  {
    id: 'sort.random',
    level: 'must',
    says: '"@random" shuffles the result; a sign is ignored; it can be combined with other items.',
    probe:
      '50 records: ?sort=@random twice -> different id orders (retry up to 5 times); ?sort=-@random -> 200; ?sort=flag,@random -> all false before all true.',
    basis: 'documented',
    source,
  },
  {
    id: 'sort.rowid',
    level: 'must',
    says: '"@rowid" sorts by insertion order.',
    probe:
      'Fixture Q: ?sort=@rowid -> v1..v8; ?sort=-@rowid -> v8..v1; works together with a relation filter.',
    basis: 'documented',
    source,
  },
  {
    id: 'sort.rowid-view',
    level: 'may',
    says: '"@rowid" is not available on view collections.',
    probe: 'View collection: ?sort=@rowid -> G400.',
    basis: 'observed',
  },
  {
    id: 'sort.special-names-case',
    level: 'may',
    says: '@random and @rowid are case-sensitive; other "@" names (macros) are not sortable.',
    probe: '?sort=@RANDOM, ?sort=@rowId, ?sort=@now -> G400.',
    basis: 'observed',
  },
  {
    id: 'sort.literals-invalid',
    level: 'should',
    says: 'Only fields can be sorted by; null/true/false, quoted text, numbers, functions and SQL fragments are errors.',
    probe:
      "?sort=null, ?sort=true, ?sort='a', ?sort=1, ?sort=geoDistance(1,2,3,4), ?sort=title%20desc, ?sort=title%3Bx -> G400.",
    basis: 'observed',
  },
  {
    id: 'sort.order-text',
    level: 'must',
    says: 'Text sorts bytewise: upper case before lower case, non-ASCII last, empty first.',
    probe:
      'Fixture Q: ?sort=title -> v3 (empty), v4 "1", v5 "1.0", v2 "Alpha 100%", v6 "a_b", v1 "alpha", v7, v8.',
    basis: 'observed',
  },
  {
    id: 'sort.order-number-bool-date',
    level: 'must',
    says: 'Numbers sort numerically, false before true, dates chronologically with empty first.',
    probe:
      'Fixture Q: ?sort=num,title -> v4,v3,v1,v2,v6,v7,v5,v8; ?sort=day -> v3,v7,v4,v1,v5,v8,v2,v6.',
    basis: 'observed',
  },
  {
    id: 'sort.order-null-first',
    level: 'must',
    says: 'NULL values (missing relation or json) come first ascending, last descending.',
    probe:
      'Fixture Q: ?sort=owner.name,num,title -> v3,v5,v1,v6,v4,v8,v2,v7; ?sort=-owner.name,num,title -> v2,v7,v4,v8,v1,v6,v3,v5.',
    basis: 'observed',
  },
  {
    id: 'sort.json',
    level: 'should',
    says: 'json fields and paths sort null first, then numbers (true/false as 1/0), then text (arrays/objects by their JSON text).',
    probe: 'Fixture Q: ?sort=meta -> v3,v6,v4,v7,v5,v2,v1,v8; ?sort=meta.k,num -> v1 last.',
    basis: 'observed',
  },
  {
    id: 'sort.multi-raw',
    level: 'may',
    says: 'A multiple select/relation/file field sorts by its JSON text.',
    probe: 'Fixture Q: ?sort=tags,num -> v6,v1,v2,v4,v7,v5,v3,v8.',
    basis: 'observed',
  },
  {
    id: 'sort.relation-path',
    level: 'must',
    says: 'Relation paths can be sorted by.',
    probe: 'Fixture Q: ?sort=owner.score,num -> ownerless v3,v5 first, then by score -3,0,10.',
    basis: 'observed',
  },
  {
    id: 'sort.modifiers',
    level: 'should',
    says: '":lower", ":length" and ":each" work in sort.',
    probe:
      'Fixture Q: ?sort=title:lower -> v3,v4,v5,v6,v1,v2,v7,v8; ?sort=tags:length,num -> v3,v8,v2,v7,v5,v4,v1,v6; ?sort=title:nope -> G400.',
    basis: 'observed',
  },
  {
    id: 'sort.multi-value-first',
    level: 'may',
    says: 'Sorting through a multi-valued path uses one value of each record for both directions, and every record still appears once: the first in array order for which the filter holds that looks at the same path, in array order the very first where none does. Which record of a back-relation is the first, or where several such paths meet, is the choice of the database: in the order in which they were written where no index leads it elsewhere.',
    probe:
      'Fixture Q: ?sort=refs.name,num -> v3,v7,v4,v1,v6,v5,v2,v8; ?sort=-refs.name,num -> v2,v8,v5,v4,v1,v6,v3,v7; ?sort=tags:each,num,title -> v3,v8,v1,v2,v6,v4,v7,v5; ?sort=-refs.name,num&filter=refs.name ?= "Cid" -> v4,v6,v5,v8, though the first of v8 is bob; people ?sort=vals_via_owner.title -> p3,p2,p1.',
    basis: 'observed',
  },
  {
    id: 'sort.default-order',
    level: 'may',
    says: 'Without sort the order is unspecified; in practice insertion order for plain queries.',
    probe: 'Do not assert an order without sort; clients that page should sort by a unique key.',
    basis: 'unverified',
    unobservable: 'The order is unspecified, so no answer contradicts the sentence.',
  },
  {
    id: 'sort.hidden-field',
    level: 'must',
    says: 'Hidden fields (also password, tokenKey) cannot be sorted by non-superusers.',
    probe:
      'Public users list: guest ?sort=tokenKey -> G400, ?sort=password -> G400; superuser -> 200.',
    basis: 'observed',
  },
  {
    id: 'sort.email-allowed',
    level: 'should',
    says: 'Sorting by email is not restricted by emailVisibility.',
    probe:
      'users public, two records with emailVisibility false: guest ?sort=email -> 200, ordered by email, emails not shown.',
    basis: 'observed',
  },
  {
    id: 'sort.superuser-only-names',
    level: 'must',
    says: '@collection./@request. in sort by non-superusers is 403 with the wording of filters; for superusers values bound from the request cannot be sorted by.',
    probe:
      'Guest ?sort=@request.auth.id -> 403 "Only superusers can filter by @request."; superuser ?sort=@request.auth.id -> G400; superuser ?sort=@collection.people.name -> 200.',
    basis: 'observed',
  },
  {
    id: 'sort.relation-null-list-rule',
    level: 'must',
    says: 'Sorting through a relation into a collection with null listRule fails for non-superusers.',
    probe:
      'people.listRule null, vals public: guest ?sort=owner.name -> G400; ?sort=owner and ?sort=owner.id -> 200; superuser ?sort=owner.name -> 200.',
    basis: 'observed',
  },
  {
    id: 'sort.relation-list-rule-prunes',
    level: 'should',
    says: 'Sorting through a relation into a collection with a non-empty listRule removes the records whose related record does not satisfy it (records without a related record stay), and totalItems follows.',
    probe:
      'people.listRule "score > 5", guest: ?sort=owner.name,num -> v3,v5,v1,v6 and totalItems 4; ?sort=num -> 8.',
    basis: 'observed',
  },
  {
    id: 'sort.vectors',
    level: 'should',
    says: 'All sort vectors of spec/vectors/filter.json hold (for those over several values see sort.multi-value-first).',
    probe: 'Run the table over fixture Q.',
    basis: 'observed',
  },
  {
    id: 'sort.semantics',
    level: 'must',
    says: 'Sorting by several plain or single-relation fields with id as last key, with and without filter and page by page, gives the storage order of the values.',
    probe: 'Random sort lists and filters over random records, all pages concatenated.',
    basis: 'observed',
  },
] as const satisfies readonly Requirement[]

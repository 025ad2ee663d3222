import type { Requirement } from '../../requirement.ts'

const source = { document: '003_2163cb09265065fe', heading: 'List/Search records' } as const

/** The filter parameter of a request, beside the rule of the collection. */
export const paramFilter = [
  {
    id: 'filter.param.empty-ignored',
    level: 'must',
    says: 'An empty filter parameter is treated as absent.',
    probe: 'Public collection with 2 records: ?filter= -> 200 with totalItems 2.',
    basis: 'observed',
  },
  {
    id: 'filter.param.blank-is-error',
    level: 'must',
    says: 'A filter consisting only of whitespace and/or comments is an error, not an empty filter.',
    probe: 'Public collection: ?filter=%20 -> G400; ?filter=//x -> G400; ?filter=%0A%09 -> G400.',
    basis: 'observed',
  },
  {
    id: 'filter.param.first-value',
    level: 'should',
    says: 'When a query parameter is repeated only its first value counts.',
    probe:
      "posts with titles a,b: ?filter=title='a'&filter=title='b' -> only a; ?perPage=1&perPage=2 -> perPage 1.",
    basis: 'observed',
  },
  {
    id: 'filter.param.malformed-pair-ignored',
    level: 'may',
    says: 'Query string pairs that cannot be decoded (bad percent escape, a raw ";" inside the pair) are dropped silently instead of failing the request.',
    probe:
      "2 records: ?filter=%zz -> 200 totalItems 2; ?filter=title='a';x -> 200 totalItems 2 (filter dropped).",
    basis: 'observed',
  },
  {
    id: 'filter.param.anded-with-list-rule',
    level: 'must',
    says: 'The client filter is combined with the collection listRule by AND; for superusers only the filter applies.',
    probe:
      'listRule "flag = true"; records A(flag true,num 1), B(flag false,num 1), C(flag true,num 2): guest ?filter=num=1 -> [A]; superuser -> [A,B].',
    basis: 'documented',
    source,
  },
  {
    id: 'filter.param.or-cannot-escape-rule',
    level: 'must',
    says: 'The filter is enclosed before it is ANDed, so a top-level || in the filter cannot widen the listRule (and a || in the rule does not leak into the filter).',
    probe:
      'Same data: guest ?filter=num=1||num=2 -> [A,C] only. listRule "flag = true || num = 1", ?filter=num=2 -> [C].',
    basis: 'observed',
  },
] as const satisfies readonly Requirement[]

import type { Requirement } from '../../requirement.ts'

/** Tables of filters with their results on one fixture. */
export const vectorsFilter = [
  {
    id: 'filter.vectors.match',
    level: 'should',
    says: 'All filter vectors of spec/vectors/filter.json hold (except the ones listed in filter.vectors.quirks), for superusers and, where the filter has no @collection, for guests of public collections alike.',
    probe: 'Run the table over fixture Q.',
    basis: 'observed',
  },
  {
    id: 'filter.vectors.quirks',
    level: 'may',
    says: 'The vectors of that table that show incidental behaviour (adjacent groups, groups that discard a pending operand, comments in groups, ignored or swallowed modifiers, ":lower" on non-text fields, ":length" against text, geoPoint text, like with a keyword) hold as well.',
    probe: 'Run those lines of the table over fixture Q.',
    basis: 'observed',
  },
  {
    id: 'filter.vectors.errors',
    level: 'must',
    says: 'All filters that spec/vectors/filter.json lists as errors answer G400, for superusers and guests.',
    probe:
      'Run the table over fixture Q (the CR, semicolon and comment-in-group lines belong to filter.lex.cr-rejected and filter.lex.comment-in-group).',
    basis: 'observed',
  },
] as const satisfies readonly Requirement[]

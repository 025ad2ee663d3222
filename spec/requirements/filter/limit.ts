import type { Requirement } from '../../requirement.ts'

/** Limits on length, number of expressions, depth and joins. */
export const limitFilter = [
  {
    id: 'filter.limit.length',
    level: 'must',
    says: 'A client filter longer than 3500 bytes (after URL decoding, UTF-8) is rejected; exactly 3500 is accepted.',
    probe:
      'title = \'aaa...\' padded to 3500 bytes -> 200; 3501 bytes -> G400. With "é" count 2 bytes each.',
    basis: 'observed',
  },
  {
    id: 'filter.limit.expressions',
    level: 'must',
    says: 'A filter may contain at most 200 comparisons, counted across all groups.',
    probe:
      '"1=1" joined by && 200 times -> 200; 201 times -> G400; 201 times spread over nested groups -> G400.',
    basis: 'observed',
  },
  {
    id: 'filter.limit.rule-no-length',
    level: 'should',
    says: 'API rules have no 3500 byte limit, but the 200 comparison limit applies to each rule separately from the filter.',
    probe:
      'Collection saved with listRule "title != \'<4000 chars>\'" -> 200 on save and list works; listRule of 201 comparisons -> save fails with validation_invalid_rule.',
    basis: 'observed',
  },
  {
    id: 'filter.limit.independent',
    level: 'should',
    says: 'The limits of the filter and of the listRule are counted separately.',
    probe: 'listRule of 150 comparisons plus client filter of 150 comparisons -> 200.',
    basis: 'observed',
  },
  {
    id: 'filter.limit.joined-rule-plus-one',
    level: 'may',
    says: "When a client filter enters a collection through a relation, that collection's listRule is compiled with one extra comparison, so a 200-comparison listRule makes such filters fail.",
    probe:
      'rel collection with a listRule of exactly 200 comparisons: guest filter rel.x = 1 on the parent -> G400; with 199 -> 200.',
    basis: 'observed',
  },
  {
    id: 'filter.limit.relation-depth',
    level: 'must',
    says: 'A path may pass at most 6 relation hops (forward or back) before its final field; a 7th is an error. JSON path parts do not count.',
    probe:
      'Fixture Q people: boss x6 then .name = null -> 200 (p1,p2,p3); boss x7 then .name -> G400.',
    basis: 'observed',
  },
  {
    id: 'filter.limit.join-tables',
    level: 'may',
    says: 'A filter that needs more than 64 joined tables in one statement fails at SQL level.',
    probe:
      'Collection with 70 single relation fields: r0.name=null && ... over 60 of them -> 200; over all 70 -> G400.',
    basis: 'observed',
  },
] as const satisfies readonly Requirement[]

import type { Requirement } from '../../requirement.ts'

const source = { document: '003_2163cb09265065fe', heading: 'List/Search records' } as const

/** Paths over relations: matching all and matching any. */
export const relationFilter = [
  {
    id: 'filter.relation.single-id',
    level: 'must',
    says: 'A single relation field without path is the related id; ".id" is equivalent and needs no access to the related collection.',
    probe:
      'Fixture Q: "owner = \'p1\'", "owner.id = \'p1\'" -> v1,v6; as guest with people.listRule null both still answer 200 while "owner.name = \'Ann\'" -> G400.',
    basis: 'observed',
  },
  {
    id: 'filter.relation.single-id-modifier',
    level: 'should',
    says: 'With a modifier "rel.id" of a single relation is a field of the related record: it enters its collection, and is null without one.',
    probe:
      'Fixture Q: "owner.id:lower > 0", "owner.id:length > 0" -> all but v3,v5; as guest with people.listRule null -> G400, while "owner.id > \'0\'" answers 200.',
    basis: 'observed',
  },
  {
    id: 'filter.relation.single-path',
    level: 'must',
    says: 'Dotted paths follow relations, also several levels and self-relations.',
    probe:
      'Fixture Q: "owner.name = \'Ann\'" -> v1,v6; "owner.boss.name = \'Ann\'" -> v2,v7; "owner.boss.boss.name = \'Ann\'" -> v4,v8.',
    basis: 'observed',
  },
  {
    id: 'filter.relation.multi-match-all',
    level: 'must',
    says: 'Over a multiple relation the plain operators require every related record to satisfy the comparison (and at least one row to make it true).',
    probe:
      'Fixture Q: "refs.name = \'bob\'" -> v2; "refs.score >= -3" -> v1,v2,v4,v5,v6,v8; "refs.name != \'bob\'" -> v3,v4,v5,v7; "refs.id = \'p2\'" -> v2; "refs.name ~ \'b\'" -> v2.',
    basis: 'documented',
    source,
  },
  {
    id: 'filter.relation.multi-any',
    level: 'must',
    says: 'The ?-operators require at least one related record.',
    probe:
      'Fixture Q: "refs.name ?= \'bob\'" -> v1,v2,v6,v8; "refs.score ?> 0" -> v1,v4,v5,v6; "refs.name ?!= \'bob\'" -> v1,v3,v4,v5,v6,v7,v8; "refs.id ?= \'p2\'" -> v1,v2,v6,v8.',
    basis: 'documented',
    source,
  },
  {
    id: 'filter.relation.multi-empty',
    level: 'must',
    says: 'With no related records the path is a single NULL: "!= x" and "= \'\'" match, "= x", ordering and both like operators do not.',
    probe:
      'Fixture Q: v3,v7 match "refs.name != \'bob\'", "refs.name = \'\'", "refs.name ?= \'\'"; they do not match "refs.score < 100" or "refs.name !~ \'b\'" (-> v4,v5).',
    basis: 'observed',
  },
  {
    id: 'filter.relation.multi-null-not-violating',
    level: 'should',
    says: 'Inside match-all a NULL value of a column (dangling id, empty nested relation) does not violate =, <, >, ~ and so on, as long as another value satisfies it. (A null json value does violate "=", see filter.json.multi-relation-path.)',
    probe:
      'Fixture Q: "refs.boss.name = \'Ann\'" -> v1,v2 (v1 also relates to p1, who has no boss); "refs.boss.name != \'Ann\'" -> v3,v4,v5,v7.',
    basis: 'observed',
  },
  {
    id: 'filter.relation.match-all-is-per-comparison',
    level: 'must',
    says: 'Match-all is applied per comparison, not per filter: "a || b" is not "each item satisfies a or b".',
    probe:
      "Fixture Q: \"refs.name = 'Ann' || refs.name = 'bob'\" -> v2 only (v1 has both names and does not match).",
    basis: 'observed',
  },
  {
    id: 'filter.relation.same-path-correlated',
    level: 'must',
    says: 'Any-conditions on the same relation path refer to the same related record.',
    probe:
      "Fixture Q: \"refs.name ?= 'bob' && refs.score ?> 0\" -> none; \"refs.name ?= 'Ann' && refs.score ?> 0\" -> v1,v4,v5,v6; \"refs.name ?= 'bob' && refs.langs:each ?= 'de'\" -> none; \"refs:each ?= 'p1' && refs.name ?= 'bob'\" -> none.",
    basis: 'observed',
  },
  {
    id: 'filter.relation.nested-multi',
    level: 'should',
    says: 'Once a path passes a multiple relation everything after it is multi-valued.',
    probe:
      'Fixture Q: "refs.boss.name ?= \'Ann\'" -> v1,v2,v6,v8; "refs.langs:each ?= \'de\'" -> v1,v4,v5,v6; "refs.langs:each = \'en\'" -> v2,v8; "refs.langs:length > 0" -> v1,v2.',
    basis: 'observed',
  },
  {
    id: 'filter.relation.multi-both-sides',
    level: 'should',
    says: 'If both operands are multi-valued, plain operators require every left/right pair to satisfy the comparison.',
    probe: 'Fixture Q: "refs.id = refs.id" -> v2,v3,v7; "refs.id ?= refs.id" -> all.',
    basis: 'observed',
  },
  {
    id: 'filter.relation.multi-vs-single-field',
    level: 'should',
    says: 'A multi-valued path can be compared with a field of the record on either side.',
    probe:
      'Fixture Q: "refs.name = owner.name", "owner.name = refs.name" -> v2,v3; "owner ?= refs.id" -> v1,v2,v3,v4,v6,v8; "refs.id != owner" -> v5,v7.',
    basis: 'observed',
  },
  {
    id: 'filter.relation.no-duplicates',
    level: 'must',
    says: 'A record matched through several related records appears once and is counted once.',
    probe:
      'Fixture Q: "refs.score ?> -100" -> 6 items, totalItems 6, no duplicate ids; perPage=2&page=2 -> 2 items, totalPages 3.',
    basis: 'observed',
  },
] as const satisfies readonly Requirement[]

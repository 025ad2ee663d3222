import type { Requirement } from '../../requirement.ts'

/** `@collection` in filters of superusers and in rules. */
export const collectionFilter = [
  {
    id: 'filter.collection.superuser-only',
    level: 'must',
    says: 'Non-superusers cannot use @collection in filter or sort: 403 with message "Only superusers can filter by @collection." and data {} (the public docs show a slightly different text).',
    probe:
      'Guest on a public collection: ?filter=@collection.people.name=\'Ann\' -> 403 {"data":{},"message":"Only superusers can filter by @collection.","status":403}; same for ?sort=@collection.people.name (same wording).',
    basis: 'observed',
  },
  {
    id: 'filter.collection.any',
    level: 'must',
    says: '@collection.NAME.FIELD ranges over all records of that collection, unrelated to the row; ?-operators need one matching record.',
    probe:
      'Fixture Q, superuser on vals: "@collection.people.name ?= \'Ann\'" -> all; "@collection.people.name ?= \'Zed\'" -> none; "@collection.people.id ?= refs.id" -> v1,v2,v4,v5,v6,v8.',
    basis: 'observed',
  },
  {
    id: 'filter.collection.match-all',
    level: 'must',
    says: 'Plain operators require all records of that collection to match.',
    probe:
      'Fixture Q, superuser: "@collection.people.name = \'Ann\'" -> none; "@collection.people.name != \'zzz\'" -> all; "@collection.vals.num >= num" -> v4.',
    basis: 'observed',
  },
  {
    id: 'filter.collection.empty-collection',
    level: 'must',
    says: 'For a collection without records "!= x" (and "= \'\'") is true, "= x" and "?= x" are false.',
    probe:
      'Empty collection e(t text): superuser "@collection.e.t != \'x\'" -> all; "@collection.e.t = \'x\'", "@collection.e.t ?= \'x\'" -> none.',
    basis: 'observed',
  },
  {
    id: 'filter.collection.same-row',
    level: 'must',
    says: 'All uses of the same @collection name refer to the same record within the filter.',
    probe:
      'Fixture Q, superuser: "@collection.people.name ?= \'Ann\' && @collection.people.name ?= \'bob\'" -> none; "@collection.vals.owner ?= owner && @collection.vals.num ?> num" -> v1,v2,v3,v4.',
    basis: 'observed',
  },
  {
    id: 'filter.collection.alias',
    level: 'must',
    says: '@collection.NAME:ALIAS.FIELD creates an independent reference per alias.',
    probe:
      "Fixture Q, superuser: \"@collection.people:a.name ?= 'Ann' && @collection.people:b.name ?= 'bob'\" -> all.",
    basis: 'observed',
  },
  {
    id: 'filter.collection.errors',
    level: 'must',
    says: 'Unknown collection, missing field part or unknown field is an error.',
    probe:
      'superuser: "@collection.nope.id = 1", "@collection.people = 1", "@collection.people:a = 1", "@collection.people.nope = 1", "@collection = 1" -> G400.',
    basis: 'observed',
  },
  {
    id: 'filter.collection.relations',
    level: 'should',
    says: 'Relation paths and modifiers work behind @collection.',
    probe:
      'Fixture Q, superuser: "@collection.people.boss.name ?= \'Ann\'" -> all; "@collection.vals.tags:length ?= 3" -> all.',
    basis: 'observed',
  },
  {
    id: 'filter.collection.by-id',
    level: 'may',
    says: 'NAME may be the collection id, and names match case-insensitively.',
    probe:
      'superuser: "@collection.PEOPLE.name ?= \'Ann\'", "@collection.<people id>.name ?= \'Ann\'" -> all.',
    basis: 'observed',
  },
] as const satisfies readonly Requirement[]

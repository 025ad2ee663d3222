import type { Requirement } from '../../requirement.ts'

/** json fields and paths into them. */
export const jsonFilter = [
  {
    id: 'filter.json.scalar',
    level: 'must',
    says: 'A json field is compared by its JSON value: numbers as numbers, strings as text, true/false as 1/0, null as null.',
    probe: 'Fixture Q: "meta = 5" -> v4; "meta = \'5\'" -> v5; "meta = true", "meta = 1" -> v6.',
    basis: 'observed',
  },
  {
    id: 'filter.json.array-object-text',
    level: 'should',
    says: 'Arrays and objects are compared as compact JSON text.',
    probe:
      'Fixture Q: "meta = \'[1,2,3]\'" -> v2; "meta = \'{}\'" -> v8; "meta ~ \'2\'" -> v2; `meta.l.2 = \'{"z":true}\'` -> v1.',
    basis: 'observed',
  },
  {
    id: 'filter.json.path',
    level: 'must',
    says: 'Dotted parts after a json field address object keys; a digits-only part addresses an array index.',
    probe:
      'Fixture Q: "meta.k = 1", "meta.s = \'A\'", "meta.l.0 = 1", "meta.l.1 = \'two\'", "meta.l.2.z = true" -> v1; "meta.0 = 1" -> v2.',
    basis: 'observed',
  },
  {
    id: 'filter.json.path-numeric-key',
    level: 'may',
    says: 'A digits-only part is always an array index, so numeric object keys cannot be reached.',
    probe: 'json {"1":"x"}: "meta.1 = \'x\'" -> none.',
    basis: 'observed',
  },
  {
    id: 'filter.json.path-missing',
    level: 'must',
    says: 'A missing key, an index out of range or a path through a scalar is NULL, never an error.',
    probe: 'Fixture Q: "meta.a.b.c = null" -> all; "meta.9 = null" -> all.',
    basis: 'observed',
  },
  {
    id: 'filter.json.path-no-depth-limit',
    level: 'should',
    says: 'JSON paths have no depth limit.',
    probe: '"meta.a.b.c.d.e.f.g.h.i.j = null" -> 200.',
    basis: 'observed',
  },
  {
    id: 'filter.json.no-type-conversion',
    level: 'must',
    says: 'Text and number literals are not converted when compared with json values.',
    probe: 'Fixture Q: "meta.k = \'1\'" -> none; "meta = \'5\'" -> v5 only.',
    basis: 'observed',
  },
  {
    id: 'filter.json.path-modifier-swallowed',
    level: 'may',
    says: 'A modifier on a json or geoPoint path is not applied: the colon is removed and the text becomes part of the key.',
    probe:
      'Fixture Q: "meta.s:lower = \'a\'" -> none; "meta.l:length = 3" -> none; json {"slower":"q"}: "meta.s:lower = \'q\'" -> that record; "meta:lower ~ \'TWO\'" works (field itself).',
    basis: 'observed',
  },
  {
    id: 'filter.json.multi-relation-path',
    level: 'should',
    says: 'json paths work behind relation paths and take part in match-all/any-of. Unlike columns, a null json value of one related record breaks a plain "=" (json equality is NULL-safe), while it does not break ordering and like.',
    probe:
      'people get a json field info: p1 {"r":1}, p2 {"r":2}, p3 null; fixture Q refs plus a record w1 related to p1 only: "refs.info.r ?= 1" -> v1,v4,v5,v6,w1; "refs.info.r < 3" -> v1,v2,v4,v5,v6,v8,w1; "refs.info.r = 1" -> w1 (v4,v5 also relate to p3); "refs.info.r != 1" -> v2,v3,v7,v8.',
    basis: 'observed',
  },
] as const satisfies readonly Requirement[]

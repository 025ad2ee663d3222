import type { Requirement } from '../../requirement.ts'

/** What empty and null mean to each operator. */
export const nullFilter = [
  {
    id: 'filter.null.text-empty',
    level: 'must',
    says: 'For text-like, date and single select/relation/file fields "= \'\'" and "= null" both match the empty value, "!= \'\'" and "!= null" both match the non-empty ones.',
    probe:
      'Fixture Q: "title = \'\'", "title = null", "null = title" -> v3; "title != null" -> the other 7; "day = null" -> v3; "kind = \'\'" -> v3,v7; "owner = null" -> v3,v5.',
    basis: 'observed',
  },
  {
    id: 'filter.null.number-zero-not-empty',
    level: 'must',
    says: "0 and false are not empty: number and bool fields never equal '' or null.",
    probe:
      'Fixture Q: "num = \'\'", "num = null", "flag = \'\'", "flag = null" -> none; "num != \'\'", "num != null" -> all.',
    basis: 'observed',
  },
  {
    id: 'filter.null.multi-field',
    level: 'must',
    says: "A multiple select/relation/file field is never equal to '' or null, even when it has no items (its value is the text []).",
    probe:
      'Fixture Q: "tags = \'\'", "refs = null" -> none; "tags != \'\'" -> all; "tags = \'[]\'" -> v3,v8; "tags:length = 0" -> v3,v8.',
    basis: 'observed',
  },
  {
    id: 'filter.null.json',
    level: 'must',
    says: 'json values: "= null" matches unset, JSON null and missing paths; "= \'\'" matches only the JSON empty string; no mixing of the two.',
    probe:
      'Fixture Q: "meta = null" -> v3; "meta = \'\'" -> v7; "meta != \'\'" -> all but v7; "meta.missing = null" -> all; "meta.missing = \'\'" -> none; "meta.missing != \'\'" -> all; "meta.n = null" -> all.',
    basis: 'observed',
  },
  {
    id: 'filter.null.geo-point',
    level: 'should',
    says: 'A geoPoint field is never empty (default is {"lon":0,"lat":0}).',
    probe: 'Fixture Q: "point = \'\'", "point = null" -> none; "point.nope = null" -> all.',
    basis: 'observed',
  },
  {
    id: 'filter.null.missing-relation',
    level: 'must',
    says: "Any field of a missing, empty or dangling single relation is NULL: it equals '' and null, differs from everything else.",
    probe:
      'Fixture Q: "owner.name = \'\'", "owner.name = null" -> v3,v5; "owner.score = 0" -> v2,v7; "owner.score != 0" -> v1,v3,v4,v5,v6,v8.',
    basis: 'observed',
  },
  {
    id: 'filter.null.literal-comparisons',
    level: 'should',
    says: "null and '' are equal to each other.",
    probe:
      '"\'\' = null", "null = null" -> all; "null != null" -> none; "\'\' = 0", "null = false" -> none.',
    basis: 'observed',
  },
] as const satisfies readonly Requirement[]

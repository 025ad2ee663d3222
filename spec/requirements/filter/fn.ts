import type { Requirement } from '../../requirement.ts'

/** Functions: geoDistance and strftime. */
export const fnFilter = [
  {
    id: 'filter.fn.unknown',
    level: 'must',
    says: 'Only geoDistance and strftime exist, names are case-sensitive and must be directly followed by "(".',
    probe:
      '"foo(1) = 1", "num(1) = 1", "geodistance(1,2,3,4) > 0", "strftime (\'%Y\', day) = \'2024\'" -> G400.',
    basis: 'observed',
  },
  {
    id: 'filter.fn.args-syntax',
    level: 'should',
    says: 'Arguments are comma separated, one trailing comma is allowed, whitespace and newline-terminated comments are ignored.',
    probe:
      "\"strftime('%Y', day,) = '2022'\" -> v7 (fixture Q); \"strftime('%Y',, day) = '2022'\" -> G400.",
    basis: 'observed',
  },
  {
    id: 'filter.fn.geo-distance',
    level: 'must',
    says: 'geoDistance(lonA, latA, lonB, latB) is the great-circle distance in km with earth radius 6371.',
    probe:
      '"geoDistance(23.23033854945808, 42.713146090563384, 23.44920680886216, 42.7078484153991) > 17.88 && geoDistance(23.23033854945808, 42.713146090563384, 23.44920680886216, 42.7078484153991) < 17.90" -> all records; fixture Q: "geoDistance(point.lon, point.lat, 23.1, 42.1) < 100" -> v1.',
    basis: 'observed',
  },
  {
    id: 'filter.fn.geo-distance-args',
    level: 'must',
    says: 'geoDistance needs exactly 4 arguments, each a number or an identifier (field, json/geoPoint path, macro, null); text and nested functions are errors.',
    probe:
      '"geoDistance(1,2,3) < 1", "geoDistance(1,2,3,4,5) < 1", "geoDistance(\'1\',2,3,4) < 1", "geoDistance(strftime(\'%s\'),2,3,4) < 1" -> G400.',
    basis: 'observed',
  },
  {
    id: 'filter.fn.geo-distance-null',
    level: 'should',
    says: 'If an argument is NULL the result is NULL and behaves like a json null.',
    probe:
      'Fixture Q: "geoDistance(meta.k, 1, 2, 3) = null" -> all but v1; "geoDistance(meta.k, 1, 2, 3) < 99999" -> v1 only.',
    basis: 'observed',
  },
  {
    id: 'filter.fn.geo-distance-no-multi-match',
    level: 'should',
    says: 'geoDistance over a multi-valued relation path has at-least-one semantics for plain operators as well.',
    probe:
      'stores(loc geoPoint) related by multiple relation stores: record with one near and one far store: "geoDistance(stores.loc.lon, stores.loc.lat, LON, LAT) < 50" matches.',
    basis: 'observed',
  },
  {
    id: 'filter.fn.strftime',
    level: 'must',
    says: 'strftime(format, time, modifiers...) formats like the SQLite function and yields text.',
    probe:
      "Fixture Q: \"strftime('%Y', day) = '2024'\" -> v1,v2,v5,v8; \"strftime('%Y-%m-%d', day) = '2024-01-01'\" -> v1,v5; \"strftime('%Y-%m', day, '+1 month') = '2024-02'\" -> v1,v5,v8; \"strftime('%Y', day) = 2024\" -> none.",
    basis: 'observed',
  },
  {
    id: 'filter.fn.strftime-null',
    level: 'must',
    says: 'An empty or unparsable time yields NULL, which is treated as empty in = and != comparisons.',
    probe:
      "Fixture Q: \"strftime('%Y', day) = ''\", \"strftime('%Y', day) = null\" -> v3; \"strftime('%Y', day) != '2024'\" -> v3,v4,v6,v7.",
    basis: 'observed',
  },
  {
    id: 'filter.fn.strftime-args',
    level: 'must',
    says: 'strftime takes 1 to 10 arguments: format must be a text literal; time a text, number or identifier; modifiers text literals. With the format alone the time is now.',
    probe:
      "\"strftime() = 'x'\", \"strftime(title) = 'x'\", \"strftime('%Y', day, 1) = 'x'\", \"strftime('%Y', strftime('%Y')) = 'x'\", 11 arguments -> G400; \"strftime('%Y') = '<current UTC year>'\" -> all.",
    basis: 'observed',
  },
  {
    id: 'filter.fn.strftime-multi-match',
    level: 'should',
    says: 'If the time argument is a multi-valued path, plain operators require all values to match, ?-operators any.',
    probe:
      "posts with multiple relation refs to records created in 2024 and 2025 (date field d): \"strftime('%Y', refs.d) = '2024'\" does not match, \"strftime('%Y', refs.d) ?= '2024'\" matches.",
    basis: 'observed',
  },
  {
    id: 'filter.fn.strftime-right-of-like',
    level: 'may',
    says: 'strftime as right operand of "~" is an exact pattern match against the formatted text when the format contains "%" (no automatic wrapping).',
    probe:
      'Title "on 2024 ok" and date in 2024: "title ~ strftime(\'%Y\', day)" -> not matched; title "2024" -> matched.',
    basis: 'observed',
  },
] as const satisfies readonly Requirement[]

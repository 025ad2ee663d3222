import type { Requirement } from '../../requirement.ts'

/** geoPoint fields in a filter. */
export const geoFilter = [
  {
    id: 'filter.geo.paths',
    level: 'must',
    says: 'geoPoint fields expose .lon and .lat as numbers; unknown parts are null.',
    probe:
      'Fixture Q: "point.lat = 42" -> v1; "point.lon < 0" -> v4; "point.lat = point.lon" -> v2,v3,v5,v6,v7,v8; "point.nope = null" -> all.',
    basis: 'observed',
  },
  {
    id: 'filter.geo.raw-text',
    level: 'may',
    says: 'A geoPoint field without path is its JSON text {"lon":..,"lat":..}.',
    probe:
      'Fixture Q: `point = \'{"lon":0,"lat":0}\'` -> v2,v3,v5,v6,v7,v8; "point ~ \'23\'" -> v1.',
    basis: 'observed',
  },
] as const satisfies readonly Requirement[]

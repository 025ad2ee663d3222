import type { Requirement } from '../../requirement.ts'

/** Values of geoPoint fields. */
export const geopointValues = [
  {
    id: 'values.geopoint.shape',
    level: 'must',
    says: 'geoPoint is always an object {"lon":number,"lat":number} (in this key order); empty is {"lon":0,"lat":0}.',
    probe:
      'POST {} -> {"lon":0,"lat":0}; POST {"p":{"lat":42.69,"lon":23.32}} -> {"lon":23.32,"lat":42.69}.',
    basis: 'observed',
  },
  {
    id: 'values.geopoint.cast',
    level: 'must',
    says: 'Accepted inputs are an object or a string holding a JSON object; unknown keys are ignored, keys match case-insensitively, missing keys are 0. Any other input ("abc", number, boolean, array, null, "") gives {"lon":0,"lat":0}; a non-numeric member is treated as 0.',
    probe:
      '\'{"lon":1,"lat":2}\' (string) -> {"lon":1,"lat":2}; {"LAT":5} -> {"lon":0,"lat":5}; [1,2] -> zero; "abc" -> zero; {"lon":1,"lat":"5"} -> {"lon":1,"lat":0}.',
    basis: 'observed',
  },
  {
    id: 'values.geopoint.no-merge',
    level: 'must',
    says: 'An update replaces the whole point; members not sent become 0.',
    probe: 'Stored {"lon":1,"lat":2}: PATCH {"p":{"lat":5}} -> {"lon":0,"lat":5}.',
    basis: 'observed',
  },
  {
    id: 'values.geopoint.required',
    level: 'must',
    says: 'required rejects the point with both members 0 (validation_required); one non-zero member suffices.',
    probe: 'Required: {"lon":0,"lat":0} -> validation_required; {"lon":0,"lat":1} -> 200.',
    basis: 'observed',
  },
  {
    id: 'values.geopoint.range',
    level: 'must',
    says: 'lat outside -90..90: code "validation_invalid_latitude", message "Latitude must be between -90 and 90 degrees."; lon outside -180..180: code "validation_invalid_longitude", message "Longitude must be between -180 and 180 degrees.". lat is tested first; bounds are allowed.',
    probe:
      '{"lat":90.1,"lon":181} -> validation_invalid_latitude; {"lat":90,"lon":180.5} -> validation_invalid_longitude; {"lat":-90,"lon":180} -> 200.',
    basis: 'observed',
  },
] as const satisfies readonly Requirement[]

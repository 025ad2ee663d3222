import { validationItem } from '../../spec/errors.ts'
import { blank } from '../issues.ts'
import type { SqlValue } from '../store/store.ts'
import { numberToJson, toSortedJson } from '../values/json.ts'
import type { FieldType, FieldValue, GeoPoint } from './field-type.ts'

const nowhere: GeoPoint = { lon: 0, lat: 0 }

const toJson = (value: FieldValue): string => {
  const { lon, lat } = value as GeoPoint // cast and fromSql give points
  return `{"lon":${numberToJson(lon)},"lat":${numberToJson(lat)}}`
}

/** Longitude and latitude; 0,0 means "no value". */
export const geoPointField: FieldType = {
  type: 'geoPoint',
  hasPaths: true,
  options: { required: false },
  multiple: () => false,
  column: () => `JSON DEFAULT '{"lon":0,"lat":0}' NOT NULL`,
  empty: () => nowhere,
  cast: (raw) => readPoint(typeof raw === 'string' ? parse(raw) : inByteOrder(raw)),
  check(value, config) {
    const { lon, lat } = value as GeoPoint
    if (lon === 0 && lat === 0) return config['required'] === true ? blank : undefined
    if (lat < -90 || lat > 90) return validationItem('validation_invalid_latitude')
    return lon < -180 || lon > 180 ? validationItem('validation_invalid_longitude') : undefined
  },
  checkOptions: () => undefined,
  toSql: toJson,
  fromSql: (stored: SqlValue) => readPoint(typeof stored === 'string' ? parse(stored) : undefined),
  toJson,
}

/** Keys match without case; the last number counts, what is no number is passed over. */
const readPoint = (raw: unknown): GeoPoint => {
  if (typeof raw !== 'object' || raw === null || Array.isArray(raw)) return nowhere
  const member = (name: string): number => {
    const numbers = Object.entries(raw).filter(
      (entry): entry is [string, number] =>
        entry[0].toLowerCase() === name && typeof entry[1] === 'number' && isFinite(entry[1]),
    )
    return numbers.at(-1)?.[1] ?? 0
  }
  return { lon: member('lon'), lat: member('lat') }
}

/** The real server writes a submitted object anew, with sorted keys, before it reads the point; a text it reads as it is. */
const inByteOrder = (raw: unknown): unknown =>
  typeof raw === 'object' && raw !== null ? parse(toSortedJson(raw)) : raw

const parse = (text: string): unknown => {
  try {
    return JSON.parse(text) as unknown
  } catch {
    return undefined // no JSON, no point
  }
}

import { conform } from '../harness/case.ts'
import { blank, changeCase, Issue, missing, valueCase } from './support.ts'

const point = { type: 'geoPoint' }
const at = (lon: number, lat: number) => ({ lon, lat })
const badLat = new Issue(
  'validation_invalid_latitude',
  'Latitude must be between -90 and 90 degrees.',
)
const badLon = new Issue(
  'validation_invalid_longitude',
  'Longitude must be between -180 and 180 degrees.',
)

export const shape = conform('values.geopoint.shape', {
  lane: 'shared',
  async check({ guest, collection, claim }) {
    const { records } = await collection({ fields: [{ name: 'f', ...point }] })
    const empty = await guest.post(records, {})
    claim('empty', empty)
      .status(200)
      .textMatches(/"f":\{"lon":0,"lat":0\}/)
    const set = await guest.post(records, { f: { lat: 42.69, lon: 23.32 } })
    claim('lon before lat', set)
      .status(200)
      .textMatches(/"f":\{"lon":23\.32,"lat":42\.69\}/)
    const read = await guest.get(`${records}/${set.text('/id')}`)
    claim('lon before lat, read', read).textMatches(/"f":\{"lon":23\.32,"lat":42\.69\}/)
  },
})

export const cast = valueCase('values.geopoint.cast', [
  point,
  [
    [at(1, 2), at(1, 2)],
    ['{"lon":1,"lat":2}', at(1, 2)],
    [{ LAT: 5 }, at(0, 5)],
    [{ Lon: 1, lat: 2, alt: 3 }, at(1, 2)],
    [{ lon: 1, lat: '5' }, at(1, 0)],
    [{ lon: true, lat: 2 }, at(0, 2)],
    [{ lon: null, lat: 2 }, at(0, 2)],
    [{}, at(0, 0)],
    [[1, 2], at(0, 0)],
    ['[1,2]', at(0, 0)],
    ['abc', at(0, 0)],
    ['{', at(0, 0)],
    ['', at(0, 0)],
    [5, at(0, 0)],
    [true, at(0, 0)],
    [null, at(0, 0)],
    [missing, at(0, 0)],
  ],
])

export const noMerge = changeCase('values.geopoint.no-merge', [
  point,
  [
    [at(1, 2), { f: { lat: 5 } }, at(0, 5)],
    [at(1, 2), { f: null }, at(0, 0)],
    [at(1, 2), {}, at(1, 2)],
  ],
])

export const required = valueCase('values.geopoint.required', [
  { ...point, required: true },
  [
    [at(0, 1), at(0, 1)],
    [at(1, 0), at(1, 0)],
    [at(0, 0), blank],
    [missing, blank],
    [null, blank],
    ['abc', blank],
  ],
])

export const range = valueCase('values.geopoint.range', [
  point,
  [
    [at(180, -90), at(180, -90)],
    [at(-180, 90), at(-180, 90)],
    [at(181, 90.1), badLat],
    [at(0, -90.5), badLat],
    [at(180.5, 90), badLon],
    [at(-180.1, 0), badLon],
  ],
])

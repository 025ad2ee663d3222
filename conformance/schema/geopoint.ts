import { commonKeys, fieldShape } from './support.ts'

export const shape = fieldShape('schema.geopoint.shape', [
  [
    { name: 'point', type: 'geoPoint' },
    { ...commonKeys, id: 'geoPoint3081106212', name: 'point', type: 'geoPoint' },
  ],
])

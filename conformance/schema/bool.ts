import { commonKeys, fieldShape } from './support.ts'

export const shape = fieldShape('schema.bool.shape', [
  [
    { id: 'b1', name: 'b', type: 'bool' },
    { ...commonKeys, id: 'b1', name: 'b', type: 'bool' },
  ],
])

import { conformSchema, noGreaterThan } from '../collections/support.ts'
import { acceptFields, commonKeys, fieldShape, refuseFields } from './support.ts'
import { blank } from '../harness/wording.ts'

const select = (options: Readonly<Record<string, unknown>> = {}) => ({
  name: 's',
  type: 'select',
  ...options,
})

const values = ['a', 'b']

export const shape = fieldShape('schema.select.shape', [
  [select({ id: 's1', values }), { ...commonKeys, ...select({ id: 's1', values }), maxSelect: 0 }],
])

export const valuesRequired = conformSchema('schema.select.values-required', {
  lane: 'shared',
  async check(context) {
    const odd = ['a', 'a', '']
    await acceptFields(context, { 'any element': [select({ values: odd }), { values: odd }] })
    await refuseFields(context, select({ values }), {
      missing: [select(), { values: blank }],
      empty: [select({ values: [] }), { values: blank }],
    })
  },
})

export const maxSelectLimit = conformSchema('schema.select.max-select-limit', {
  lane: 'shared',
  async check(context) {
    await refuseFields(context, select({ values, maxSelect: 2 }), {
      'more than values': [select({ values, maxSelect: 3 }), { maxSelect: noGreaterThan(2) }],
      'more than one of none': [
        select({ maxSelect: 2 }),
        { maxSelect: noGreaterThan(1), values: blank },
      ],
    })
  },
})

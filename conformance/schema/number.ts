import { conformSchema, noLessThan } from '../collections/support.ts'
import { acceptFields, commonKeys, fieldShape, refuseFields } from './support.ts'

const number = (options: Readonly<Record<string, unknown>> = {}) => ({
  name: 'n',
  type: 'number',
  ...options,
})

export const shape = fieldShape('schema.number.shape', [
  [
    { id: 'n1', ...number() },
    { ...commonKeys, id: 'n1', ...number(), max: null, min: null, onlyInt: false },
  ],
])

export const onlyIntLimits = conformSchema('schema.number.only-int-limits', {
  lane: 'shared',
  async check(context) {
    await acceptFields(context, {
      'fractions without onlyInt': [number({ min: 1.2, max: 2.5 }), { min: 1.2, max: 2.5 }],
      'whole numbers with it': [number({ onlyInt: true, min: 1, max: 2 }), { min: 1, max: 2 }],
    })
    const whole = {
      code: 'validation_only_int_constraint',
      message: 'Decimal numbers are not allowed.',
    }
    await refuseFields(context, number({ onlyInt: true, min: 1, max: 2 }), {
      'fractions with onlyInt': [
        number({ onlyInt: true, min: 1.2, max: 2.5 }),
        { min: whole, max: whole },
      ],
    })
  },
})

export const maxBelowMin = conformSchema('schema.number.max-below-min', {
  lane: 'shared',
  async check(context) {
    await acceptFields(context, {
      equal: [number({ min: 2, max: 2 }), { min: 2, max: 2 }],
      'a max of 0 is not compared': [number({ min: 2, max: 0 }), { min: 2, max: 0 }],
      negative: [number({ min: -3, max: -2 }), { min: -3, max: -2 }],
    })
    await refuseFields(context, number({ min: 2, max: 2 }), {
      less: [number({ min: 2, max: 1 }), { max: noLessThan(2) }],
    })
  },
})

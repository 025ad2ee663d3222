import { badFormatting, conformSchema } from '../collections/support.ts'
import { acceptFields, commonKeys, fieldShape } from './support.ts'

const date = (options: Readonly<Record<string, unknown>> = {}) => ({
  name: 'd',
  type: 'date',
  ...options,
})

export const shape = fieldShape('schema.date.shape', [
  [date({ id: 'd1' }), { ...commonKeys, ...date({ id: 'd1' }), max: '', min: '' }],
])

export const normalized = conformSchema('schema.date.min-max-normalized', {
  lane: 'shared',
  async check(context) {
    const { createWith, claim, refused } = context
    await acceptFields(context, {
      lenient: [
        date({ min: '2024-01-02', max: '2024-01-02T03:04:05+02:00' }),
        { min: '2024-01-02 00:00:00.000Z', max: '2024-01-02 01:04:05.000Z' },
      ],
      unparsable: [date({ min: 'invalid' }), { min: '' }],
      null: [date({ min: null, max: null }), { min: '', max: '' }],
    })
    const control = await createWith(date({ min: '2024-01-02' }))
    for (const min of [5, true, []]) {
      const answer = refused(control, await createWith(date({ min })))
      claim(`not ${JSON.stringify(min)}`, answer).error(400, badFormatting)
    }
  },
})

export const minAfterMax = conformSchema('schema.date.min-after-max', {
  lane: 'shared',
  async check(context) {
    const limits = { min: '2024-02-01 00:00:00.000Z', max: '2024-01-01 00:00:00.000Z' }
    await acceptFields(context, { 'is accepted': [date(limits), limits] })
  },
})

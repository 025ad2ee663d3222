import { badFormat, conformSchema } from '../collections/support.ts'
import { acceptFields, refuseFields, type WrongFields } from './support.ts'
import { blank, lengthBetween } from '../harness/wording.ts'

const text = (name: string) => ({ name, type: 'text' })

const notInList = { code: 'validation_not_in_invalid', message: 'Must not be in list.' }
const via = { code: 'validation_found_via', message: 'The value cannot contain "_via_".' }

const refusing = (names: readonly string[], name: unknown): WrongFields =>
  Object.fromEntries(
    names.map((wrong) => [`not ${JSON.stringify(wrong)}`, [text(wrong), { name }]]),
  )

const accepting = (names: readonly string[]) =>
  Object.fromEntries(names.map((name) => [`takes ${name}`, [text(name), { name }] as const]))

export const required = conformSchema('schema.name.required', {
  lane: 'shared',
  async check(context) {
    await refuseFields(context, text('a'), {
      missing: [{ type: 'text' }, { name: blank }],
      empty: [text(''), { name: blank }],
    })
  },
})

export const length = conformSchema('schema.name.length', {
  lane: 'shared',
  async check(context) {
    await acceptFields(context, accepting(['a'.repeat(100)]))
    await refuseFields(context, text('a'), refusing(['a'.repeat(101)], lengthBetween(1, 100)))
  },
})

export const format = conformSchema('schema.name.format', {
  lane: 'shared',
  async check(context) {
    await acceptFields(context, accepting(['1a', '_a', 'A_1']))
    const wrong = ['a b', 'a-b', 'a.b', 'test(', 'ä', ' a', 'a\n']
    await refuseFields(context, text('a'), refusing(wrong, badFormat))
  },
})

export const reserved = conformSchema('schema.name.reserved', {
  lane: 'shared',
  async check(context) {
    await acceptFields(context, accepting(['Expand', 'NULL', 'collectionid']))
    const names = ['null', 'true', 'false', '_rowid_', 'collectionId', 'collectionName', 'expand']
    await refuseFields(context, text('a'), refusing(names, notInList))
  },
})

export const foundVia = conformSchema('schema.name.via', {
  lane: 'shared',
  async check(context) {
    await refuseFields(context, text('a_via'), refusing(['a_Via_b', '_via_'], via))
  },
})

export const checkOrder = conformSchema('schema.name.check-order', {
  lane: 'shared',
  async check(context) {
    await refuseFields(context, text('a'), {
      'length before format': [text(`a!${'a'.repeat(100)}`), { name: lengthBetween(1, 100) }],
      'format before _via_': [text('a_via_b!'), { name: badFormat }],
    })
  },
})

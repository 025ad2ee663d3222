import {
  badFormat,
  conformSchema,
  createFailed,
  invalidRegex,
  noGreaterThan,
  noLessThan,
} from '../collections/support.ts'
import { refuseFields, type WrongFields } from './support.ts'
import { blank } from '../harness/wording.ts'

export const errorsCollected = conformSchema('schema.options.errors-collected', {
  lane: 'shared',
  async check({ createWith, claim }) {
    const answer = await createWith(
      { name: 'a', type: 'text', min: -1, pattern: '(' },
      { name: 'b!', type: 'select' },
    )
    claim('names all', answer).error(400, createFailed, {
      fields: {
        1: { min: noLessThan(0), pattern: invalidRegex },
        2: { name: badFormat, values: blank },
      },
    })
  },
})

const required: Readonly<Record<string, Readonly<Record<string, unknown>>>> = {
  select: { values: ['a'] },
  relation: { collectionId: '_pb_users_auth_' },
}

/** One wrong field per option (`type.option`). */
const wrongValue = (options: readonly string[], value: number, error: unknown): WrongFields =>
  Object.fromEntries(
    options.map((named) => {
      const [type = '', option = ''] = named.split('.')
      const field = { name: 'a', type, ...required[type], [option]: value }
      return [named, [field, { [option]: error }]]
    }),
  )

const bytes = ['editor.maxSize', 'json.maxSize', 'file.maxSize', 'file.maxSelect']

export const maxSafeInt = conformSchema('schema.options.max-safe-int', {
  lane: 'shared',
  async check(context) {
    const error = noGreaterThan(Number.MAX_SAFE_INTEGER)
    const above = Number.MAX_SAFE_INTEGER + 1
    const accepted = { name: 'a', type: 'text', max: Number.MAX_SAFE_INTEGER }
    await refuseFields(context, accepted, wrongValue(['text.max', ...bytes], above, error))
    const min = { name: 'a', type: 'text', min: above }
    await refuseFields(context, accepted, { 'text.min': [min, { min: error }] })
  },
})

export const negative = conformSchema('schema.options.negative', {
  lane: 'shared',
  async check(context) {
    const options = [
      'text.min',
      'text.max',
      ...bytes,
      'select.maxSelect',
      'relation.minSelect',
      'relation.maxSelect',
    ]
    await refuseFields(context, { name: 'a', type: 'text' }, wrongValue(options, -1, noLessThan(0)))
  },
})

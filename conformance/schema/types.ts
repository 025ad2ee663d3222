import { badFormatting, conformSchema } from '../collections/support.ts'

const names = [
  'text',
  'editor',
  'number',
  'bool',
  'email',
  'url',
  'date',
  'autodate',
  'select',
  'file',
  'relation',
  'json',
  'password',
  'geoPoint',
]

const required: Readonly<Record<string, Readonly<Record<string, unknown>>>> = {
  autodate: { onCreate: true },
  select: { values: ['a'] },
  relation: { collectionId: '_pb_users_auth_' },
}

export const list = conformSchema('schema.types.list', {
  lane: 'shared',
  async check({ createWith, claim, refused }) {
    const control = await createWith({ name: 'a', type: 'text' })
    for (const type of names) {
      const field = { name: 'a', type, ...required[type] }
      claim(type, await createWith(field))
        .status(200)
        .json('/fields/1/type', type)
      const other = { ...field, type: type === 'geoPoint' ? 'geopoint' : type.toUpperCase() }
      claim(`not ${other.type}`, refused(control, await createWith(other))).status(400)
    }
  },
})

export const unknown = conformSchema('schema.types.unknown', {
  lane: 'shared',
  async check({ collection, createWith, update, claim, refused }) {
    const { name } = await collection()
    const control = await createWith({ name: 'a', type: 'text' })
    for (const type of [undefined, 'Text', 'username', '']) {
      const field = { name: 'a', ...(type === undefined ? {} : { type }) }
      const created = refused(control, await createWith(field))
      claim(`create: ${type}`, created).error(400, badFormatting)
      const updated = refused(control, await update(name, { fields: [field] }))
      claim(`update: ${type}`, updated).error(400, badFormatting)
    }
  },
})

import { badFormatting, conformSchema, updateFailed } from '../collections/support.ts'
import { acceptFields, commonKeys, fieldShape, fieldsOf } from './support.ts'

export const keys = fieldShape('schema.common.keys', [
  [
    { name: 'a', type: 'bool' },
    { ...commonKeys, id: 'bool3904355907', name: 'a', type: 'bool' },
  ],
])

export const keyOrder = conformSchema('schema.common.key-order', {
  lane: 'shared',
  async check({ createWith, claim }) {
    claim('is that of the alphabet', await createWith({ name: 'a', type: 'bool' })).keys(
      '/fields/1',
      ['hidden', 'id', 'name', 'presentable', 'required', 'system', 'type'],
    )
  },
})

export const orderKept = conformSchema('schema.common.order-kept', {
  lane: 'shared',
  async check({ superuser, collection, record, update, claim }) {
    const fields = ['c', 'a', 'b'].map((name) => ({ name, type: 'text' }))
    const made = await collection({ fields })
    const { id } = await record(made, { a: '1', b: '2', c: '3' })
    const created = fieldsOf(await superuser.get(made.path))
    const namesOf = (list: typeof created) => list.map(({ name }) => name)
    claim('on create', namesOf(created)).equals(['id', 'c', 'a', 'b'])
    const updated = await update(made.name, { fields: created.toReversed() })
    claim('on update', namesOf(fieldsOf(updated))).equals(['b', 'a', 'c', 'id'])
    claim('values stay', await superuser.get(`${made.records}/${id}`))
      .status(200)
      .json('/a', '1')
      .json('/b', '2')
      .json('/c', '3')
  },
})

export const flagsStored = conformSchema('schema.common.flags-stored', {
  lane: 'shared',
  async check({ createWith, update, claim }) {
    const flags = { system: true, hidden: true, presentable: true, required: true }
    const created = await createWith({ name: 'a', type: 'text', ...flags })
    for (const [flag, value] of Object.entries(flags)) {
      claim(flag, created).status(200).json(`/fields/1/${flag}`, value)
    }
    const id = created.text('/id')
    const changed = {
      fields: {
        code: 'validation_system_field_change',
        message: 'System fields cannot be deleted or renamed.',
      },
    }
    claim('a system field stays', await update(id, { fields: [] })).error(
      400,
      updateFailed,
      changed,
    )
    const renamed = [{ id: created.text('/fields/1/id'), name: 'b', type: 'text', system: true }]
    claim('and keeps its name', await update(id, { fields: renamed })).error(
      400,
      updateFailed,
      changed,
    )
  },
})

export const wrongOptionType = conformSchema('schema.common.wrong-option-type', {
  lane: 'shared',
  async check({ createWith, claim, refused }) {
    const control = await createWith({ name: 'a', type: 'text', max: 1, required: true })
    const wrong = [
      { name: 'a', type: 'text', max: 1.5 },
      { name: 'a', type: 'text', max: '1' },
      { name: 'a', type: 'bool', required: 1 },
      { name: 'a', type: 'select', values: 'x' },
      { name: 1, type: 'text' },
    ]
    for (const field of wrong) {
      const answer = refused(control, await createWith(field))
      claim(JSON.stringify(field), answer).error(400, badFormatting)
    }
  },
})

export const nullOption = conformSchema('schema.common.null-option', {
  lane: 'shared',
  async check(context) {
    await acceptFields(context, {
      'is the default': [
        { name: 'a', type: 'text', max: null, pattern: null, required: null },
        { max: 0, pattern: '', required: false },
      ],
      'but null for a list': [
        { name: 'a', type: 'email', onlyDomains: null },
        { onlyDomains: null },
      ],
    })
  },
})

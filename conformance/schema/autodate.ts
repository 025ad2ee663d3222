import { conformSchema, updateFailed } from '../collections/support.ts'
import { acceptFields, fieldShape, fieldsOf, refuseFields } from './support.ts'

const autodate = (options: Readonly<Record<string, unknown>> = {}) => ({
  name: 'created',
  type: 'autodate',
  ...options,
})

export const shape = fieldShape('schema.autodate.shape', [
  [
    autodate({ onCreate: true }),
    {
      hidden: false,
      id: 'autodate2990389176',
      name: 'created',
      onCreate: true,
      onUpdate: false,
      presentable: false,
      system: false,
      type: 'autodate',
    },
  ],
])

export const requiredFlag = conformSchema('schema.autodate.required-flag', {
  lane: 'shared',
  async check(context) {
    await acceptFields(context, {
      'onCreate alone': [autodate({ onCreate: true }), { onCreate: true, onUpdate: false }],
      'onUpdate alone': [autodate({ onUpdate: true }), { onCreate: false, onUpdate: true }],
    })
    const error = {
      code: 'validation_required',
      message: 'Either onCreate or onUpdate must be enabled.',
    }
    await refuseFields(context, autodate({ onCreate: true }), {
      neither: [autodate(), { onCreate: error, onUpdate: error }],
    })
  },
})

export const flagsLocked = conformSchema('schema.autodate.system-flags-locked', {
  lane: 'private',
  async check({ superuser, update, claim, refused }) {
    const fields = fieldsOf(await superuser.get('/api/collections/_superusers'))
    const position = fields.findIndex(({ name }) => name === 'created')
    const control = await update('_superusers', { fields })
    const changed = fields.with(position, { ...fields[position], onCreate: false, onUpdate: true })
    const error = { code: 'validation_values_mismatch', message: "Values don't match." }
    const answer = refused(control, await update('_superusers', { fields: changed }))
    claim('of a system field', answer).error(400, updateFailed, {
      fields: { [position]: { onCreate: error, onUpdate: error } },
    })
    const users = fieldsOf(await superuser.get('/api/collections/users'))
    const free = users.map((field) =>
      field['name'] === 'created' ? { ...field, onCreate: false, onUpdate: true } : field,
    )
    claim('not of another', await update('users', { fields: free })).status(200)
  },
})

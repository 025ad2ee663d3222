import type { RequirementId } from '../../spec/registry.ts'
import { conformSchema, updateFailed } from '../collections/support.ts'
import type { Case } from '../harness/case.ts'
import { commonKeys, fieldsOf } from './support.ts'

export const base = conformSchema('schema.system.base', {
  lane: 'shared',
  async check({ createWith, claim }) {
    claim('id alone', await createWith())
      .status(200)
      .length('/fields', 1)
      .json('/fields/0/name', 'id')
  },
})

const system = { ...commonKeys, system: true }

/** The default field of an auth collection at a position of its list. */
const authField = (
  id: RequirementId,
  position: number,
  field: Readonly<Record<string, unknown>>,
): Case =>
  conformSchema(id, {
    lane: 'shared',
    async check({ unique, create, claim }) {
      const created = await create({ name: unique('a_'), type: 'auth' })
      claim('is this', created).status(200).json(`/fields/${position}`, field)
      claim('is one of six', created).length('/fields', 6)
    },
  })

export const authPassword = authField('schema.system.auth-password', 1, {
  ...system,
  cost: 0,
  hidden: true,
  id: 'password901924565',
  max: 0,
  min: 8,
  name: 'password',
  pattern: '',
  required: true,
  type: 'password',
})

export const authTokenKey = authField('schema.system.auth-token-key', 2, {
  ...system,
  autogeneratePattern: '[a-zA-Z0-9]{50}',
  hidden: true,
  id: 'text2504183744',
  max: 60,
  min: 30,
  name: 'tokenKey',
  pattern: '',
  primaryKey: false,
  required: true,
  type: 'text',
})

export const authEmail = authField('schema.system.auth-email', 3, {
  ...system,
  exceptDomains: null,
  id: 'email3885137012',
  name: 'email',
  onlyDomains: null,
  required: true,
  type: 'email',
})

export const authEmailVisibility = authField('schema.system.auth-email-visibility', 4, {
  ...system,
  id: 'bool1547992806',
  name: 'emailVisibility',
  type: 'bool',
})

export const authVerified = authField('schema.system.auth-verified', 5, {
  ...system,
  id: 'bool256245529',
  name: 'verified',
  type: 'bool',
})

export const customizable = conformSchema('schema.system.auth-options-customizable', {
  lane: 'shared',
  async check({ superuser, collection, update, claim }) {
    const { name, path } = await collection({ type: 'auth' })
    const changes: Readonly<Record<string, Readonly<Record<string, unknown>>>> = {
      password: { min: 10, max: 60, cost: 12, pattern: '^.+$' },
      tokenKey: { min: 40, max: 50, autogeneratePattern: '[a-z]{45}' },
      email: { required: false, onlyDomains: ['example.com'] },
      verified: { hidden: true },
    }
    const fields = fieldsOf(await superuser.get(path)).map((field) => ({
      ...field,
      ...changes[String(field['name'])],
    }))
    const updated = await update(name, { fields })
    claim('are as sent', updated).status(200).json('/fields', fields)
    claim('are kept', await superuser.get(path))
      .status(200)
      .json('/fields', fields)
    const wrong = fields.map((field) => ('cost' in field ? { ...field, cost: 40 } : field))
    claim('within their limits', await update(name, { fields: wrong }))
      .status(400)
      .json('/message', updateFailed)
  },
})

export const view = conformSchema('schema.system.view', {
  lane: 'shared',
  async check({ unique, create, claim }) {
    const created = await create({
      name: unique('v_'),
      type: 'view',
      viewQuery: "select 'x' as id",
    })
    claim('has the generated id', created).status(200).length('/fields', 1)
    claim('which is not the default one', created)
      .json('/fields/0/name', 'id')
      .json('/fields/0/max', 0)
      .json('/fields/0/autogeneratePattern', '')
  },
})

import { readRows } from '../probes/data-dir.ts'
import { conformSchema, invalidRegex, noGreaterThan, noLessThan } from '../collections/support.ts'
import { acceptFields, commonKeys, fieldShape, refuseFields } from './support.ts'

const password = (options: Readonly<Record<string, unknown>> = {}) => ({
  name: 'p',
  type: 'password',
  ...options,
})

export const shape = fieldShape('schema.password.shape', [
  [
    password({ id: 'p1' }),
    { ...commonKeys, ...password({ id: 'p1' }), cost: 0, max: 0, min: 0, pattern: '' },
  ],
])

export const runtimeDefaults = conformSchema('schema.password.runtime-defaults', {
  lane: 'shared',
  needs: ['data-dir'],
  async check({ server, superuser, collection, claim }) {
    const { name, records } = await collection({ fields: [password()] })
    const create = (length: number) => superuser.post(records, { p: 'a'.repeat(length) })
    const longest = await create(71)
    claim('71 characters', longest).status(200)
    claim('not 72', await create(72))
      .status(400)
      .json('/data/p/code', 'validation_max_text_constraint')
    claim('one character', await create(1)).status(200)
    const sql = `SELECT p FROM "${name}" WHERE id = ?`
    const [row] = readRows(server, 'data.db', sql, longest.text('/id'))
    claim('cost 10', row?.['p']).matches(/^\$2[aby]\$10\$/)
  },
})

export const limits = conformSchema('schema.password.limits', {
  lane: 'shared',
  async check(context) {
    await acceptFields(context, {
      lowest: [password({ min: 1, max: 1, cost: 4 }), { min: 1, max: 1, cost: 4 }],
      highest: [password({ min: 71, max: 71, cost: 31 }), { min: 71, max: 71, cost: 31 }],
    })
    await refuseFields(context, password({ min: 1, max: 1, cost: 4 }), {
      'min -1': [password({ min: -1 }), { min: noLessThan(1) }],
      'min 72': [password({ min: 72 }), { min: noGreaterThan(71) }],
      'max below min': [password({ min: 10, max: 5 }), { max: noLessThan(10) }],
      'max 72': [password({ max: 72 }), { max: noGreaterThan(71) }],
      'cost 3': [password({ cost: 3 }), { cost: noLessThan(4) }],
      'cost 32': [password({ cost: 32 }), { cost: noGreaterThan(31) }],
    })
  },
})

export const pattern = conformSchema('schema.password.pattern', {
  lane: 'shared',
  async check(context) {
    await refuseFields(context, password({ pattern: '(valid)' }), {
      'is refused': [password({ pattern: '(invalid' }), { pattern: invalidRegex }],
    })
  },
})

import { conform } from '../harness/case.ts'
import { inTurn } from '../harness/turns.ts'
import { blank, lengthBetween } from '../harness/wording.ts'
import { badFormat, conformSchema, crc32, createFailed, invalidRule } from './support.ts'

export const success = conformSchema('collections.create.success', {
  lane: 'shared',
  async check({ superuser, unique, create, claim }) {
    const name = unique('new_')
    const fields = [{ type: 'text', id: '12345789', name: 'test' }]
    const created = await create({ name, type: 'base', fields })
    claim('answers 200', created).status(200).json('/name', name)
    claim('with the id field and the sent one', created)
      .length('/fields', 2)
      .json('/fields/0/name', 'id')
      .json('/fields/1/id', '12345789')
      .json('/fields/1/name', 'test')
    const stored = await superuser.get(`/api/collections/${name}`)
    claim('which is what is stored', stored).status(200).body(created.json)
  },
})

export const defaultType = conformSchema('collections.create.default-type', {
  lane: 'shared',
  async check({ unique, create, claim }) {
    claim('a missing one is base', await create({ name: unique('d_') }))
      .status(200)
      .json('/type', 'base')
    claim('an empty one is base', await create({ name: unique('d_'), type: '' }))
      .status(200)
      .json('/type', 'base')
  },
})

export const tableUsable = conformSchema('collections.create.table-usable', {
  lane: 'shared',
  async check({ superuser, unique, create, accepted, claim }) {
    const name = unique('t_')
    const indexes = [`CREATE UNIQUE INDEX idx_${name} ON ${name} (t)`]
    accepted(await create({ name, fields: [{ name: 't', type: 'text' }], indexes }))
    const records = `/api/collections/${name}/records`
    claim('takes a record', await superuser.post(records, { t: 'a' }))
      .status(200)
      .json('/t', 'a')
    claim('lists it', await superuser.get(records))
      .status(200)
      .length('/items', 1)
    claim('has the index', await superuser.post(records, { t: 'a' }))
      .status(400)
      .json('/data/t/code', 'validation_not_unique')
  },
})

export const persistent = conformSchema('collections.create.persistent', {
  lane: 'private',
  needs: ['restart'],
  async check({ server, superuser, collection, record, user, claim }) {
    const base = await collection({ fields: [{ name: 't', type: 'text' }] })
    const { id } = await record(base, { t: 'kept' })
    const auth = await collection({ type: 'auth' })
    const viewQuery = `SELECT id, t FROM ${base.name}`
    const view = await collection({ type: 'view', viewQuery })
    const { client } = await user({}, auth)
    const before = await superuser.get('/api/collections', { perPage: '100' })
    await server.restart()
    claim('collections', await superuser.get('/api/collections', { perPage: '100' }))
      .status(200)
      .body(before.json)
    claim('records', await superuser.get(`${base.records}/${id}`))
      .status(200)
      .json('/t', 'kept')
    claim('secrets', await client.post(`${auth.path}/auth-refresh`)).status(200)
    claim('views', await superuser.get(view.records))
      .status(200)
      .json('/items/0/t', 'kept')
  },
})

export const errorMessage = conform('collections.create.error-message', {
  lane: 'shared',
  async check({ superuser, collection, claim }) {
    const { name } = await collection()
    const answer = await superuser.post('/api/collections', {
      name,
      type: 'base',
      fields: [{ type: 'text', name: '' }],
    })
    claim('has its message', answer).status(400).json('/message', createFailed)
    claim('names the name', answer).json('/data/name/code', 'validation_collection_name_exists')
    claim('names the field', answer).json('/data/fields/1/name/code', 'validation_required')
  },
})

export const errorsCollected = conformSchema('collections.create.errors-collected', {
  lane: 'shared',
  async check({ create, claim }) {
    const answer = await create({
      name: 'bad name!',
      type: 'auth',
      listRule: 'missing = 1',
      indexes: ['create index invalid'],
      authRule: 'missing = 1',
    })
    const badIndex = {
      code: 'validation_invalid_index_expression',
      message: 'Invalid CREATE INDEX expression.',
    }
    claim('names all four', answer).error(400, createFailed, {
      name: badFormat,
      listRule: invalidRule,
      indexes: { 0: badIndex },
      authRule: invalidRule,
    })
    const several = await create({ name: `${'a'.repeat(256)} _via_` })
    claim('one failure for a key', several).error(400, createFailed, {
      name: lengthBetween(1, 255),
    })
  },
})

export const rawError = conformSchema('collections.create.raw-db-error', {
  lane: 'shared',
  async check({ unique, create, claim, refused }) {
    const name = unique('sqlite')
    const control = await create({ name })
    const answer = refused(control, await create({ name: name.replace('sqlite', 'sqlite_') }))
    claim('has no data', answer).status(400).json('/data', {}).json('/status', 400)
    claim('says that it is raw', answer.at('/message')).matches(
      /^Failed to create collection\. Raw error: \n/,
    )
  },
})

export const rollback = conformSchema('collections.create.rollback', {
  lane: 'shared',
  async check({ superuser, unique, create, claim }) {
    const name = unique('r_')
    const fields = [{ name: 't', type: 'text' }]
    const valid = `CREATE INDEX idx1_${name} ON ${name} (t)`
    const invalid = `CREATE INDEX idx2_${name} ON ${name} (missing)`
    claim('one bad index fails it', await create({ name, fields, indexes: [valid, invalid] }))
      .status(400)
      .json('/data/indexes/1/code', 'validation_invalid_index_expression')
    claim('no collection', await superuser.get(`/api/collections/${name}`)).status(404)
    claim('no table and no index', await create({ name, fields, indexes: [valid] })).status(200)
  },
})

export const concurrent = conform('collections.create.concurrent', {
  lane: 'shared',
  async check({ server, superuser, unique, claim, defer }) {
    const name = unique('same_')
    defer(() => inTurn(server, () => superuser.delete(`/api/collections/${name}`)))
    const create = () => superuser.post('/api/collections', { name })
    const answers = await inTurn(server, () => Promise.all(Array.from({ length: 8 }, create)))
    const statuses = answers.map(({ status }) => status).sort()
    claim('one succeeds', statuses).equals([200, 400, 400, 400, 400, 400, 400, 400])
  },
})

export const systemFlag = conformSchema('collections.create.system-flag', {
  lane: 'private',
  async check({ superuser, unique, create, update, remove, claim }) {
    const name = unique('sys_')
    claim('may be set', await create({ name, system: true }))
      .status(200)
      .json('/system', true)
    claim('no delete', await remove(name)).error(400, 'Failed to delete collection.')
    claim('no other name', await update(name, { name: `${name}2` }))
      .status(400)
      .json('/data/name/code', 'validation_collection_system_name_change')
    claim('no other rules', await update(name, { listRule: '' }))
      .status(400)
      .json('/data/listRule/code', 'validation_collection_system_rule_change')
    claim('it is still there', await superuser.get(`/api/collections/${name}`)).status(200)
  },
})

export const idGenerated = conformSchema('collections.create.id-generated', {
  lane: 'shared',
  async check({ unique, create, claim }) {
    const base = unique('id_')
    claim('of a base collection', await create({ name: base, type: 'base' }))
      .status(200)
      .json('/id', `pbc_${crc32(`base${base}`)}`)
    const auth = unique('id_')
    claim('of an auth collection', await create({ name: auth, type: 'auth' }))
      .status(200)
      .json('/id', `pbc_${crc32(`auth${auth}`)}`)
  },
})

export const idEmpty = conformSchema('collections.create.id-empty-string', {
  lane: 'shared',
  async check({ unique, create, claim }) {
    const name = unique('id_')
    claim('is generated', await create({ id: '', name }))
      .status(200)
      .json('/id', `pbc_${crc32(`base${name}`)}`)
  },
})

export const idCollision = conformSchema('collections.create.id-collision', {
  lane: 'shared',
  async check({ unique, create, update, accepted, claim }) {
    const name = unique('id_')
    const first = accepted(await create({ name })).text('/id')
    accepted(await update(first, { name: `${name}_other` }))
    claim('the second one ends in 2', await create({ name }))
      .status(200)
      .json('/id', `${first}2`)
    accepted(await update(`${first}2`, { name: `${name}_another` }))
    claim('the third one in 3', await create({ name }))
      .status(200)
      .json('/id', `${first}3`)
  },
})

export const collisionIndexNames = conformSchema('collections.create.id-collision-index-names', {
  lane: 'shared',
  async check({ unique, create, update, accepted, claim }) {
    const name = unique('id_')
    const first = accepted(await create({ name, type: 'auth' })).text('/id')
    accepted(await update(first, { name: `${name}_other` }))
    const second = await create({ name, type: 'auth' })
    claim('have the new id', second)
      .status(200)
      .json(
        '/indexes/0',
        `CREATE UNIQUE INDEX \`idx_tokenKey_${first}2\` ON \`${name}\` (\`tokenKey\`)`,
      )
  },
})

export const idCustom = conformSchema('collections.create.id-custom', {
  lane: 'shared',
  async check({ unique, create, claim }) {
    for (const id of [unique('My_Id_'), unique('x'.repeat(92))]) {
      claim(`keeps ${id.length} characters`, await create({ id, name: unique('c_') }))
        .status(200)
        .json('/id', id)
    }
  },
})

export const idFormat = conformSchema('collections.create.id-format', {
  lane: 'shared',
  async check({ unique, create, claim, refused }) {
    const control = await create({ id: unique('a_b'), name: unique('c_') })
    for (const id of ['a-b', 'a b', 'é', ' a']) {
      const answer = refused(control, await create({ id, name: unique('c_') }))
      claim(`refuses ${JSON.stringify(id)}`, answer).error(400, createFailed, { id: badFormat })
    }
  },
})

export const idLength = conformSchema('collections.create.id-length', {
  lane: 'shared',
  async check({ unique, create, claim, refused }) {
    const control = await create({ id: unique('a'.repeat(92)), name: unique('c_') })
    for (const id of ['a'.repeat(101), '-'.repeat(101), 'é'.repeat(51)]) {
      const answer = refused(control, await create({ id, name: unique('c_') }))
      claim(`refuses ${id.length} times ${id.charAt(0)}`, answer).error(400, createFailed, {
        id: lengthBetween(1, 100),
      })
    }
  },
})

export const idExisting = conformSchema('collections.create.id-existing', {
  lane: 'shared',
  async check({ unique, create, claim, refused }) {
    const control = await create({ id: unique('pb'), name: unique('c_') })
    const answer = refused(control, await create({ id: '_pb_users_auth_', name: unique('c_') }))
    claim('is refused', answer).error(400, createFailed, {
      id: {
        code: 'validation_invalid_or_existing_id',
        message: 'The model id is invalid or already exists.',
      },
    })
    claim('also without a name', await create({ id: '_pb_users_auth_' }))
      .status(400)
      .json('/data/name', blank)
  },
})

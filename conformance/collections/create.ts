import { conform } from '../harness/case.ts'
import { any } from '../harness/match.ts'

export const defaultType = conform('collections.create.default-type', {
  lane: 'shared',
  async check({ superuser, unique, claim, defer }) {
    const name = unique('d_')
    defer(() => superuser.delete(`/api/collections/${name}`))
    claim('is base', await superuser.post('/api/collections', { name }))
      .status(200)
      .json('/type', 'base')
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
    claim('has its message', answer).status(400).json('/message', 'Failed to create collection.')
    claim('names the name', answer).json('/data/name/code', 'validation_collection_name_exists')
    claim('names the field', answer).json('/data/fields/1/name/code', 'validation_required')
  },
})

export const idCustom = conform('collections.create.id-custom', {
  lane: 'shared',
  async check({ superuser, unique, claim, defer }) {
    const id = unique('My_Id_')
    defer(() => superuser.delete(`/api/collections/${id}`))
    const created = await superuser.post('/api/collections', { id, name: unique('c_') })
    claim('keeps the id', created).status(200).json('/id', id)
  },
})

export const baseKeys = conform('collections.shape.base-keys', {
  lane: 'shared',
  async check({ superuser, unique, claim, defer }) {
    const name = unique('b_')
    defer(() => superuser.delete(`/api/collections/${name}`))
    const created = await superuser.post('/api/collections', { name, type: 'base' })
    claim('has these keys and values', created)
      .status(200)
      .body({
        createRule: null,
        created: any.date,
        deleteRule: null,
        fields: any.array,
        id: any.matching(/^pbc_\d+$/),
        indexes: [],
        listRule: null,
        name,
        system: false,
        type: 'base',
        updateRule: null,
        updated: any.date,
        viewRule: null,
      })
    claim('has the id field', created).length('/fields', 1).json('/fields/0', {
      autogeneratePattern: '[a-z0-9]{15}',
      hidden: false,
      id: 'text3208210256',
      max: 15,
      min: 15,
      name: 'id',
      pattern: '^[a-z0-9]+$',
      presentable: false,
      primaryKey: true,
      required: true,
      system: true,
      type: 'text',
    })
  },
})

export const byIdOrName = conform('collections.view.by-id-or-name', {
  lane: 'shared',
  async check({ superuser, claim }) {
    const at = '/api/collections'
    for (const key of ['users', 'USERS', '_pb_users_auth_']) {
      claim(key, await superuser.get(`${at}/${key}`))
        .status(200)
        .json('/id', '_pb_users_auth_')
    }
    claim('ids are case-sensitive', await superuser.get(`${at}/_PB_USERS_AUTH_`)).status(404)
  },
})

export const deleteSuccess = conform('collections.delete.success', {
  lane: 'shared',
  async check({ superuser, unique, claim, accepted, defer }) {
    const name = unique('gone_')
    const create = () => superuser.post('/api/collections', { name })
    const first = accepted(await create())
    claim('answers nothing', await superuser.delete(`/api/collections/${name}`))
      .status(204)
      .empty()
    claim('is gone', await superuser.get(`/api/collections/${name}`)).status(404)
    const again = await create()
    defer(() => superuser.delete(`/api/collections/${name}`))
    claim('can be made again, with the same id', again).status(200).json('/id', first.at('/id'))
  },
})

export const deleteReferenced = conform('collections.delete.referenced', {
  lane: 'shared',
  async check({ superuser, collection, claim }) {
    const target = await collection()
    const other = await collection({
      fields: [{ name: 'rel', type: 'relation', collectionId: target.id, maxSelect: 1 }],
    })
    const refused = await superuser.delete(target.path)
    claim('names the referencing collection', refused).error(
      400,
      `Failed to delete collection probably due to existing reference in ${other.name}.`,
    )
  },
})

export const concurrent = conform('collections.create.concurrent', {
  lane: 'shared',
  async check({ superuser, unique, claim, defer }) {
    const name = unique('same_')
    defer(() => superuser.delete(`/api/collections/${name}`))
    const create = () =>
      superuser.send('POST', '/api/collections', { json: { name }, atOnce: true })
    const answers = await Promise.all(Array.from({ length: 8 }, create))
    const statuses = answers.map(({ status }) => status).sort()
    claim('one succeeds', statuses).equals([200, 400, 400, 400, 400, 400, 400, 400])
  },
})

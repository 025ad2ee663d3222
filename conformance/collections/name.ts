import { badFormat, conformSchema, createFailed, updateFailed } from './support.ts'
import { blank, lengthBetween } from '../harness/wording.ts'

const taken = {
  code: 'validation_collection_name_exists',
  message: 'Collection name must be unique (case insensitive).',
}
const isAnId = {
  code: 'validation_collection_name_id_duplicate',
  message: 'The name must not match an existing collection id.',
}
const internal = {
  code: 'validation_collection_name_invalid',
  message: "The name shouldn't match with an existing internal table.",
}
const via = { code: 'validation_found_via', message: 'The value cannot contain "_via_".' }
const systemRename = {
  code: 'validation_collection_system_name_change',
  message: 'System collection name cannot be changed.',
}

export const required = conformSchema('collections.name.required', {
  lane: 'shared',
  async check({ unique, create, update, claim, refused }) {
    const name = unique('n_')
    const control = await create({ name, type: 'base' })
    for (const body of [{ type: 'base' }, { type: 'base', name: '' }]) {
      const answer = refused(control, await create(body))
      claim(`create ${JSON.stringify(body)}`, answer).error(400, createFailed, { name: blank })
    }
    claim('update', await update(name, { name: '' })).error(400, updateFailed, { name: blank })
  },
})

export const length = conformSchema('collections.name.length', {
  lane: 'shared',
  async check({ unique, create, claim, refused }) {
    const longest = await create({ name: unique('n'.repeat(247)) })
    claim('255 are fine', longest).status(200)
    for (const name of ['a'.repeat(256), 'é'.repeat(128)]) {
      const answer = refused(longest, await create({ name }))
      claim(`${name.length} times ${name.charAt(0)}`, answer).error(400, createFailed, {
        name: lengthBetween(1, 255),
      })
    }
  },
})

export const foundVia = conformSchema('collections.name.via', {
  lane: 'shared',
  async check({ unique, create, claim, refused }) {
    const control = await create({ name: unique('a_via') })
    for (const name of ['a_VIA_b', 'a_via_b!']) {
      const answer = refused(control, await create({ name }))
      claim(name, answer).error(400, createFailed, { name: via })
    }
  },
})

export const format = conformSchema('collections.name.format', {
  lane: 'shared',
  async check({ unique, create, claim, refused }) {
    const digit = await create({ name: unique('1a') })
    claim('may begin with a digit', digit).status(200)
    claim('may begin with _', await create({ name: unique('_a') })).status(200)
    for (const name of ['a b', 'a-b', ' a', 'a ', 'é', 'a\n']) {
      const answer = refused(digit, await create({ name }))
      claim(JSON.stringify(name), answer).error(400, createFailed, { name: badFormat })
    }
  },
})

/** `order` itself can be had only once, so the server is the case's own. */
export const sqlKeywords = conformSchema('collections.name.sql-keywords', {
  lane: 'private',
  async check({ superuser, create, claim }) {
    const fields = ['group', 'from', 'select'].map((name) => ({ name, type: 'text' }))
    const indexes = ['create index ix on `order` (`group`)']
    claim('are names', await create({ name: 'order', fields, indexes })).status(200)
    const records = '/api/collections/order/records'
    const first = { group: '1', from: 'a', select: 'x' }
    claim('take records', await superuser.post(records, first))
      .status(200)
      .json('/select', 'x')
    claim('take more', await superuser.post(records, { ...first, from: 'b' })).status(200)
    const listed = await superuser.get(records, { filter: "group='1'", sort: '-from' })
    claim('filter and sort', listed)
      .status(200)
      .length('/items', 2)
      .json('/items/0/from', 'b')
      .json('/items/1/from', 'a')
    const viewQuery = 'select id, o.`group` from `order` o'
    const view = await create({ name: 'where', type: 'view', viewQuery })
    claim('are views', view)
      .status(200)
      .json('/fields/1/name', 'group')
      .json('/fields/1/type', 'text')
    claim('which list', await superuser.get('/api/collections/where/records'))
      .status(200)
      .json('/items/0/group', '1')
  },
})

export const unique = conformSchema('collections.name.unique', {
  lane: 'shared',
  async check({ collection, create, update, claim, refused }) {
    const { name } = await collection()
    const other = await collection()
    const control = await update(other.name, { name: other.name })
    for (const sent of [name, name.toUpperCase()]) {
      const created = refused(control, await create({ name: sent }))
      const updated = refused(control, await update(other.name, { name: sent }))
      const spelled = sent === name ? 'the same' : 'other case'
      claim(`create: ${spelled}`, created).error(400, createFailed, { name: taken })
      claim(`update: ${spelled}`, updated).error(400, updateFailed, { name: taken })
    }
  },
})

export const notAnId = conformSchema('collections.name.not-an-id', {
  lane: 'shared',
  async check({ unique: fresh, collection, create, update, remove, accepted, claim, refused }) {
    const id = fresh('own')
    const name = fresh('n_')
    accepted(await create({ id, name }))
    const other = await collection()
    const loud = await create({ name: id.toUpperCase() })
    claim('another letter case is fine', loud).status(200)
    accepted(await remove(id.toUpperCase()))
    const created = refused(loud, await create({ name: id }))
    claim('create', created).error(400, createFailed, { name: isAnId })
    claim('update', await update(other.name, { name: id })).error(400, updateFailed, {
      name: isAnId,
    })
    claim('also its own', await update(name, { name: id })).error(400, updateFailed, {
      name: isAnId,
    })
  },
})

export const ownId = conformSchema('collections.name.own-id', {
  lane: 'shared',
  async check({ unique: fresh, create, update, importAll, claim }) {
    const id = fresh('zz')
    claim('create', await create({ id, name: id }))
      .status(200)
      .json('/id', id)
      .json('/name', id)
    claim('no save afterwards', await update(id, {})).error(400, updateFailed, { name: isAnId })
    claim('until it is renamed', await update(id, { name: `${id}_2` })).status(200)
    const other = fresh('zz')
    claim('no import', await importAll([{ id: other, name: other }]))
      .status(400)
      .json('/data/collections/code', 'validation_collections_import_failure')
  },
})

export const internalTable = conformSchema('collections.name.internal-table', {
  lane: 'shared',
  async check({ collection, create, update, claim, refused }) {
    const { name } = await collection()
    const control = await create({ name: '_logs' })
    claim('that of the other database is fine', control).status(200)
    for (const sent of ['_params', '_migrations', '_Collections']) {
      const created = refused(control, await create({ name: sent }))
      claim(`create ${sent}`, created).error(400, createFailed, { name: internal })
    }
    claim('update', await update(name, { name: '_Collections' })).error(400, updateFailed, {
      name: internal,
    })
  },
})

export const checkOrder = conformSchema('collections.name.check-order', {
  lane: 'shared',
  async check({ create, update, claim }) {
    claim('length before _via_ and format', await create({ name: `_via_ ${'a'.repeat(256)}` }))
      .status(400)
      .json('/data/name', lengthBetween(1, 255))
    claim('_via_ before format', await create({ name: 'a_via_ !' }))
      .status(400)
      .json('/data/name', via)
    claim('format before the rename', await update('_mfas', { name: 'a b' }))
      .status(400)
      .json('/data/name', badFormat)
    claim('the rename before unique', await update('_mfas', { name: 'users' }))
      .status(400)
      .json('/data/name', systemRename)
  },
})

export const renameSystem = conformSchema('collections.name.system-rename', {
  lane: 'shared',
  async check({ collection, unique: fresh, update, claim, refused }) {
    const { name } = await collection()
    const control = await update(name, { name: fresh('n_') })
    const answer = refused(control, await update('_superusers', { name: fresh('n_') }))
    claim('is refused', answer).error(400, updateFailed, { name: systemRename })
  },
})

export const caseOnly = conformSchema('collections.name.case-only-rename', {
  lane: 'shared',
  async check({ superuser, collection, record, update, claim }) {
    const made = await collection()
    const { id } = await record(made)
    const name = made.name.toUpperCase()
    claim('is stored', await update(made.name, { name }))
      .status(200)
      .json('/name', name)
    claim('keeps the records', await superuser.get(made.records))
      .status(200)
      .length('/items', 1)
      .json('/items/0/id', id)
      .json('/items/0/collectionName', name)
  },
})

import { readRows } from '../probes/data-dir.ts'
import { conformSchema, oneOfEachType, updateFailed } from './support.ts'
import { blank } from '../harness/wording.ts'

const at = '/api/collections'

const rawFailure = /^Failed to update collection\. Raw error: ?\n/

const text = (name: string) => ({ name, type: 'text' })

export const success = conformSchema('collections.update.success', {
  lane: 'shared',
  async check({ superuser, unique, collection, create, update, accepted, claim }) {
    for (const [type, body] of Object.entries(oneOfEachType(await collection()))) {
      const made = accepted(await create({ ...body, name: unique('c_') })).text('/name')
      const answer = await update(made, {})
      claim(`answers what is stored: ${type}`, answer)
        .status(200)
        .body((await superuser.get(`${at}/${made}`)).json)
    }
    const { name, path } = await collection({ type: 'auth', fields: [text('a')] })
    const before = await superuser.get(path)
    const updated = await update(name, { otp: { enabled: true } })
    claim('merges nested keys', updated)
      .status(200)
      .json('/otp', { ...Object(before.at('/otp')), enabled: true })
    claim('keeps the others', { ...Object(updated.json), otp: 0, updated: 0 }).equals({
      ...Object(before.json),
      otp: 0,
      updated: 0,
    })
    claim('is what is stored', await superuser.get(path))
      .status(200)
      .body(updated.json)
  },
})

export const bumpsUpdated = conformSchema('collections.update.noop-bumps-updated', {
  lane: 'shared',
  async check({ superuser, collection, update, claim }) {
    const { name, path } = await collection()
    const before = await superuser.get(path)
    const updated = await update(name, {})
    claim('keeps created', updated).status(200).json('/created', before.at('/created'))
    const later = updated.text('/updated') > before.text('/updated')
    claim('moves updated', later).equals(true)
  },
})

export const createdWritable = conformSchema('collections.update.created-writable', {
  lane: 'shared',
  async check({ collection, update, claim }) {
    const { name } = await collection()
    const old = '2000-01-01 00:00:00.000Z'
    const updated = await update(name, { created: old, updated: old })
    claim('created is stored', updated).status(200).json('/created', old)
    claim('updated is not', updated.text('/updated')).differs(old)
  },
})

export const fieldsReplaced = conformSchema('collections.update.fields-replaced', {
  lane: 'shared',
  async check({ superuser, unique, collection, record, update, claim }) {
    const name = unique('c_')
    const made = await collection({
      name,
      fields: [text('a'), text('b')],
      indexes: [`CREATE INDEX idx1_${name} ON ${name} (a)`],
    })
    const { id } = await record(made, { a: '1', b: '2' })
    const updated = await update(name, { fields: [text('a')] })
    claim('drops what is left out', updated).status(200).length('/fields', 2)
    const kept = await superuser.get(`${made.records}/${id}`)
    claim('keeps the value of the other', kept).status(200).json('/a', '1')
    claim('with its data', kept).absent('/b')
    const indexes = [`CREATE INDEX idx2_${name} ON ${name} (a, id)`]
    claim('indexes as a whole', await update(name, { indexes }))
      .status(200)
      .json('/indexes', indexes)
    const again = await update(name, { fields: [text('a'), text('b')] })
    claim('a field that returns', again).status(200)
    claim('returns empty', await superuser.get(`${made.records}/${id}`))
      .status(200)
      .json('/b', '')
  },
})

export const matchedById = conformSchema('collections.update.fields-matched-by-id', {
  lane: 'shared',
  async check({ superuser, collection, record, update, claim }) {
    const made = await collection({ fields: [{ id: 'custom1', ...text('a') }, text('b')] })
    const { id } = await record(made, { a: '1', b: '2' })
    claim('an update without ids', await update(made.name, { fields: [text('a'), text('b')] }))
      .status(200)
      .length('/fields', 3)
    const after = await superuser.get(`${made.records}/${id}`)
    claim('is a new column beside a custom id', after).status(200).json('/a', '')
    claim('is the same one with the generated id', after).json('/b', '2')
  },
})

export const fieldsNull = conformSchema('collections.update.fields-null', {
  lane: 'shared',
  async check({ collection, update, claim }) {
    const { name } = await collection({ fields: [text('a')] })
    claim('drops all', await update(name, { fields: null }))
      .status(200)
      .length('/fields', 1)
  },
})

export const fieldRename = conformSchema('collections.update.field-rename-keeps-data', {
  lane: 'shared',
  async check({ superuser, collection, record, update, claim }) {
    const fields = (first: string, second: string) => [
      { id: 'f1', ...text(first) },
      { id: 'f2', ...text(second) },
    ]
    const made = await collection({ fields: fields('a', 'b') })
    const { id } = await record(made, { a: '1', b: '2' })
    const path = `${made.records}/${id}`
    claim('swap', await update(made.name, { fields: fields('b', 'a') })).status(200)
    claim('swapped', await superuser.get(path))
      .status(200)
      .json('/a', '2')
      .json('/b', '1')
    claim('rename', await update(made.name, { fields: fields('b', 'c') })).status(200)
    claim('renamed', await superuser.get(path))
      .status(200)
      .json('/b', '1')
      .json('/c', '2')
      .absent('/a')
  },
})

export const addDefault = conformSchema('collections.update.field-add-default', {
  lane: 'shared',
  async check({ superuser, collection, record, update, claim }) {
    const made = await collection()
    const other = await collection()
    const { id } = await record(made)
    const values = ['x', 'y']
    const fields = [
      { name: 'text', type: 'text' },
      { name: 'editor', type: 'editor' },
      { name: 'email', type: 'email' },
      { name: 'url', type: 'url' },
      { name: 'date', type: 'date' },
      { name: 'auto', type: 'autodate', onCreate: true, onUpdate: true },
      { name: 'number', type: 'number' },
      { name: 'bool', type: 'bool' },
      { name: 'json', type: 'json' },
      { name: 'point', type: 'geoPoint' },
      { name: 'one', type: 'select', values },
      { name: 'many', type: 'select', values, maxSelect: 2 },
      { name: 'file', type: 'file' },
      { name: 'files', type: 'file', maxSelect: 2 },
      { name: 'rel', type: 'relation', collectionId: other.id },
      { name: 'rels', type: 'relation', collectionId: other.id, maxSelect: 2 },
    ]
    claim('is accepted', await update(made.name, { fields })).status(200)
    claim('every field has its zero value', await superuser.get(`${made.records}/${id}`))
      .status(200)
      .body({
        collectionId: made.id,
        collectionName: made.name,
        id,
        text: '',
        editor: '',
        email: '',
        url: '',
        date: '',
        auto: '',
        number: 0,
        bool: false,
        json: null,
        point: { lat: 0, lon: 0 },
        one: '',
        many: [],
        file: '',
        files: [],
        rel: '',
        rels: [],
      })
  },
})

const select = (maxSelect: number, values = ['a', 'b', 'c']) => ({
  fields: [{ name: 's', type: 'select', values, maxSelect }],
})

export const singleToMultiple = conformSchema('collections.update.single-to-multiple', {
  lane: 'shared',
  async check({ superuser, collection, record, update, accepted, claim }) {
    for (const from of [1, 0]) {
      const made = await collection(select(from))
      const full = await record(made, { s: 'a' })
      const empty = await record(made, { s: '' })
      accepted(await update(made.name, select(2)))
      claim(`a value, from ${from}`, await superuser.get(`${made.records}/${full.id}`))
        .status(200)
        .json('/s', ['a'])
      claim(`none, from ${from}`, await superuser.get(`${made.records}/${empty.id}`))
        .status(200)
        .json('/s', [])
    }
  },
})

export const multipleToSingle = conformSchema('collections.update.multiple-to-single', {
  lane: 'shared',
  async check({ superuser, collection, record, update, accepted, claim }) {
    const made = await collection(select(3))
    const values = { full: ['a', 'b'], one: ['c'], empty: [] }
    const ids: Record<string, string> = {}
    for (const [name, s] of Object.entries(values)) ids[name] = (await record(made, { s })).id
    accepted(await update(made.name, select(1)))
    for (const [name, s] of Object.entries({ full: 'b', one: 'c', empty: '' })) {
      claim(name, await superuser.get(`${made.records}/${ids[name]}`))
        .status(200)
        .json('/s', s)
    }
  },
})

export const maxSelectLowered = conformSchema('collections.update.max-select-lowered-multiple', {
  lane: 'shared',
  async check({ superuser, collection, record, update, accepted, claim }) {
    const made = await collection(select(3))
    const { id } = await record(made, { s: ['a', 'b', 'c'] })
    accepted(await update(made.name, select(2)))
    claim('values stay', await superuser.get(`${made.records}/${id}`))
      .status(200)
      .json('/s', ['a', 'b', 'c'])
  },
})

export const optionsKeepData = conformSchema('collections.update.options-keep-data', {
  lane: 'shared',
  async check({ superuser, collection, record, update, claim }) {
    const made = await collection({
      fields: [
        text('a'),
        { name: 's', type: 'select', values: ['a'] },
        { name: 'n', type: 'number' },
      ],
    })
    const { id } = await record(made, { a: 'x'.repeat(20), s: 'a', n: 1.5 })
    const fields = [
      { ...text('a'), max: 5, required: true, pattern: '^y$' },
      { name: 's', type: 'select', values: ['z'], required: true },
      { name: 'n', type: 'number', onlyInt: true, min: 10 },
    ]
    claim('is not checked', await update(made.name, { fields })).status(200)
    claim('values stay', await superuser.get(`${made.records}/${id}`))
      .status(200)
      .json('/a', 'x'.repeat(20))
      .json('/s', 'a')
      .json('/n', 1.5)
  },
})

export const idChange = conformSchema('collections.update.id-change', {
  lane: 'shared',
  async check({ superuser, unique, collection, update, claim, refused }) {
    const { id, name, path } = await collection()
    const control = await update(name, { id })
    claim('the current one is fine', control).status(200).json('/id', id)
    const other = await collection()
    const taken = refused(control, await update(name, { id: other.id }))
    claim('no existing one', taken).error(400, updateFailed, {
      id: { code: 'validation_values_mismatch', message: "Values don't match." },
    })
    const fresh = refused(control, await update(name, { id: unique('id') }))
    claim('no new one', fresh).status(400).json('/data', {}).json('/status', 400)
    claim('which fails raw', fresh.at('/message')).matches(
      /^Failed to update collection\. Raw error:/,
    )
    claim('nothing changed', await superuser.get(path))
      .status(200)
      .json('/id', id)
  },
})

export const errorMessage = conformSchema('collections.update.error-message', {
  lane: 'shared',
  async check({ collection, unique, update, claim, refused }) {
    const { name } = await collection()
    const control = await update(name, {})
    const invalid = refused(control, await update(name, { name: '' }))
    claim('of a validation', invalid).error(400, updateFailed, { name: blank })
    const raw = refused(control, await update(name, { name: unique('sqlite_') }))
    claim('of another failure', raw).status(400).json('/data', {}).json('/status', 400)
    claim('says so', raw.at('/message')).matches(rawFailure)
  },
})

export const rename = conformSchema('collections.update.rename', {
  lane: 'shared',
  async check({ superuser, collection, record, user, update, claim }) {
    const auth = await collection({ type: 'auth' })
    const { client, id } = await user({}, auth)
    const fields = [{ name: 'rel', type: 'relation', collectionId: auth.id }]
    const referring = await collection({ fields })
    const relation = await record(referring, { rel: id })
    const name = `${auth.name}_new`
    claim('keeps the id', await update(auth.name, { name }))
      .status(200)
      .json('/id', auth.id)
      .json('/name', name)
    claim('keeps records', await superuser.get(`${at}/${name}/records/${id}`))
      .status(200)
      .json('/collectionName', name)
    const expanded = await superuser.get(`${referring.records}/${relation.id}`, { expand: 'rel' })
    claim('keeps relations', expanded).status(200).json('/expand/rel/id', id)
    claim('keeps tokens', await client.post(`${at}/${name}/auth-refresh`)).status(200)
    claim('the old name is gone', await superuser.get(auth.records)).status(404)
  },
})

export const renameLabels = conformSchema('collections.update.rename-rate-limit-labels', {
  lane: 'private',
  async check({ superuser, collection, update, accepted, claim }) {
    const { name } = await collection()
    const rule = { duration: 10, maxRequests: 1000, audience: '' }
    const labels = [`${name}:list`, `${name}x:list`]
    const rules = labels.map((label) => ({ ...rule, label }))
    accepted(await superuser.patch('/api/settings', { rateLimits: { enabled: false, rules } }))
    accepted(await update(name, { name: `${name}_new` }))
    const settings = await superuser.get('/api/settings')
    claim('follows', settings).status(200).json('/rateLimits/rules/0/label', `${name}_new:list`)
    claim('only its own', settings).json('/rateLimits/rules/1/label', `${name}x:list`)
  },
})

/** A broken view blocks changes elsewhere, so the server is the case's own. */
export const renameInQueries = conformSchema('collections.update.rename-not-in-rules-and-queries', {
  lane: 'private',
  async check({ superuser, collection, record, update, claim }) {
    const made = await collection()
    await record(made)
    const view = await collection({ type: 'view', viewQuery: `select id from ${made.name}` })
    const rule = `@collection.${made.name}.id != ''`
    const other = await collection({ listRule: rule })
    claim('rename', await update(made.name, { name: `${made.name}_new` })).status(200)
    claim('the rule stays', await superuser.get(other.path))
      .status(200)
      .json('/listRule', rule)
    claim('the view lists', await superuser.get(view.records))
      .status(200)
      .length('/items', 1)
    claim('but cannot be saved', await update(view.name, {}))
      .status(400)
      .json('/data/viewQuery/code', 'validation_invalid_view_query')
  },
})

export const dropUsedByView = conformSchema('collections.update.drop-field-used-by-view', {
  lane: 'shared',
  async check({ superuser, collection, update, claim, refused }) {
    const { name, path } = await collection({ fields: [text('title'), text('other')] })
    const view = `select id, title from ${name}`
    await collection({ type: 'view', viewQuery: view })
    const control = await update(name, { fields: [text('title')] })
    const dropped = refused(control, await update(name, { fields: [] }))
    claim('fails', dropped).status(400).json('/data', {})
    claim('raw', dropped.at('/message')).matches(/^Failed to update collection\. Raw error:/)
    claim('changes nothing', await superuser.get(path))
      .status(200)
      .json('/fields/1/name', 'title')
  },
})

export const dropUsedByIndex = conformSchema('collections.update.drop-field-used-by-index', {
  lane: 'shared',
  async check({ unique, collection, update, claim }) {
    const name = unique('c_')
    const indexes = [`CREATE INDEX idx_${name} ON ${name} (title)`]
    await collection({ name, fields: [{ id: 't1', ...text('title') }], indexes })
    const renamed = [{ id: 't1', ...text('other') }]
    for (const [what, fields] of [
      ['removal', []],
      ['rename', renamed],
    ] as const) {
      const answer = await update(name, { fields })
      claim(`a ${what} fails`, answer)
        .status(400)
        .json('/message', updateFailed)
        .json('/data/indexes/0/code', 'validation_invalid_index_expression')
      claim(`a ${what} names the index`, String(answer.at('/data/indexes/0/message'))).includes(
        `Failed to create index idx_${name} - `,
      )
    }
    claim('without the index', await update(name, { fields: [], indexes: [] }))
      .status(200)
      .json('/indexes', [])
  },
})

export const rollback = conformSchema('collections.update.rollback', {
  lane: 'shared',
  needs: ['data-dir'],
  async check({ server, superuser, unique, collection, record, update, claim }) {
    const name = unique('c_')
    const made = await collection({
      name,
      fields: [{ id: 't1', ...text('title') }],
      indexes: [`CREATE INDEX idx_${name} ON ${name} (title)`],
    })
    await record(made, { title: 'kept' })
    const sql = 'SELECT sql FROM sqlite_master WHERE tbl_name = ? ORDER BY name'
    const state = async () => ({
      config: (await superuser.get(made.path)).json,
      records: (await superuser.get(made.records)).json,
      tables: readRows(server, 'data.db', sql, name),
    })
    const before = await state()
    const failures = {
      'a validation': { name: '', fields: [] },
      'an index': { fields: [text('added')] },
      'the database': {
        name: unique('sqlite_'),
        fields: [{ id: 't1', ...text('other') }],
        indexes: [],
      },
    }
    for (const [what, body] of Object.entries(failures)) {
      claim(`${what} fails`, await update(name, body)).status(400)
      claim(`${what} changes nothing`, await state()).equals(before)
    }
  },
})

export const authRuleChange = conformSchema('collections.update.auth-rule-change-resets-tokens', {
  lane: 'shared',
  async check({ collection, user, update, accepted, claim }) {
    const auth = await collection({ type: 'auth' })
    const first = await user({}, auth)
    const refresh = `${auth.path}/auth-refresh`
    for (const authRule of [null, '']) accepted(await update(auth.name, { authRule }))
    claim('null and "" are equal', await first.client.post(refresh)).status(200)
    const authRule = 'verified = true || verified = false'
    claim('another rule', await update(auth.name, { authRule })).status(200)
    claim('voids the tokens', await first.client.post(refresh)).status(401)
    const second = await user({}, auth)
    claim('new ones work', await second.client.post(refresh)).status(200)
    accepted(await update(auth.name, { authRule }))
    claim('the same rule changes nothing', await second.client.post(refresh)).status(200)
  },
})

export const dependentViews = conformSchema('collections.update.dependent-view-fields', {
  lane: 'shared',
  async check({ superuser, collection, update, accepted, claim }) {
    const { name } = await collection(select(1))
    const view = await collection({ type: 'view', viewQuery: `select id, s from ${name}` })
    const above = await collection({ type: 'view', viewQuery: `select id, s from ${view.name}` })
    accepted(await update(name, select(3)))
    for (const [what, { path }] of Object.entries({ view, 'view above it': above })) {
      claim(`the ${what} follows`, await superuser.get(path))
        .status(200)
        .json('/fields/1/name', 's')
        .json('/fields/1/maxSelect', 3)
    }
  },
})

export const renameUsedByView = conformSchema('collections.update.rename-field-used-by-view', {
  lane: 'private',
  async check({ superuser, collection, record, update, claim }) {
    const made = await collection({ fields: [{ id: 't1', ...text('title') }] })
    await record(made, { title: 'x' })
    const viewQuery = `select id, title from ${made.name}`
    const view = await collection({ type: 'view', viewQuery })
    const fields = [{ id: 't1', ...text('t2') }]
    claim('is accepted', await update(made.name, { fields })).status(200)
    claim('the view stays', await superuser.get(view.path))
      .status(200)
      .json('/viewQuery', viewQuery)
      .json('/fields/1/name', 'title')
    claim('its value is empty', await superuser.get(view.records))
      .status(200)
      .json('/items/0/title', '')
  },
})

export const systemOptions = conformSchema('collections.update.system-collection-options', {
  lane: 'private',
  async check({ superuser, update, claim }) {
    const options = { authToken: { duration: 1000 }, otp: { length: 9 } }
    claim('durations', await update('_superusers', options))
      .status(200)
      .json('/authToken', { duration: 1000 })
    const mfas = await superuser.get(`${at}/_mfas`, { fields: 'fields,indexes' })
    const fields = mfas.list<unknown>('/fields')
    claim('fields', await update('_mfas', { fields: [...fields, text('note')] }))
      .status(200)
      .json(`/fields/${fields.length}/name`, 'note')
    const indexes = [...mfas.list<string>('/indexes'), 'CREATE INDEX idx_note ON _mfas (note)']
    claim('indexes', await update('_mfas', { indexes }))
      .status(200)
      .json('/indexes', indexes)
  },
})

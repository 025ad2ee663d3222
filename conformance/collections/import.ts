import type { Exchange } from '../harness/exchange.ts'
import { any } from '../harness/match.ts'
import { blank } from '../harness/wording.ts'
import { conformSchema } from './support.ts'

const at = '/api/collections'
const failed = 'Failed to import collections.'
const systemCollections = ['_authOrigins', '_externalAuths', '_mfas', '_otps', '_superusers']

const importFailure = (message: RegExp) => ({
  collections: { code: 'validation_collections_import_failure', message: any.matching(message) },
})
const rawError = /^Failed to import the collections configuration\. Raw error:\n/

/** The names of the objects in a list of an answer, in their order. */
const namesIn = (answer: Exchange, list: string): readonly unknown[] =>
  [answer.at(list)].flat().map((_, position) => answer.at(`${list}/${position}/name`))

const fieldsOf = (collection: Exchange): readonly unknown[] => namesIn(collection, '/fields')

export const success = conformSchema('collections.import.success', {
  lane: 'shared',
  async check({ superuser, unique, importAll, claim }) {
    const [base, auth] = [unique('i_'), unique('i_')]
    const text = { name: 'test', type: 'text' }
    const answer = await importAll([
      { name: base, fields: [text] },
      { name: auth, type: 'auth' },
    ])
    claim('answers nothing', answer).status(204).empty()
    const made = await superuser.get(`${at}/${base}`)
    claim('has the mandatory field', fieldsOf(made)).equals(['id', 'test'])
    claim(
      'has the mandatory fields of auth',
      fieldsOf(await superuser.get(`${at}/${auth}`)),
    ).equals(['id', 'password', 'tokenKey', 'email', 'emailVisibility', 'verified'])
    const records = `${at}/${base}/records`
    claim('has a table', await superuser.post(records, { test: 'a' })).status(200)
    const updated = await importAll([{ name: base, listRule: 'test = "a"' }])
    claim('updates', updated).status(204)
    claim('is updated', await superuser.get(`${at}/${base}`)).json('/listRule', 'test = "a"')
    claim('keeps its records', await superuser.get(records)).json('/totalItems', 1)
  },
})

export const deleteMissingDefault = conformSchema('collections.import.delete-missing-default', {
  lane: 'shared',
  async check({ superuser, collection, unique, importAll, claim }) {
    const other = await collection()
    claim('import', await importAll([{ name: unique('i_') }])).status(204)
    claim('others stay', await superuser.get(other.path)).status(200)
  },
})

export const empty = conformSchema('collections.import.empty', {
  lane: 'shared',
  async check({ superuser, claim }) {
    const message = 'An error occurred while validating the submitted data.'
    for (const body of [{ collections: [] }, { collections: null }, {}, undefined]) {
      const answer = await superuser.put(`${at}/import`, body)
      claim(JSON.stringify(body) ?? 'no body', answer).error(400, message, { collections: blank })
    }
  },
})

export const malformed = conformSchema('collections.import.malformed', {
  lane: 'shared',
  async check({ superuser, unique, claim }) {
    const message = 'An error occurred while loading the submitted data.'
    const item = { name: unique('i_') }
    for (const body of [
      { collections: {} },
      { collections: [1] },
      { collections: [item, []] },
      { deleteMissing: 'x', collections: [item] },
    ]) {
      claim(JSON.stringify(body), await superuser.put(`${at}/import`, body)).error(400, message)
    }
    const headers = { 'content-type': 'application/json' }
    const broken = await superuser.send('PUT', `${at}/import`, { headers, raw: '{' })
    claim('broken JSON', broken).error(400, message)
    claim('made nothing', await superuser.get(`${at}/${item.name}`)).status(404)
  },
})

export const match = conformSchema('collections.import.match', {
  lane: 'shared',
  async check({ superuser, collection, unique, importAll, claim }) {
    const { id, name, path } = await collection({ type: 'auth' })
    const upper = name.toUpperCase()
    const byName = await importAll([{ name: upper, authToken: { duration: 100 } }])
    claim('by name, in any case', byName).status(204)
    const seen = await superuser.get(path)
    claim('keeps the id', seen).json('/id', id).json('/name', upper)
    claim('is changed', seen).json('/authToken/duration', 100)
    const renamed = unique('i_')
    claim('by id', await importAll([{ id, name: renamed }])).status(204)
    claim('is renamed', await superuser.get(`${at}/${id}`)).json('/name', renamed)
    const created = await importAll([{ id: unique('id'), name: unique('i_') }])
    claim('an unknown id makes a new one', created).status(204)
    const other = await importAll([{ id: unique('id'), name: renamed }])
    claim('not with a name that is taken', other).error(400, failed, importFailure(rawError))
    const nameAsId = await importAll([{ id: renamed, fileToken: { duration: 99 } }])
    claim('a name given as id', nameAsId).error(400, failed, importFailure(rawError))
    await importAll([{ id, name }])
  },
})

export const updateMerges = conformSchema('collections.import.update-merges', {
  lane: 'shared',
  async check({ superuser, collection, user, importAll, claim }) {
    const made = await collection({ type: 'auth', fields: [{ name: 'extra', type: 'text' }] })
    const { client } = await user({}, made)
    const before = await superuser.get(made.path)
    const { id } = made
    claim('import', await importAll([{ id, authToken: { duration: 100 } }])).status(204)
    const after = await superuser.get(made.path)
    claim('nothing else changes', after).body({
      ...Object(before.json),
      authToken: { duration: 100 },
      updated: any.date,
    })
    const refresh = await client.post(`${made.path}/auth-refresh`)
    claim('secrets stay', refresh).status(200)
    const nested = { otp: { emailTemplate: { subject: 'Code' } } }
    claim('nested', await importAll([{ id, ...nested }])).status(204)
    claim('nested options are merged', await superuser.get(made.path))
      .json('/otp/emailTemplate/subject', 'Code')
      .json('/otp/emailTemplate/body', before.at('/otp/emailTemplate/body'))
      .json('/otp/length', before.at('/otp/length'))
  },
})

export const bumpsUpdated = conformSchema('collections.import.bumps-updated', {
  lane: 'shared',
  async check({ superuser, collection, importAll, claim }) {
    const { path } = await collection()
    const before = await superuser.get(path)
    claim('import', await importAll([Object(before.json)])).status(204)
    const after = await superuser.get(path)
    claim('is the same', after).body({ ...Object(before.json), updated: any.date })
    claim('but newer', after.text('/updated') > before.text('/updated')).equals(true)
  },
})

export const fieldsExtended = conformSchema('collections.import.fields-extended', {
  lane: 'shared',
  async check({ superuser, collection, record, importAll, claim }) {
    const [a, b, n] = ['a', 'b', 'n'].map((name) => ({ name, type: 'text' }))
    const made = await collection({ fields: [a ?? {}, b ?? {}] })
    const { id } = await record(made, { a: 'kept' })
    claim('import', await importAll([{ name: made.name, fields: [n ?? {}] }])).status(204)
    const seen = fieldsOf(await superuser.get(made.path))
    claim('the submitted come first', seen).equals(['n', 'id', 'a', 'b'])
    claim('values stay', await superuser.get(`${made.records}/${id}`)).json('/a', 'kept')
  },
})

export const sameNameOtherId = conformSchema('collections.import.same-name-other-id', {
  lane: 'shared',
  async check({ superuser, collection, record, importAll, claim }) {
    const a = { id: 'x1', name: 'a', type: 'text', max: 5 }
    const made = await collection({ fields: [a] })
    const { id } = await record(made, { a: 'kept' })
    const answer = await importAll([{ name: made.name, fields: [{ ...a, id: 'zz', max: 9 }] }])
    claim('import', answer).status(204)
    const seen = await superuser.get(made.path)
    claim('is the field that was', seen).json('/fields/0/id', 'x1').json('/fields/0/max', 5)
    claim('there is one', fieldsOf(seen)).equals(['a', 'id'])
    claim('values stay', await superuser.get(`${made.records}/${id}`)).json('/a', 'kept')
  },
})

export const deleteMissingCollections = conformSchema(
  'collections.import.delete-missing-collections',
  {
    lane: 'private',
    async check({ superuser, collection, importAll, claim }) {
      const target = await collection()
      await collection({ fields: [{ name: 'rel', type: 'relation', collectionId: target.id }] })
      const answer = await importAll([{ name: 'only1' }], { deleteMissing: true })
      claim('answers nothing', answer).status(204)
      const names = namesIn(await superuser.get(at), '/items').toSorted()
      claim('leaves the system collections', names).equals([...systemCollections, 'only1'])
      claim('their tables go', await superuser.get(target.records)).status(404)
    },
  },
)

export const deleteMissingSameId = conformSchema('collections.import.delete-missing-same-id', {
  lane: 'private',
  async check({ superuser, collection, unique, importAll, claim }) {
    const { id, name: former, path } = await collection()
    const name = unique('i_')
    claim('control', await superuser.patch(path, { name })).status(200)
    const answer = await importAll([{ name: former }], { deleteMissing: true })
    claim('import', answer).status(204)
    claim('the renamed one stays', await superuser.get(`${at}/${id}`)).json('/name', name)
    const made = await superuser.get(`${at}/${former}`)
    claim('the item gets another id', made).json('/id', `${id}2`)
  },
})

export const deleteMissingFields = conformSchema('collections.import.delete-missing-fields', {
  lane: 'private',
  async check({ superuser, collection, importAll, claim }) {
    const title = { id: 'x1', name: 'title', type: 'text' }
    const { id, path } = await collection({ fields: [title, { name: 'gone', type: 'text' }] })
    const again = { ...title, id: 'x9' }
    const deleteMissing = { deleteMissing: true }
    const submitted = { id, fields: [again], indexes: [] }
    claim('import', await importAll([submitted], deleteMissing)).status(204)
    const seen = await superuser.get(path)
    claim('the others go', fieldsOf(seen)).equals(['title', 'id'])
    claim('ids count, not names', seen).json('/fields/0/id', 'x9')
    claim('no fields key', await importAll([{ id }], deleteMissing)).status(204)
    claim('means an empty list', fieldsOf(await superuser.get(path))).equals(['id'])
    const mfas = await superuser.get(`${at}/_mfas`)
    const system = await importAll([{ id }, { name: '_mfas', fields: [] }], deleteMissing)
    claim('of a system collection', system).status(204)
    const stay = await superuser.get(`${at}/_mfas`)
    claim('system fields stay', stay).json('/fields', mfas.at('/fields'))
  },
})

export const validationFailure = conformSchema('collections.import.validation-failure', {
  lane: 'shared',
  async check({ superuser, unique, importAll, claim }) {
    const [fine, bad] = [unique('i_'), unique('i_')]
    const expand = { id: 'koih1lqx', name: 'expand', type: 'text' }
    const answer = await importAll([{ name: fine }, { name: bad, fields: [expand] }])
    claim('is one item', answer).status(400).json('/message', failed)
    claim('is the only item', answer).keys('/data', ['collections'])
    claim('has the code', answer).json(
      '/data/collections/code',
      'validation_collections_import_failure',
    )
    const report =
      '{\n  "fields": {\n    "1": {\n      "name": "must not be in list"\n    }\n  }\n}.'
    const text = answer.text('/data/collections/message')
    claim('reports as indented JSON', text.replace(/\(pbc_\d+\)/, '(ID)')).equals(
      `Data validations failed for collection "${bad}" (ID):\n${report}`,
    )
    claim('made nothing', await superuser.get(`${at}/${fine}/records`)).status(404)
    const listed = await superuser.get(at, { filter: `name = "${fine}"` })
    claim('lists nothing', listed).json('/totalItems', 0)
  },
})

export const itemWithoutName = conformSchema('collections.import.item-without-name', {
  lane: 'shared',
  async check({ importAll, claim }) {
    const name = importFailure(/"name": "cannot be blank"/)
    claim('is refused', await importAll([{}])).error(400, failed, name)
  },
})

export const unknownType = conformSchema('collections.import.unknown-type', {
  lane: 'shared',
  async check({ unique, importAll, claim }) {
    const type = importFailure(/"type": "must be a valid value"/)
    const answer = await importAll([{ name: unique('i_'), type: 'nope' }])
    claim('is refused', answer).error(400, failed, type)
  },
})

export const rawFailure = conformSchema('collections.import.raw-failure', {
  lane: 'shared',
  async check({ superuser, unique, importAll, claim }) {
    const [fine, name] = [unique('i_'), unique('i_')]
    const wrong = {
      'one name twice': [{ name }, { name }],
      'an unknown field type': [{ name, fields: [{ name: 'a', type: 'missing' }] }],
      'a name that is a number': [{ name: 1 }],
      'fields that are a text': [{ name, fields: 'y' }],
      'a rule that is a number': [{ name, listRule: 5 }],
    }
    for (const [what, items] of Object.entries(wrong)) {
      const answer = await importAll([{ name: fine }, ...items])
      claim(what, answer).error(400, failed, importFailure(rawError))
      const listed = await superuser.get(at, { filter: `name = "${fine}"` })
      claim(`${what} rolls back`, listed).json('/totalItems', 0)
    }
    claim('control', await importAll([{ name: fine }, { name }])).status(204)
  },
})

export const indexFailure = conformSchema('collections.import.index-failure', {
  lane: 'shared',
  async check({ superuser, unique, importAll, claim }) {
    const [fine, name] = [unique('i_'), unique('i_')]
    const indexName = unique('idx_')
    const index = `create index ${indexName} on ${name} (missing)`
    const answer = await importAll([{ name: fine }, { name, indexes: [index] }])
    const message = any.matching(new RegExp(`^Failed to create index ${indexName} - .+\\.$`))
    const issue = { code: 'validation_invalid_index_expression', message }
    claim('is reported by position', answer).error(400, failed, { indexes: { 0: issue } })
    for (const each of [fine, name]) {
      const listed = await superuser.get(at, { filter: `name = "${each}"` })
      claim(`${each === fine ? 'the other' : 'it'} is not listed`, listed).json('/totalItems', 0)
    }
    claim('no table is left', await importAll([{ name: fine }, { name }])).status(204)
  },
})

export const relationsWithinImport = conformSchema('collections.import.relations-within-import', {
  lane: 'shared',
  async check({ superuser, unique, importAll, claim }) {
    const [a, b] = [unique('a_'), unique('b_')]
    const [idA, idB] = [`id${a}`, `id${b}`]
    const relation = (collectionId: string) => ({ name: 'r', type: 'relation', collectionId })
    const answer = await importAll([
      { id: idA, name: a, fields: [relation(idB)], listRule: `@collection.${b}.id = id` },
      { id: idB, name: b, fields: [relation(idB), { ...relation(idA), name: 'back' }] },
    ])
    claim('to later ones, itself and in a circle', answer).status(204)
    claim('points there', await superuser.get(`${at}/${a}`)).json('/fields/1/collectionId', idB)
    const nowhere = await importAll([{ name: unique('n_'), fields: [relation('nowhere')] }])
    claim('not to nowhere', nowhere).error(400, failed, importFailure(/collectionId/))
  },
})

export const ownIdIndexNames = conformSchema('collections.import.own-id-index-names', {
  lane: 'shared',
  async check({ superuser, unique, importAll, claim }) {
    const own = { id: unique('own'), name: unique('i_'), type: 'auth' }
    claim('import', await importAll([own])).status(204)
    const imported = (await superuser.get(`${at}/${own.name}`)).text('/indexes/0')
    claim('an import takes the id of the item', imported).matches(
      new RegExp(`idx_tokenKey_${own.id}\\b`),
    )
    const other = { id: unique('own'), name: unique('i_'), type: 'auth' }
    const created = await superuser.post(at, other)
    claim('a request of its own does not', created.text('/indexes/0')).matches(
      /idx_tokenKey_pbc_\d+/,
    )
  },
})

export const supersededItem = conformSchema('collections.import.superseded-item', {
  lane: 'shared',
  async check({ superuser, collection, record, unique, importAll, claim }) {
    const text = (name: string) => ({ name, type: 'text' })
    const { name, path } = await collection({ fields: [text('x')] })
    const last = { name, fields: [text('z')] }
    claim('import', await importAll([{ name, fields: [text('y')] }, last])).status(204)
    const fields = fieldsOf(await superuser.get(path))
    claim('the last is applied to what was', fields).equals(['z', 'id', 'x'])
    const choice = (maxSelect: number) => ({
      ...{ id: 'x1', name: 'choice', type: 'select', values: ['a', 'b'] },
      maxSelect,
    })
    const chosen = await collection({ fields: [choice(2)] })
    const { id } = await record(chosen, { choice: ['a', 'b'] })
    const both = [choice(1), choice(2)].map((field) => ({ name: chosen.name, fields: [field] }))
    claim('to one value and back', await importAll(both)).status(204)
    const seen = await superuser.get(`${chosen.records}/${id}`)
    claim('values are converted by each', seen).json('/choice', ['b'])
    const indexName = unique('idx_')
    const index = `create index ${indexName} on ${name} (missing)`
    const refused = await importAll([{ name, indexes: [index] }, last])
    const issue = { code: 'validation_invalid_index_expression', message: any.string }
    claim('the first must be possible', refused).error(400, failed, { indexes: { 0: issue } })
  },
})

export const viewsLast = conformSchema('collections.import.views-last', {
  lane: 'shared',
  async check({ superuser, unique, importAll, claim }) {
    const [view, base] = [unique('v_'), unique('b_')]
    const answer = await importAll([
      { name: view, type: 'view', viewQuery: `select id from ${base}` },
      { name: base },
    ])
    claim('import', answer).status(204)
    claim('has its field', fieldsOf(await superuser.get(`${at}/${view}`))).equals(['id'])
  },
})

export const keyOrder = conformSchema('collections.import.key-order', {
  lane: 'shared',
  async check({ superuser, unique, importAll, claim }) {
    const orders = {
      'lower case first': (low: string, up: string) => ({ name: low, NAME: up }),
      'lower case last': (low: string, up: string) => ({ NAME: up, name: low }),
    }
    for (const [order, spell] of Object.entries(orders)) {
      const [low, up] = [unique('low_'), unique('UP_')]
      const field = { ...spell('a', 'b'), type: 'text' }
      claim(`import: ${order}`, await importAll([{ ...spell(low, up), fields: [field] }])).status(
        204,
      )
      const made = await superuser.get(`${at}/${low}`)
      claim(`lower case counts: ${order}`, fieldsOf(made)).equals(['id', 'a'])
    }
  },
})

export const protectedChanges = conformSchema('collections.import.protected-changes', {
  lane: 'shared',
  async check({ collection, importAll, claim }) {
    const { name } = await collection({ fields: [{ id: 'x1', name: 'a', type: 'text' }] })
    const system = await collection({ type: 'auth' })
    const mfas = 'pbc_2279338944'
    const refused = {
      'another type': { item: { name, type: 'auth' }, says: /"type": / },
      'the system flag': { item: { name, system: true }, says: /"system": / },
      'the rule of a system collection': {
        item: { name: '_mfas', listRule: '' },
        says: /"listRule": /,
      },
      'the name of a system collection': { item: { id: mfas, name: 'mfas2' }, says: /"name": / },
      'the name of a system field': {
        item: { name: system.name, fields: [{ id: 'text2504183744', name: 'key', type: 'text' }] },
        says: /"fields": /,
      },
      'another type of a field': {
        item: { name, fields: [{ id: 'x1', name: 'a', type: 'number' }] },
        says: /"fields": /,
      },
      'the unique index of system fields': {
        item: { name: '_externalAuths', indexes: [] },
        says: /"indexes": /,
      },
    }
    for (const [what, { item, says }] of Object.entries(refused)) {
      claim(what, await importAll([item])).error(400, failed, importFailure(says))
    }
    claim('control', await importAll([{ name, listRule: '' }])).status(204)
  },
})

export const uncheckedChanges = conformSchema('collections.import.unchecked-changes', {
  lane: 'shared',
  async check({ superuser, collection, importAll, claim }) {
    const [first, second] = [await collection(), await collection()]
    const rel = { id: 'x1', name: 'rel', type: 'relation', collectionId: first.id }
    const { name, path } = await collection({ fields: [rel] })
    const moved = await importAll([{ name, fields: [{ ...rel, collectionId: second.id }] }])
    claim('another target', moved).status(204)
    claim('is kept', await superuser.get(path)).json('/fields/0/collectionId', second.id)
  },
})

export const deleteBeforeSave = conformSchema('collections.import.delete-before-save', {
  lane: 'private',
  async check({ superuser, collection, importAll, claim }) {
    const { name, path } = await collection()
    const answer = await importAll([{ id: 'newid1', name }], { deleteMissing: true })
    claim('import', answer).status(204)
    claim('has the other id', await superuser.get(path))
      .status(200)
      .json('/id', 'newid1')
  },
})

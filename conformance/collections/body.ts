import type { RequestOptions } from '../harness/client.ts'
import { any } from '../harness/match.ts'
import { blank } from '../harness/wording.ts'
import { badFormatting, conformSchema, createFailed } from './support.ts'

const badType = 'Failed to load the collection type data due to invalid formatting.'

const rawJson = (raw: string): RequestOptions => ({
  raw,
  headers: { 'Content-Type': 'application/json' },
})

export const createMalformed = conformSchema('collections.body.create-malformed', {
  lane: 'shared',
  async check({ unique, createBy, claim, refused }) {
    const control = await createBy(rawJson(JSON.stringify({ name: unique('b_') })))
    for (const body of ['{', '[]', '{"type":1}', '{"name":[]}']) {
      claim(body, refused(control, await createBy(rawJson(body)))).error(400, badType)
    }
  },
})

export const createWrongTypes = conformSchema('collections.body.create-wrong-types', {
  lane: 'shared',
  async check({ unique, create, claim, refused }) {
    const control = await create({ name: unique('b_') })
    const wrong: readonly Readonly<Record<string, unknown>>[] = [
      { listRule: 1 },
      { fields: {} },
      { fields: [{ name: 'a', type: 'missing' }] },
      { fields: [{ name: 'a' }] },
      { fields: [{ name: 'a', type: 'text', max: '5' }] },
      { system: 'true' },
      { type: 'auth', oauth2: { providers: [{ pkce: 'x' }] } },
      { type: 'auth', oauth2: { providers: [{ extra: [] }] } },
    ]
    for (const keys of wrong) {
      const answer = refused(control, await create({ name: unique('b_'), ...keys }))
      claim(JSON.stringify(keys), answer).error(400, badFormatting)
    }
  },
})

export const updateWrongTypes = conformSchema('collections.body.update-wrong-types', {
  lane: 'shared',
  async check({ collection, update, updateBy, claim, refused }) {
    const { name } = await collection()
    const control = await update(name, { name })
    const malformed = refused(control, await updateBy(name, rawJson('{')))
    claim('malformed JSON', malformed).error(400, badFormatting)
    for (const keys of [{ name: 1 }, { listRule: 1 }, { fields: 'x' }, { system: 'no' }]) {
      const answer = refused(control, await update(name, keys))
      claim(JSON.stringify(keys), answer).error(400, badFormatting)
    }
    claim('after the look-up', await updateBy(`${name}_missing`, rawJson('{'))).status(404)
  },
})

export const emptyObject = conformSchema('collections.body.empty-is-empty-object', {
  lane: 'shared',
  async check({ collection, createBy, updateBy, claim }) {
    claim('a create lacks only a name', await createBy({})).error(400, createFailed, {
      name: blank,
    })
    const { name } = await collection()
    claim('an update changes nothing', await updateBy(name, {}))
      .status(200)
      .json('/name', name)
  },
})

export const unsupportedContentType = conformSchema('collections.body.unsupported-content-type', {
  lane: 'shared',
  async check({ superuser, unique, collection, createBy, updateBy, claim, refused }) {
    const body = { name: unique('b_') }
    const asText = { raw: JSON.stringify(body), headers: { 'Content-Type': 'text/plain' } }
    const { name } = await collection()
    const created = await createBy(asText)
    const updated = await updateBy(name, asText)
    const control = await createBy(rawJson(JSON.stringify(body)))
    claim('create', refused(control, created)).error(400, badType)
    claim('update', refused(control, updated)).error(400, badFormatting)
    const imported = await superuser.send('PUT', '/api/collections/import', asText)
    claim('import', imported).error(400, 'Unsupported Content-Type.')
  },
})

const noRules = {
  listRule: null,
  viewRule: null,
  createRule: null,
  updateRule: null,
  deleteRule: null,
}

export const multipartPayload = conformSchema('collections.body.multipart-json-payload', {
  lane: 'shared',
  async check({ unique, createBy, claim }) {
    const fields = [{ name: 't', type: 'text' }]
    const whole = { type: 'base', fields, ...noRules }
    const payloadOf = (name: string) =>
      ['@jsonPayload', JSON.stringify({ name, ...whole })] as const
    claim('multipart', await createBy({ multipart: [payloadOf(unique('m_'))] }))
      .status(200)
      .length('/fields', 2)
      .json('/fields/1/name', 't')
      .json('/listRule', null)
    claim('URL-encoded', await createBy({ form: [payloadOf(unique('m_'))] }))
      .status(200)
      .json('/fields/1/name', 't')
    const name = unique('m_')
    const payload = JSON.stringify(noRules)
    const form = Object.entries({ name, type: 'base', '@jsonPayload': payload })
    claim('plain values for name and type', await createBy({ multipart: form }))
      .status(200)
      .json('/name', name)
      .json('/listRule', null)
  },
})

export const formResetsRules = conformSchema('collections.body.form-resets-null-rules', {
  lane: 'shared',
  async check({ unique, create, createBy, updateBy, claim }) {
    const entries = (type: string, ...more: readonly (readonly [string, string])[]) =>
      [['name', unique('m_')], ['type', type], ...more] as const
    const created = await createBy({ multipart: entries('base', ['viewRule', 'id = ""']) })
    claim('rules that are left out are open', created)
      .status(200)
      .json('/listRule', '')
      .json('/createRule', '')
      .json('/updateRule', '')
      .json('/deleteRule', '')
      .json('/viewRule', 'id = ""')
    claim('urlencoded, too', await createBy({ form: entries('base') }))
      .status(200)
      .json('/listRule', '')
    const payload = JSON.stringify({ listRule: null })
    claim(
      'null in a payload',
      await createBy({ multipart: entries('base', ['@jsonPayload', payload]) }),
    )
      .status(200)
      .json('/listRule', null)
      .json('/viewRule', '')
    claim('so is manageRule, which may not', await createBy({ multipart: entries('auth') })).error(
      400,
      createFailed,
      { manageRule: { code: 'validation_nil_or_not_empty_required', message: 'Cannot be blank.' } },
    )
    const closed = await create({ name: unique('m_'), viewRule: 'id != ""' })
    claim('of JSON they stay null', closed).status(200).json('/listRule', null)
    const name = unique('n_')
    claim('a change by a form', await updateBy(closed.text('/id'), { multipart: [['name', name]] }))
      .status(200)
      .json('/name', name)
      .json('/listRule', '')
      .json('/viewRule', 'id != ""')
  },
})

export const unknownKeys = conformSchema('collections.body.unknown-keys-ignored', {
  lane: 'shared',
  async check({ unique, create, claim }) {
    const created = await create({
      name: unique('u_'),
      foo: 1,
      schema: [{ name: 'x', type: 'text' }],
      fields: [{ name: 'a', type: 'text', unique: true, options: {} }],
    })
    claim('on top', created).status(200).absent('/foo').absent('/schema')
    claim('of a field', created)
      .length('/fields', 2)
      .json('/fields/1/name', 'a')
      .absent('/fields/1/unique')
      .absent('/fields/1/options')
    const auth = await create({ name: unique('u_'), type: 'auth', otp: { foo: 1, length: 9 } })
    claim('of an option', auth).status(200).absent('/otp/foo').json('/otp/length', 9)
  },
})

export const nullValues = conformSchema('collections.body.null-values', {
  lane: 'shared',
  async check({ collection, update, claim, superuser }) {
    const { name, path } = await collection({ type: 'auth', fields: [{ name: 'a', type: 'text' }] })
    const before = await superuser.get(path)
    const nulls = { name: null, oauth2: null, system: null, otp: null, listRule: null }
    const updated = await update(name, nulls)
    claim('sets rules to null', updated).status(200).json('/listRule', null)
    claim('leaves the others', updated)
      .json('/name', name)
      .json('/oauth2', before.at('/oauth2'))
      .json('/otp', before.at('/otp'))
      .json('/system', false)
    claim('empties lists', await update(name, { fields: null }))
      .status(200)
      .length('/fields', 6)
  },
})

export const keyCase = conformSchema('collections.body.key-case', {
  lane: 'shared',
  async check({ unique, create, claim }) {
    const name = unique('k_')
    claim('finds them in any case', await create({ NAME: name, Type: 'base' }))
      .status(200)
      .json('/name', name)
  },
})

export const keySpellings = conformSchema('collections.body.key-spellings', {
  lane: 'shared',
  async check({ unique, create, claim }) {
    const name = () => unique('k_')
    const [plain, named] = [name(), name()]
    claim('null after a name', await create({ name: plain, NAME: null }))
      .status(200)
      .json('/name', plain)
    claim('a name after a number', await create({ name: 1, NAME: name() })).error(400, badType)
    const rules = { listRule: 1, LISTRULE: '' }
    claim('a rule after a number', await create({ name: name(), ...rules })).error(
      400,
      badFormatting,
    )
    const number = { type: 'number', name: 'n', min: 5, MIN: null, onlyInt: true, ONLYINT: null }
    const text = { type: 'text', name: 't', NAME: null, max: 7, MAX: null }
    claim('null in fields', await create({ name: named, fields: [number, text] }))
      .status(200)
      .json('/fields/1/min', null)
      .json('/fields/1/onlyInt', true)
      .json('/fields/2/name', 't')
      .json('/fields/2/max', 7)
    for (const keys of [
      { name: 1, NAME: 't' },
      { name: 't', max: 'x', MAX: 7 },
    ]) {
      const field = { type: 'text', ...keys }
      const answer = await create({ name: name(), fields: [field] })
      claim(`${JSON.stringify(keys)} in a field`, answer).error(400, badFormatting)
    }
    const twice = name()
    const index = `create index ${unique('idx_')} on ${twice} (id)`
    claim(
      'a null item after an index',
      await create({ name: twice, indexes: [index], INDEXES: [null] }),
    )
      .status(200)
      .length('/indexes', 1)
  },
})

export const ownTimestamps = conformSchema('collections.body.created-updated-readonly-on-create', {
  lane: 'shared',
  async check({ unique, create, claim }) {
    const old = '2000-01-01 00:00:00.000Z'
    const created = await create({ name: unique('t_'), created: old, updated: old })
    claim('created is now', created)
      .status(200)
      .json('/created', any.matching(/^20[2-9]/))
    claim('updated is now', created).json('/updated', any.matching(/^20[2-9]/))
  },
})

import type { Exchange } from '../harness/exchange.ts'
import { conformSchema, crc32, createFailed, updateFailed } from './support.ts'

const authFields = ['password', 'tokenKey', 'email', 'emailVisibility', 'verified']

const listOf = (answer: Exchange): readonly Readonly<Record<string, unknown>>[] => {
  const fields = answer.at('/fields')
  // A collection that was answered has a list of objects; anything else shows in the claim.
  return Array.isArray(fields) ? (fields as readonly Readonly<Record<string, unknown>>[]) : []
}

const namesOf = (answer: Exchange): readonly unknown[] => listOf(answer).map(({ name }) => name)

const systemChanged = {
  code: 'validation_system_field_change',
  message: 'System fields cannot be deleted or renamed.',
}

export const requiredAdded = conformSchema('collections.fields.required-fields-added', {
  lane: 'shared',
  async check({ superuser, unique, create, update, importAll, claim }) {
    const name = unique('f_')
    const fields = [{ type: 'text', name: 'test' }]
    const created = await create({ name, type: 'auth', fields })
    claim('on create', namesOf(created)).equals(['id', 'test', ...authFields])
    const base = unique('f_')
    claim('of a base collection', namesOf(await create({ name: base, fields }))).equals([
      'id',
      'test',
    ])
    claim('on update', namesOf(await update(name, { fields }))).equals([
      'id',
      'test',
      ...authFields,
    ])
    const imported = unique('f_')
    claim('on import', await importAll([{ name: imported, type: 'auth', fields }])).status(204)
    const stored = await superuser.get(`/api/collections/${imported}`)
    claim('on import: the fields', namesOf(stored)).equals(['id', 'test', ...authFields])
  },
})

export const noTimestamps = conformSchema('collections.fields.no-default-timestamps', {
  lane: 'shared',
  async check({ superuser, unique, create, claim }) {
    const name = unique('f_')
    const created = await create({ name })
    claim('no fields', namesOf(created)).equals(['id'])
    const record = await superuser.post(`/api/collections/${name}/records`, {})
    const keys = Object.keys(record.status === 200 ? Object(record.json) : {})
    claim('no keys', keys.toSorted()).equals(['collectionId', 'collectionName', 'id'])
  },
})

export const sameNameMerges = conformSchema('collections.fields.same-name-without-id-merges', {
  lane: 'shared',
  async check({ createWith, claim }) {
    const created = await createWith(
      { name: 'a', type: 'text' },
      { name: 'b', type: 'text' },
      { name: 'a', type: 'number' },
    )
    claim('in place', namesOf(created)).equals(['id', 'a', 'b'])
    claim('as the later one', created).json('/fields/1/type', 'number')
    claim('with the id of the earlier one', created).json('/fields/1/id', `text${crc32('a')}`)
  },
})

export const sameIdMerges = conformSchema('collections.fields.same-id-merges', {
  lane: 'shared',
  async check({ createWith, claim }) {
    const created = await createWith(
      { id: 'x1', name: 'a', type: 'text' },
      { id: 'x2', name: 'c', type: 'text' },
      { id: 'x1', name: 'b', type: 'bool' },
    )
    claim('in place', namesOf(created)).equals(['id', 'b', 'c'])
    claim('as the later one', created).json('/fields/1/id', 'x1').json('/fields/1/type', 'bool')
  },
})

const duplicated = (fieldName: string) => ({
  code: 'validation_duplicated_field_name',
  message: `Duplicated or invalid field name ${fieldName}.`,
  params: { fieldName },
})

export const duplicatedName = conformSchema('collections.fields.duplicated-name', {
  lane: 'shared',
  async check({ createWith, claim, refused }) {
    const first = { id: 'x1', name: 'Test', type: 'text' }
    const control = await createWith(first, { id: 'x2', name: 'test2', type: 'bool' })
    const answer = await createWith(first, { id: 'x2', name: 'test', type: 'bool' })
    claim('names the second', refused(control, answer)).error(400, createFailed, {
      fields: { 2: { name: duplicated('test') } },
    })
  },
})

export const errorIndex = conformSchema('collections.fields.error-index', {
  lane: 'shared',
  async check({ createWith, claim }) {
    const data = (index: number) => ({
      fields: {
        [index]: { name: { code: 'validation_not_in_invalid', message: 'Must not be in list.' } },
      },
    })
    const wrong = { type: 'text', name: 'expand' }
    claim('counts the added id', await createWith(wrong)).error(400, createFailed, data(1))
    const id = { type: 'text', name: 'id' }
    claim('a sent id is counted once', await createWith(id, wrong)).error(
      400,
      createFailed,
      data(1),
    )
    claim('in the place it was sent', await createWith(wrong, id)).error(400, createFailed, data(0))
  },
})

export const checkOrder = conformSchema('collections.fields.check-order', {
  lane: 'shared',
  async check({ superuser, unique, createWith, create, update, claim }) {
    const invalid = { name: 'bad', type: 'text', min: -1 }
    const mfas = listOf(await superuser.get('/api/collections/_mfas'))
    const dropped = mfas.filter(({ name }) => name !== 'method')
    claim('system fields before options', await update('_mfas', { fields: [...dropped, invalid] }))
      .status(400)
      .json('/data', { fields: systemChanged })
    const twice = [
      { id: 'x1', name: 'a', type: 'text' },
      { id: 'x2', name: 'A', type: 'text' },
    ]
    claim('duplicates before options', await createWith(...twice, invalid)).error(
      400,
      createFailed,
      { fields: { 2: { name: duplicated('A') } } },
    )
    const name = unique('f_')
    const reserved = { name: 'oldPassword', type: 'text' }
    const answer = await create({ name, type: 'auth', fields: [reserved, invalid] })
    claim('reserved names before options', answer)
      .status(400)
      .json('/data/fields/1/name/code', 'validation_reserved_field_name')
      .absent('/data/fields/2')
  },
})

export const reservedAuthNames = conformSchema('collections.fields.reserved-auth-names', {
  lane: 'shared',
  async check({ unique, create, createWith, claim, refused }) {
    const fields = ['oldPassword', 'passwordConfirm'].map((name) => ({ type: 'text', name }))
    const control = await createWith(...fields)
    claim('free in base collections', control).status(200)
    const name = {
      code: 'validation_reserved_field_name',
      message: 'The field name is reserved and cannot be used.',
    }
    const answer = await create({ name: unique('f_'), type: 'auth', fields })
    claim('not in auth collections', refused(control, answer)).error(400, createFailed, {
      fields: { 1: { name }, 2: { name } },
    })
    const free = ['email', 'password', 'verified', 'tokenKey', 'username', 'emailVisibility']
    const ofAnyType = free.map((field) => ({ name: field, type: 'number' }))
    claim('nor are the auth fields taken', namesOf(await createWith(...ofAnyType))).equals([
      'id',
      ...free,
    ])
  },
})

export const systemRemoved = conformSchema('collections.fields.system-removed', {
  lane: 'private',
  async check({ superuser, update, claim, refused }) {
    const fields = listOf(await superuser.get('/api/collections/_authOrigins'))
    const control = await update('_authOrigins', { fields })
    const removed = fields.filter(({ name }) => name !== 'fingerprint')
    const gone = refused(control, await update('_authOrigins', { fields: removed }))
    claim('removed', gone).error(400, updateFailed, { fields: systemChanged })
    const renamed = fields.map((field) =>
      field['name'] === 'fingerprint' ? { ...field, name: 'print' } : field,
    )
    const other = refused(control, await update('_authOrigins', { fields: renamed }))
    claim('renamed', other).error(400, updateFailed, { fields: systemChanged })
    const withoutId = fields.filter(({ name }) => name !== 'id')
    claim(
      'a mandatory one comes back',
      namesOf(await update('_authOrigins', { fields: withoutId })),
    ).includes('id')
  },
})

export const mandatoryOmitted = conformSchema('collections.fields.mandatory-omitted-resets', {
  lane: 'shared',
  async check({ collection, update, claim }) {
    const { name } = await collection({
      type: 'auth',
      fields: [{ name: 'password', type: 'password', min: 12 }],
    })
    const reset = await update(name, { fields: [] })
    claim('come back', namesOf(reset)).equals(['id', ...authFields])
    claim('with their default options', reset).json('/fields/1/min', 8)
  },
})

export const typeChange = conformSchema('collections.fields.type-change', {
  lane: 'shared',
  async check({ superuser, collection, record, update, claim, refused }) {
    const made = await collection({ fields: [{ id: 'x1', name: 'a', type: 'text' }] })
    const { id } = await record(made, { a: 'value' })
    const control = await update(made.name, { fields: [{ id: 'x1', name: 'a', type: 'text' }] })
    const answer = await update(made.name, { fields: [{ id: 'x1', name: 'a', type: 'bool' }] })
    claim('is refused', refused(control, answer)).error(400, updateFailed, {
      fields: {
        1: { code: 'validation_field_type_change', message: 'Field type cannot be changed.' },
      },
    })
    const replaced = await update(made.name, { fields: [{ id: 'x2', name: 'a', type: 'bool' }] })
    claim('another id is another field', replaced).status(200).json('/fields/1/type', 'bool')
    claim('with an empty column', await superuser.get(`${made.records}/${id}`))
      .status(200)
      .json('/a', false)
  },
})

export const authNameWrongType = conformSchema('collections.fields.auth-name-wrong-type', {
  lane: 'shared',
  async check({ unique, create, claim }) {
    const fields = [{ id: 'p1', type: 'text', name: 'password' }]
    const created = await create({ name: unique('f_'), type: 'auth', fields })
    claim('is created', created).status(200)
    const found = listOf(created).filter(({ name }) => name === 'password')
    claim('has one password', found).length(1)
    const [{ type, system, hidden, id } = {}] = found
    claim('is the mandatory one', { type, system, hidden }).equals({
      type: 'password',
      system: true,
      hidden: true,
    })
    claim('keeps the id', id).equals('p1')
  },
})

export const idWrongType = conformSchema('collections.fields.id-name-wrong-type', {
  lane: 'shared',
  async check({ createWith, claim }) {
    claim('is a duplicate', await createWith({ type: 'number', name: 'id' })).error(
      400,
      createFailed,
      { fields: { 1: { name: duplicated('id') } } },
    )
  },
})

export const secondPrimaryKey = conformSchema('collections.fields.second-primary-key', {
  lane: 'shared',
  async check({ createWith, claim, refused }) {
    const control = await createWith({ type: 'text', name: 'pk' })
    const answer = await createWith({ type: 'text', name: 'pk', primaryKey: true })
    const composite = {
      code: 'validation_unsupported_composite_pk',
      message: 'Composite PKs are not supported and the collection must have only 1 PK.',
    }
    claim('is refused', refused(control, answer))
      .status(400)
      .json('/data/fields/0/primaryKey', composite)
      .json('/data/fields/1/primaryKey', composite)
      .json('/data/fields/1/name', {
        code: 'validation_in_invalid',
        message: 'The primary key must be named "id".',
      })
      .json('/data/fields/1/pattern/code', 'validation_required')
      .json('/data/fields/1/required/code', 'validation_required')
  },
})

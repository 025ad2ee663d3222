import { withStatus } from '../harness/fault.ts'
import { conform } from '../harness/case.ts'
import { any } from '../harness/match.ts'
import { blank, notUnique } from '../harness/wording.ts'

const failed = 'Failed to create record.'

export const response = conform('records.create.response', {
  lane: 'shared',
  async check({ guest, collection, claim }) {
    const { id, name, records } = await collection({
      viewRule: null,
      fields: [
        { name: 'title', type: 'text' },
        { name: 'count', type: 'number' },
        { name: 'created', type: 'autodate', onCreate: true },
      ],
    })
    const created = await guest.post(records, { title: 'a', count: '7' })
    claim('answers the stored record', created).status(200).body({
      collectionId: id,
      collectionName: name,
      count: 7,
      created: any.date,
      id: any.id,
      title: 'a',
    })
  },
})

export const defaults = conform('records.create.defaults', {
  lane: 'shared',
  async check({ guest, collection, claim }) {
    const other = await collection()
    const { records, id, name } = await collection({
      fields: [
        { name: 'text', type: 'text' },
        { name: 'number', type: 'number' },
        { name: 'bool', type: 'bool' },
        { name: 'json', type: 'json' },
        { name: 'date', type: 'date' },
        { name: 'one', type: 'select', values: ['a', 'b'], maxSelect: 1 },
        { name: 'many', type: 'select', values: ['a', 'b'], maxSelect: 2 },
        { name: 'rel', type: 'relation', collectionId: other.id, maxSelect: 1 },
        { name: 'rels', type: 'relation', collectionId: other.id, maxSelect: 9 },
        { name: 'email', type: 'email' },
        { name: 'url', type: 'url' },
        { name: 'editor', type: 'editor' },
        { name: 'point', type: 'geoPoint' },
        { name: 'file', type: 'file' },
      ],
    })
    claim('every field has its zero value', await guest.post(records, {}))
      .status(200)
      .body({
        bool: false,
        collectionId: id,
        collectionName: name,
        date: '',
        editor: '',
        email: '',
        file: '',
        id: any.id,
        json: null,
        many: [],
        number: 0,
        one: '',
        point: { lat: 0, lon: 0 },
        rel: '',
        rels: [],
        text: '',
        url: '',
      })
  },
})

export const errorsCollected = conform('records.create.errors-collected', {
  lane: 'shared',
  async check({ guest, collection, claim }) {
    const { records } = await collection({
      fields: [
        { name: 'a', type: 'text', required: true },
        { name: 'b', type: 'number', required: true },
      ],
    })
    claim('names both', await guest.post(records, {})).error(400, failed, { a: blank, b: blank })
  },
})

export const idCustom = conform('records.create.id-custom', {
  lane: 'shared',
  async check({ guest, collection, claim }) {
    const { records } = await collection()
    const created = await guest.post(records, { id: '123456789012345' })
    claim('keeps the id', created).status(200).json('/id', '123456789012345')
  },
})

export const idTooShort = conform('records.create.id-too-short', {
  lane: 'shared',
  async check({ guest, collection, claim }) {
    const { records } = await collection()
    claim('is refused', await guest.post(records, { id: '12345678901234' })).error(400, failed, {
      id: {
        code: 'validation_min_text_constraint',
        message: 'Must be at least 15 character(s).',
        params: { min: 15 },
      },
    })
  },
})

export const idDuplicate = conform('records.create.id-duplicate-default-pattern', {
  lane: 'shared',
  async check({ guest, collection, claim, refused }) {
    const { records } = await collection()
    const first = await guest.post(records, { id: '123456789012345' })
    const second = refused(first, await guest.post(records, { id: '123456789012345' }))
    claim('the database tells', second).error(400, failed, {
      id: { code: 'validation_not_unique', message: 'Value must be unique.' },
    })
  },
})

export const uniqueIndex = conform('records.create.unique-index', {
  lane: 'shared',
  async check({ guest, collection, unique, claim, refused }) {
    const name = unique('u_')
    const { records } = await collection({
      name,
      fields: [
        { name: 'a', type: 'text' },
        { name: 'b', type: 'text' },
      ],
      indexes: [`CREATE UNIQUE INDEX idx_${name} ON ${name} (a, b)`],
    })
    const first = await guest.post(records, { a: 'x', b: 'y' })
    const second = refused(first, await guest.post(records, { a: 'x', b: 'y' }))
    const taken = { code: 'validation_not_unique', message: 'Value must be unique.' }
    claim('names every column of the index', second).error(400, failed, { a: taken, b: taken })
    claim('another pair is fine', await guest.post(records, { a: 'x', b: 'z' })).status(200)
  },
})

/** An id field with other options than the default's. */
const idField = (options: Readonly<Record<string, unknown>>) => ({
  name: 'id',
  type: 'text',
  primaryKey: true,
  required: true,
  system: true,
  autogeneratePattern: '[a-z0-9]{15}',
  ...options,
})

export const idAutogenerated = conform('records.create.id-autogenerated', {
  lane: 'shared',
  async check({ guest, collection, claim }) {
    const { records } = await collection()
    const ids: unknown[] = []
    for (const body of [{}, { id: '' }, { id: null }, { id: [] }, { 'id:autogenerate': '' }]) {
      const created = await guest.post(records, body)
      claim(JSON.stringify(body), created).status(200).json('/id', any.id)
      claim(`${JSON.stringify(body)}: is not used yet`, ids.includes(created.at('/id'))).equals(
        false,
      )
      ids.push(created.at('/id'))
    }
    const form = await guest.send('POST', records, { multipart: [['id', '']] })
    claim('in a form', form).status(200).json('/id', any.id)
  },
})

export const idTooLong = conform('records.create.id-too-long', {
  lane: 'shared',
  async check({ guest, collection, claim, refused }) {
    const { records } = await collection()
    const control = await guest.post(records, { id: '123456789012345' })
    const long = refused(control, await guest.post(records, { id: '1234567890123456' }))
    claim('is refused', long).error(400, failed, {
      id: {
        code: 'validation_max_text_constraint',
        message: 'Must be no more than 15 character(s).',
        params: { max: 15 },
      },
    })
  },
})

export const idPattern = conform('records.create.id-pattern', {
  lane: 'shared',
  async check({ guest, superuser, collection, claim, refused }) {
    const { records } = await collection()
    const control = await guest.post(records, { id: 'abcdefghijklmno' })
    for (const id of [
      'ABCDEFGHIJKLMNO',
      'abcdefghijklmn\u00e9',
      'abcdefghijklmn\n',
      'abcdefghijklm/n',
      '../../../abcdef',
      'abcdefghijklmn\u0000',
      '_bcdefghijklmno',
      '...............',
    ]) {
      for (const [who, client] of [
        ['guest', guest],
        ['superuser', superuser],
      ] as const) {
        const answer = refused(control, await client.post(records, { id }))
        claim(`${JSON.stringify(id)}, ${who}`, answer).error(400, failed, {
          id: { code: 'validation_invalid_format', message: 'Invalid value format.' },
        })
      }
    }
  },
})

export const idDuplicateCustom = conform('records.create.id-duplicate-custom-pattern', {
  lane: 'shared',
  async check({ guest, collection, claim, refused }) {
    const { records } = await collection({
      fields: [idField({ min: 1, max: 30, pattern: '^[a-zA-Z0-9]+$' })],
    })
    const invalid = {
      code: 'validation_pk_invalid',
      message: 'The record primary key is invalid or already exists.',
    }
    const control = await guest.post(records, { id: 'abc' })
    claim('the first', control).status(200).json('/id', 'abc')
    for (const id of ['ABC', 'abc', 'aBc']) {
      const answer = refused(control, await guest.post(records, { id }))
      claim(id, answer).error(400, failed, { id: invalid })
    }
    claim('another', await guest.post(records, { id: 'abcd' })).status(200)
    const strict = await collection({
      fields: [idField({ min: 3, max: 30, pattern: '^[A-Z]+$', autogeneratePattern: '[A-Z]{5}' })],
    })
    claim('taken', await guest.post(strict.records, { id: 'ABC' })).status(200)
    const both = await guest.post(strict.records, { id: 'abc' })
    claim('before the pattern', refused(control, both)).error(400, failed, { id: invalid })
  },
})

export const idForbidden = conform('records.create.id-forbidden-characters', {
  lane: 'shared',
  async check({ guest, collection, claim, refused }) {
    const { records } = await collection({
      fields: [idField({ min: 1, max: 50, pattern: '(?s)^[^Z]*$' })],
    })
    const control = await guest.post(records, { id: 'a-_~#\u00e9' })
    claim('others are fine', control).status(200)
    const inOrder = ['.', '/', '\\', '|', '"', "'", '`', '<', '>', ':', '?', '*', '%', '$']
    const all = [...inOrder, '\u0000', '\t', '\n', '\r', ' ']
    for (const [index, ch] of all.entries()) {
      // The later ones stand before it in the text: it is the order of the list that counts.
      const id = `x${all.slice(index).toReversed().join('')}`
      const answer = refused(control, await guest.post(records, { id }))
      claim(JSON.stringify(ch), answer).error(400, failed, {
        id: {
          code: 'validation_forbidden_pk_character',
          message: `'${ch}' is not a valid primary key character.`,
          params: { ch },
        },
      })
    }
    const pattern = refused(control, await guest.post(records, { id: 'Z/' }))
    claim('the pattern first', pattern).json('/data/id/code', 'validation_invalid_format')
    const long = refused(control, await guest.post(records, { id: '/'.repeat(51) }))
    claim('the length first', long).json('/data/id/code', 'validation_max_text_constraint')
  },
})

export const idReserved = conform('records.create.id-reserved', {
  lane: 'shared',
  async check({ guest, collection, claim, refused }) {
    const { records } = await collection({
      fields: [idField({ min: 1, max: 15, pattern: '^[a-zA-Z0-9]+$' })],
    })
    const control = await guest.post(records, { id: 'cona' })
    for (const id of ['con', 'CON', 'Prn', 'aux', 'nul', 'com1', 'COM9', 'lpt1', 'LPT9']) {
      const reserved = id.toUpperCase()
      claim(id, refused(control, await guest.post(records, { id }))).error(400, failed, {
        id: {
          code: 'validation_reserved_pk',
          message: `The primary key '${reserved}' is reserved and cannot be used.`,
          params: { reserved },
        },
      })
    }
    for (const id of ['com0', 'lpt10', 'com', 'acon']) {
      claim(`${id} is not`, await guest.post(records, { id })).status(200)
    }
    const plain = await collection({
      fields: [idField({ min: 1, max: 15, pattern: '^[a-z0-9]+$' })],
    })
    claim('the default pattern', await guest.post(plain.records, { id: 'con' })).status(200)
  },
})

export const idRequired = conform('records.create.id-required-without-autogenerate', {
  lane: 'shared',
  async check({ guest, collection, claim, refused }) {
    const { records } = await collection({
      fields: [idField({ autogeneratePattern: '', min: 1, max: 15, pattern: '^[a-z0-9]+$' })],
    })
    const control = await guest.post(records, { id: 'abc' })
    for (const body of [{}, { id: '' }, { id: null }]) {
      const answer = refused(control, await guest.post(records, body))
      claim(JSON.stringify(body), answer).error(400, failed, { id: blank })
    }
  },
})

export const authIdCross = conform('records.create.auth-id-cross-collection', {
  lane: 'shared',
  async check({ guest, superuser, collection, user, unique, claim, refused, accepted }) {
    const [one, other, base] = [
      await collection({ type: 'auth' }),
      await collection({ type: 'auth' }),
      await collection(),
    ]
    const { id } = await user({}, one)
    const body = (values: object) => ({
      email: `${unique('u')}@example.com`,
      password: '1234567890',
      passwordConfirm: '1234567890',
      ...values,
    })
    const control = await guest.post(other.records, body({}))
    const invalid = {
      code: 'validation_invalid_auth_id',
      message: 'Invalid or duplicated auth record id.',
    }
    const answer = refused(control, await guest.post(other.records, body({ id })))
    claim('of another auth collection', answer).error(400, failed, { id: invalid })
    const superusers = '/api/collections/_superusers/records'
    const superuserId = accepted(await superuser.get(superusers)).text('/items/0/id')
    const taken = refused(control, await guest.post(other.records, body({ id: superuserId })))
    claim('of a superuser', taken).error(400, failed, { id: invalid })
    const email = refused(control, await guest.post(other.records, body({ id, email: 'x' })))
    claim('after the fields', email).error(400, failed, {
      email: { code: 'validation_is_email', message: 'Must be a valid email address.' },
    })
    claim('a base collection', await guest.post(base.records, { id })).status(200)
  },
})

export const uniqueExpression = conform('records.create.unique-index-expression', {
  lane: 'shared',
  async check({ guest, collection, unique, claim, refused }) {
    const taken = { code: 'validation_not_unique', message: 'Value must be unique.' }
    for (const [column, data] of [
      ['lower(title)', {}],
      ['title COLLATE NOCASE', { title: taken }],
    ] as const) {
      const name = unique('u_')
      const { records } = await collection({
        name,
        fields: [{ name: 'title', type: 'text' }],
        indexes: [`CREATE UNIQUE INDEX idx_${name} ON ${name} (${column})`],
      })
      const first = await guest.post(records, { title: 'A' })
      const second = refused(first, await guest.post(records, { title: 'a' }))
      claim(column, second).error(400, failed, data)
    }
  },
})

const atOnce = 20

export const concurrentUnique = conform('records.create.concurrent-unique', {
  lane: 'shared',
  async check({ superuser, collection, unique, claim }) {
    const name = unique('once')
    const { records } = await collection({
      name,
      fields: [{ name: 'key', type: 'text' }],
      indexes: [`CREATE UNIQUE INDEX idx_${name} ON ${name} (key) WHERE key != ''`],
    })
    for (const [what, field, body] of [
      ['id', 'id', { id: 'abcdefghijklmno' }],
      ['value', 'key', { key: 'once' }],
    ] as const) {
      const answers = await Promise.all(
        Array.from({ length: atOnce }, () => superuser.post(records, body)),
      )
      const refusals = answers.filter(({ status }) => status !== 200)
      claim(`one with the ${what}`, answers.length - refusals.length).equals(1)
      const refused = { data: { [field]: notUnique }, message: failed, status: 400 }
      claim(
        `the others are refused for the ${what}`,
        refusals.map(({ status, json }) => [status, json]),
      ).equals(refusals.map(() => [refused.status, refused]))
      claim(
        `is there once, with the ${what}`,
        await superuser.get(records, { filter: `${field}="${body[field]}"` }),
      ).json('/totalItems', 1)
    }
  },
  mustCatch: {
    'one with the id': [withStatus(400, 200)],
    'one with the value': [withStatus(400, 200)],
    'the others are refused for the value': [withStatus(400, 404)],
  },
})

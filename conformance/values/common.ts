import { conform } from '../harness/case.ts'
import { blank, createFailed, idIn } from './support.ts'

const select = { type: 'select', values: ['a', 'b', 'c'] }

/** One field of every type that holds a value of its own, and its zero value. */
const fieldsOf = (target: string, options: Readonly<Record<string, unknown>> = {}) =>
  [
    { name: 'text', type: 'text' },
    { name: 'editor', type: 'editor' },
    { name: 'number', type: 'number' },
    { name: 'bool', type: 'bool' },
    { name: 'email', type: 'email' },
    { name: 'url', type: 'url' },
    { name: 'date', type: 'date' },
    { name: 'one', ...select, maxSelect: 1 },
    { name: 'many', ...select, maxSelect: 3 },
    { name: 'rel', type: 'relation', collectionId: target, maxSelect: 1 },
    { name: 'rels', type: 'relation', collectionId: target, maxSelect: 3 },
    { name: 'file', type: 'file', maxSelect: 1 },
    { name: 'files', type: 'file', maxSelect: 3 },
    { name: 'json', type: 'json' },
    { name: 'geo', type: 'geoPoint' },
    { name: 'password', type: 'password' },
  ].map((field) => ({ ...field, ...options }))

const zeroes = {
  text: '',
  editor: '',
  number: 0,
  bool: false,
  email: '',
  url: '',
  date: '',
  one: '',
  many: [],
  rel: '',
  rels: [],
  file: '',
  files: [],
  json: null,
  geo: { lon: 0, lat: 0 },
  password: '',
}

export const neverTypeError = conform('values.common.never-type-error', {
  lane: 'shared',
  async check({ guest, collection, claim }) {
    const target = await collection()
    const { records } = await collection({ fields: fieldsOf(target.id) })
    const body = {
      text: { a: 1 },
      editor: [],
      number: 'abc',
      bool: 'maybe',
      email: [],
      url: {},
      date: true,
      one: {},
      many: { a: 1 },
      rel: [[]],
      rels: {},
      file: [{}],
      files: {},
      geo: 'x',
      password: [],
    }
    const created = await guest.post(records, body)
    const read = await guest.get(`${records}/${idIn(created)}`)
    for (const name of Object.keys(body)) {
      const zero = zeroes[name as keyof typeof zeroes]
      claim(name, created).status(200).json(`/${name}`, zero)
      claim(`${name}, read`, read).status(200).json(`/${name}`, zero)
    }
  },
})

export const requiredError = conform('values.common.required-error', {
  lane: 'shared',
  async check({ guest, collection, claim, refused }) {
    const target = await collection()
    const control = await collection({ fields: fieldsOf(target.id) })
    const { records } = await collection({ fields: fieldsOf(target.id, { required: true }) })
    const answer = refused(await guest.post(control.records, {}), await guest.post(records, {}))
    claim('all of them at once', answer).error(
      400,
      createFailed,
      Object.fromEntries(Object.keys(zeroes).map((name) => [name, blank.shape])),
    )
  },
})

export const nullIsZero = conform('values.common.null-is-zero', {
  lane: 'shared',
  async check({ guest, collection, record, claim }) {
    const target = await collection()
    const { id: related } = await record(target)
    const made = await collection({
      fields: [...fieldsOf(target.id), { name: 'created', type: 'autodate', onCreate: true }],
    })
    const nulls = Object.fromEntries(Object.keys(zeroes).map((name) => [name, null]))
    const filled = {
      text: 'a',
      editor: 'b',
      number: 5,
      bool: true,
      email: 'a@example.com',
      url: 'http://a',
      date: '2022-01-01',
      one: 'a',
      many: ['a'],
      rel: related,
      rels: [related],
      json: [1],
      geo: { lon: 1, lat: 2 },
      password: '12345678',
    }
    const created = await guest.post(made.records, { ...nulls, created: null })
    const { id } = await record(made, filled)
    const updated = await guest.patch(`${made.records}/${id}`, { ...nulls, created: null })
    const read = await guest.get(`${made.records}/${id}`)
    for (const [name, zero] of Object.entries(zeroes)) {
      claim(`${name}, created`, created).status(200).json(`/${name}`, zero)
      claim(`${name}, updated`, updated).status(200).json(`/${name}`, zero)
      claim(`${name}, read`, read).status(200).json(`/${name}`, zero)
    }
    claim('not an autodate', updated.at('/created')).matches(/^\d{4}-/)
  },
})

export const modifierOnCreate = conform('values.common.modifier-on-create', {
  lane: 'shared',
  async check({ guest, collection, claim }) {
    const { records } = await collection({
      fields: [
        { name: 'n', type: 'number' },
        { name: 's', ...select, maxSelect: 3 },
        { name: 'one', ...select, maxSelect: 1 },
      ],
    })
    const created = await guest.post(records, {
      'n+': 4,
      'n-': 1,
      's+': ['a'],
      '+one': 'b',
    })
    claim('starts from zero', created).status(200).json('/n', 3).json('/s', ['a']).json('/one', 'b')
    claim('nothing to take away', await guest.post(records, { 's-': ['a'], 'n-': 2 }))
      .status(200)
      .json('/s', [])
      .json('/n', -2)
    claim('after the plain key', await guest.post(records, { s: ['b'], '+s': ['a'] })).json('/s', [
      'a',
      'b',
    ])
  },
})

export const modifierUnsupported = conform('values.common.modifier-unsupported', {
  lane: 'shared',
  async check({ guest, collection, record, claim }) {
    const target = await collection()
    const made = await collection({
      fields: [
        ...fieldsOf(target.id),
        { name: 'updated', type: 'autodate', onUpdate: true, onCreate: true },
      ],
    })
    const values = {
      text: 'a',
      editor: 'b',
      number: 5,
      bool: true,
      email: 'a@example.com',
      url: 'http://a',
      date: '2022-01-01 00:00:00.000Z',
      json: [1],
      geo: { lon: 1, lat: 2 },
    }
    const { id } = await record(made, values)
    const path = `${made.records}/${id}`
    for (const [name, value] of Object.entries(values)) {
      const keys = name === 'number' ? ['+number'] : [`${name}+`, `+${name}`, `${name}-`]
      const body = Object.fromEntries(keys.map((key) => [key, 'x']))
      claim(name, await guest.patch(path, body))
        .status(200)
        .json(`/${name}`, value)
    }
    const clock = await guest.patch(path, { 'updated+': '2000-01-01', 'password+': 'x' })
    claim('an autodate, a password', clock).status(200)
  },
})

export const modifierOrder = conform('values.common.modifier-order', {
  lane: 'shared',
  async check({ guest, collection, record, claim }) {
    const made = await collection({
      fields: [
        { name: 'n', type: 'number' },
        { name: 's', type: 'select', values: ['a', 'b', 'c'], maxSelect: 3 },
        { name: 't', type: 'text', autogeneratePattern: '[0-9]{2}' },
      ],
    })
    const { id } = await record(made, { n: 10, s: ['a'] })
    const path = `${made.records}/${id}`
    // The order of the keys in the body does not matter.
    for (const [label, body] of [
      ['plain first', { n: 1, 'n+': 5, 'n-': 2, s: ['b'], 's+': ['c'] }],
      ['plain last', { 's+': ['c'], s: ['b'], 'n-': 2, 'n+': 5, n: 1 }],
    ] as const) {
      claim(label, await guest.patch(path, body))
        .status(200)
        .json('/n', 4)
        .json('/s', ['b', 'c'])
    }
    const generated = await guest.patch(path, { 't:autogenerate': 'x', t: 'y' })
    claim('the longest last', generated.at('/t')).matches(/^x[0-9]{2}$/)
  },
})

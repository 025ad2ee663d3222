import { conform } from '../harness/case.ts'
import { eventually } from '../harness/eventually.ts'

export const allJson = conform('http.fields.all-json-success', {
  lane: 'shared',
  async check({ guest, superuser, collection, record, user, claim }) {
    const made = await collection({ fields: [{ name: 'title', type: 'text' }] })
    const { id } = await record(made, { title: 'a' })
    const one = `${made.records}/${id}`
    const { email: identity, password, client } = await user()
    const fields = { fields: 'title' }
    claim('a list', await guest.get(made.records, fields)).json('/items', [{ title: 'a' }])
    claim('a record', await guest.get(one, fields)).body({ title: 'a' })
    const created = await guest.send('POST', made.records, {
      json: { title: 'b' },
      query: fields,
    })
    claim('a new one', created).body({ title: 'b' })
    const changed = await guest.send('PATCH', one, { json: { title: 'c' }, query: fields })
    claim('a changed one', changed).body({ title: 'c' })
    claim('settings', await superuser.get('/api/settings', { fields: 'meta.appName' })).keys(
      '/meta',
      ['appName'],
    )
    claim('a collection', await superuser.get(made.path, { fields: 'name' })).body({
      name: made.name,
    })
    claim(
      'scaffolds',
      await superuser.get('/api/collections/meta/scaffolds', { fields: 'base.type' }),
    ).body({ base: { type: 'base' } })
    claim('health', await guest.get('/api/health', { fields: 'code' })).body({ code: 200 })
    const auth = '/api/collections/users'
    const signedIn = await guest.send('POST', `${auth}/auth-with-password`, {
      json: { identity, password },
      query: { fields: 'record.email' },
    })
    claim('a sign-in', signedIn).body({ record: { email: identity } })
    const refreshed = await client.send('POST', `${auth}/auth-refresh`, {
      query: { fields: 'token' },
    })
    claim('a refresh', refreshed).keys('', ['token'])
    claim('methods', await guest.get(`${auth}/auth-methods`, { fields: 'password.enabled' })).body({
      password: { enabled: true },
    })
    claim('logs', await superuser.get('/api/logs', { fields: 'id', perPage: '1' })).keys('', [
      'items',
      'page',
      'perPage',
      'totalItems',
      'totalPages',
    ])
  },
})

export const notOnErrors = conform('http.fields.not-on-errors', {
  lane: 'shared',
  async check({ guest, claim }) {
    const query = { fields: 'status' }
    claim('404', await guest.get('/api/collections/nope/records', query)).error(
      404,
      'Missing collection context.',
    )
    claim('401', await guest.get('/api/settings', query)).error(
      401,
      'The request requires valid record authorization token.',
    )
  },
})

export const itemsOnly = conform('http.fields.paginated-items-only', {
  lane: 'shared',
  async check({ guest, superuser, collection, record, claim }) {
    const made = await collection({ fields: [{ name: 'title', type: 'text' }] })
    const { id } = await record(made, { title: 'a' })
    claim('records', await guest.get(made.records, { fields: 'id' })).body({
      items: [{ id }],
      page: 1,
      perPage: 30,
      totalItems: 1,
      totalPages: 1,
    })
    const query = { fields: 'name', filter: `name='${made.name}'` }
    claim('collections', await superuser.get('/api/collections', query)).body({
      items: [{ name: made.name }],
      page: 1,
      perPage: 30,
      totalItems: 1,
      totalPages: 1,
    })
  },
})

export const arrays = conform('http.fields.array-responses', {
  lane: 'exclusive',
  async check({ guest, superuser, claim }) {
    for (let n = 0; n < 200; n++) await guest.get('/api/health')
    const stats = await eventually(
      () => superuser.get('/api/logs/stats', { fields: 'total' }),
      ({ body }) => body !== '[]\n',
    )
    claim('every element', stats).status(200).keys('/0', ['total'])
  },
})

export const noMatch = conform('http.fields.no-match', {
  lane: 'shared',
  async check({ guest, collection, record, claim }) {
    const made = await collection()
    const { id } = await record(made)
    claim('an object', await guest.get('/api/health', { fields: 'missing' }))
      .status(200)
      .body({})
    claim('items', await guest.get(made.records, { fields: 'missing' })).json('/items', [{}])
    claim('beside a known one', await guest.get(made.records, { fields: 'missing,id' })).json(
      '/items',
      [{ id }],
    )
  },
})

export const blank = conform('http.fields.blank', {
  lane: 'shared',
  async check({ guest, claim }) {
    const full = { message: 'API is healthy.', code: 200, data: {} }
    const ask = (...values: readonly string[]) =>
      guest.get(
        '/api/health',
        values.map((value) => ['fields', value] as const),
      )
    for (const value of ['', ' ', ',', ', ,']) {
      claim(`"${value}" is everything`, await ask(value))
        .status(200)
        .body(full)
    }
    const sorted = /^\{"code":200,"data":\{\},"message":/
    claim('blank, with sorted keys', await ask(' ')).textMatches(sorted)
    claim('separators, with sorted keys', await ask(',')).textMatches(sorted)
    claim('empty, as it is', await ask('')).textMatches(/^\{"message":/)
    claim('only the first', await ask('code', 'message')).body({ code: 200 })
    claim('trimmed', await ask('code, message')).body({ message: 'API is healthy.', code: 200 })
  },
})

export const invalid = conform('http.fields.invalid-expression', {
  lane: 'shared',
  async check({ guest, superuser, collection, claim }) {
    const expressions = [
      'message:nope()',
      'message:excerpt()',
      'message:excerpt(0)',
      'message:excerpt(1,true,3)',
      'message:excerpt(1',
    ]
    for (const fields of expressions) {
      claim(fields, await guest.get('/api/health', { fields }))
        .status(200)
        .header('content-type', 'application/json')
        .empty()
    }
    claim('a good one', await guest.get('/api/health', { fields: 'message:excerpt(3)' })).body({
      message: 'API',
    })
    const { records } = await collection()
    const query = { fields: 'id:excerpt()' }
    claim('a write', await guest.send('POST', records, { json: {}, query }))
      .status(200)
      .empty()
    claim('is done', await superuser.get(records)).json('/totalItems', 1)
  },
})

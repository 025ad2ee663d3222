import { type CaseContext, conform } from '../harness/case.ts'
import { eventually } from '../harness/eventually.ts'
import { any } from '../harness/match.ts'
import { changeRows, readRows } from '../probes/data-dir.ts'
import { changeSettings } from '../settings/support.ts'
import { flushed } from './support.ts'

export const envelope = conform('logs.list.envelope', {
  lane: 'shared',
  async check({ superuser, claim }) {
    const answer = await superuser.get('/api/logs')
    claim('has these keys', answer)
      .status(200)
      .keys('', ['items', 'page', 'perPage', 'totalItems', 'totalPages'])
    claim('has the defaults', answer).json('/page', 1).json('/perPage', 30)
    claim('caps perPage', await superuser.get('/api/logs', { perPage: '5000' })).json(
      '/perPage',
      1000,
    )
  },
})

export const guest = conform('logs.auth.guest', {
  lane: 'shared',
  async check({ guest: nobody, superuser, claim, refused }) {
    const control = await superuser.get('/api/logs')
    for (const path of ['/api/logs', '/api/logs/stats', '/api/logs/abc']) {
      const answer = refused(control, await nobody.get(path))
      claim(path, answer).error(401, 'The request requires valid record authorization token.')
    }
  },
})

/** Entries of three requests under one mark, newest first: health, a refusal, a missing record route. */
const three = async (context: CaseContext) => {
  const { guest, unique } = context
  const mark = unique('mark')
  await guest.get('/api/health', { mark })
  await guest.get('/api/settings', { mark })
  await guest.get('/api/collections/nope/records', { mark })
  return { mark, seen: await flushed(context, mark, 3) }
}

const insertSql = 'INSERT INTO _logs (id, level, message, data, created) VALUES (?, ?, ?, ?, ?)'

const wrong = 'Something went wrong while processing your request.'

export const nonSuperuser = conform('logs.auth.non-superuser', {
  lane: 'shared',
  async check({ user, claim }) {
    const { client } = await user()
    for (const path of ['/api/logs', '/api/logs/stats', '/api/logs/abc']) {
      claim(path, await client.get(path)).error(
        403,
        'The authorized record is not allowed to perform this action.',
      )
    }
  },
})

export const itemShape = conform('logs.list.item-shape', {
  lane: 'shared',
  async check(context) {
    const { guest, unique, claim } = context
    const mark = unique('mark')
    await guest.get('/api/settings', { mark })
    const seen = await flushed(context, mark)
    claim('has these keys', seen).keys('/items/0', ['id', 'created', 'data', 'message', 'level'])
    claim('and values', seen)
      .json('/items/0/id', any.id)
      .json('/items/0/created', any.date)
      .json('/items/0/data', any.object)
      .json('/items/0/message', any.string)
      .json('/items/0/level', 8)
  },
})

export const skipTotal = conform('logs.list.skip-total', {
  lane: 'shared',
  async check({ superuser, claim }) {
    for (const skipTotal of ['1', 'true', 'T']) {
      claim(skipTotal, await superuser.get('/api/logs', { skipTotal }))
        .status(200)
        .json('/totalItems', -1)
        .json('/totalPages', -1)
    }
    claim('no other word', await superuser.get('/api/logs', { skipTotal: 'abc' })).error(400, wrong)
  },
})

export const invalidParams = conform('logs.list.invalid-params', {
  lane: 'shared',
  async check({ superuser, claim }) {
    const queries = [
      { page: 'a' },
      { perPage: 'a' },
      { filter: 'foo=1' },
      { filter: '(' },
      { sort: 'foo' },
      { filter: '@request.method="GET"' },
      { filter: '@collection.users.id != ""' },
    ]
    for (const query of queries) {
      claim(JSON.stringify(query), await superuser.get('/api/logs', query)).error(400, wrong)
    }
  },
})

export const filterFields = conform('logs.list.filter-fields', {
  lane: 'shared',
  async check(context) {
    const { superuser, claim } = context
    const { mark, seen } = await three(context)
    const id = seen.text('/items/0/id')
    const created = seen.text('/items/0/created')
    const expected = {
      [`id='${id}'`]: 1,
      [`created='${created}' && id='${id}'`]: 1,
      'level>0': 2,
      "message~'health'": 1,
      'data.status>=400': 2,
      'data.status=401': 1,
      "data~'settings'": 1,
      "data.error~'wasn'": 0,
      "data.error~'missing'": 1,
      "data.method='GET'": 3,
      'data.deep.er.0:x=1': 0,
      'created>@yesterday': 3,
    }
    for (const [filter, total] of Object.entries(expected)) {
      const query = { filter: `data.url~'${mark}' && (${filter})` }
      claim(
        filter === `id='${id}'` ? 'id' : filter.includes(created) ? 'created' : filter,
        await superuser.get('/api/logs', query),
      )
        .status(200)
        .json('/totalItems', total)
    }
  },
})

export const rejectedFields = conform('logs.list.filter-rejected-fields', {
  lane: 'shared',
  async check({ superuser, claim }) {
    for (const filter of ['rowid>0', "updated>'2020-01-01'", "message:lower='a'"]) {
      claim(filter, await superuser.get('/api/logs', { filter })).error(400, wrong)
    }
    claim('one that is not', await superuser.get('/api/logs', { filter: 'level>0' })).status(200)
  },
})

export const nullSemantics = conform('logs.list.filter-null-semantics', {
  lane: 'shared',
  async check(context) {
    const { superuser, claim } = context
    const { mark } = await three(context)
    const count = (filter: string) =>
      superuser.get('/api/logs', { filter: `data.url~'${mark}' && ${filter}` })
    claim('a missing key is not empty', await count("data.missingkey=''")).json('/totalItems', 0)
    claim('but null', await count('data.missingkey=null')).json('/totalItems', 3)
    claim('an empty one is', await count("data.auth=''")).json('/totalItems', 3)
    claim('and not null', await count('data.auth=null')).json('/totalItems', 0)
  },
})

export const sortFields = conform('logs.list.sort-fields', {
  lane: 'shared',
  async check(context) {
    const { superuser, claim } = context
    const { mark, seen } = await three(context)
    const filter = `data.url~'${mark}'`
    const ids = seen.list<{ readonly id: string }>('/items').map(({ id }) => id)
    const sorted = async (sort: string) => {
      const answer = await superuser.get('/api/logs', { filter, sort })
      return answer
        .list<{ readonly id: string; readonly data?: { readonly status: number } }>('/items')
        .map(({ id, data }) => [id, data?.status] as const)
    }
    const first = async (sort: string) => (await sorted(sort)).map(([id]) => id)
    claim('-@rowid', await first('-@rowid')).equals(ids)
    claim('@rowid', await first('@rowid')).equals(ids.toReversed())
    const statuses = async (sort: string) => (await sorted(sort)).map(([, status]) => status)
    claim('-data.status', await statuses('-data.status')).equals([404, 401, 200])
    claim('+data.status', await statuses('+data.status')).equals([200, 401, 404])
    for (const sort of ['-created,level', '@random', 'message', '-id', 'data', 'data.a.b']) {
      claim(sort, await superuser.get('/api/logs', { sort })).status(200)
    }
    const nine = Array.from({ length: 9 }, () => 'level').join(',')
    for (const sort of ['-rowid', 'updated', 'foo', nine]) {
      claim(`not ${sort}`, await superuser.get('/api/logs', { sort })).error(400, wrong)
    }
  },
})

export const defaultOrder = conform('logs.list.default-order', {
  lane: 'shared',
  async check(context) {
    const { superuser, claim } = context
    const { mark, seen } = await three(context)
    const answer = await superuser.get('/api/logs', { filter: `data.url~'${mark}'` })
    // A server may take down an answered request after the next one, so that theirs is not the order of the requests.
    const inserted = seen.list<unknown>('/items').toReversed()
    claim('is that of their times', answer).length('/items', 3).json('/items', inserted)
  },
})

export const fields = conform('logs.list.fields', {
  lane: 'shared',
  async check(context) {
    const { superuser, claim } = context
    const { mark } = await three(context)
    const query = { filter: `data.url~'${mark}'`, fields: 'level,data.status', sort: 'data.status' }
    claim('are picked', await superuser.get('/api/logs', query)).json('/items', [
      { data: { status: 200 }, level: 0 },
      { data: { status: 401 }, level: 8 },
      { data: { status: 404 }, level: 8 },
    ])
  },
})

export const view = conform('logs.view.success', {
  lane: 'shared',
  async check(context) {
    const { superuser, claim } = context
    const { seen } = await three(context)
    claim('is the same', await superuser.get(`/api/logs/${seen.text('/items/0/id')}`))
      .success(200)
      .keys('', ['id', 'created', 'data', 'message', 'level'])
      .body(seen.at('/items/0'))
  },
})

export const missing = conform('logs.view.missing', {
  lane: 'shared',
  async check({ superuser, claim }) {
    claim('is not found', await superuser.get('/api/logs/missing')).error(
      404,
      "The requested resource wasn't found.",
    )
  },
})

export const statsShape = conform('logs.stats.shape', {
  lane: 'exclusive',
  async check(context) {
    const { superuser, claim } = context
    const { mark } = await three(context)
    const stats = await superuser.get('/api/logs/stats', { filter: `data.url~'${mark}'` })
    claim('one per hour', stats).status(200).keys('/0', ['date', 'total'])
    const items = stats.list<{ readonly date: string; readonly total: number }>('')
    claim(
      'counts all',
      items.reduce((sum, { total }) => sum + total, 0),
    ).equals(3)
    claim('named by its start', items[0]?.date).matches(/^\d{4}-\d\d-\d\d \d\d:00:00\.000Z$/)
    const none = await superuser.get('/api/logs/stats', { filter: 'level > 100' })
    claim('none', none).status(200).text('[]\n')
  },
})

export const statsOrder = conform('logs.stats.order', {
  lane: 'private',
  needs: ['restart', 'data-dir'],
  async check({ superuser, server, claim }) {
    await server.stop()
    const day = new Date(Date.now() - 86_400_000).toISOString().slice(0, 10)
    for (const [at, hour] of ['12', '10', '12', '11'].entries()) {
      const row = [`log00000000000${at}`, 4, 'old', '{}', `${day} ${hour}:30:00.000Z`]
      changeRows(server, 'auxiliary.db', insertSql, ...row)
    }
    await server.start()
    claim('ascending', await superuser.get('/api/logs/stats', { filter: 'level = 4' })).body([
      { date: `${day} 10:00:00.000Z`, total: 1 },
      { date: `${day} 11:00:00.000Z`, total: 1 },
      { date: `${day} 12:00:00.000Z`, total: 2 },
    ])
  },
})

export const statsFilter = conform('logs.stats.filter', {
  lane: 'shared',
  async check(context) {
    const { superuser, claim } = context
    const { mark } = await three(context)
    const filter = `data.url~'${mark}' && data.status>200`
    const stats = await superuser.get('/api/logs/stats', { filter })
    const items = stats.list<{ readonly total: number }>('')
    claim(
      'counts what matches',
      items.reduce((sum, { total }) => sum + total, 0),
    ).equals(2)
    for (const bad of ['foo=1', '(', 'rowid>0']) {
      claim(bad, await superuser.get('/api/logs/stats', { filter: bad })).error(
        400,
        'Invalid filter format.',
      )
    }
  },
})

export const delay = conform('logs.flush.delay', {
  lane: 'private',
  async check(context) {
    const { guest, superuser, unique, claim } = context
    const mark = unique('mark')
    const find = () => superuser.get('/api/logs', { filter: `data.url ~ '${mark}'` })
    await guest.get('/api/health', { mark })
    claim('not at once', await find()).length('/items', 0)
    await Bun.sleep(1500)
    await guest.get('/api/health')
    await Bun.sleep(2200)
    claim('each entry restarts the wait', await find()).length('/items', 0)
    await Bun.sleep(1600)
    claim('after three seconds of silence', await find()).length('/items', 1)
  },
})

export const eventTime = conform('logs.flush.created-is-event-time', {
  lane: 'private',
  async check(context) {
    const { guest, unique, claim } = context
    const mark = unique('mark')
    const before = Date.now()
    await guest.get('/api/health', { mark })
    const after = Date.now()
    await Bun.sleep(1200)
    const created = (await flushed(context, mark)).text('/items/0/created')
    const time = Date.parse(created.replace(' ', 'T'))
    claim('not before the request', time).atLeast(before - 2)
    claim('not after it', time).atMost(after + 2)
  },
})

export const minLevel = conform('logs.min-level.filter', {
  lane: 'exclusive',
  async check(context) {
    const { guest, maker, unique, claim, defer } = context
    const seenAt = async (minLevel: number) => {
      const mark = unique('mark')
      const change = (level: number) =>
        changeSettings({ maker, defer }, { logs: { minLevel: level } })
      await change(minLevel)
      await guest.get('/api/health', { mark })
      await guest.get('/api/missing', { mark })
      const isKept = minLevel <= 8
      const answer = await flushed(context, mark, minLevel <= 0 ? 2 : isKept ? 1 : 0)
      return answer.at('/totalItems')
    }
    claim('8: failures', await seenAt(8)).equals(1)
    claim('9: neither', await seenAt(9)).equals(0)
    claim('0: both', await seenAt(0)).equals(2)
    claim('-4: both', await seenAt(-4)).equals(2)
  },
})

export const zeroDays = conform('logs.max-days.zero', {
  lane: 'exclusive',
  async check(context) {
    const { guest, superuser, maker, unique, claim, defer } = context
    await changeSettings({ maker, defer }, { logs: { maxDays: 0 } })
    const mark = unique('mark')
    await guest.get('/api/health', { mark })
    await flushed(context, mark, 0)
    await Bun.sleep(300)
    claim('nothing is kept', await superuser.get('/api/logs')).json('/totalItems', 0)
  },
})

export const cleanUp = conform('logs.cleanup.job', {
  lane: 'private',
  needs: ['data-dir'],
  async check({ superuser, server, claim }) {
    const daysAgo = (days: number) =>
      new Date(Date.now() - days * 86_400_000).toISOString().replace('T', ' ')
    const rows = [
      ['log00000000old1', 0, 'old', '{}', daysAgo(5.01)],
      ['log00000000new1', 0, 'young', '{}', daysAgo(4.99)],
      ['log00000000low1', -4, 'young, of a level that is not kept', '{}', daysAgo(1)],
    ] as const
    // Nobody remembers rows of logs, so a running server sees them like its own.
    for (const row of rows) changeRows(server, 'auxiliary.db', insertSql, ...row)
    const [path = '', ...others] = rows.map(([id]) => `/api/logs/${id}`)
    claim('is there', await superuser.get(path)).status(200)
    claim('the job runs', await superuser.post('/api/crons/__pbLogsCleanup__')).status(204)
    const answer = await eventually(
      () => superuser.get(path),
      ({ status }) => status !== 200,
    )
    claim('is gone', answer).status(404)
    for (const other of others) claim(`${other} stays`, await superuser.get(other)).status(200)
  },
})

export const table = conform('logs.storage.table', {
  lane: 'private',
  needs: ['restart', 'data-dir'],
  async check({ server, guest, unique, claim }) {
    const mark = unique('mark')
    await guest.get('/api/health', { mark })
    await server.stop()
    const columns = readRows(server, 'auxiliary.db', 'PRAGMA table_info(_logs)')
    claim(
      'has these columns',
      columns.map(({ name, type }) => [name, type]),
    ).equals([
      ['id', 'TEXT'],
      ['level', 'INTEGER'],
      ['message', 'TEXT'],
      ['data', 'JSON'],
      ['created', 'TEXT'],
    ])
    const sql = `SELECT typeof(data) AS type, level FROM _logs WHERE message LIKE ?`
    const rows = readRows(server, 'auxiliary.db', sql, `%${mark}%`)
    claim('holds JSON as text', rows).equals([{ type: 'text', level: 0 }])
  },
})

export const readOnly = conform('logs.write.no-api', {
  lane: 'shared',
  async check({ superuser, claim }) {
    const message = "The requested resource wasn't found."
    claim('create', await superuser.post('/api/logs', {})).error(404, message)
    claim('delete', await superuser.delete('/api/logs/abc')).error(404, message)
    claim('change', await superuser.patch('/api/logs/abc', {})).error(404, message)
  },
})

import { conform } from '../harness/case.ts'
import type { Exchange } from '../harness/exchange.ts'
import { any } from '../harness/match.ts'
import type { Fields } from '../harness/world.ts'
import { conformSchema, oneOfEachType } from './support.ts'

const at = '/api/collections'

const failed = 'Something went wrong while processing your request.'

/** The values of one key of all items. */
const column = (answer: Exchange, key: string): readonly unknown[] => {
  const items = answer.at('/items')
  // An item of a list answer is an object; anything else shows as a wrong value in the claim.
  return Array.isArray(items) ? items.map((item) => (item as Record<string, unknown>)[key]) : []
}

export const shape = conform('collections.list.shape', {
  lane: 'exclusive',
  async check({ superuser, collection, claim }) {
    const { path } = await collection()
    const all = await superuser.get(at, { perPage: '1000' })
    const total = column(all, 'id').length
    const listed = await superuser.get(at)
    claim('is a page', listed)
      .status(200)
      .body({
        page: 1,
        perPage: 30,
        totalItems: total,
        totalPages: Math.ceil(total / 30),
        items: any.array,
      })
    const item = (await superuser.get(path)).json
    const items = all.at('/items')
    claim('of whole collections', Array.isArray(items) ? items.at(-1) : undefined).equals(item)
    const related = await collection()
    for (const [type, body] of Object.entries(oneOfEachType(related))) {
      const made = await collection(body as Fields)
      const filtered = await superuser.get(at, { filter: `id='${made.id}'` })
      const shown = (await superuser.get(made.path)).json
      claim(`of what its view shows: ${type}`, filtered).status(200).json('/items', [shown])
    }
  },
})

export const freshInstance = conform('collections.list.fresh-instance', {
  lane: 'private',
  async check({ superuser, claim }) {
    const listed = await superuser.get(at)
    claim('has six', listed).status(200).json('/totalItems', 6)
    claim('in this order', column(listed, 'name')).equals([
      '_mfas',
      '_otps',
      '_externalAuths',
      '_authOrigins',
      '_superusers',
      'users',
    ])
    claim('all but users are system', column(listed, 'system')).equals([
      true,
      true,
      true,
      true,
      true,
      false,
    ])
  },
})

export const freshIds = conform('collections.list.fresh-ids', {
  lane: 'shared',
  async check({ superuser, claim }) {
    const ids = {
      _mfas: 'pbc_2279338944',
      _otps: 'pbc_1638494021',
      _externalAuths: 'pbc_2281828961',
      _authOrigins: 'pbc_4275539003',
      _superusers: 'pbc_3142635823',
      users: '_pb_users_auth_',
    }
    for (const [name, id] of Object.entries(ids)) {
      claim(name, await superuser.get(`${at}/${name}`, { fields: 'id,name' }))
        .status(200)
        .body({ id, name })
    }
  },
})

export const defaultOrder = conformSchema('collections.list.default-order', {
  lane: 'exclusive',
  async check({ superuser, collection, unique, update, accepted, claim }) {
    const first = await collection({ name: unique('zz_') })
    const second = await collection({ name: unique('aa_') })
    const lastTwo = async () =>
      column(await superuser.get(at, { perPage: '1000', fields: 'id' }), 'id').slice(-2)
    claim('is that of creation', await lastTwo()).equals([first.id, second.id])
    accepted(await update(first.id, { listRule: null }))
    claim('an update does not move one', await lastTwo()).equals([first.id, second.id])
    accepted(await update(first.id, { name: unique('zzz_') }))
    claim('a rename does not move one', await lastTwo()).equals([first.id, second.id])
  },
})

export const pagination = conform('collections.list.pagination', {
  lane: 'shared',
  async check({ superuser, claim }) {
    const all = await superuser.get(at, { perPage: '1000', filter: 'system=true' })
    const second = await superuser.get(at, { page: '2', perPage: '2', filter: 'system=true' })
    claim('says the window', second).status(200).json('/page', 2).json('/perPage', 2)
    claim('gives the window', column(second, 'id')).equals(column(all, 'id').slice(2, 4))
    for (const value of ['0', '-1']) {
      claim(`${value} is the default`, await superuser.get(at, { page: value, perPage: value }))
        .status(200)
        .json('/page', 1)
        .json('/perPage', 30)
    }
    claim('1000 at most', await superuser.get(at, { perPage: '1001' }))
      .status(200)
      .json('/perPage', 1000)
  },
})

export const outOfRange = conform('collections.list.page-out-of-range', {
  lane: 'shared',
  async check({ superuser, claim }) {
    const filter = 'system=true'
    claim('is empty', await superuser.get(at, { page: '999', filter }))
      .status(200)
      .body({ page: 999, perPage: 30, totalItems: 5, totalPages: 1, items: [] })
    const empty = { page: '', perPage: '', sort: '', filter: '' }
    claim('empty values count as not sent', await superuser.get(at, empty))
      .status(200)
      .json('/page', 1)
      .json('/perPage', 30)
  },
})

export const nonNumeric = conform('collections.list.non-numeric-page', {
  lane: 'shared',
  async check({ superuser, claim, refused }) {
    const control = await superuser.get(at, { page: '1', perPage: '1', skipTotal: 'true' })
    const wrong = [
      ['page', 'abc'],
      ['perPage', '1.5'],
      ['skipTotal', 'maybe'],
    ] as const
    for (const [name, value] of wrong) {
      const answer = await superuser.get(at, { [name]: value })
      claim(`${name}=${value}`, refused(control, answer)).error(400, failed)
    }
  },
})

export const skipTotal = conform('collections.list.skip-total', {
  lane: 'shared',
  async check({ superuser, claim }) {
    for (const value of ['1', 'true']) {
      const listed = await superuser.get(at, { skipTotal: value, filter: 'system=true' })
      claim(`${value} counts nothing`, listed)
        .status(200)
        .json('/totalItems', -1)
        .json('/totalPages', -1)
      claim(`${value} lists all the same`, listed).length('/items', 5)
    }
    claim('0 counts', await superuser.get(at, { skipTotal: '0', filter: 'system=true' }))
      .status(200)
      .json('/totalItems', 5)
  },
})

export const sortFields = conform('collections.list.sort-fields', {
  lane: 'shared',
  async check({ superuser, unique, collection, claim }) {
    const prefix = unique('s')
    const first = await collection({ name: `${prefix}_b` })
    const second = await collection({ name: `${prefix}_a`, type: 'auth' })
    const filter = `name~'${prefix}'`
    const sorted = async (sort: string) => column(await superuser.get(at, { sort, filter }), 'id')
    const forward = [first.id, second.id]
    const backward = [second.id, first.id]
    const orders = {
      name: backward,
      '+name': backward,
      '-name': forward,
      type: backward,
      '-type': forward,
      id: forward.toSorted(),
      '-id': forward.toSorted().reverse(),
      created: forward,
      '-created': backward,
      updated: forward,
      '@rowid': forward,
      '-@rowid': backward,
      'system,-@rowid': backward,
      'system,name': backward,
    }
    for (const [sort, ids] of Object.entries(orders)) claim(sort, await sorted(sort)).equals(ids)
    const shuffled = await sorted('@random')
    claim('@random', shuffled.toSorted()).equals(forward.toSorted())
  },
})

export const sortUnknown = conform('collections.list.sort-unknown', {
  lane: 'shared',
  async check({ superuser, claim, refused }) {
    const control = await superuser.get(at, { sort: ' name , -id ' })
    claim('spaces are ignored', control).status(200)
    const wrong = ['options', 'missing', 'NAME', 'name:lower', '--name', 'fields', 'listRule']
    for (const sort of wrong) {
      claim(sort, refused(control, await superuser.get(at, { sort }))).error(400, failed)
    }
  },
})

export const sortLimit = conform('collections.list.sort-limit', {
  lane: 'shared',
  async check({ superuser, claim, refused }) {
    const sort = Array.from({ length: 8 }, () => 'id').join(',')
    const eight = await superuser.get(at, { sort })
    claim('eight are fine', eight).status(200)
    const nine = await superuser.get(at, { sort: `${sort},id` })
    claim('nine are not', refused(eight, nine)).error(400, failed)
    const long = await superuser.get(at, { sort: 'a'.repeat(256) })
    claim('nor is a long name', refused(eight, long)).error(400, failed)
  },
})

export const filterFields = conform('collections.list.filter-fields', {
  lane: 'shared',
  async check({ superuser, unique, collection, claim }) {
    const prefix = unique('f')
    const base = await collection({ name: `${prefix}_b` })
    const auth = await collection({ name: `${prefix}_a`, type: 'auth' })
    const found = async (filter: string) =>
      column(await superuser.get(at, { filter: `name~'${prefix}' && ${filter}` }), 'id')
    const both = [base.id, auth.id]
    const filters = {
      [`id='${auth.id}'`]: [auth.id],
      [`name='${base.name}'`]: [base.id],
      "name~'_a'": [auth.id],
      "type='auth'": [auth.id],
      'system=true': [],
      'system=false': both,
      "created>='2022-01-01 00:00:00'": both,
      "updated<'2022-01-01 00:00:00'": [],
      [`(type='base' || name='${auth.name}')`]: both,
    }
    for (const [filter, ids] of Object.entries(filters)) {
      claim(filter.replaceAll(prefix, ''), await found(filter)).equals(ids)
    }
  },
})

export const filterInvalid = conform('collections.list.filter-invalid', {
  lane: 'shared',
  async check({ superuser, claim, refused }) {
    const control = await superuser.get(at, { filter: 'created < @now' })
    claim('date macros work', control).status(200)
    const wrong = [
      "invalidfield~'demo'",
      'name=',
      "listRule=''",
      "@request.auth.id!=''",
      "@collection.users.id!=''",
    ]
    for (const filter of wrong) {
      claim(filter, refused(control, await superuser.get(at, { filter }))).error(400, failed)
    }
  },
})

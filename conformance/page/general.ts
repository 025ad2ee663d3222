import { type CaseContext, conform } from '../harness/case.ts'
import { withBody, withJson, withQuery, withStatus } from '../harness/fault.ts'
import { createFixtureQ, idField, listIds } from '../filter/fixture-q.ts'
import { refusal } from '../filter/table.ts'

const withRecords = async ({ collection, record }: CaseContext, count: number) => {
  const made = await collection({ fields: [{ name: 'n', type: 'number' }] })
  for (let n = 1; n <= count; n++) await record(made, { n })
  return made
}

export const defaults = conform('page.defaults', {
  lane: 'shared',
  async check(world) {
    const { guest, claim } = world
    const { records } = await withRecords(world, 31)
    const answer = await guest.get(records)
    claim('says page 1 and perPage 30', answer).status(200).json('/page', 1).json('/perPage', 30)
    claim('gives 30 items', answer).length('/items', 30)
    claim('counts all', answer).json('/totalItems', 31).json('/totalPages', 2)
    claim(
      'same as asking for it',
      await guest.get(records, { page: '1', perPage: '30' }),
    ).sameBodyAs(answer)
  },
  mustCatch: {
    'says page 1 and perPage 30': [withJson('/perPage', 29)],
    'gives 30 items': [withQuery((query) => query.set('perPage', query.get('perPage') ?? '20'))],
    'counts all': [withJson('/totalPages', 3)],
  },
})

export const keyOrder = conform('page.key-order', {
  lane: 'shared',
  async check({ guest, collection, record, claim }) {
    const made = await collection({ fields: [idField] })
    claim('is this text', await guest.get(made.records)).text(
      '{"items":[],"page":1,"perPage":30,"totalItems":0,"totalPages":0}\n',
    )
    await record(made, { id: 'a' })
    const answer = await guest.get(made.records, { fields: 'id', skipTotal: '1' })
    claim('with an item', answer).text(
      '{"items":[{"id":"a"}],"page":1,"perPage":30,"totalItems":-1,"totalPages":-1}\n',
    )
  },
})

export const secondPage = conform('page.second-page', {
  lane: 'shared',
  async check(world) {
    const { guest, claim } = world
    const { records } = await withRecords(world, 5)
    const pages = { 1: [1, 2], 2: [3, 4], 3: [5] }
    for (const [page, numbers] of Object.entries(pages)) {
      const answer = await guest.get(records, { sort: 'n', perPage: '2', page, fields: 'n' })
      claim(`page ${page}`, answer)
        .status(200)
        .body({
          items: numbers.map((n) => ({ n })),
          page: Number(page),
          perPage: 2,
          totalItems: 5,
          totalPages: 3,
        })
    }
  },
  mustCatch: {
    'page 1': [withQuery((query) => query.set('page', '2'))],
    'page 2': [withQuery((query) => query.set('page', '1'))],
    'page 3': [withJson('/totalItems', 6)],
  },
})

export const beyondLast = conform('page.beyond-last', {
  lane: 'shared',
  async check(world) {
    const { records } = await withRecords(world, 5)
    const answer = await world.guest.get(records, { perPage: '2', page: '9' })
    world.claim('is empty with right totals', answer).status(200).body({
      items: [],
      page: 9,
      perPage: 2,
      totalItems: 5,
      totalPages: 3,
    })
  },
})

export const emptyCollection = conform('page.empty-collection', {
  lane: 'shared',
  async check(world) {
    const { guest, claim, collection } = world
    const empty = { items: [], page: 1, perPage: 30, totalItems: 0, totalPages: 0 }
    const none = await collection()
    claim('without records', await guest.get(none.records))
      .status(200)
      .body(empty)
    const some = await withRecords(world, 2)
    const answer = await guest.get(some.records, { filter: "id = 'none'" })
    claim('without matching ones', answer).status(200).body(empty)
  },
  mustCatch: {
    'without records': [withJson('/totalPages', 1)],
    'without matching ones': [withQuery((query) => query.delete('filter'))],
  },
})

export const nonPositive = conform('page.non-positive-page', {
  lane: 'shared',
  async check(world) {
    const { guest, claim } = world
    const { records } = await withRecords(world, 3)
    const first = await guest.get(records, { perPage: '2', sort: 'n' })
    for (const page of ['0', '-0', '-1', '-5', '-9223372036854775808']) {
      const answer = await guest.get(records, { perPage: '2', sort: 'n', page })
      claim(`${page} is 1`, answer).status(200).json('/page', 1).sameBodyAs(first)
    }
  },
  mustCatch: { '-5 is 1': [withJson('/page', -5)] },
})

export const nonPositivePerPage = conform('page.non-positive-per-page', {
  lane: 'shared',
  async check(world) {
    const { guest, claim } = world
    const { records } = await withRecords(world, 31)
    for (const perPage of ['0', '-1', '-1000']) {
      const answer = await guest.get(records, { perPage })
      claim(`${perPage} is 30`, answer).status(200).json('/perPage', 30).length('/items', 30)
    }
  },
  mustCatch: { '0 is 30': [withQuery((query) => query.set('perPage', '31'))] },
})

const many = 1001
const atOnce = 77

export const maxPerPage = conform('page.max-per-page', {
  lane: 'shared',
  async check({ guest, superuser, collection, accepted, claim }) {
    const { records } = await collection()
    for (const [asked, given] of [
      ['1000', 1000],
      ['1001', 1000],
      ['99999', 1000],
    ] as const) {
      claim(`${asked} is ${given}`, await guest.get(records, { perPage: asked })).json(
        '/perPage',
        given,
      )
    }
    for (let made = 0; made < many; made += atOnce) {
      const answers = Array.from({ length: atOnce }, () => superuser.post(records, {}))
      for (const answer of await Promise.all(answers)) accepted(answer)
    }
    const answer = await guest.get(records, { perPage: String(many), fields: 'id' })
    claim('gives at most 1000 items', answer).length('/items', 1000)
    claim('counts with them', answer).json('/totalItems', many).json('/totalPages', 2)
    const second = await guest.get(records, { perPage: String(many), page: '2', fields: 'id' })
    claim('goes on after them', second).length('/items', 1)
  },
})

export const invalidNumber = conform('page.invalid-number', {
  lane: 'shared',
  async check({ guest, collection, claim, refused }) {
    const { records } = await collection()
    const control = await guest.get(records, { page: '1', perPage: '1' })
    claim('the control', control).status(200)
    const wrong = [
      'a',
      '1.5',
      '1e2',
      '0x1',
      ' 1',
      '1 ',
      '1_0',
      '1,0',
      '--1',
      '+',
      '١',
      '99999999999999999999',
      '9223372036854775808',
      '-9223372036854775809',
    ]
    for (const value of wrong) {
      const page = refused(control, await guest.get(records, { page: value }))
      claim(`page=${value}`, page).error(400, refusal)
      const perPage = refused(control, await guest.get(records, { perPage: value }))
      claim(`perPage=${value}`, perPage).error(400, refusal)
    }
  },
  mustCatch: { 'page=a': [withStatus(400, 200)] },
})

export const signedAndPadded = conform('page.signed-and-padded', {
  lane: 'shared',
  async check({ guest, collection, claim }) {
    const { records } = await collection()
    claim('+2', await guest.get(records, { page: '+2' }))
      .status(200)
      .json('/page', 2)
    claim('007', await guest.get(records, { perPage: '007' }))
      .status(200)
      .json('/perPage', 7)
    claim('+08', await guest.get(records, { perPage: '+08' }))
      .status(200)
      .json('/perPage', 8)
  },
})

export const emptyValue = conform('page.empty-value', {
  lane: 'shared',
  async check(world) {
    const { guest, claim } = world
    const { records } = await withRecords(world, 2)
    const control = await guest.get(records)
    const answer = await guest.get(records, { page: '', perPage: '', skipTotal: '' })
    claim('is as absent', answer).status(200).json('/totalItems', 2).sameBodyAs(control)
  },
  mustCatch: {
    'is as absent': [withQuery((query) => query.has('page') && query.set('page', '2'))],
  },
})

export const skipTotal = conform('page.skip-total', {
  lane: 'shared',
  async check(world) {
    const { records } = await withRecords(world, 3)
    const answer = await world.guest.get(records, { skipTotal: '1' })
    world.claim('does not count', answer).json('/totalItems', -1).json('/totalPages', -1)
    world.claim('gives the items', answer).status(200).length('/items', 3)
  },
  mustCatch: { 'does not count': [withQuery((query) => query.delete('skipTotal'))] },
})

export const skipTotalValues = conform('page.skip-total-values', {
  lane: 'shared',
  async check(world) {
    const { guest, claim, refused } = world
    const { records } = await withRecords(world, 2)
    const ask = (value: string) => guest.get(records, { skipTotal: value })
    for (const value of ['1', 't', 'T', 'TRUE', 'true', 'True']) {
      claim(`${value} skips`, await ask(value))
        .json('/totalItems', -1)
        .json('/totalPages', -1)
    }
    for (const value of ['0', 'f', 'F', 'FALSE', 'false', 'False']) {
      claim(`${value} counts`, await ask(value))
        .json('/totalItems', 2)
        .json('/totalPages', 1)
    }
    const control = await ask('1')
    for (const value of ['yes', 'no', '2', '-1', 'tRue', ' 1', 'on', 'null', '1.0']) {
      claim(`${value} is refused`, refused(control, await ask(value))).error(400, refusal)
    }
  },
  mustCatch: {
    '1 skips': [withQuery((query) => query.set('skipTotal', '0'))],
    '0 counts': [withQuery((query) => query.set('skipTotal', '1'))],
    'yes is refused': [withStatus(400, 200)],
  },
})

export const skipTotalEmptyResult = conform('page.skip-total-empty-result', {
  lane: 'shared',
  async check(world) {
    const { guest, claim } = world
    const { records } = await withRecords(world, 1)
    const beyond = await guest.get(records, { skipTotal: '1', page: '99' })
    const none = { items: [], perPage: 30, totalItems: -1, totalPages: -1 }
    claim('beyond the last', beyond)
      .status(200)
      .body({ ...none, page: 99 })
    const filtered = await guest.get(records, { skipTotal: '1', filter: 'n = 2' })
    claim('nothing found', filtered)
      .status(200)
      .body({ ...none, page: 1 })
  },
})

export const totalsRespectRuleAndFilter = conform('page.totals-respect-rule-and-filter', {
  lane: 'shared',
  async check(context) {
    const { guest, superuser, claim } = context
    const { vals } = await createFixtureQ(context, { vals: { listRule: 'flag = true' } })
    const total = async (client: typeof guest, query: Readonly<Record<string, string>>) => {
      // A page that is full, or beyond the last, does not tell the total by itself.
      const full = (await client.get(vals.records, { ...query, perPage: '1' })).at('/totalItems')
      const beyond = (await client.get(vals.records, { ...query, page: '9' })).at('/totalItems')
      const short = (await client.get(vals.records, query)).at('/totalItems')
      return [full, beyond, short]
    }
    claim('the rule', await total(guest, {})).equals([3, 3, 3])
    const many = { filter: 'refs.score ?> -100' }
    claim('each once', await total(guest, many)).equals([3, 3, 3])
    const twice = { filter: "refs.score ?> -100 && refs.name ?!= 'x'" }
    claim('each once, with joined rows', await total(guest, twice)).equals([3, 3, 3])
    claim('the filter', await total(guest, { filter: 'num < 2' })).equals([2, 2, 2])
    claim('for superusers without the rule', await total(superuser, many)).equals([6, 6, 6])
    claim('and joined rows', await total(superuser, twice)).equals([6, 6, 6])
  },
  mustCatch: {
    'the rule': [withJson('/totalItems', 8)],
    'the filter': [withQuery((query) => query.delete('filter'))],
  },
})

export const totalPagesCeil = conform('page.total-pages-ceil', {
  lane: 'shared',
  async check(world) {
    const { guest, claim } = world
    const { records } = await withRecords(world, 5)
    for (const [perPage, totalPages] of [
      ['5', 1],
      ['4', 2],
      ['6', 1],
      ['1', 5],
      ['2', 3],
      ['5000', 1],
      ['0', 1],
    ] as const) {
      const answer = await guest.get(records, { perPage })
      claim(`perPage=${perPage}`, answer).json('/totalItems', 5).json('/totalPages', totalPages)
    }
  },
})

export const viewCount = conform('page.view-count', {
  lane: 'shared',
  async check(context) {
    const { guest, claim, collection } = context
    const { vals } = await createFixtureQ(context)
    const viewQuery = `SELECT owner as id, title FROM ${vals.name} WHERE owner != ''`
    const view = await collection({ type: 'view', viewQuery })
    const answer = await guest.get(view.records)
    claim('items', answer).length('/items', 6)
    claim('total', answer).json('/totalItems', 3)
  },
})

export const unknownParamsIgnored = conform('page.unknown-params-ignored', {
  lane: 'shared',
  async check(world) {
    const { guest, claim } = world
    const { records } = await withRecords(world, 3)
    const control = await guest.get(records)
    const query = { Page: '2', per_page: '1', limit: '1', PERPAGE: '1', Filter: 'n=1', SORT: '-n' }
    claim('is as without', await guest.get(records, query))
      .status(200)
      .sameBodyAs(control)
  },
})

export const overflow = conform('page.overflow', {
  lane: 'shared',
  async check(world) {
    const { guest, claim } = world
    const made = await withRecords(world, 2)
    const page = '9223372036854775807'
    const answer = await guest.get(made.records, { page, perPage: '30', sort: 'n' })
    claim('echoes the page', answer)
      .status(200)
      .textMatches(new RegExp(`"page":${page},`))
    const first = await listIds(guest, made, { sort: 'n' })
    const items = answer.at('/items')
    const found = Array.isArray(items)
      ? items.map(({ id }: { readonly id?: unknown }) => String(id)).join(' ')
      : answer.describe()
    claim('gives the first items', found).equals(first)
  },
})

export const concatenated = conform('page.concatenated', {
  lane: 'shared',
  async check(context) {
    const { guest, superuser, claim, accepted } = context
    const { vals, people } = await createFixtureQ(context)
    const queries = [
      { sort: 'id' },
      { sort: '-num,id', filter: 'num > 0' },
      { sort: 'owner.name,-id' },
      { sort: 'id', filter: "refs.name ?= 'bob' || refs.score ?> 0" },
      { sort: 'owner.score,id', filter: 'refs.score ?> -100' },
      { sort: '-id', filter: "tags:each ?= 'a' && tags:each ?!= 'b'" },
      { sort: 'title,id', filter: "owner.boss.name != 'zzz'" },
    ]
    const rules = ['', 'flag = true', "refs.name ?= 'bob'"]
    const wrong = { pages: [] as string[], totals: [] as string[], twice: [] as string[] }
    for (const listRule of rules) {
      accepted(await superuser.patch(vals.path, { listRule }))
      accepted(
        await superuser.patch(people.path, { listRule: listRule === '' ? '' : 'score >= 0' }),
      )
      for (const query of queries) {
        const what = `${JSON.stringify(query)} with the rule ${listRule}`
        const whole = await listIds(guest, vals, { ...query, perPage: '1000' })
        const ids = whole === '' ? [] : whole.split(' ')
        if (new Set(ids).size !== ids.length) wrong.twice.push(what)
        for (const perPage of [1, 3, 4]) {
          const pages: unknown[] = []
          // Not beyond the last: empty lists of a rule are answered slowly (filter.timing.delay).
          const totalPages = Math.ceil(ids.length / perPage)
          for (let page = 1; page <= totalPages; page++) {
            const asked = { ...query, perPage: String(perPage), page: String(page) }
            const answer = await guest.get(vals.records, asked)
            const items = answer.at('/items')
            if (Array.isArray(items)) {
              pages.push(...items.map(({ id }: { readonly id?: unknown }) => id))
            }
            const totals = [answer.at('/totalItems'), answer.at('/totalPages')]
            const isRight = totals[0] === ids.length && totals[1] === totalPages
            if (!isRight) wrong.totals.push(`${what}: ${totals.join(', ')} on page ${String(page)}`)
          }
          const together = pages.join(' ')
          if (together !== whole) wrong.pages.push(`${what} by ${String(perPage)}: ${together}`)
        }
      }
    }
    claim('pages together are the whole list', wrong.pages).equals([])
    claim('every page tells how many there are', wrong.totals).equals([])
    claim('no record comes twice', wrong.twice).equals([])
  },
  mustCatch: {
    'pages together are the whole list': [
      withQuery((query) => query.get('page') === '2' && query.set('page', '1')),
    ],
    'every page tells how many there are': [
      withQuery((query) => query.get('page') === '2' && query.set('filter', 'num > 1')),
    ],
    'no record comes twice': [
      withBody((text) => text.replace(/"items":\[(\{.*?\})/, '"items":[$1,$1')),
    ],
  },
})

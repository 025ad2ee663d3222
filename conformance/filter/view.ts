import { type CaseContext, conform } from '../harness/case.ts'
import { createFixtureQ, idField, listIds } from './fixture-q.ts'
import { refusal } from './table.ts'

/** Fixture Q, and a view whose query says `vals` for its table. */
const viewOf = async (context: CaseContext, viewQuery: string) => {
  const { vals } = await createFixtureQ(context)
  return context.collection({ type: 'view', viewQuery: viewQuery.replaceAll('vals', vals.name) })
}

export const sameLanguage = conform('filter.view.same-language', {
  lane: 'shared',
  async check(context) {
    const { guest, claim } = context
    const view = await viewOf(context, 'SELECT id, title, num, tags, owner FROM vals')
    const rows = {
      "title = 'alpha'": 'v1',
      'num > 2 && num < 10': 'v2 v6 v7',
      "tags:each ?= 'a'": 'v1 v2 v6',
      "owner.name = 'Ann'": 'v1 v6',
      "title:lower ~ 'ALPHA'": 'v1 v2',
    }
    for (const [filter, expected] of Object.entries(rows)) {
      claim(filter, await listIds(guest, view, { filter, sort: 'id' })).equals(expected)
    }
    claim('sorts', await listIds(guest, view, { sort: '-num,id' })).equals(
      'v8 v5 v6 v7 v2 v1 v3 v4',
    )
    const unknown = await guest.get(view.records, { filter: 'flag = true' })
    claim('has only its columns', unknown).error(400, refusal)
  },
})

export const expressionColumns = conform('filter.view.expression-columns', {
  lane: 'shared',
  async check(context) {
    const { guest, claim } = context
    const view = await viewOf(
      context,
      "SELECT owner as id, count(*) as total FROM vals WHERE owner != '' GROUP BY owner",
    )
    const rows = {
      'total = 2': 'p1 p2 p3',
      "total = '2'": '',
      "total > '1'": '',
      'total > 1': 'p1 p2 p3',
    }
    for (const [filter, expected] of Object.entries(rows)) {
      claim(filter, await listIds(guest, view, { filter, sort: 'id' })).equals(expected)
    }
  },
})

export const untypedColumnsAreJson = conform('filter.view.untyped-columns-are-json', {
  lane: 'shared',
  async check(context) {
    const { guest, claim } = context
    const view = await viewOf(context, "SELECT id, (title || '') as t2 FROM vals")
    const rows = { "t2 = 'alpha'": 'v1', 't2 = 1': 'v4 v5', "t2 = '1'": '' }
    for (const [filter, expected] of Object.entries(rows)) {
      claim(filter, await listIds(guest, view, { filter, sort: 'id' })).equals(expected)
    }
  },
})

export const idIsText = conform('filter.view.id-is-text', {
  lane: 'shared',
  async check(context) {
    const { guest, claim } = context
    const view = await viewOf(context, 'SELECT (ROW_NUMBER() OVER()) as id, title FROM vals')
    claim('found as text', await listIds(guest, view, { filter: "id = '1'" })).equals('1')
    claim('not as number', await listIds(guest, view, { filter: 'id = 1' })).equals('')
    claim('viewed as text', await guest.get(`${view.records}/1`))
      .status(200)
      .json('/id', '1')
  },
})

export const hiddenFields = conform('filter.view.hidden-fields', {
  lane: 'shared',
  async check(context) {
    const { collection, record, user, guest, superuser, claim, refused } = context
    const posts = await collection({
      fields: [idField, { name: 'secret', type: 'text', hidden: true }],
    })
    await record(posts, { id: 'x1', secret: 'a' })
    const viewQuery = `SELECT id, secret FROM ${posts.name}`
    const view = await collection({ type: 'view', viewQuery })
    const filter = "secret = 'a'"
    const control = await superuser.get(view.records, { filter })
    claim('stays hidden', refused(control, await guest.get(view.records, { filter }))).error(
      400,
      refusal,
    )
    const people = await collection({ type: 'auth' })
    const { id, email } = await user({}, people)
    const mails = await collection({
      type: 'view',
      viewQuery: `SELECT id, email FROM ${people.name}`,
    })
    const found = await listIds(guest, mails, { filter: `email = '${email}'` })
    claim('an email of a view is no private one', found).equals(id)
  },
})

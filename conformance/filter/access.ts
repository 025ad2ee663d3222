import { type CaseContext, conform } from '../harness/case.ts'
import type { Client } from '../harness/client.ts'
import type { CollectionHandle } from '../harness/world.ts'
import { createFixtureQ, listIds } from './fixture-q.ts'
import { filters, refusal } from './table.ts'

interface Asked {
  readonly context: CaseContext
  readonly made: CollectionHandle
  readonly query: Readonly<Record<string, string>>
  readonly as?: readonly (readonly [string, Client])[]
}

/** What a superuser may ask and others may not. */
const superusersMay = async (what: string, { context, made, query, as }: Asked) => {
  const { claim, guest, superuser, refused } = context
  const control = await superuser.get(made.records, query)
  claim(`${what}, superuser`, control).status(200)
  for (const [who, client] of as ?? ([['guest', guest]] as const)) {
    const answer = refused(control, await client.get(made.records, query))
    claim(`${what}, ${who}`, answer).error(400, refusal)
  }
}

export const hiddenField = conform('filter.access.hidden-field', {
  lane: 'shared',
  async check(context) {
    const { collection, record, user } = context
    const made = await collection({
      fields: [
        { name: 'secret', type: 'text', hidden: true },
        { name: 'open', type: 'text' },
        { name: 'data', type: 'json', hidden: true },
        { name: 'tags', type: 'select', values: ['a', 'b'], maxSelect: 2, hidden: true },
      ],
    })
    await record(made, { secret: 'a' })
    const { client } = await user()
    const as = [
      ['guest', context.guest],
      ['user', client],
    ] as const
    const queries = [
      { filter: "secret = 'a'" },
      { filter: "'a' = secret" },
      { filter: "open = '' || secret = 'a'" },
      { filter: 'open = secret' },
      { filter: "secret:lower = 'a'" },
      { filter: 'tags:length = 0' },
      { filter: "tags:each ?= 'a'" },
      { filter: 'data.x = 1' },
      { filter: "strftime('%Y', secret) = '2024'" },
      { filter: 'geoDistance(secret, 1, 2, 3) = 1' },
      { sort: 'secret' },
      { sort: 'open,-secret' },
      { sort: 'data.x' },
    ]
    for (const query of queries) {
      await superusersMay(JSON.stringify(query), { context, made, query, as })
    }
  },
})

export const passwordTokenKey = conform('filter.access.password-token-key', {
  lane: 'shared',
  async check(context) {
    const { collection, user, guest } = context
    const made = await collection({ type: 'auth' })
    const { client } = await user({}, made)
    const as = [
      ['guest', guest],
      ['the record itself', client],
    ] as const
    for (const query of [
      { filter: "password != ''" },
      { filter: "tokenKey != ''" },
      { filter: "tokenKey ~ 'a%'" },
      { filter: 'tokenKey:length = 5' },
    ]) {
      await superusersMay(JSON.stringify(query), { context, made, query, as })
    }
  },
})

export const hiddenInPath = conform('filter.access.hidden-in-path', {
  lane: 'shared',
  async check(context) {
    const { collection } = context
    const people = await collection({
      fields: [
        { name: 'name', type: 'text' },
        { name: 'secret', type: 'text', hidden: true },
      ],
    })
    const relation = { type: 'relation', collectionId: people.id, maxSelect: 1 }
    const posts = await collection({
      fields: [
        { name: 'author', ...relation, hidden: true },
        { name: 'editor', ...relation },
        { name: 'readers', ...relation, maxSelect: 9, hidden: true },
      ],
    })
    const ask = (made: CollectionHandle, query: Readonly<Record<string, string>>, what: string) =>
      superusersMay(what, { context, made, query })
    await ask(posts, { filter: "author.name = 'x'" }, 'a hidden relation')
    await ask(posts, { filter: "author.id = 'x'" }, 'the id of a hidden relation')
    await ask(posts, { filter: "readers.name ?= 'x'" }, 'a hidden multiple relation')
    await ask(posts, { filter: "editor.secret = 'x'" }, 'a hidden field behind a relation')
    await ask(posts, { sort: 'editor.secret' }, 'sorting by it')
    const back = `${posts.name}_via_author.id ?= 'x'`
    await ask(people, { filter: back }, 'a hidden back-relation')
    const there = `${posts.name}_via_editor.author ?= 'x'`
    await ask(people, { filter: there }, 'a hidden field behind a back-relation')
  },
})

export const joinedNullListRule = conform('filter.access.joined-null-list-rule', {
  lane: 'shared',
  async check(context) {
    const { guest, claim } = context
    const { vals, people, text } = await createFixtureQ(context, { people: { listRule: null } })
    for (const filter of [
      "owner.name = 'Ann'",
      "refs.id ?= 'p1'",
      "refs.name ?= 'a'",
      "owner.boss.name = 'x'",
      "owner.boss.id = 'p1'",
      "num = 1 || owner.name = 'Ann'",
    ]) {
      await superusersMay(filter, { context, made: vals, query: { filter } })
    }
    const open = {
      "owner.id = 'p1'": 'v1 v6',
      "owner = 'p1'": 'v1 v6',
      "refs:each ?= 'p1'": 'v1 v4 v5 v6',
      'owner:length = 1': 'v1 v2 v4 v6 v7 v8',
    }
    for (const [filter, expected] of Object.entries(open)) {
      claim(filter, await listIds(guest, vals, { filter, sort: 'id' })).equals(expected)
    }
    await context.superuser.patch(people.path, { listRule: '' })
    await context.superuser.patch(vals.path, { listRule: null })
    const filter = text("vals_via_owner.title ?= 'alpha'")
    await superusersMay('a back-relation', { context, made: people, query: { filter } })
  },
})

export const joinedListRule = conform(
  'filter.access.joined-list-rule',
  filters({
    fixture: { people: { listRule: 'score > 5' } },
    as: 'guest',
    vals: {
      "owner.name != 'zzz'": 'v1 v3 v5 v6',
      "refs.name ?= 'bob'": '',
      "refs.name ?= 'Ann'": 'v1 v4 v5 v6',
      "refs.name = ''": 'v3 v7',
      // The id of a single relation enters nothing.
      "owner.id != 'zzz'": 'all',
    },
  }),
)

export const joinedListRulePrunesOr = conform(
  'filter.access.joined-list-rule-prunes-or',
  filters({
    fixture: { people: { listRule: 'score > 5' } },
    as: 'guest',
    vals: {
      "num = 2.5 || owner.name = 'Ann'": 'v1 v6',
      "num = 0 || owner.name = 'Ann'": 'v1 v3 v6',
      'num = 2.5': 'v2',
    },
  }),
)

export const joinedListRuleRequest = conform('filter.access.joined-list-rule-request', {
  lane: 'shared',
  async check(context) {
    const { guest, user, claim, superuser, accepted } = context
    const listRule = "@request.auth.id != ''"
    const { vals, people } = await createFixtureQ(context, { people: { listRule } })
    const find = (client: Client, filter: string) => listIds(client, vals, { filter, sort: 'id' })
    const { client } = await user()
    claim('a guest', await find(guest, "owner.name = 'Ann'")).equals('')
    claim('a guest, nothing related', await find(guest, "owner.name = ''")).equals('v3 v5')
    claim('a user', await find(client, "owner.name = 'Ann'")).equals('v1 v6')
    accepted(await superuser.patch(people.path, { listRule: "boss.name = 'Ann'" }))
    claim('a relation in the rule', await find(guest, "owner.name != ''")).equals('v2 v7')
  },
})

export const joinedListRuleNotForSuperuser = conform(
  'filter.access.joined-list-rule-not-for-superuser',
  {
    lane: 'shared',
    async check(context) {
      const { guest, superuser, claim, accepted } = context
      const { vals, people } = await createFixtureQ(context, {
        people: { listRule: null },
        vals: { listRule: "owner.name = 'Ann'" },
      })
      claim('a rule enters', await listIds(guest, vals, { sort: 'id' })).equals('v1 v6')
      const query = { filter: "owner.name = 'bob'", sort: 'id' }
      claim('a superuser enters', await listIds(superuser, vals, query)).equals('v2 v7')
      accepted(await superuser.patch(people.path, { listRule: 'score > 100' }))
      claim('a rule is not pruned', await listIds(guest, vals, { sort: 'id' })).equals('v1 v6')
      claim('nor is a superuser', await listIds(superuser, vals, query)).equals('v2 v7')
    },
  },
)

/** A shows its email, B does not. */
const twoMails = async (context: CaseContext, rules = {}) => {
  const made = await context.collection({ type: 'auth', ...rules })
  const a = await context.user(
    { email: `${context.unique('a')}@x.com`, emailVisibility: true },
    made,
  )
  const b = await context.user({ email: `${context.unique('b')}@x.com` }, made)
  return { made, a, b, both: [a.id, b.id].toSorted().join(' ') }
}

export const emailVisibility = conform('filter.access.email-visibility', {
  lane: 'shared',
  async check(context) {
    const { guest, superuser, claim } = context
    const { made, a, b, both } = await twoMails(context)
    const rows = {
      "email ~ '@x.com'": [a.id, both],
      "email != 'zzz'": [a.id, both],
      "email > ''": [a.id, both],
      "email !~ 'zzz'": [a.id, both],
      "'@x.com' !~ email": [a.id, both],
      "email = ''": ['', ''],
      [`email:lower = '${b.email}'`]: ['', b.id],
      [`email = '${b.email}'`]: ['', b.id],
      [`email ?= '${b.email}'`]: ['', b.id],
      [`email ?~ '${b.email}'`]: ['', b.id],
      'email = email': [a.id, both],
    } as const
    for (const [filter, [open, all]] of Object.entries(rows)) {
      const query = { filter, sort: 'id' }
      const what = filter.replaceAll(b.email, 'B')
      claim(`${what}, guest`, await listIds(guest, made, query)).equals(open)
      claim(`${what}, superuser`, await listIds(superuser, made, query)).equals(all)
    }
  },
})

export const emailVisibilityOwner = conform('filter.access.email-visibility-owner', {
  lane: 'shared',
  async check(context) {
    const { claim } = context
    const { made, b } = await twoMails(context, { manageRule: "id != ''" })
    const own = await b.client.get(made.records, { filter: `id = '${b.id}'` })
    claim('shown to its owner', own).json('/items/0/email', b.email)
    const found = await listIds(b.client, made, { filter: `email = '${b.email}'` })
    claim('not found by its owner', found).equals('')
  },
})

export const emailVisibilityRelation = conform('filter.access.email-visibility-relation', {
  lane: 'shared',
  async check(context) {
    const { collection, record, guest, superuser, claim } = context
    const { made, a, b } = await twoMails(context)
    const relation = { type: 'relation', collectionId: made.id }
    const posts = await collection({
      fields: [
        { name: 'author', ...relation, maxSelect: 1 },
        { name: 'readers', ...relation, maxSelect: 9 },
      ],
    })
    const byA = await record(posts, { author: a.id, readers: [a.id] })
    const byB = await record(posts, { author: b.id, readers: [b.id] })
    const rows = {
      'the author': ['author.email = ', byA.id, byB.id],
      'a reader': ['readers.email ?= ', byA.id, byB.id],
    } as const
    for (const [what, [test, forA, forB]] of Object.entries(rows)) {
      const find = (client: Client, email: string) =>
        listIds(client, posts, { filter: `${test}'${email}'` })
      claim(`${what} who shows it`, await find(guest, a.email)).equals(forA)
      claim(`${what} who does not`, await find(guest, b.email)).equals('')
      claim(`${what}, superuser`, await find(superuser, b.email)).equals(forB)
    }
  },
})

export const emailVisibilityFunctions = conform('filter.access.email-visibility-functions', {
  lane: 'shared',
  async check(context) {
    const { guest, claim } = context
    const { made, both } = await twoMails(context)
    const rows = {
      "strftime('%Y', email) = ''": both,
      "strftime('%Y', email) != ''": '',
      'geoDistance(email, 1, 2, 3) = null': both,
      'geoDistance(email, 1, 2, 3) != null': '',
    }
    for (const [filter, expected] of Object.entries(rows)) {
      claim(filter, await listIds(guest, made, { filter, sort: 'id' })).equals(expected)
    }
  },
})

export const emailVisibilityNotInRules = conform('filter.access.email-visibility-not-in-rules', {
  lane: 'shared',
  async check(context) {
    const { guest, claim } = context
    const { made, a, b, both } = await twoMails(context, { listRule: "email ~ '@x.com'" })
    claim('both are listed', await listIds(guest, made, { sort: 'id' })).equals(both)
    const shown = await guest.get(made.records, { filter: `id = '${a.id}'` })
    claim('one with its email', shown).json('/items/0/email', a.email)
    const hidden = await guest.get(made.records, { filter: `id = '${b.id}'` })
    claim('one without', hidden).length('/items', 1).absent('/items/0/email')
  },
})

export const listRuleSharesJoins = conform('filter.access.list-rule-shares-joins', {
  lane: 'shared',
  async check(context) {
    const { guest, superuser, claim, accepted } = context
    const listRule = "refs.name ?= 'bob'"
    const { vals } = await createFixtureQ(context, { vals: { listRule } })
    const query = { filter: 'refs.score ?> 0', sort: 'id' }
    claim('no record is both', await listIds(guest, vals, query)).equals('')
    claim('a superuser has no rule', await listIds(superuser, vals, query)).equals('v1 v4 v5 v6')
    accepted(await superuser.patch(vals.path, { listRule: "refs.name ?= 'Ann'" }))
    claim('one is both', await listIds(guest, vals, query)).equals('v1 v4 v5 v6')
  },
})

import { type CaseContext, conform } from '../harness/case.ts'
import type { FilePart, RequestOptions } from '../harness/client.ts'
import { createFixtureQ, listIds } from '../filter/fixture-q.ts'
import {
  createFailed,
  decideCreates,
  decideLists,
  decideUpdates,
  notFound,
  setRules,
} from './support.ts'

const title = { name: 'title', type: 'text' }
const num = { name: 'num', type: 'number' }
const flag = { name: 'flag', type: 'bool' }
const tags = { name: 'tags', type: 'select', values: ['a', 'b', 'c'], maxSelect: 3 }
const generic = 'Something went wrong while processing your request.'

/** A collection with one record, whose list is full or empty. */
const one = async ({ collection, record }: CaseContext, fields: readonly object[] = [title]) => {
  const made = await collection({ fields: fields.map((field) => ({ ...field })) })
  const { id } = await record(made)
  return { made, id }
}

export const authGuest = conform('rules.request.auth-guest', {
  lane: 'shared',
  async check(context) {
    const { made, id } = await one(context)
    const { client } = await context.user()
    const row = (guest: string, user: string) =>
      [
        ['a guest', context.guest, {}, guest],
        ['a user', client, {}, user],
      ] as const
    await decideLists(context, made, {
      "@request.auth.id != ''": row('', id),
      "@request.auth.id = ''": row(id, ''),
      '@request.auth.id = null': row(id, ''),
      '@request.auth.email = null': row(id, ''),
      '@request.auth.verified = null': row(id, ''),
      '@request.auth.nope.deep = null': row(id, id),
      "@request.auth.collectionName = ''": row(id, ''),
    })
  },
})

export const authGuestMatchesEmpty = conform('rules.request.auth-guest-matches-empty', {
  lane: 'shared',
  async check(context) {
    const { vals } = await createFixtureQ(context, {
      vals: { listRule: 'owner = @request.auth.id' },
    })
    const listed = await listIds(context.guest, vals, { sort: 'id' })
    context.claim('what nobody owns', listed).equals('v3 v5')
    const { client } = await context.user()
    context.claim('not for a user', await listIds(client, vals, { sort: 'id' })).equals('')
  },
})

export const authPlain = conform('rules.request.auth-plain', {
  lane: 'shared',
  async check(context) {
    const { collection, user } = context
    const { made, id } = await one(context)
    const members = await collection({ type: 'auth' })
    const others = await collection({ type: 'auth' })
    const member = await user({ verified: true }, members)
    const other = await user({ emailVisibility: true }, others)
    const row = (forMember: string, forOther: string) =>
      [
        ['a member', member.client, {}, forMember],
        ['another', other.client, {}, forOther],
      ] as const
    await decideLists(context, made, {
      [`@request.auth.collectionName = '${members.name}'`]: row(id, ''),
      [`@request.auth.collectionId = '${members.id}'`]: row(id, ''),
      [`@request.auth.id = '${member.id}'`]: row(id, ''),
      [`@request.auth.email = '${member.email}'`]: row(id, ''),
      '@request.auth.verified = true': row(id, ''),
      '@request.auth.emailVisibility = true': row('', id),
    })
  },
})

export const authFields = conform('rules.request.auth-fields', {
  lane: 'shared',
  async check(context) {
    const { collection, record, user, superuser, accepted, claim } = context
    const groups = await collection({ fields: [{ name: 'name', type: 'text' }] })
    const g1 = await record(groups, { name: 'g1' })
    const g2 = await record(groups, { name: 'g2' })
    const members = await collection({
      type: 'auth',
      fields: [
        { name: 'role', type: 'text' },
        { name: 'groups', type: 'relation', collectionId: groups.id, maxSelect: 9 },
      ],
    })
    const { made, id } = await one(context)
    const owned = await collection({
      fields: [{ name: 'owner', type: 'relation', collectionId: members.id, maxSelect: 1 }],
    })
    const member = await user({ role: 'admin', groups: [g1.id, g2.id] }, members)
    await record(owned, { owner: member.id })
    const row = (ids: string) => [['the member', member.client, {}, ids]] as const
    await decideLists(context, made, {
      "@request.auth.role = 'admin'": row(id),
      "@request.auth.groups.name ?= 'g1'": row(id),
      "@request.auth.groups.name = 'g1'": row(''),
      '@request.auth.groups:length = 2': row(id),
      [`@request.auth.${owned.name}_via_owner.id ?!= ''`]: row(id),
      '@request.auth.nope = null': row(id),
      "@request.auth.nope = 'x'": row(''),
    })
    await setRules(context, made, { listRule: "@request.auth.role = 'admin'" })
    accepted(await superuser.patch(`${members.records}/${member.id}`, { role: 'guest' }))
    claim('is read fresh', await member.client.get(made.records)).length('/items', 0)
  },
})

export const authIssetIgnored = conform('rules.request.auth-isset-ignored', {
  lane: 'shared',
  async check(context) {
    const { collection, user, guest } = context
    const { made, id } = await one(context)
    const members = await collection({ type: 'auth', fields: [{ name: 'role', type: 'text' }] })
    const member = await user({ role: 'admin' }, members)
    await decideLists(context, made, {
      "@request.auth.role:isset = 'admin'": [
        ['the member', member.client, {}, id],
        ['a guest', guest, {}, ''],
      ],
      '@request.auth.role:isset = true': [['the member', member.client, {}, '']],
      '@request.auth.role:isset = null': [['a guest', guest, {}, id]],
    })
  },
})

export const method = conform('rules.request.method', {
  lane: 'shared',
  async check(context) {
    const { guest, claim } = context
    const { made, id } = await one(context)
    const path = `${made.records}/${id}`
    const rule = "@request.method = 'PATCH'"
    await setRules(context, made, { viewRule: rule, updateRule: rule })
    claim('GET', await guest.get(path)).error(404, notFound)
    claim('PATCH', await guest.patch(path, {})).status(200)
    await setRules(context, made, { updateRule: "@request.method = 'patch'" })
    claim('not in lower case', await guest.patch(path, {})).error(404, notFound)
    await setRules(context, made, {
      createRule: "@request.method = 'POST'",
      deleteRule: "@request.method = 'DELETE'",
    })
    claim('POST', await guest.post(made.records, {})).status(200)
    claim('DELETE', await guest.delete(path)).status(204)
  },
})

export const contextOf = conform('rules.request.context', {
  lane: 'exclusive',
  async check(context) {
    const { guest, maker, user, collection, accepted, defer, claim } = context
    const batch = (enabled: boolean) => maker.patch('/api/settings', { batch: { enabled } })
    accepted(await batch(true))
    defer(() => batch(false))
    const { made, id } = await one(context)
    const path = `${made.records}/${id}`
    const ordinary = "@request.context = 'default'"
    const rules = { viewRule: ordinary, listRule: ordinary, updateRule: ordinary }
    await setRules(context, made, rules)
    claim('default: view', await guest.get(path)).status(200)
    claim('default: list', await guest.get(made.records)).length('/items', 1)
    claim('default: update', await guest.patch(path, {})).status(200)
    const members = await collection({ type: 'auth', authRule: "@request.context = 'password'" })
    const member = await user({}, members)
    const identity = { identity: member.email, password: member.password }
    const signed = await guest.post(`${members.path}/auth-with-password`, identity)
    claim('password', signed).status(200)
    const refreshed = await member.client.post(`${members.path}/auth-refresh`)
    claim('not when refreshing', refreshed).status(403)
    await setRules(context, made, { createRule: "@request.context = 'batch'" })
    claim('not batch', await guest.post(made.records, {})).error(400, createFailed)
    const requests = [{ method: 'POST', url: made.records, body: {} }]
    claim('batch', await guest.post('/api/batch', { requests })).status(200)
  },
})

export const query = conform('rules.request.query', {
  lane: 'shared',
  async check(context) {
    const { guest } = context
    const { made, id } = await one(context)
    const asked = (what: string, pairs: RequestOptions['query'], ids: string) =>
      [what, guest, pairs === undefined ? {} : { query: pairs }, ids] as const
    await decideLists(context, made, {
      "@request.query.k = 'v'": [
        asked('k=v', { k: 'v' }, id),
        asked(
          'k=v2&k=v',
          [
            ['k', 'v2'],
            ['k', 'v'],
          ],
          '',
        ),
        asked(
          'k=v&k=v2',
          [
            ['k', 'v'],
            ['k', 'v2'],
          ],
          id,
        ),
        asked('K=v', { K: 'v' }, ''),
        asked('none', undefined, ''),
      ],
      "@request.query.k = ''": [
        asked('none', undefined, id),
        asked('k=', { k: '' }, id),
        asked('k=v', { k: 'v' }, ''),
      ],
      "@request.query.k > '1'": [asked('k=5', { k: '5' }, id), asked('none', undefined, '')],
      '@request.query.k = 5': [asked('text is no number: k=5', { k: '5' }, '')],
    })
  },
})

export const headers = conform('rules.request.headers', {
  lane: 'shared',
  async check(context) {
    const { guest } = context
    const { made, id } = await one(context)
    const asked = (what: string, sent: Readonly<Record<string, string>>, ids: string) =>
      [what, guest, { headers: sent }, ids] as const
    await decideLists(context, made, {
      "@request.headers.x_my_token = 'abc'": [
        asked('X-My-Token: abc', { 'X-My-Token': 'abc' }, id),
        asked('x-my-token: abc', { 'x-my-token': 'abc' }, id),
        asked('another value', { 'X-My-Token': 'abd' }, ''),
        asked('none', {}, ''),
      ],
      '@request.headers.x_my_token = null': [
        asked('none', {}, id),
        asked('one', { 'X-My-Token': 'abc' }, ''),
      ],
      '@request.headers.x_my_token:isset = true': [
        asked('none', {}, ''),
        asked('one', { 'X-My-Token': 'abc' }, id),
      ],
      "@request.headers.X_My_Token = 'abc'": [
        asked('names in lower case only', { 'X-My-Token': 'abc' }, ''),
      ],
    })
  },
})

export const headersHost = conform('rules.request.headers-host', {
  lane: 'shared',
  async check(context) {
    const { made, id } = await one(context)
    await decideLists(context, made, {
      '@request.headers.host = null': [['a guest', context.guest, {}, id]],
      '@request.headers.host:isset = false': [['a guest', context.guest, {}, id]],
    })
  },
})

export const body = conform('rules.request.body', {
  lane: 'shared',
  async check(context) {
    await decideCreates(
      context,
      { fields: [title, num] },
      {
        '@request.body.code = 123': [
          [{ code: 123 }, true],
          [{ code: '123' }, false],
          [{}, false],
        ],
        "@request.body.code = ''": [
          [{}, true],
          [{ code: '' }, true],
          [{ code: null }, true],
          [{ code: 'x' }, false],
        ],
        '@request.body.code = true': [
          [{ code: true }, true],
          [{ code: 1 }, true],
          [{ code: 'true' }, false],
        ],
        "@request.body.title = 'a'": [
          [{ title: 'a' }, true],
          [{}, false],
        ],
        "'untrue' ~ @request.body.code": [
          [{ code: true }, true],
          [{ code: false }, false],
        ],
        "'falsehood' ~ @request.body.code": [
          [{ code: false }, true],
          [{ code: true }, false],
        ],
        '@request.body.title = title': [[{ title: 'a' }, true]],
      },
    )
  },
})

export const bodyNested = conform('rules.request.body-nested', {
  lane: 'shared',
  async check(context) {
    await decideCreates(
      context,
      { fields: [title, { name: 'meta', type: 'json' }] },
      {
        '@request.body.cfg.items.1.n = 5': [
          [{ cfg: { items: [{ n: 1 }, { n: 5 }] } }, true],
          [{ cfg: { items: [{ n: 5 }] } }, false],
          [{ cfg: {} }, false],
          [{ cfg: 'x' }, false],
          [{}, false],
        ],
        '@request.body.cfg.x = null': [
          [{ cfg: { x: null } }, true],
          [{ cfg: {} }, true],
          [{ cfg: { x: 1 } }, false],
        ],
        '@request.body.meta.a.0 = 1': [
          [{ meta: { a: [1] } }, true],
          [{ meta: { a: [2] } }, false],
        ],
      },
    )
  },
})

export const bodyNormalised = conform('rules.request.body-normalised', {
  lane: 'shared',
  async check(context) {
    const { guest, claim } = context
    const fields = [num, flag, { name: 'day', type: 'date' }, tags]
    const made = await decideCreates(
      context,
      { fields },
      {
        "@request.body.day = '2024-01-01 00:00:00.000Z'": [
          [{ day: '2024-01-01' }, true],
          [{ day: '2024-01-02' }, false],
        ],
        '@request.body.flag = true': [
          [{ flag: true }, true],
          [{ flag: 'true' }, true],
          [{ flag: 'no' }, false],
        ],
        '@request.body.num = 5': [
          [{ num: 5 }, true],
          [{ num: '5' }, true],
          [{ num: 'x' }, false],
        ],
      },
    )
    const multipart = (value: string) =>
      guest.send('POST', made.records, { multipart: [['num', value]] })
    claim('a form', await multipart('5')).status(200)
    claim('another value in a form', await multipart('6')).error(400, createFailed)
    await decideUpdates(
      context,
      { fields, stored: { num: 1 } },
      {
        '@request.body.num = 5': [
          [{ num: '5' }, true],
          [{ num: 6 }, false],
        ],
      },
    )
  },
})

export const bodyModifiersResolved = conform('rules.request.body-modifiers-resolved', {
  lane: 'shared',
  async check(context) {
    await decideUpdates(
      context,
      { fields: [num, tags], stored: { num: 3, tags: ['a'] } },
      {
        '@request.body.num = 5': [
          [{ 'num+': 2 }, true],
          [{ 'num+': 3 }, false],
          [{ 'num-': -2 }, true],
        ],
        [`@request.body.tags = '["a","b"]'`]: [
          [{ 'tags+': 'b' }, true],
          [{ '+tags': 'b' }, false],
        ],
        '@request.body.tags:length = 0': [[{ 'tags-': 'a' }, true]],
      },
    )
    await decideCreates(
      context,
      { fields: [num] },
      {
        '@request.body.num = 3': [
          [{ 'num+': 4, 'num-': 1 }, true],
          [{ 'num+': 4 }, false],
        ],
      },
    )
  },
})

export const bodyIsset = conform('rules.request.body-isset', {
  lane: 'shared',
  async check(context) {
    await decideUpdates(
      context,
      { fields: [title, flag, tags], stored: { flag: true } },
      {
        '@request.body.flag:isset = false': [
          [{ title: 'x' }, true],
          [{ flag: false }, false],
          [{ flag: null }, false],
        ],
        '@request.body.tags:isset = true': [
          [{ 'tags+': ['a'] }, true],
          [{ tags: [] }, true],
          [{ title: 'x' }, false],
        ],
        '@request.body.other:isset = true': [
          [{ other: null }, true],
          [{}, false],
        ],
      },
    )
  },
})

export const issetTruth = conform('rules.request.isset-truth', {
  lane: 'shared',
  async check(context) {
    const { guest, collection, record } = context
    const made = await collection({ fields: [title, num, { name: 'meta', type: 'json' }] })
    const named: [id: string, name: string][] = []
    for (const [name, values] of Object.entries({
      seven: { num: 7, title: 'a', meta: 7 },
      one: { num: 1, title: '5x', meta: true },
      zero: { num: 0, title: '', meta: '' },
      null: { meta: null },
    })) {
      const { id } = await record(made, values)
      named.push([id, name])
    }
    const ids = (names: string): string =>
      named
        .filter(([, name]) => names.split(' ').includes(name))
        .map(([id]) => id)
        .join(' ')
    const asked = (sent: string, unsent: string) =>
      [
        ['with k', guest, { query: { k: '' } }, ids(sent)],
        ['without k', guest, {}, ids(unsent)],
      ] as const
    await decideLists(context, made, {
      'num != @request.query.k:isset': asked('zero null', 'seven one'),
      'num != true': asked('seven zero null', 'seven zero null'),
      'num = @request.query.k:isset': asked('one', 'zero null'),
      '@request.query.k:isset != num': asked('seven zero null', 'seven one'),
      'title != @request.query.k:isset': asked('seven zero null', 'one'),
      'meta = @request.query.k:isset': asked('seven one', 'zero'),
      'meta != @request.query.k:isset': asked('zero null', 'seven one null'),
      '@request.query.k:isset = meta': asked('one', ''),
    })
  },
})

export const bodyChanged = conform('rules.request.body-changed', {
  lane: 'shared',
  async check(context) {
    const stored = { flag: true, num: 3, title: 'a', tags: ['a'] }
    await decideUpdates(
      context,
      { fields: [title, flag, num, tags], stored },
      {
        '@request.body.flag:changed = false': [
          [{ flag: true }, true],
          [{ flag: false }, false],
          [{ title: 'x' }, true],
        ],
        '@request.body.num:changed = true': [
          [{ num: 3 }, false],
          [{ num: 4 }, true],
          [{ 'num+': 1 }, true],
          [{ 'num+': 0 }, false],
          [{}, false],
        ],
        '@request.body.title:changed = true': [
          [{ title: 'b' }, true],
          [{ title: 'a' }, false],
          [{ title: '' }, true],
          [{ title: null }, true],
        ],
        '@request.body.tags:changed = false': [
          [{ tags: ['a'] }, true],
          [{ tags: ['b'] }, false],
          [{ 'tags+': 'a' }, true],
        ],
      },
    )
  },
})

export const bodyChangedCreate = conform('rules.request.body-changed-create', {
  lane: 'shared',
  async check(context) {
    await decideCreates(
      context,
      { fields: [title] },
      {
        '@request.body.title:changed = true': [[{ title: 'a' }, false]],
        '@request.body.title:changed = false': [
          [{ title: 'a' }, true],
          [{}, true],
        ],
      },
    )
  },
})

export const bodyLength = conform('rules.request.body-length', {
  lane: 'shared',
  async check(context) {
    const kind = { name: 'kind', type: 'select', values: ['x'], maxSelect: 1 }
    await decideCreates(
      context,
      { fields: [tags, kind] },
      {
        '@request.body.tags:length = 2': [
          [{ tags: ['a', 'b'] }, true],
          [{ tags: ['a', 'a'] }, false],
          [{ tags: ['a', 'a', 'b'] }, true],
          [{}, false],
        ],
        '@request.body.tags:length = 0': [
          [{}, true],
          [{ tags: [] }, true],
          [{ tags: null }, true],
          [{ tags: ['a'] }, false],
        ],
        '@request.body.kind:length = 1': [
          [{ kind: 'x' }, true],
          [{ kind: '' }, true],
          [{}, false],
        ],
      },
    )
  },
})

export const bodyEach = conform('rules.request.body-each', {
  lane: 'shared',
  async check(context) {
    await decideCreates(
      context,
      { fields: [title, tags] },
      {
        'title ?= @request.body.tags:each': [
          [{ title: 'a', tags: ['b', 'a'] }, true],
          [{ title: 'a', tags: ['b'] }, false],
        ],
        "@request.body.tags:each != 'c'": [
          [{ tags: ['a', 'b'] }, true],
          [{ tags: ['a', 'c'] }, false],
          [{}, true],
        ],
        "@request.body.tags:each ?= 'c'": [
          [{ tags: ['a', 'c'] }, true],
          [{ tags: ['a', 'b'] }, false],
          [{}, false],
        ],
        "@request.body.tags:each ~ 'a'": [
          [{ tags: ['a'] }, true],
          [{ tags: ['a', 'b'] }, false],
        ],
      },
    )
  },
})

export const bodyEachPattern = conform('rules.request.body-each-pattern', {
  lane: 'shared',
  async check(context) {
    const { guest, collection, record, claim } = context
    const rule = 'title ?~ @request.body.tags:each'
    const values = ['a', 'b', '50%']
    const made = await collection({
      fields: [title, { name: 'tags', type: 'select', values, maxSelect: 3 }],
      ...{ listRule: rule, viewRule: rule, createRule: rule },
    })
    const rel = { name: 'rel', type: 'relation', collectionId: made.id, maxSelect: 1 }
    const from = await collection({ fields: [title, rel] })
    const list = (filter: string, { records } = made) => guest.get(records, { filter })
    claim('lists none of none', await list(''))
      .status(200)
      .json('/totalItems', 0)
    const entered = await list("rel.title = ''", from)
    claim('enters from no record', entered).status(200).json('/totalItems', 0)
    const { id } = await record(made, { title: 'a' })
    await record(from, { title: 'alone' })
    claim('lists no record', await list('')).error(400, generic)
    const none = await list("title = 'nope'")
    claim('lists none that is not looked at', none).status(200).json('/totalItems', 0)
    claim('enters from no record that is alone', await list("rel.title = ''", from)).error(
      400,
      generic,
    )
    claim('shows none', await guest.get(`${made.records}/${id}`)).error(404, notFound)
    const create = (body: object) => guest.post(made.records, body)
    claim('is no list', await create({ title: 'a', tags: ['a'] })).error(400, createFailed)
    claim('is no list of nothing', await create({ title: 'a' })).error(400, createFailed)
    claim('is one with a %', await create({ title: '50', tags: ['50%', 'a'] })).status(200)
    claim('is one without a match', await create({ title: 'x', tags: ['50%', 'a'] })).error(
      400,
      createFailed,
    )
  },
})

export const bodyLowerText = conform('rules.request.body-lower-text', {
  lane: 'shared',
  async check(context) {
    await decideCreates(
      context,
      { fields: [title, num, flag] },
      {
        "@request.body.num:lower = '5'": [
          [{ num: 5 }, true],
          [{ num: 6 }, false],
        ],
        "@request.body.flag:lower = 'true'": [
          [{ flag: true }, true],
          [{ flag: false }, false],
        ],
        "'x' ~ @request.body.title:lower": [
          [{}, true],
          [{ title: 'y' }, false],
        ],
        "@request.body.other:lower = '5.0'": [
          [{ other: 5 }, true],
          [{ other: '5' }, false],
        ],
        "'x' ~ @request.body.other:lower": [
          [{ other: 'X' }, true],
          [{}, false],
        ],
      },
    )
  },
})

export const bodyLower = conform('rules.request.body-lower', {
  lane: 'shared',
  async check(context) {
    await decideCreates(
      context,
      { fields: [title] },
      {
        "@request.body.title:lower = 'abc'": [
          [{ title: 'AbC' }, true],
          [{ title: 'abd' }, false],
          [{}, false],
        ],
        "@request.body.other:lower = 'abc'": [
          [{ other: 'ABC' }, true],
          [{}, false],
        ],
      },
    )
  },
})

export const bodyRelation = conform('rules.request.body-relation', {
  lane: 'shared',
  async check(context) {
    const { people } = await createFixtureQ(context)
    const relation = { type: 'relation', collectionId: people.id }
    const fields = [
      { name: 'refs', ...relation, maxSelect: 9 },
      { name: 'owner', ...relation, maxSelect: 1 },
    ]
    await decideCreates(
      context,
      { fields },
      {
        '@request.body.refs.score > 0': [
          [{ refs: ['p1'] }, true],
          [{ refs: ['p1', 'p2'] }, false],
          [{}, false],
        ],
        '@request.body.refs.score ?> 0': [
          [{ refs: ['p1', 'p2'] }, true],
          [{ refs: ['p2', 'p3'] }, false],
        ],
        "@request.body.owner.name = 'Ann'": [
          [{ owner: 'p1' }, true],
          [{ owner: 'p2' }, false],
          [{}, false],
        ],
        "@request.body.owner.boss.name = 'Ann'": [
          [{ owner: 'p2' }, true],
          [{ owner: 'p1' }, false],
        ],
        '@request.body.owner.name = null': [
          [{}, true],
          [{ owner: '' }, true],
          [{ owner: 'p1' }, false],
        ],
      },
    )
  },
})

export const bodyMultiText = conform('rules.request.body-multi-text', {
  lane: 'shared',
  async check(context) {
    await decideCreates(
      context,
      { fields: [tags] },
      {
        [`@request.body.tags = '["a","b"]'`]: [
          [{ tags: ['a', 'b'] }, true],
          [{ tags: ['b', 'a'] }, false],
        ],
      },
    )
  },
})

export const bodyJsonNull = conform('rules.request.body-json-null', {
  lane: 'shared',
  async check(context) {
    await decideCreates(
      context,
      { fields: [{ name: 'meta', type: 'json' }] },
      {
        '@request.body.meta = null': [
          [{}, true],
          [{ meta: null }, false],
        ],
        "@request.body.meta = 'null'": [[{ meta: null }, true]],
      },
    )
  },
})

export const bodyJsonText = conform('rules.request.body-json-text', {
  lane: 'shared',
  async check(context) {
    const fields = [{ name: 'meta', type: 'json' }]
    const isNull = "@request.body.meta = 'null' && @request.body.meta.json = null"
    await decideCreates(context, { fields }, { [isNull]: [[{ meta: 'null' }, true]] })
    const isObject = '@request.body.meta = \'{"json":"x"}\' && @request.body.meta.json = "x"'
    const meta = { json: 'x' }
    await decideCreates(
      context,
      { fields },
      {
        [isObject]: [
          [{ meta }, true],
          [{ meta: 'x' }, false],
        ],
      },
    )
    const { guest, superuser, collection, accepted, claim } = context
    const { records } = await collection({ fields, updateRule: isNull, deleteRule: isObject })
    const id = accepted(await superuser.post(records, {})).text('/id')
    const sent = { json: { meta: 'null' } }
    claim('an update', await guest.send('PATCH', `${records}/${id}`, sent)).status(200)
    for (const [body, status] of [
      ['x', 404],
      [meta, 204],
    ] as const) {
      const answer = await guest.send('DELETE', `${records}/${id}`, { json: { meta: body } })
      claim(`a deletion with ${JSON.stringify(body)}`, answer).status(status)
    }
  },
})

export const numberFieldNameCast = conform('rules.request.number-field-name-cast', {
  lane: 'shared',
  async check(context) {
    const { guest } = context
    const { made, id } = await one(context, [num])
    const asked = (key: string, value: string, ids: string) =>
      [`${key}=${value}`, guest, { query: { [key]: value } }, ids] as const
    await decideLists(context, made, {
      '@request.query.num = 5': [
        asked('num', '5', id),
        asked('num', '5.0', id),
        asked('num', 'x', ''),
      ],
      '@request.query.other = 5': [asked('other', '5', '')],
      '@request.headers.num = 5': [['num: 5', guest, { headers: { num: '5' } }, id]],
    })
  },
})

export const objectsAsJsonText = conform('rules.request.objects-as-json-text', {
  lane: 'shared',
  async check(context) {
    await decideCreates(
      context,
      { fields: [title] },
      {
        [`@request.body.o = '{"a":1,"b":[2]}'`]: [
          [{ o: { b: [2], a: 1 } }, true],
          [{ o: { b: [2] } }, false],
        ],
        "@request.body.o = '[1,2]'": [[{ o: [1, 2] }, true]],
      },
    )
  },
})

export const nullOperand = conform('rules.request.null-operand', {
  lane: 'shared',
  async check(context) {
    const { guest, record, collection } = context
    const made = await collection({ fields: [title] })
    const { id } = await record(made, { title: 'm' })
    const without = ['nothing sent', guest, {}, ''] as const
    const empty = (ids: string) => ['k=', guest, { query: { k: '' } }, ids] as const
    await decideLists(context, made, {
      'title ~ @request.query.k': [without, empty(id)],
      'title !~ @request.query.k': [without, empty('')],
      'title > @request.query.k': [without, empty(id)],
      'title <= @request.query.k': [without, empty('')],
      'title ~ @request.headers.k': [without],
      'title !~ @request.auth.id': [without],
      'title >= @request.auth.id': [without],
      "@request.query.k !~ 'x'": [without, empty(id)],
    })
    await decideCreates(
      context,
      { fields: [{ name: 's', type: 'text' }] },
      {
        "@request.body.s !~ 'b'": [
          [{}, false],
          [{ s: null }, true],
          [{ s: '' }, true],
          [{ s: 'x' }, true],
          [{ s: 'abc' }, false],
        ],
        "@request.body.other !~ 'b'": [
          [{}, false],
          [{ other: null }, false],
          [{ other: '' }, true],
        ],
      },
    )
  },
})

export const likePattern = conform('rules.request.like-pattern', {
  lane: 'shared',
  async check(context) {
    const { guest, record, collection } = context
    const made = await collection({ fields: [title], listRule: 'title ~ @request.query.k' })
    await record(made, { title: 'm' })
    const under = await record(made, { title: 'a_c' })
    const plain = await record(made, { title: 'abc' })
    const both = `${under.id} ${plain.id}`
    const found = {
      A: both,
      'a%': both,
      _: under.id,
      a_c: under.id,
      'a_c%': both,
      'b%': '',
      '%c': both,
    }
    await decideLists(context, made, {
      'title ~ @request.query.k': Object.entries(found).map(
        ([k, ids]) => [`k=${k}`, guest, { query: { k } }, ids] as const,
      ),
    })
  },
})

const textFile = (name: string): FilePart => ({ name, content: 'text', type: 'text/plain' })

export const bodyFile = conform('rules.request.body-file', {
  lane: 'shared',
  async check(context) {
    const { guest, superuser, collection, accepted, claim } = context
    const made = await collection({
      fields: [
        { name: 'docs', type: 'file', maxSelect: 5 },
        { name: 'one', type: 'file', maxSelect: 1 },
      ],
    })
    const upload = (...parts: readonly (readonly [string, FilePart])[]) =>
      guest.send('POST', made.records, { multipart: parts })
    const a = textFile('a.txt')
    const b = textFile('b.txt')
    const rows = [
      ['@request.body.docs:isset = true', 'docs', [['docs', a]], true],
      ['@request.body.docs:isset = true', 'only one', [['one', a]], false],
      [
        '@request.body.docs:length = 2',
        'two',
        [
          ['docs', a],
          ['docs', b],
        ],
        true,
      ],
      ['@request.body.docs:length = 2', 'one of two', [['docs', a]], false],
      ["@request.body.one != '' && one != ''", 'one', [['one', a]], true],
      ["@request.body.one != '' && one != ''", 'none of one', [['docs', a]], false],
      ["docs:length = 1 && docs:each ~ '.txt'", 'a.txt', [['docs', a]], true],
      [
        "docs:length = 1 && docs:each ~ '.txt'",
        'a.txt and b.txt',
        [
          ['docs', a],
          ['docs', b],
        ],
        false,
      ],
    ] as const
    for (const [createRule, what, parts, holds] of rows) {
      await setRules(context, made, { createRule })
      const claimed = claim(`${createRule}: ${what}`, await upload(...parts))
      if (holds) claimed.status(200)
      else claimed.error(400, createFailed)
    }
    const sent = accepted(
      await superuser.send('POST', made.records, {
        multipart: [
          ['docs', a],
          ['docs', b],
        ],
      }),
    )
    const updateRule = '@request.body.docs:changed = true && @request.body.docs:length = 1'
    await setRules(context, made, { updateRule })
    const path = `${made.records}/${sent.text('/id')}`
    const none = await guest.patch(path, { 'docs-': ['nope.txt'] })
    claim('removing none', none).error(404, notFound)
    claim('removing one', await guest.patch(path, { 'docs-': [sent.text('/docs/0')] })).status(200)
  },
})

export const bodyOtherActions = conform('rules.request.body-other-actions', {
  lane: 'shared',
  async check(context) {
    const { guest, collection, record, user, claim } = context
    const rule = '@request.body.k = 1'
    const made = await collection({ listRule: rule, viewRule: rule, deleteRule: rule })
    const { id } = await record(made)
    const path = `${made.records}/${id}`
    const json = { headers: { 'Content-Type': 'application/json' } }
    // fetch gives a GET no body, so these are written by hand.
    const send = async (verb: string, to: string, text: string) => {
      const length = String(Buffer.byteLength(text))
      const answer = await context.raw(
        `${verb} ${to} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nContent-Type: ${json.headers['Content-Type']}\r\nContent-Length: ${length}\r\n\r\n${text}`,
      )
      return `${String(answer.status)} ${answer.text}`
    }
    claim('view', await send('GET', path, '{"k":1}')).matches(/^200 /)
    claim('view, another value', await send('GET', path, '{"k":2}')).matches(/^404 /)
    claim('view, no body', await guest.get(path)).error(404, notFound)
    claim('view, broken', await send('GET', path, '{"k":')).matches(/^400 .*Something went wrong/)
    claim('list', await send('GET', made.records, '{"k":1}')).matches(/^200 .*"totalItems":1/)
    const text = await send('GET', made.records, '{"k":"1"}')
    claim('list, text', text).matches(/^200 .*"totalItems":0/)
    claim('list, no body', await guest.get(made.records)).json('/totalItems', 0)
    claim('list, broken', await send('GET', made.records, '{')).matches(
      /^400 .*Something went wrong/,
    )
    claim('delete, another value', await send('DELETE', path, '{"k":2}')).matches(/^404 /)
    claim('delete, broken', await send('DELETE', path, '{')).matches(/^400 .*Something went wrong/)
    claim('delete', await send('DELETE', path, '{"k":1}')).matches(/^204 /)
    const members = await collection({ type: 'auth' })
    const member = await user({}, members)
    await setRules(context, members, { authRule: "@request.body.tag = 'x'" })
    const identity = { identity: member.email, password: member.password }
    const signIn = (more: object) =>
      guest.post(`${members.path}/auth-with-password`, { ...identity, ...more })
    claim('auth', await signIn({ tag: 'x' })).status(200)
    claim('auth, without it', await signIn({})).status(403)
  },
})

export const authPathErrors = conform('rules.request.auth-path-errors', {
  lane: 'shared',
  async check(context) {
    const { guest, collection, user, claim } = context
    const members = await collection({ type: 'auth', fields: [{ name: 'role', type: 'text' }] })
    const member = await user({ role: 'admin' }, members)
    const { made, id } = await one(context)
    const path = `${made.records}/${id}`
    for (const rule of ['@request.auth.role.x = null', '@request.auth.role:nope = null']) {
      await setRules(context, made, { listRule: rule, viewRule: rule })
      claim(`${rule}: a guest lists`, await guest.get(made.records)).length('/items', 1)
      claim(`${rule}: a guest views`, await guest.get(path)).status(200)
      const listed = await member.client.get(made.records)
      claim(`${rule}: a member does not list`, listed).error(400, generic)
      const viewed = await member.client.get(path)
      claim(`${rule}: a member does not view`, viewed).error(404, notFound)
    }
    await setRules(context, made, { listRule: '@request.auth.nope.x = null' })
    claim('below what is not there, a guest', await guest.get(made.records)).length('/items', 1)
    const listed = await member.client.get(made.records)
    claim('below what is not there, a member', listed).length('/items', 1)
  },
})

import { conform } from '../harness/case.ts'

const failed = 'Failed to create record.'

export const falseRule = conform('records.rule.false-create', {
  lane: 'shared',
  async check({ guest, user, collection, claim, refused }) {
    const { records } = await collection({
      createRule: "@request.auth.id != ''",
      fields: [{ name: 'title', type: 'text' }],
    })
    const { client } = await user()
    const answer = refused(await client.post(records, {}), await guest.post(records, {}))
    claim('is a 400 without reasons', answer).error(400, failed)
  },
})

export const nullRule = conform('records.rule.null-superusers-only', {
  lane: 'shared',
  async check({ guest, superuser, user, collection, record, claim, refused }) {
    const closed = {
      listRule: null,
      viewRule: null,
      createRule: null,
      updateRule: null,
      deleteRule: null,
    }
    const made = await collection({ ...closed, fields: [{ name: 'title', type: 'text' }] })
    const { id } = await record(made, { title: 'a' })
    const { client } = await user()
    const control = await superuser.get(made.records)
    for (const [who, caller] of [
      ['guest', guest],
      ['user', client],
    ] as const) {
      const answers = {
        list: await caller.get(made.records),
        view: await caller.get(`${made.records}/${id}`),
        create: await caller.post(made.records, {}),
        update: await caller.patch(`${made.records}/${id}`, {}),
        delete: await caller.delete(`${made.records}/${id}`),
      }
      for (const [action, answer] of Object.entries(answers)) {
        const message = 'Only superusers can perform this action.'
        claim(`${action} as ${who}`, refused(control, answer)).error(403, message)
      }
    }
  },
})

const notFound = "The requested resource wasn't found."
const title = { name: 'title', type: 'text' }
const never = '1=2'

export const emptyPublic = conform('records.rule.empty-public', {
  lane: 'shared',
  async check({ guest, collection, claim }) {
    const { records } = await collection()
    const created = await guest.post(records, {})
    claim('create', created).status(200)
    const path = `${records}/${created.text('/id')}`
    claim('list', await guest.get(records)).json('/totalItems', 1)
    claim('view', await guest.get(path)).status(200)
    claim('update', await guest.patch(path, {})).status(200)
    claim('delete', await guest.delete(path)).status(204)
  },
})

export const falseList = conform('records.rule.false-list', {
  lane: 'shared',
  async check({ guest, user, collection, record, claim }) {
    const made = await collection({
      listRule: "@request.auth.id = 'x' || title = 'b'",
      fields: [title],
    })
    await record(made, { title: 'a' })
    const { client } = await user()
    for (const [who, caller] of [
      ['guest', guest],
      ['user', client],
    ] as const) {
      claim(who, await caller.get(made.records))
        .status(200)
        .text('{"items":[],"page":1,"perPage":30,"totalItems":0,"totalPages":0}\n')
    }
    await record(made, { title: 'b' })
    claim('only those that do', await guest.get(made.records))
      .json('/totalItems', 1)
      .json('/items/0/title', 'b')
  },
})

export const falseOthers = conform('records.rule.false-view-update-delete', {
  lane: 'shared',
  async check({ guest, collection, record, claim, refused }) {
    const rule = "title = 'open'"
    const made = await collection({
      viewRule: rule,
      updateRule: rule,
      deleteRule: rule,
      fields: [title],
    })
    const [open, closed] = [
      await record(made, { title: 'open' }),
      await record(made, { title: 'a' }),
    ]
    const actions = {
      view: (id: string) => guest.get(`${made.records}/${id}`),
      update: (id: string) => guest.patch(`${made.records}/${id}`, {}),
      delete: (id: string) => guest.delete(`${made.records}/${id}`),
    }
    for (const [action, act] of Object.entries(actions)) {
      const control = await act(open.id)
      const missing = await act('missing')
      const answer = refused(control, await act(closed.id))
      claim(action, answer).error(404, notFound).sameBodyAs(missing)
    }
  },
})

export const superuserBypass = conform('records.rule.superuser-bypass', {
  lane: 'shared',
  async check({ superuser, collection, claim }) {
    for (const rule of [never, null, "@request.auth.id = 'x'"]) {
      const label = String(rule)
      const made = await collection({
        listRule: rule,
        viewRule: rule,
        createRule: rule,
        updateRule: rule,
        deleteRule: rule,
        fields: [{ ...title, required: true }],
      })
      const created = await superuser.post(made.records, { title: 'a' })
      claim(`${label}: create`, created).status(200)
      const path = `${made.records}/${created.text('/id')}`
      claim(`${label}: list`, await superuser.get(made.records)).json('/totalItems', 1)
      claim(`${label}: view`, await superuser.get(path)).status(200)
      claim(`${label}: update`, await superuser.patch(path, { title: 'b' })).status(200)
      claim(`${label}: but not validation`, await superuser.post(made.records, {}))
        .status(400)
        .json('/data/title/code', 'validation_required')
      claim(`${label}: delete`, await superuser.delete(path)).status(204)
    }
  },
})

export const invalidToken = conform('records.rule.invalid-token-is-guest', {
  lane: 'shared',
  async check({ guest, superuser, user, collection, claim }) {
    const { client } = await user()
    const own = client.token ?? ''
    const tokens: Readonly<Record<string, string>> = {
      'no token': 'invalid',
      Bearer: 'Bearer invalid',
      'a broken signature': `${own.slice(0, -4)}AAAA`,
      'a broken claim': own.replace(/\.[^.]+\./, '.e30.'),
      unsigned: `${btoa('{"alg":"none"}').replaceAll('=', '')}.${own.split('.')[1]}.`,
      'white space': '   ',
    }
    const open = await collection()
    const closed = await collection({ listRule: null })
    const ruled = await collection({ createRule: "@request.auth.id != ''" })
    claim('a good one', await client.post(ruled.records, {})).status(200)
    for (const [label, token] of Object.entries(tokens)) {
      const caller = guest.withToken(token)
      claim(`${label}: public`, await caller.get(open.records)).status(200)
      claim(`${label}: closed`, await caller.get(closed.records)).error(
        403,
        'Only superusers can perform this action.',
      )
      claim(`${label}: nobody`, await caller.post(ruled.records, {})).error(400, failed)
    }
    claim('a superuser sees the closed one', await superuser.get(closed.records)).status(200)
  },
})

export const createSeesSubmitted = conform('records.rule.create-sees-submitted-data', {
  lane: 'shared',
  async check({ guest, collection, claim }) {
    const fields = [
      title,
      { name: 'n', type: 'number' },
      { name: 'b', type: 'bool' },
      { name: 'tags', type: 'select', values: ['a', 'b'], maxSelect: 2 },
      { name: 'created', type: 'autodate', onCreate: true },
      { name: 'slug', type: 'text', autogeneratePattern: '[a-z]{5}' },
    ]
    const rows: readonly (readonly [rule: string, body: object, status: number])[] = [
      ["title = 'a'", { title: 'a' }, 200],
      ["title = 'a'", { title: 'b' }, 400],
      ["title = '5'", { title: 5 }, 200],
      ['n = 3', { n: '3' }, 200],
      ['n = 3', { 'n+': 3 }, 200],
      ['n = 0 && b = false && title = ""', {}, 200],
      ["tags = 'x' || tags:length = 2", { tags: ['a', 'b', 'a'] }, 200],
      ["created != ''", {}, 400],
      ["created = ''", { created: '2022-01-01' }, 200],
      ["slug != ''", {}, 400],
      ["slug = ''", {}, 200],
      ["slug ~ 'x'", { slug: 'x' }, 200],
      ["slug != ''", { 'slug:autogenerate': '' }, 200],
      ["id != ''", {}, 200],
      ["id = 'abcdefghijklmno'", { id: 'abcdefghijklmno' }, 200],
      ["id = 'abcdefghijklmno'", {}, 400],
    ]
    for (const [createRule, body, status] of rows) {
      const { records } = await collection({ createRule, fields })
      const answer = await guest.post(records, body)
      const judged = claim(`${createRule} ${JSON.stringify(body)}`, answer).status(status)
      if (status === 400) judged.error(400, failed)
    }
  },
})

export const verifiedForcedFalse = conform('records.rule.create-verified-forced-false', {
  lane: 'shared',
  async check({ guest, collection, claim }) {
    const rows: readonly (readonly [type: string, rule: string, sent: unknown, status: number])[] =
      [
        ['bool', 'verified = true', true, 400],
        ['bool', 'verified = false', true, 200],
        ['bool', '@request.body.verified = true', true, 200],
        ['text', "verified = 'false'", 'yes', 200],
        ['text', "verified = 'yes'", 'yes', 400],
      ]
    for (const [type, createRule, verified, status] of rows) {
      const { records } = await collection({ createRule, fields: [{ name: 'verified', type }] })
      const answer = await guest.post(records, { verified })
      const label = `${type}: ${createRule}`
      claim(label, answer).status(status)
      if (status === 200) claim(`${label}: is stored as sent`, answer).json('/verified', verified)
    }
  },
})

export const updateSeesOld = conform('records.rule.update-sees-old-row', {
  lane: 'shared',
  async check({ guest, collection, record, claim }) {
    const made = await collection({ updateRule: "title = 'old'", fields: [title] })
    const { id } = await record(made, { title: 'old' })
    const path = `${made.records}/${id}`
    claim('the old value', await guest.patch(path, { title: 'new' }))
      .status(200)
      .json('/title', 'new')
    claim('once', await guest.patch(path, { title: 'old' })).error(404, notFound)
    claim('nothing changed', await guest.get(path)).json('/title', 'new')
    const other = await collection({ updateRule: "@request.body.title = 'ok'", fields: [title] })
    const { id: second } = await record(other, { title: 'x' })
    const at = `${other.records}/${second}`
    claim('the new value by the body', await guest.patch(at, { title: 'ok' })).status(200)
    claim('and no other', await guest.patch(at, { title: 'x' })).error(404, notFound)
  },
})

export const bodyModifiers = conform('records.rule.body-resolved-modifiers', {
  lane: 'shared',
  async check({ guest, collection, record, claim }) {
    const made = await collection({
      updateRule: '@request.body.total = 3',
      fields: [{ name: 'total', type: 'number' }],
    })
    const { id } = await record(made, { total: 2 })
    const path = `${made.records}/${id}`
    claim('the result', await guest.patch(path, { 'total+': 2, 'total-': 1 }))
      .status(200)
      .json('/total', 3)
    claim('another result', await guest.patch(path, { 'total+': 3, 'total-': 1 })).error(
      404,
      notFound,
    )
    const rows: readonly (readonly [rule: string, body: object, status: number])[] = [
      ['@request.body.n:isset = true && @request.body.n = 7', { 'n+': 2 }, 200],
      ["@request.body.s:length = 2 && @request.body.s:each != 'x'", { 's+': 'b' }, 200],
      ['@request.body.s:length = 1', { 's-': 'a' }, 404],
      ["@request.body.t ~ 'abc%'", { 't:autogenerate': 'abc' }, 200],
      ['@request.body.n:changed = false', { 'n+': 0 }, 200],
      ['@request.body.n:changed = false', { 'n+': 1 }, 404],
    ]
    for (const [updateRule, body, status] of rows) {
      const ruled = await collection({
        updateRule,
        fields: [
          { name: 'n', type: 'number' },
          { name: 's', type: 'select', values: ['a', 'b', 'x'], maxSelect: 3 },
          { name: 't', type: 'text', autogeneratePattern: '[0-9]{3}' },
        ],
      })
      const stored = await record(ruled, { n: 5, s: ['a'] })
      const answer = await guest.patch(`${ruled.records}/${stored.id}`, body)
      claim(`${updateRule} ${JSON.stringify(body)}`, answer).status(status)
    }
  },
})

export const bodyUnknownKeys = conform('records.rule.body-unknown-keys-kept', {
  lane: 'shared',
  async check({ guest, collection, claim, refused }) {
    const made = await collection({ createRule: '@request.body.secret = 123', fields: [title] })
    const created = await guest.post(made.records, { secret: 123 })
    claim('is seen', created).status(200).absent('/secret')
    for (const body of [{}, { secret: 124 }, { other: 123 }]) {
      const answer = refused(created, await guest.post(made.records, body))
      claim(JSON.stringify(body), answer).error(400, failed)
    }
    const form = await guest.send('POST', made.records, { multipart: [['secret', '123']] })
    claim('in a form', form).status(200)
    const deep = await collection({ createRule: "@request.body.a.b = 'x'" })
    claim('below it', await guest.post(deep.records, { a: { b: 'x' } })).status(200)
    claim('not below it', await guest.post(deep.records, { a: { b: 'y' } })).error(400, failed)
  },
})

export const bodyPassword = conform('records.rule.body-password', {
  lane: 'shared',
  async check({ guest, collection, unique, claim, refused }) {
    const made = await collection({
      type: 'auth',
      createRule:
        "@request.body.password = 'abc12345' && @request.body.passwordConfirm = 'abc12345' && @request.body.oldPassword:isset = false",
      updateRule: '@request.body.password:isset = false',
    })
    const body = (password: string, values: object = {}) => ({
      email: `${unique('u')}@example.com`,
      password,
      passwordConfirm: password,
      ...values,
    })
    const created = await guest.post(made.records, body('abc12345'))
    claim('this password', created).status(200)
    const other = refused(created, await guest.post(made.records, body('abc123456')))
    claim('another', other).error(400, failed)
    const old = await guest.post(made.records, body('abc12345', { oldPassword: 'x' }))
    claim('with an old one', refused(created, old)).error(400, failed)
    const path = `${made.records}/${created.text('/id')}`
    const control = await guest.patch(path, { emailVisibility: true })
    claim('another field', control).status(200)
    const change = { password: 'new12345', passwordConfirm: 'new12345', oldPassword: 'abc12345' }
    claim('the password', refused(control, await guest.patch(path, change))).error(404, notFound)
  },
})

export const bodyUploads = conform('records.rule.body-uploads', {
  lane: 'shared',
  async check({ guest, collection, claim, refused }) {
    const file = (name: string) => ({ name, content: 'x' })
    const made = await collection({
      createRule:
        "@request.body.docs:length = 2 && @request.body.f != '' && @request.body.f:isset = true && docs:length = 2",
      fields: [
        { name: 'docs', type: 'file', maxSelect: 3 },
        { name: 'f', type: 'file', maxSelect: 1 },
      ],
    })
    const send = (...names: readonly string[]) =>
      guest.send('POST', made.records, {
        multipart: names.map((name) => [name, file('abc.txt')] as const),
      })
    const control = await send('docs', 'docs', 'f')
    claim('two and one', control).status(200)
    claim('one and one', refused(control, await send('docs', 'f'))).error(400, failed)
    claim('two and none', refused(control, await send('docs', 'docs'))).error(400, failed)
    const named = await collection({
      createRule: "f ~ 'abc_%.txt'",
      fields: [{ name: 'f', type: 'file' }],
    })
    const upload = (name: string) =>
      guest.send('POST', named.records, { multipart: [['f', file(name)]] })
    const abc = await upload('abc.txt')
    claim('the generated name', abc).status(200)
    claim('another', refused(abc, await upload('abd.txt'))).error(400, failed)
  },
})

export const hiddenUsable = conform('records.rule.hidden-fields-usable', {
  lane: 'shared',
  async check({ guest, collection, record, claim }) {
    const rule = "code = 'x'"
    const made = await collection({
      listRule: rule,
      viewRule: rule,
      updateRule: rule,
      deleteRule: rule,
      fields: [title, { name: 'code', type: 'text', hidden: true }],
    })
    const [open, closed] = [await record(made, { code: 'x' }), await record(made, { code: 'y' })]
    const at = (id: string) => `${made.records}/${id}`
    claim('view', await guest.get(at(open.id)))
      .status(200)
      .absent('/code')
    claim('list', await guest.get(made.records))
      .json('/totalItems', 1)
      .absent('/items/0/code')
    claim('update', await guest.patch(at(open.id), { title: 'a' }))
      .status(200)
      .absent('/code')
    claim('not view', await guest.get(at(closed.id))).error(404, notFound)
    claim('not update', await guest.patch(at(closed.id), {})).error(404, notFound)
    claim('not delete', await guest.delete(at(closed.id))).error(404, notFound)
    claim('delete', await guest.delete(at(open.id))).status(204)
  },
})

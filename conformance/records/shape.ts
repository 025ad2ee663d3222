import { conform } from '../harness/case.ts'
import { any } from '../harness/match.ts'

export const keyOrder = conform('records.shape.key-order', {
  lane: 'shared',
  async check({ guest, collection, claim }) {
    const { records } = await collection({
      fields: ['zeta', 'Beta', 'alpha', '_x'].map((name) => ({ name, type: 'text' })),
    })
    claim('is by bytes', await guest.post(records, {})).keys('', [
      'Beta',
      '_x',
      'alpha',
      'collectionId',
      'collectionName',
      'id',
      'zeta',
    ])
  },
})

const code = { name: 'code', type: 'text', hidden: true }

const selection = { type: 'select', values: ['x', 'y', 'z'], maxSelect: 3 }

const everyKind = [
  { name: 'title', type: 'text' },
  { name: 'blank', type: 'text' },
  { name: 'count', type: 'number' },
  { name: 'done', type: 'bool' },
  { name: 'some', ...selection },
  { name: 'none', ...selection },
  { name: 'object', type: 'json' },
  { name: 'nothing', type: 'json' },
]

const values = {
  title: 'a',
  blank: '',
  count: 1.5,
  done: true,
  some: ['z', 'x'],
  none: [],
  object: { b: [1], a: null },
  nothing: null,
}

export const systemKeys = conform('records.shape.system-keys', {
  lane: 'shared',
  async check({ guest, collection, record, claim }) {
    const { id: collectionId, name: collectionName, ...made } = await collection()
    const { id } = await record({ id: collectionId, name: collectionName, ...made })
    const whole = { collectionId, collectionName, id }
    claim('viewed', await guest.get(`${made.records}/${id}`))
      .status(200)
      .body(whole)
    claim('listed', await guest.get(made.records)).json('/items', [whole])
    claim('created', await guest.post(made.records, {})).body({ ...whole, id: any.id })
    claim('updated', await guest.patch(`${made.records}/${id}`, {})).body(whole)
    const byId = await guest.get(`/api/collections/${collectionId}/records/${id}`)
    claim('by the id of the collection', byId).body(whole)
    const kinds = await collection({ fields: everyKind })
    const created = await guest.post(kinds.records, values)
    const ids = { collectionId: kinds.id, collectionName: kinds.name, id: created.at('/id') }
    const filled = { ...ids, ...values }
    claim('created with values', created).status(200).body(filled)
    const path = `${kinds.records}/${String(ids.id)}`
    claim('viewed with values', await guest.get(path)).body(filled)
    claim('updated with values', await guest.patch(path, {})).body(filled)
    claim('listed with values', await guest.get(kinds.records)).json('/items', [filled])
  },
})

export const hiddenOmitted = conform('records.shape.hidden-omitted', {
  lane: 'shared',
  async check({ guest, superuser, user, collection, record, claim }) {
    const made = await collection({ fields: [code] })
    const related = await record(made, { code: 'x' })
    const other = await collection({
      fields: [code, { name: 'rel', type: 'relation', collectionId: made.id, maxSelect: 1 }],
    })
    const { id } = await record(other, { code: 'x', rel: related.id })
    const path = `${other.records}/${id}`
    const { client } = await user()
    for (const [who, caller] of [
      ['guest', guest],
      ['user', client],
    ] as const) {
      claim(`viewed by ${who}`, await caller.get(path))
        .status(200)
        .absent('/code')
      claim(`listed for ${who}`, await caller.get(other.records)).absent('/items/0/code')
      claim(`created by ${who}`, await caller.post(other.records, {})).absent('/code')
      claim(`updated by ${who}`, await caller.patch(path, {})).absent('/code')
      const expanded = await caller.get(path, { expand: 'rel' })
      claim(`expanded for ${who}`, expanded).json('/expand/rel/id', related.id)
      claim(`expanded for ${who}, without it`, expanded).absent('/expand/rel/code')
    }
    claim('for a superuser', await superuser.get(path, { expand: 'rel' }))
      .json('/code', 'x')
      .json('/expand/rel/code', 'x')
    claim('updated by a superuser', await superuser.patch(path, {})).json('/code', 'x')
  },
})

export const secretsNever = conform('records.shape.auth-secrets-never', {
  lane: 'shared',
  async check({ guest, superuser, collection, user, claim }) {
    const shown = {
      type: 'auth',
      fields: [
        { name: 'password', type: 'password', hidden: false, system: true, required: true },
        {
          name: 'tokenKey',
          type: 'text',
          autogeneratePattern: '[a-zA-Z0-9]{50}',
          hidden: false,
          system: true,
          min: 30,
          max: 60,
          required: true,
        },
      ],
    } as const
    const secrets = ['password', 'passwordConfirm', 'oldPassword', 'tokenKey']
    for (const [label, made] of [
      ['hidden', await collection({ type: 'auth' })],
      ['not hidden', await collection(shown)],
    ] as const) {
      const owner = await user({}, made)
      const path = `${made.records}/${owner.id}`
      const change = { password: 'another 123', passwordConfirm: 'another 123' }
      const answers = {
        guest: await guest.get(path),
        owner: await owner.client.get(path),
        superuser: await superuser.get(path),
        update: await superuser.patch(path, { ...change, tokenKey: owner.id.repeat(3) }),
      }
      for (const [who, answer] of Object.entries(answers)) {
        const seen = claim(`${label}: ${who}`, answer).status(200)
        for (const key of secrets) seen.absent(`/${key}`)
      }
    }
    const list = await superuser.get('/api/collections/_superusers/records')
    const seen = claim('superusers', list).status(200)
    for (const key of secrets) seen.absent(`/items/0/${key}`)
  },
})

export const emailVisibility = conform('records.shape.email-visibility', {
  lane: 'shared',
  async check({ guest, superuser, collection, user, claim }) {
    const made = await collection({
      type: 'auth',
      manageRule: "@request.auth.role = 'admin' && id != @request.auth.id",
      fields: [{ name: 'role', type: 'text' }],
    })
    const [closed, open] = [await user({}, made), await user({ emailVisibility: true }, made)]
    const [other, admin] = [await user({}, made), await user({ role: 'admin' }, made)]
    const path = `${made.records}/${closed.id}`
    const callers = { guest, user: other.client }
    for (const [who, client] of Object.entries(callers)) {
      claim(`${who}: closed`, await client.get(path))
        .status(200)
        .absent('/email')
        .json('/emailVisibility', false)
      claim(`${who}: open`, await client.get(`${made.records}/${open.id}`)).json(
        '/email',
        open.email,
      )
      const list = await client.get(made.records, { filter: `id = '${closed.id}'` })
      claim(`${who}: listed`, list).json('/totalItems', 1).absent('/items/0/email')
    }
    for (const [who, client] of Object.entries({
      owner: closed.client,
      superuser,
      manager: admin.client,
    })) {
      claim(`${who}: closed`, await client.get(path)).json('/email', closed.email)
      const list = await client.get(made.records, { filter: `id = '${closed.id}'` })
      claim(`${who}: listed`, list).json('/items/0/email', closed.email)
    }
    const foreign = await user({
      id: closed.id.replace(/^./, (first) => (first === 'z' ? 'y' : 'z')),
    })
    claim('a user of another collection', await foreign.client.get(path)).absent('/email')
    const hidden = await collection({
      type: 'auth',
      fields: [{ name: 'emailVisibility', type: 'bool', system: true, hidden: true }],
    })
    const body = {
      email: `${made.name}@example.com`,
      password: '1234567890',
      passwordConfirm: '1234567890',
      emailVisibility: true,
    }
    claim('hidden: cannot be set by guests', await guest.post(hidden.records, body))
      .status(200)
      .absent('/emailVisibility')
      .absent('/email')
  },
})

export const emailAfterWrite = conform('records.shape.email-visibility-after-write', {
  lane: 'shared',
  async check({ guest, superuser, collection, unique, claim }) {
    const { records } = await collection({ type: 'auth' })
    const body = (values: object) => ({
      email: `${unique('u')}@example.com`,
      password: '1234567890',
      passwordConfirm: '1234567890',
      ...values,
    })
    const closed = await guest.post(records, body({}))
    claim('closed', closed).status(200).absent('/email').json('/emailVisibility', false)
    const sent = body({ emailVisibility: true })
    claim('open', await guest.post(records, sent))
      .status(200)
      .json('/email', sent.email)
      .json('/emailVisibility', true)
    const path = `${records}/${closed.text('/id')}`
    claim('opened', await guest.patch(path, { emailVisibility: true })).json('/email', any.string)
    claim('closed again', await guest.patch(path, { emailVisibility: false })).absent('/email')
    claim('for a superuser', await superuser.patch(path, {})).json('/email', any.string)
  },
})

export const expandOnlyWhenRequested = conform('records.shape.expand-key-only-when-requested', {
  lane: 'shared',
  async check({ guest, collection, record, claim }) {
    const target = await collection()
    const made = await collection({
      fields: [{ name: 'rel', type: 'relation', collectionId: target.id, maxSelect: 1 }],
    })
    const { id: rel } = await record(target)
    const { id } = await record(made, { rel })
    const path = `${made.records}/${id}`
    claim('viewed', await guest.get(path))
      .status(200)
      .absent('/expand')
    claim('with an empty parameter', await guest.get(path, { expand: '' })).absent('/expand')
    claim('listed', await guest.get(made.records)).absent('/items/0/expand')
    claim('created', await guest.post(made.records, { rel })).absent('/expand')
    claim('updated', await guest.patch(path, {})).absent('/expand')
    claim('asked for', await guest.get(path, { expand: 'rel' })).json('/expand/rel/id', rel)
  },
})

export const emailManageGuest = conform('records.shape.email-visibility-manage-guest', {
  lane: 'shared',
  async check({ guest, collection, user, claim }) {
    const made = await collection({ type: 'auth', manageRule: "id != ''" })
    const owner = await user({}, made)
    claim('is shown', await guest.get(made.records)).json('/items/0/email', owner.email)
    const path = `${made.records}/${owner.id}`
    claim('no write privilege', await guest.patch(path, { verified: true }))
      .status(400)
      .json('/data/verified/code', 'validation_values_mismatch')
    const { client } = await user({}, made)
    claim('but for a caller', await client.patch(path, { verified: true })).status(200)
  },
})

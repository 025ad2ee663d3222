import { type CaseContext, conform } from '../harness/case.ts'
import { superusersOnly } from './support.ts'

/** An auth collection without rules for its records, and another one whose records may manage them. */
const managed = async (context: CaseContext, options: Readonly<Record<string, unknown>> = {}) => {
  const { collection, user } = context
  const admins = await collection({ type: 'auth' })
  const rule = `@request.auth.collectionName = '${admins.name}'`
  const made = await collection({ type: 'auth', manageRule: rule, ...options })
  const one = await user({}, made)
  const admin = await user({}, admins)
  return { made, one, admin, path: `${made.records}/${one.id}` }
}

export const nullRule = conform('rules.manage-rule.null', {
  lane: 'shared',
  async check(context) {
    const { claim, superuser, refused, unique } = context
    const { one, admin, path } = await managed(context, { manageRule: null })
    const email = `${unique('n')}@x.com`
    const password = { password: 'another one', passwordConfirm: 'another one' }
    const changes = { verified: { verified: true }, email: { email }, oldPassword: password }
    for (const [who, client] of [
      ['the owner', one.client],
      ['somebody else', admin.client],
    ] as const) {
      const control = await client.patch(path, { emailVisibility: false })
      for (const [key, body] of Object.entries(changes)) {
        const answer = refused(control, await client.patch(path, body))
        claim(`${key} by ${who}`, answer).status(400).keys('/data', [key])
      }
    }
    for (const [key, body] of Object.entries(changes)) {
      claim(`${key} by a superuser`, await superuser.patch(path, body)).status(200)
    }
  },
})

export const update = conform('rules.manage-rule.update', {
  lane: 'shared',
  async check(context) {
    const { claim, superuser, guest, accepted, unique } = context
    const { made, one, admin, path } = await managed(context)
    const body = {
      email: `${unique('n')}@x.com`,
      verified: true,
      password: '12345678',
      passwordConfirm: '12345678',
    }
    claim('the record itself', await one.client.patch(path, body)).status(400)
    claim('a guest', await guest.patch(path, body)).status(400)
    const managedBy = await admin.client.patch(path, body)
    claim('a manager', managedBy).status(200).json('/verified', true).json('/email', body.email)
    accepted(await superuser.patch(made.path, { updateRule: null }))
    const closed = await admin.client.patch(path, { verified: false })
    claim('the updateRule binds managers', closed).error(403, superusersOnly)
    accepted(await superuser.patch(made.path, { updateRule: "id = 'none'" }))
    claim('whatever it is', await admin.client.patch(path, { verified: false })).status(404)
    const stored = 'verified = false'
    accepted(await superuser.patch(made.path, { updateRule: '', manageRule: stored }))
    const judged = await admin.client.patch(path, { verified: false })
    claim('the stored record is judged', judged).status(400).keys('/data', ['verified'])
  },
})

export const create = conform('rules.manage-rule.create', {
  lane: 'shared',
  async check(context) {
    const { claim, guest, superuser, accepted, unique } = context
    const { made, one, admin } = await managed(context, {
      fields: [{ name: 'title', type: 'text' }],
    })
    const body = (title: string) => ({
      email: `${unique('n')}@x.com`,
      verified: true,
      title,
      password: '12345678',
      passwordConfirm: '12345678',
    })
    const ask = (client: typeof guest, title = '') => client.post(made.records, body(title))
    claim('a manager', await ask(admin.client))
      .status(200)
      .json('/verified', true)
    claim('a guest', await ask(guest))
      .status(400)
      .keys('/data', ['verified'])
    claim('another user', await ask(one.client))
      .status(400)
      .keys('/data', ['verified'])
    accepted(await superuser.patch(made.path, { manageRule: "title = 'mine'" }))
    claim('the submitted record', await ask(one.client, 'mine')).status(200)
    claim('decides', await ask(one.client, 'other'))
      .status(400)
      .keys('/data', ['verified'])
  },
})

export const guestsNeverManage = conform('rules.manage-rule.guests-never-manage', {
  lane: 'shared',
  async check(context) {
    const { claim, guest, unique } = context
    const { made, admin, path } = await managed(context, { manageRule: "id != ''" })
    claim('a guest', await guest.patch(path, { verified: true }))
      .status(400)
      .keys('/data', ['verified'])
    const created = await guest.post(made.records, {
      email: `${unique('n')}@x.com`,
      verified: true,
      password: '12345678',
      passwordConfirm: '12345678',
    })
    claim('a guest who creates', created).status(400).keys('/data', ['verified'])
    claim('any user', await admin.client.patch(path, { verified: true })).status(200)
  },
})

export const emailVisibility = conform('rules.manage-rule.email-visibility', {
  lane: 'shared',
  async check(context) {
    const { claim, guest, superuser, user, accepted } = context
    const { made, one, admin } = await managed(context)
    const shown = await user({ emailVisibility: true }, made)
    const emails = async (client: typeof guest) => {
      const items = (await client.get(made.records)).at('/items')
      if (!Array.isArray(items)) return items
      return items.map(({ email }: { readonly email?: unknown }) => String(email ?? '')).toSorted()
    }
    const both = [one.email, shown.email].toSorted()
    claim('a manager sees all', await emails(admin.client)).equals(both)
    claim('a superuser sees all', await emails(superuser)).equals(both)
    claim('a record sees its own', await emails(one.client)).equals(both)
    claim('and no private one', await emails(shown.client)).equals(['', shown.email])
    claim('a guest sees the visible', await emails(guest)).equals(['', shown.email])
    accepted(await superuser.patch(made.path, { manageRule: "id != ''" }))
    claim('a guest whom the rule allows', await emails(guest)).equals(both)
    accepted(await superuser.patch(made.path, { manageRule: `id = '${shown.id}'` }))
    claim('record by record', await emails(guest)).equals(['', shown.email])
    accepted(await superuser.patch(made.path, { manageRule: "@request.body.key = 'open'" }))
    const path = `${made.records}/${one.id}`
    claim('a rule about the body', await guest.patch(path, { key: 'open' }))
      .status(200)
      .json('/email', one.email)
    claim('and another body', await guest.patch(path, { key: 'closed' }))
      .status(200)
      .absent('/email')
  },
})

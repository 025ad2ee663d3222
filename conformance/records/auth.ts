import type { CaseContext } from '../harness/case.ts'
import type { Client } from '../harness/client.ts'
import type { Exchange } from '../harness/exchange.ts'
import type { CollectionHandle, Fields } from '../harness/world.ts'
import { conform } from '../harness/case.ts'
import { blank, notUnique } from '../harness/wording.ts'
import { readRows } from '../probes/data-dir.ts'
import { createFailed, updateFailed } from '../values/support.ts'

const mismatch = { code: 'validation_values_mismatch', message: "Values don't match." }
const wrongOld = {
  code: 'validation_invalid_old_password',
  message: 'Missing or invalid old password.',
}
const tooShort = {
  code: 'validation_min_text_constraint',
  message: 'Must be at least 8 character(s).',
}

/** The cheapest hash: none of these sentences is about the cost. */
const cheap = { name: 'password', type: 'password', hidden: true, required: true, system: true }

type Made = Pick<CaseContext, 'collection'>

/** An auth collection with open rules whose passwords are hashed at the lowest cost. */
const authCollection = (
  { collection }: Made,
  { fields = [], ...schema }: Fields = {},
  password: Readonly<Record<string, unknown>> = {},
): Promise<CollectionHandle> =>
  collection({
    type: 'auth',
    ...schema,
    fields: [{ ...cheap, cost: 4, min: 8, ...password }, ...fields],
  })

const password = 'old password 1'
const changed = 'new password 1'

const signUpBody = (unique: CaseContext['unique'], values: object = {}) => ({
  email: `${unique('u')}@example.com`,
  password,
  passwordConfirm: password,
  ...values,
})

const signIn = (client: Client, { path }: CollectionHandle, identity: string, secret: string) =>
  client.post(`${path}/auth-with-password`, { identity, password: secret })

const refresh = (client: Client, { path }: CollectionHandle): Promise<Exchange> =>
  client.post(`${path}/auth-refresh`)

export const passwordRequired = conform('records.auth.create-password-required', {
  lane: 'shared',
  async check({ guest, superuser, collection, unique, claim, refused }) {
    const { records } = await authCollection({ collection })
    const control = await guest.post(records, signUpBody(unique))
    const both = { password: blank, passwordConfirm: blank }
    for (const [label, body] of [
      ['nothing', {}],
      ['empty', { password: '', passwordConfirm: '' }],
      ['null', { password: null, passwordConfirm: null }],
      ['only an e-mail', { email: 'a@example.com' }],
    ] as const) {
      for (const [who, client] of [
        ['guest', guest],
        ['superuser', superuser],
      ] as const) {
        const answer = refused(control, await client.post(records, body))
        claim(`${label}, ${who}`, answer).error(400, createFailed, both)
      }
    }
  },
})

export const formBeforeFields = conform('records.auth.form-before-fields', {
  lane: 'shared',
  async check({ guest, collection, unique, claim, refused }) {
    const { records } = await authCollection(
      { collection },
      { fields: [{ name: 'name', type: 'text', required: true }] },
    )
    const control = await guest.post(records, signUpBody(unique, { name: 'a' }))
    const wrong = { password: '1234567', passwordConfirm: '1234560', email: 'invalid' }
    const form = refused(control, await guest.post(records, wrong))
    claim('only the form', form).error(400, createFailed, { passwordConfirm: mismatch })
    const fields = await guest.post(records, { ...wrong, passwordConfirm: '1234567' })
    claim('then the fields', refused(control, fields)).error(400, createFailed, {
      email: { code: 'validation_is_email', message: 'Must be a valid email address.' },
      name: blank,
      password: tooShort,
    })
    const several = { ...wrong, verified: true }
    claim('all of the form', await guest.post(records, several)).error(400, createFailed, {
      passwordConfirm: mismatch,
      verified: mismatch,
    })
  },
})

export const confirmMismatch = conform('records.auth.password-confirm-mismatch', {
  lane: 'shared',
  async check({ guest, superuser, collection, unique, claim, refused }) {
    const { records } = await authCollection({ collection })
    const control = await guest.post(records, signUpBody(unique))
    for (const confirm of ['12345679', '12345678 ', 'Ä', ['12345678'], true]) {
      const body = signUpBody(unique, { password: '12345678', passwordConfirm: confirm })
      const expected = Array.isArray(confirm) ? blank : mismatch
      const answer = refused(control, await guest.post(records, body))
      claim(JSON.stringify(confirm), answer).error(400, createFailed, { passwordConfirm: expected })
    }
    const path = `${records}/${control.text('/id')}`
    const body = { password: changed, passwordConfirm: password }
    const updated = refused(control, await superuser.patch(path, body))
    claim('on update', updated).error(400, updateFailed, { passwordConfirm: mismatch })
  },
})

export const confirmMissing = conform('records.auth.password-confirm-missing', {
  lane: 'shared',
  async check({ guest, superuser, collection, record, unique, claim, refused }) {
    const made = await authCollection({ collection })
    const { id } = await record(made, signUpBody(unique))
    const path = `${made.records}/${id}`
    const control = await superuser.patch(path, {})
    for (const confirm of [undefined, '', null]) {
      const body = { password: '12345678', passwordConfirm: confirm }
      const answer = refused(control, await superuser.patch(path, body))
      claim(`update, ${JSON.stringify(confirm)}`, answer).error(400, updateFailed, {
        passwordConfirm: blank,
      })
    }
    const created = await guest.post(made.records, { password: '12345678', email: 'a@example.com' })
    claim('create', refused(control, created)).error(400, createFailed, { passwordConfirm: blank })
  },
})

export const missingWithConfirm = conform('records.auth.password-missing-with-confirm', {
  lane: 'shared',
  async check({ superuser, collection, record, unique, claim, refused }) {
    const made = await authCollection({ collection })
    const { id } = await record(made, signUpBody(unique))
    const path = `${made.records}/${id}`
    const control = await superuser.patch(path, {})
    const confirm = refused(control, await superuser.patch(path, { passwordConfirm: '12345678' }))
    claim('passwordConfirm', confirm).error(400, updateFailed, {
      password: blank,
      passwordConfirm: mismatch,
    })
    const old = refused(control, await superuser.patch(path, { oldPassword: 'x' }))
    claim('oldPassword', old).error(400, updateFailed, { password: blank, passwordConfirm: blank })
  },
})

export const emptyOnUpdate = conform('records.auth.password-empty-on-update', {
  lane: 'shared',
  async check({ superuser, guest, collection, user, claim, refused }) {
    const made = await authCollection({ collection })
    const owner = await user({}, made)
    const path = `${made.records}/${owner.id}`
    const control = await owner.client.patch(path, {})
    for (const empty of ['', null, []]) {
      for (const [who, client] of [
        ['owner', owner.client],
        ['superuser', superuser],
      ] as const) {
        const answer = refused(control, await client.patch(path, { password: empty }))
        claim(`${JSON.stringify(empty)}, ${who}`, answer).error(400, updateFailed, {
          password: blank,
        })
      }
    }
    claim('the old one stays', await signIn(guest, made, owner.email, owner.password)).status(200)
  },
})

export const passwordMin = conform('records.auth.password-min', {
  lane: 'shared',
  async check({ guest, collection, unique, claim, refused }) {
    const { records } = await authCollection({ collection })
    const post = (secret: string) =>
      guest.post(records, signUpBody(unique, { password: secret, passwordConfirm: secret }))
    const control = await post('12345678')
    claim('eight', control).status(200)
    for (const short of ['1234567', '\u{1F600}'.repeat(7)]) {
      claim(short, refused(control, await post(short))).error(400, createFailed, {
        password: tooShort,
      })
    }
    claim('characters count', await post('\u{1F600}'.repeat(8))).status(200)
    const users = '/api/collections/users/records'
    const body = signUpBody(unique, { password: '1234567', passwordConfirm: '1234567' })
    claim('the default', refused(control, await guest.post(users, body))).error(400, createFailed, {
      password: tooShort,
    })
  },
})

export const passwordMax = conform('records.auth.password-max', {
  lane: 'shared',
  async check({ guest, collection, unique, claim, refused }) {
    const made = await authCollection({ collection })
    const post = (secret: string, email = `${unique('u')}@example.com`) =>
      guest.post(made.records, { email, password: secret, passwordConfirm: secret })
    const email = `${unique('u')}@example.com`
    const control = await post('a'.repeat(71), email)
    claim('71', control).status(200)
    claim('signs in', await signIn(guest, made, email, 'a'.repeat(71))).status(200)
    claim('72', refused(control, await post('a'.repeat(72)))).error(400, createFailed, {
      password: {
        code: 'validation_max_text_constraint',
        message: 'Must be less than 71 character(s).',
      },
    })
  },
})

export const over72Bytes = conform('records.auth.password-over-72-bytes', {
  lane: 'shared',
  async check({ guest, superuser, collection, user, unique, claim, refused }) {
    const made = await authCollection({ collection })
    const owner = await user({}, made)
    const path = `${made.records}/${owner.id}`
    const invalid = { password: { code: 'validation_invalid_value', message: 'Invalid value.' } }
    for (const long of ['a'.repeat(73), '\u00e9'.repeat(40)]) {
      const label = `${long.slice(0, 3)}…`
      const body = () => signUpBody(unique, { password: long, passwordConfirm: long })
      const control = await superuser.post(made.records, signUpBody(unique))
      const bySuperuser = refused(control, await superuser.post(made.records, body()))
      claim(`${label} superuser`, bySuperuser).error(400, createFailed, invalid)
      const byGuest = refused(control, await guest.post(made.records, body()))
      claim(`${label} guest`, byGuest).error(400, createFailed)
      const change = { password: long, passwordConfirm: long, oldPassword: owner.password }
      const byOwner = refused(control, await owner.client.patch(path, change))
      claim(`${label} owner updates`, byOwner).error(400, updateFailed, invalid)
    }
  },
})

export const passwordPattern = conform('records.auth.password-pattern', {
  lane: 'shared',
  async check({ guest, collection, unique, claim, refused }) {
    const { records } = await authCollection({ collection }, {}, { pattern: '^[a-z]+$' })
    const post = (secret: string) =>
      guest.post(records, signUpBody(unique, { password: secret, passwordConfirm: secret }))
    const control = await post('abcdefgh')
    claim('matches', control).status(200)
    claim('does not', refused(control, await post('12345678'))).error(400, createFailed, {
      password: { code: 'validation_invalid_format', message: 'Invalid value format.' },
    })
  },
})

export const passwordCast = conform('records.auth.password-cast', {
  lane: 'shared',
  async check({ guest, collection, unique, claim }) {
    const made = await authCollection({ collection })
    const email = `${unique('u')}@example.com`
    const body = { email, password: 12345678, passwordConfirm: '12345678' }
    claim('a number', await guest.post(made.records, body)).status(200)
    claim('is its text', await signIn(guest, made, email, '12345678')).status(200)
    const other = `${unique('u')}@example.com`
    const form = await guest.send('POST', made.records, {
      form: [
        ['email', other],
        ['password', '87654321'],
        ['passwordConfirm', '87654321'],
      ],
    })
    claim('in a form', form).status(200)
    claim('is its text, too', await signIn(guest, made, other, '87654321')).status(200)
    const signedIn = await signIn(guest, made, email, '12345678')
    const client = guest.withToken(signedIn.text('/token'))
    const change = { password: 11111111, passwordConfirm: 11111111, oldPassword: 12345678 }
    const path = `${made.records}/${signedIn.text('/record/id')}`
    claim('the old one, too', await client.patch(path, change)).status(200)
  },
})

export const oldAlone = conform('records.auth.oldpassword-alone', {
  lane: 'shared',
  async check({ collection, user, claim, refused }) {
    const made = await authCollection({ collection })
    const owner = await user({}, made)
    const path = `${made.records}/${owner.id}`
    const control = await owner.client.patch(path, {})
    for (const oldPassword of ['wrong', owner.password]) {
      const answer = refused(control, await owner.client.patch(path, { oldPassword }))
      const asked = { password: blank, passwordConfirm: blank }
      claim(oldPassword, answer).error(400, updateFailed, asked)
    }
  },
})

export const oldRequired = conform('records.auth.oldpassword-required', {
  lane: 'shared',
  async check({ guest, collection, user, claim, refused }) {
    const made = await authCollection({ collection })
    const owner = await user({}, made)
    const path = `${made.records}/${owner.id}`
    const fresh = { password: changed, passwordConfirm: changed }
    const control = await owner.client.patch(path, {})
    const send = async (body: object, client = owner.client) =>
      refused(control, await client.patch(path, body))
    const missing = { oldPassword: blank }
    claim('missing', await send(fresh)).error(400, updateFailed, missing)
    claim('empty', await send({ ...fresh, oldPassword: '' })).error(400, updateFailed, missing)
    claim('wrong', await send({ ...fresh, oldPassword: 'wrong' })).error(400, updateFailed, {
      oldPassword: wrongOld,
    })
    claim('a guest', await send(fresh, guest)).error(400, updateFailed, missing)
    claim('with all that is wrong', await send({ passwordConfirm: changed })).error(
      400,
      updateFailed,
      { password: blank, passwordConfirm: mismatch, oldPassword: blank },
    )
    claim('it stays', await signIn(guest, made, owner.email, owner.password)).status(200)
    const right = await owner.client.patch(path, { ...fresh, oldPassword: owner.password })
    claim('right', right).status(200)
    claim('it is changed', await signIn(guest, made, owner.email, changed)).status(200)
    claim('the old one is gone', await signIn(guest, made, owner.email, owner.password)).status(400)
  },
})

const roleField = { name: 'role', type: 'text' }
const managed = { manageRule: "@request.auth.role = 'admin'", fields: [roleField] }

export const oldNotNeeded = conform('records.auth.oldpassword-not-needed', {
  lane: 'shared',
  async check({ guest, superuser, collection, user, claim }) {
    const made = await authCollection({ collection }, managed)
    const admin = await user({ role: 'admin' }, made)
    for (const [who, client] of [
      ['superuser', superuser],
      ['manager', admin.client],
    ] as const) {
      for (const old of [undefined, 'wrong']) {
        const { id, email } = await user({}, made)
        const body = { password: changed, passwordConfirm: changed, oldPassword: old }
        const label = `${who}, ${old ?? 'none'}`
        claim(label, await client.patch(`${made.records}/${id}`, body)).status(200)
        claim(`${label}: changed`, await signIn(guest, made, email, changed)).status(200)
      }
    }
  },
})

export const oldIgnoredOnCreate = conform('records.auth.oldpassword-ignored-on-create', {
  lane: 'shared',
  async check({ guest, collection, unique, claim }) {
    const { records } = await authCollection({ collection })
    const body = signUpBody(unique, { oldPassword: 'x' })
    claim('guest', await guest.post(records, body))
      .status(200)
      .absent('/oldPassword')
  },
})

export const emailChangeForbidden = conform('records.auth.email-change-forbidden', {
  lane: 'shared',
  async check({ collection, user, claim, refused, superuser }) {
    const made = await authCollection({ collection })
    const owner = await user({}, made)
    const path = `${made.records}/${owner.id}`
    const control = await owner.client.patch(path, { email: owner.email })
    claim('the stored one', control).status(200).json('/email', owner.email)
    for (const email of ['other@example.com', '', null, owner.email.toUpperCase()]) {
      const answer = refused(control, await owner.client.patch(path, { email }))
      claim(JSON.stringify(email), answer).error(400, updateFailed, { email: mismatch })
    }
    claim('it stays', await superuser.get(path)).json('/email', owner.email)
  },
})

export const emailChangeManager = conform('records.auth.email-change-manager', {
  lane: 'shared',
  async check({ superuser, collection, user, unique, claim }) {
    const made = await authCollection({ collection }, managed)
    const admin = await user({ role: 'admin' }, made)
    for (const [who, client] of [
      ['superuser', superuser],
      ['manager', admin.client],
    ] as const) {
      const { id } = await user({ verified: true }, made)
      const email = `${unique('n')}@example.com`
      claim(who, await client.patch(`${made.records}/${id}`, { email }))
        .status(200)
        .json('/email', email)
        .json('/verified', true)
    }
  },
})

export const verifiedForbidden = conform('records.auth.verified-forbidden', {
  lane: 'shared',
  async check({ guest, superuser, collection, user, unique, claim, refused }) {
    const made = await authCollection({ collection })
    const control = await guest.post(made.records, signUpBody(unique, { verified: false }))
    claim('false on create', control).status(200)
    const created = await guest.post(made.records, signUpBody(unique, { verified: true }))
    claim('true on create', refused(control, created)).error(400, createFailed, {
      verified: mismatch,
    })
    for (const verified of [true, false]) {
      const owner = await user({ verified }, made)
      const path = `${made.records}/${owner.id}`
      const same = await owner.client.patch(path, { verified })
      claim(`${verified}: the stored one`, same).status(200).json('/verified', verified)
      const other = refused(same, await owner.client.patch(path, { verified: !verified }))
      claim(`${verified}: another`, other).error(400, updateFailed, { verified: mismatch })
      claim(`${verified}: it stays`, await superuser.get(path)).json('/verified', verified)
    }
  },
})

export const emailVisibilityWritable = conform('records.auth.email-visibility-writable', {
  lane: 'shared',
  async check({ guest, collection, user, claim }) {
    const made = await authCollection({ collection }, { fields: [roleField] })
    const owner = await user({}, made)
    const path = `${made.records}/${owner.id}`
    claim('owner', await owner.client.patch(path, { emailVisibility: true, role: 'x' }))
      .status(200)
      .json('/emailVisibility', true)
      .json('/role', 'x')
    claim('guest', await guest.patch(path, { emailVisibility: false, role: 'y' }))
      .status(200)
      .json('/emailVisibility', false)
      .json('/role', 'y')
  },
})

export const emailRequiredUnique = conform('records.auth.email-required-unique', {
  lane: 'shared',
  async check({ guest, superuser, collection, unique, claim, refused }) {
    const { records } = await authCollection({ collection })
    const first = signUpBody(unique)
    const control = await guest.post(records, first)
    for (const email of [undefined, '', null]) {
      const answer = refused(control, await guest.post(records, signUpBody(unique, { email })))
      claim(`${JSON.stringify(email)}`, answer).error(400, createFailed, { email: blank })
    }
    const again = refused(control, await guest.post(records, first))
    claim('used', again).error(400, createFailed, { email: notUnique })
    const upper = { ...first, email: first.email.toUpperCase() }
    claim('another letter case', await guest.post(records, upper)).status(200)
    const other = await guest.post(records, signUpBody(unique))
    const taken = await superuser.patch(`${records}/${other.text('/id')}`, { email: first.email })
    claim('used, on update', refused(other, taken)).error(400, updateFailed, { email: notUnique })
  },
})

export const emailOptional = conform('records.auth.email-optional-empty-not-unique', {
  lane: 'shared',
  async check({ guest, collection, unique, claim }) {
    const { records } = await authCollection(
      { collection },
      { fields: [{ name: 'email', type: 'email', system: true, required: false }] },
    )
    for (const which of ['first', 'second']) {
      claim(which, await guest.post(records, signUpBody(unique, { email: '' }))).status(200)
    }
  },
})

export const manageUpdate = conform('records.auth.manage-rule-update', {
  lane: 'shared',
  async check({ guest, collection, user, unique, claim, refused }) {
    const made = await authCollection({ collection }, managed)
    const [admin, other, target] = [
      await user({ role: 'admin' }, made),
      await user({ role: 'editor' }, made),
      await user({}, made),
    ]
    const path = `${made.records}/${target.id}`
    const email = `${unique('n')}@example.com`
    const body = { verified: true, email, password: changed, passwordConfirm: changed }
    const byAdmin = await admin.client.patch(path, body)
    claim('admin', byAdmin).status(200).json('/verified', true).json('/email', email)
    const next = { ...body, verified: false, email: `${unique('n')}@example.com` }
    const denied = { verified: mismatch, email: mismatch, oldPassword: blank }
    const byOther = refused(byAdmin, await other.client.patch(path, next))
    claim('another role', byOther).error(400, updateFailed, denied)
    const byGuest = refused(byAdmin, await guest.patch(path, next))
    claim('guest', byGuest).error(400, updateFailed, denied)

    const unmanaged = await authCollection({ collection }, { fields: [roleField] })
    const someone = await user({ role: 'admin' }, unmanaged)
    const answer = await someone.client.patch(`${unmanaged.records}/${someone.id}`, {
      verified: true,
    })
    claim('null grants nothing', refused(byAdmin, answer)).error(400, updateFailed, {
      verified: mismatch,
    })
    const ofItself = await authCollection(
      { collection },
      { manageRule: 'id = @request.auth.id', fields: [roleField] },
    )
    const self = await user({}, ofItself)
    const stranger = await user({}, ofItself)
    const own = await self.client.patch(`${ofItself.records}/${self.id}`, { verified: true })
    claim('holds for this record', own).status(200).json('/verified', true)
    const foreign = await self.client.patch(`${ofItself.records}/${stranger.id}`, {
      verified: true,
    })
    claim('and not for that', refused(own, foreign)).error(400, updateFailed, {
      verified: mismatch,
    })
  },
})

export const manageCreate = conform('records.auth.manage-rule-create', {
  lane: 'shared',
  async check({ guest, collection, user, unique, claim, refused }) {
    const made = await authCollection(
      { collection },
      { ...managed, createRule: "@request.auth.id != ''" },
    )
    const admin = await user({ role: 'admin' }, made)
    const other = await user({ role: 'editor' }, made)
    const verified = () => signUpBody(unique, { verified: true })
    const byAdmin = await admin.client.post(made.records, verified())
    claim('admin', byAdmin).status(200).json('/verified', true)
    const byOther = refused(byAdmin, await other.client.post(made.records, verified()))
    claim('another role', byOther).error(400, createFailed, { verified: mismatch })
    const byGuest = refused(byAdmin, await guest.post(made.records, verified()))
    claim('the createRule first', byGuest).error(400, createFailed)

    const byRow = await authCollection(
      { collection },
      {
        manageRule: "@request.auth.id != '' && role = 'free' && verified = false",
        fields: [roleField],
      },
    )
    const { client } = await user({}, byRow)
    const free = await client.post(byRow.records, { ...verified(), role: 'free' })
    claim('sees what was sent, but for verified', free).status(200).json('/verified', true)
    const bound = refused(free, await client.post(byRow.records, { ...verified(), role: 'bound' }))
    claim('and refuses other values', bound).error(400, createFailed, { verified: mismatch })
  },
})

export const managerNoHidden = conform('records.auth.manager-no-hidden', {
  lane: 'shared',
  async check({ superuser, collection, user, claim }) {
    const made = await authCollection(
      { collection },
      { ...managed, fields: [roleField, { name: 'code', type: 'text', hidden: true }] },
    )
    const admin = await user({ role: 'admin' }, made)
    const target = await user({ code: 'kept' }, made)
    const path = `${made.records}/${target.id}`
    const body = { tokenKey: 'k'.repeat(40), code: 'x', 'tokenKey:autogenerate': '' }
    claim('is accepted', await admin.client.patch(path, body))
      .status(200)
      .absent('/code')
    claim('the token still works', await refresh(target.client, made)).status(200)
    claim('the value stays', await superuser.get(path)).json('/code', 'kept')
  },
})

export const tokenKeySuperuser = conform('records.auth.tokenkey-superuser', {
  lane: 'shared',
  async check({ superuser, collection, user, claim, refused }) {
    const made = await authCollection({ collection })
    const target = await user({}, made)
    const path = `${made.records}/${target.id}`
    const own = { tokenKey: 'k'.repeat(50), 'tokenKey:autogenerate': '' }
    claim('by the owner', await target.client.patch(path, own)).status(200)
    claim("the owner's token stays", await refresh(target.client, made)).status(200)
    const key = target.id.repeat(4).slice(0, 50)
    const control = await superuser.patch(path, { tokenKey: key })
    claim('set', control).status(200).absent('/tokenKey')
    claim('ends its tokens', await refresh(target.client, made)).status(401)

    const other = await user({}, made)
    const otherPath = `${made.records}/${other.id}`
    const send = async (tokenKey: string) =>
      refused(control, await superuser.patch(otherPath, { tokenKey }))
    claim('too short', await send('abc')).error(400, updateFailed, {
      tokenKey: {
        code: 'validation_min_text_constraint',
        message: 'Must be at least 30 character(s).',
        params: { min: 30 },
      },
    })
    claim('too long', await send('k'.repeat(61))).error(400, updateFailed, {
      tokenKey: {
        code: 'validation_max_text_constraint',
        message: 'Must be no more than 60 character(s).',
        params: { max: 60 },
      },
    })
    claim('empty', await send('')).error(400, updateFailed, { tokenKey: blank })
    claim('used', await send(key)).error(400, updateFailed, { tokenKey: notUnique })
    claim('a refusal ends nothing', await refresh(other.client, made)).status(200)
    const drawn = await superuser.patch(otherPath, { 'tokenKey:autogenerate': '' })
    claim('drawn', drawn).status(200)
    claim('ends its tokens, too', await refresh(other.client, made)).status(401)
  },
})

export const tokenKeyAutogenerated = conform('records.auth.tokenkey-autogenerated', {
  lane: 'shared',
  needs: ['data-dir'],
  async check({ guest, superuser, collection, unique, server, claim }) {
    const made = await authCollection({ collection })
    const keys: unknown[] = []
    for (const [who, client] of [
      ['guest', guest],
      ['superuser', superuser],
    ] as const) {
      const body = signUpBody(unique, who === 'guest' ? { tokenKey: 'k'.repeat(50) } : {})
      const created = await client.post(made.records, body)
      claim(`${who} sees none`, created).status(200).absent('/tokenKey')
      const sql = `SELECT tokenKey FROM "${made.name}" WHERE id = ?`
      const [row] = readRows(server, 'data.db', sql, created.text('/id'))
      claim(`${who}: stored`, row?.['tokenKey']).matches(/^[a-zA-Z0-9]{50}$/)
      keys.push(row?.['tokenKey'])
    }
    claim('each another', keys[0]).differs(keys[1])
    claim("a guest's is not taken", keys[0]).differs('k'.repeat(50))
  },
})

export const invalidatedOnPassword = conform('records.auth.tokens-invalidated-on-password', {
  lane: 'shared',
  async check({ guest, superuser, collection, user, claim }) {
    const made = await authCollection({ collection })
    for (const [label, secret] of [
      ['another', changed],
      ['the same', undefined],
    ] as const) {
      const owner = await user({}, made)
      const path = `${made.records}/${owner.id}`
      claim(`${label}: before`, await refresh(owner.client, made)).status(200)
      const next = secret ?? owner.password
      const body = { password: next, passwordConfirm: next, oldPassword: owner.password }
      claim(`${label}: changed`, await owner.client.patch(path, body)).status(200)
      claim(`${label}: ends tokens`, await refresh(owner.client, made)).status(401)
      claim(`${label}: signs in`, await signIn(guest, made, owner.email, next)).status(200)
    }
    const owner = await user({}, made)
    const wrong = { password: changed, passwordConfirm: changed, oldPassword: 'wrong' }
    await owner.client.patch(`${made.records}/${owner.id}`, wrong)
    claim('a refused change ends nothing', await refresh(owner.client, made)).status(200)
    const body = { password: changed, passwordConfirm: changed }
    const bySuperuser = await superuser.patch(`${made.records}/${owner.id}`, body)
    claim('by a superuser', bySuperuser).status(200)
    claim('ends them, too', await refresh(owner.client, made)).status(401)
  },
})

export const invalidatedOnEmail = conform('records.auth.tokens-invalidated-on-email', {
  lane: 'shared',
  async check({ superuser, collection, user, unique, claim }) {
    const made = await authCollection({ collection }, { fields: [roleField] })
    const owner = await user({}, made)
    const path = `${made.records}/${owner.id}`
    for (const [label, body] of [
      ['another field', { role: 'x', emailVisibility: true, verified: true }],
      ['the same e-mail', { email: owner.email }],
      ['nothing', {}],
    ] as const) {
      claim(label, await superuser.patch(path, body)).status(200)
      claim(`${label} keeps tokens`, await refresh(owner.client, made)).status(200)
    }
    const email = `${unique('n')}@example.com`
    claim('another e-mail', await superuser.patch(path, { email })).status(200)
    claim('ends them', await refresh(owner.client, made)).status(401)
  },
})

export const clearsSessions = conform('records.auth.password-change-clears-sessions', {
  lane: 'shared',
  async check({ superuser, collection, user, record, claim, defer }) {
    const made = await authCollection({ collection }, { fields: [roleField] })
    const [owner, other] = [await user({}, made), await user({}, made)]
    const at = (name: string) => ({ records: `/api/collections/${name}/records` })
    const rowsOf = (name: string, id: string) =>
      superuser.get(at(name).records, {
        filter: `recordRef='${id}'${name === '_authOrigins' ? " && fingerprint='f'" : ''}`,
      })
    for (const id of [owner.id, other.id]) {
      const ref = { collectionRef: made.id, recordRef: id }
      const rows = {
        _authOrigins: { ...ref, fingerprint: 'f' },
        _mfas: { ...ref, method: 'password' },
        _otps: { ...ref, password: '12345678', sentTo: 'a@example.com' },
        _externalAuths: { ...ref, provider: 'google', providerId: id },
      }
      // Signing in has left an origin of its own.
      for (const [name, values] of Object.entries(rows)) {
        const row = await record({ ...made, ...at(name) }, values)
        defer(() => superuser.delete(`${at(name).records}/${row.id}`))
      }
    }
    const path = `${made.records}/${owner.id}`
    claim('another field', await superuser.patch(path, { role: 'x' })).status(200)
    for (const name of ['_authOrigins', '_mfas']) {
      claim(`${name} stay`, await rowsOf(name, owner.id)).json('/totalItems', 1)
    }
    const body = { password: changed, passwordConfirm: changed }
    claim('a password', await superuser.patch(path, body)).status(200)
    for (const name of ['_authOrigins', '_mfas']) {
      const left = await superuser.get(at(name).records, { filter: `recordRef='${owner.id}'` })
      claim(`${name} go`, left).status(200).json('/totalItems', 0)
      claim(`${name} of another stay`, await rowsOf(name, other.id)).json('/totalItems', 1)
    }
    claim('_externalAuths stay', await rowsOf('_externalAuths', owner.id)).json('/totalItems', 1)
  },
})

export const usernameNotSpecial = conform('records.auth.username-not-special', {
  lane: 'shared',
  async check({ guest, superuser, unique, claim, defer }) {
    const users = '/api/collections/users/records'
    const body = signUpBody(unique, { username: 'abc', emailVisibility: true })
    const created = await guest.post(users, body)
    defer(() => superuser.delete(`${users}/${String(created.at('/id'))}`))
    claim('is no field', created)
      .status(200)
      .keys('', [
        'avatar',
        'collectionId',
        'collectionName',
        'created',
        'email',
        'emailVisibility',
        'id',
        'name',
        'updated',
        'verified',
      ])
    const fields = (await superuser.get('/api/collections/users')).at('/fields')
    const names = Array.isArray(fields)
      ? fields.map((field) => (field as { readonly name?: unknown }).name)
      : fields
    claim('the fields of users', names).equals([
      'id',
      'password',
      'tokenKey',
      'email',
      'emailVisibility',
      'verified',
      'name',
      'avatar',
      'created',
      'updated',
    ])
  },
})

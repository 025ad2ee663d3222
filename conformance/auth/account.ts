import { conform } from '../harness/case.ts'
import { blank } from '../harness/wording.ts'
import { changeRows, readRows } from '../probes/data-dir.ts'

const records = '/api/collections/users/records'
const mismatch = { code: 'validation_values_mismatch', message: "Values don't match." }
const notCreated = 'Failed to create record.'
const notUpdated = 'Failed to update record.'
const pair = (password: string) => ({ password, passwordConfirm: password })

export const createPasswordRequired = conform('auth.account.create-password-required', {
  lane: 'shared',
  async check({ superuser, unique, claim, refused, defer }) {
    const email = `${unique('u')}@example.com`
    const send = (body: object) => superuser.post(records, { email, ...body })
    const none = await send({})
    const unequal = await send({ password: '1234567890', passwordConfirm: '1234567891' })
    const control = await send(pair('1234567890'))
    if (control.status === 200) defer(() => superuser.delete(`${records}/${control.text('/id')}`))
    claim('needs both', refused(control, none)).error(400, notCreated, {
      password: blank,
      passwordConfirm: blank,
    })
    claim('needs them equal', refused(control, unequal)).error(400, notCreated, {
      passwordConfirm: mismatch,
    })
  },
})

const wrongOld = {
  code: 'validation_invalid_old_password',
  message: 'Missing or invalid old password.',
}

export const updatePasswordOld = conform('auth.account.update-password-old', {
  lane: 'shared',
  async check({ user, claim, refused }) {
    const { client, id, password } = await user()
    const send = (body: object) =>
      client.patch(`${records}/${id}`, { ...pair('another horse 2'), ...body })
    const none = await send({})
    const wrong = await send({ oldPassword: `${password}x` })
    const control = await send({ oldPassword: password })
    claim('is needed', refused(control, none)).error(400, notUpdated, { oldPassword: blank })
    claim('must be right', refused(control, wrong)).error(400, notUpdated, {
      oldPassword: wrongOld,
    })
  },
})

export const updatePasswordPartial = conform('auth.account.update-password-partial', {
  lane: 'shared',
  async check({ user, superuser, claim, refused }) {
    const { client, id, password } = await user()
    const send = (body: object) => client.patch(`${records}/${id}`, { ...body })
    const control = await send({ name: 'x' })
    const judge = async (name: string, body: object, issues: object) =>
      claim(name, refused(control, await send(body))).error(400, notUpdated, issues)
    await judge(
      'only the old one',
      { oldPassword: password },
      { password: blank, passwordConfirm: blank },
    )
    await judge(
      'only the new one',
      { password: 'another horse 2' },
      {
        oldPassword: blank,
        passwordConfirm: blank,
      },
    )
    await judge(
      'only the confirmation',
      { passwordConfirm: 'another horse 2' },
      { oldPassword: blank, password: blank, passwordConfirm: mismatch },
    )
    const managed = await superuser.patch(`${records}/${id}`, { oldPassword: password })
    claim('managers, too', managed).error(400, notUpdated, {
      password: blank,
      passwordConfirm: blank,
    })
  },
})

export const manageAccess = conform('auth.account.manage-access', {
  lane: 'shared',
  async check({ superuser, guest, collection, user, claim, unique }) {
    const managers = await collection({ type: 'auth' })
    const at = await collection({
      type: 'auth',
      manageRule: `@request.auth.collectionName = '${managers.name}'`,
      updateRule: `@request.auth.id != ''`,
    })
    const manager = await user({}, managers)
    const owner = await user({}, at)
    const path = `${at.records}/${owner.id}`
    const change = () => ({
      ...pair('another horse 2'),
      email: `${unique('u')}@example.com`,
      verified: true,
    })
    claim('a superuser', await superuser.patch(path, change()))
      .status(200)
      .json('/verified', true)
    claim('whoever the rule names', await manager.client.patch(path, change())).status(200)
    claim('not the owner', await owner.client.patch(path, change())).status(404)
    const fresh = await user({}, at)
    const own = await fresh.client.patch(`${at.records}/${fresh.id}`, change())
    claim('not an owner who is signed in', own).status(400)
    claim('not a guest', await guest.patch(path, change())).status(404)
    await superuser.patch(at.path, { updateRule: null })
    claim('not without the update rule', await manager.client.patch(path, change())).status(403)
  },
})

export const emailLocked = conform('auth.account.email-locked', {
  lane: 'shared',
  async check({ user, claim, refused }) {
    const { client, id, email } = await user()
    const send = (text: string) => client.patch(`${records}/${id}`, { email: text })
    const same = await send(email)
    claim('the same is accepted', same).status(200)
    const other = refused(same, await send(`x${email}`))
    claim('another is refused', other).error(400, notUpdated, { email: mismatch })
  },
})

export const verifiedLocked = conform('auth.account.verified-locked', {
  lane: 'shared',
  async check({ guest, user, superuser, unique, claim, defer, refused }) {
    const create = async (verified: boolean) => {
      const email = `${unique('u')}@example.com`
      const made = await guest.post(records, { email, verified, ...pair('1234567890') })
      if (made.status === 200) defer(() => superuser.delete(`${records}/${made.text('/id')}`))
      return made
    }
    const set = await create(true)
    const control = await create(false)
    claim('on create', refused(control, set)).error(400, notCreated, { verified: mismatch })
    const { client, id } = await user()
    const send = (verified: boolean) => client.patch(`${records}/${id}`, { verified })
    const changed = await send(true)
    claim('on update', refused(await send(false), changed)).error(400, notUpdated, {
      verified: mismatch,
    })
  },
})

export const passwordLength = conform('auth.account.password-length', {
  lane: 'shared',
  async check({ superuser, guest, unique, claim, refused, defer }) {
    const create = async (password: string, client = superuser) => {
      const email = `${unique('u')}@example.com`
      const made = await client.post(records, { email, ...pair(password) })
      if (made.status === 200) defer(() => superuser.delete(`${records}/${made.text('/id')}`))
      return made
    }
    const control = await create('é'.repeat(8))
    claim('8 characters', control).status(200)
    claim('71 characters', await create('x'.repeat(71))).status(200)
    claim('36 characters of two bytes', await create('é'.repeat(36))).status(200)
    const judge = async (name: string, password: string, code: string, message: string) =>
      claim(name, refused(control, await create(password))).error(400, notCreated, {
        password: { code, message },
      })
    const least = 'Must be at least 8 character(s).'
    await judge('7 characters', 'é'.repeat(7), 'validation_min_text_constraint', least)
    const most = 'Must be less than 71 character(s).'
    await judge('72 characters', 'x'.repeat(72), 'validation_max_text_constraint', most)
    await judge('73 bytes', 'x'.repeat(73), 'validation_invalid_value', 'Invalid value.')
    claim('73 bytes by a guest', await create('x'.repeat(73), guest)).error(400, notCreated)
  },
})

export const emailVisibility = conform('auth.account.email-visibility', {
  lane: 'shared',
  async check({ guest, superuser, collection, user, claim }) {
    const managers = await collection({ type: 'auth' })
    const at = await collection({
      type: 'auth',
      manageRule: `@request.auth.collectionName = '${managers.name}'`,
    })
    const owner = await user({}, at)
    const open = await user({ emailVisibility: true }, at)
    const manager = await user({}, managers)
    const other = await user({}, at)
    const seen = (client: typeof guest, id = owner.id) => client.get(`${at.records}/${id}`)
    claim('a guest', await seen(guest))
      .status(200)
      .absent('/email')
    claim('another record', await seen(other.client))
      .status(200)
      .absent('/email')
    claim('the record itself', await seen(owner.client)).json('/email', owner.email)
    claim('a superuser', await seen(superuser)).json('/email', owner.email)
    claim('a manager', await seen(manager.client)).json('/email', owner.email)
    claim('a guest, when it is visible', await seen(guest, open.id)).json('/email', open.email)
  },
})

export const idUnique = conform('auth.account.id-unique', {
  lane: 'shared',
  async check({ superuser, collection, user, claim, refused }) {
    const { id } = await user()
    const at = await collection({ type: 'auth' })
    const send = (value: string) =>
      superuser.post(at.records, { id: value, email: 'a@example.com', ...pair('1234567890') })
    const taken = await send(id)
    const control = await send([...id].reverse().join(''))
    claim('is refused', refused(control, taken)).error(400, notCreated, {
      id: { code: 'validation_invalid_auth_id', message: 'Invalid or duplicated auth record id.' },
    })
  },
})

export const hashing = conform('auth.account.hashing', {
  lane: 'shared',
  needs: ['data-dir'],
  async check(context) {
    const { guest, superuser, collection, changeFields, record } = context
    const { server, user, claim, accepted } = context
    const at = await collection({ type: 'auth' })
    const hashOf = (table: string, id: string) =>
      readRows(server, 'data.db', `SELECT password FROM "${table}" WHERE id = ?`, id)[0]?.[
        'password'
      ]
    const first = await record(at, { email: 'a@example.com', ...pair('1234567890') })
    claim('of a record', hashOf(at.name, first.id)).matches(/^\$2[aby]\$10\$.{53}$/)
    const { id: recordRef } = await user()
    const otp = { collectionRef: '_pb_users_auth_', recordRef, password: '12345678' }
    const made = accepted(await superuser.post('/api/collections/_otps/records', otp))
    claim('of a one-time password', hashOf('_otps', made.text('/id'))).matches(
      /^\$2[aby]\$08\$.{53}$/,
    )
    await changeFields(at, (fields) =>
      fields.map((field) => (field.name === 'password' ? { ...field, cost: 5 } : field)),
    )
    const second = await record(at, { email: 'b@example.com', ...pair('1234567890') })
    claim('with a cost of its own', hashOf(at.name, second.id)).matches(/^\$2[aby]\$05\$.{53}$/)
    const old = { identity: 'a@example.com', password: '1234567890' }
    claim('old ones still sign in', await guest.post(`${at.path}/auth-with-password`, old)).status(
      200,
    )
  },
})

export const hashPrefixes = conform('auth.account.hash-prefixes', {
  lane: 'private',
  needs: ['private', 'restart', 'data-dir'],
  async check({ server, guest, user, claim }) {
    const prefixes = ['$2a$', '$2b$', '$2y$', '']
    const users = []
    for (const prefix of prefixes) users.push({ prefix, ...(await user()) })
    await server.stop()
    for (const { prefix, id } of users) {
      const hash = prefix === '' ? "''" : `'${prefix}' || substr(password, 5)`
      changeRows(server, 'data.db', `UPDATE users SET password = ${hash} WHERE id = ?`, id)
    }
    await server.start()
    for (const { prefix, email, password } of users) {
      const body = { identity: email, password }
      const answer = await guest.post('/api/collections/users/auth-with-password', body)
      if (prefix === '') claim('an empty hash', answer).error(400, 'Failed to authenticate.')
      else claim(prefix, answer).status(200)
    }
  },
})

export const tokenkeyFormat = conform('auth.account.tokenkey-format', {
  lane: 'shared',
  needs: ['data-dir'],
  async check({ server, collection, user, claim }) {
    const { id } = await user()
    const form = /^[a-zA-Z0-9]{50}$/
    const [row] = readRows(server, 'data.db', 'SELECT tokenKey FROM users WHERE id = ?', id)
    claim('of a record', row?.['tokenKey']).matches(form)
    const at = await collection({ type: 'auth' })
    const kinds = ['auth', 'passwordReset', 'emailChange', 'verification', 'file']
    for (const kind of kinds) {
      const [found] = readRows(
        server,
        'data.db',
        'SELECT json_extract(options, ?) AS secret FROM _collections WHERE id = ?',
        `$.${kind}Token.secret`,
        at.id,
      )
      claim(`the secret of ${kind} tokens`, found?.['secret']).matches(form)
    }
  },
})

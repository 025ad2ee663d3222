import { conform } from '../harness/case.ts'
import { startFresh } from '../cli/start-fresh.ts'
import { readRows } from '../probes/data-dir.ts'
import {
  account,
  accountPassword,
  authFailed,
  authNeeded,
  claimsOf,
  mfaAsked,
  secondsLeft,
  signIn,
} from './support.ts'

const superusers = {
  path: '/api/collections/_superusers',
  records: '/api/collections/_superusers/records',
}
/** Answers superusers only. */
const guarded = '/api/collections'

export const login = conform('auth.superusers.login', {
  lane: 'shared',
  async check(context) {
    const { guest, claim, accepted, refused } = context
    const root = await account(context, superusers)
    const signedIn = await signIn(guest, superusers, root)
    claim('by the same endpoint', signedIn)
      .status(200)
      .json('/record/collectionName', '_superusers')
      .json('/record/id', root.id)
    const client = guest.withToken(accepted(signedIn).text('/token'))
    const control = await client.get(guarded)
    claim('gives access', control).status(200)
    claim('that guests have not', refused(control, await guest.get(guarded))).error(401, authNeeded)
    const refreshed = await client.post(`${superusers.path}/auth-refresh`)
    claim('is refreshed like others', refreshed).status(200).json('/record/id', root.id)
    const wrong = await signIn(guest, superusers, { ...root, password: 'wrong' })
    claim('is refused like others', wrong).error(400, authFailed)
  },
})

export const alwaysVerified = conform('auth.superusers.always-verified', {
  lane: 'shared',
  async check(context) {
    const { superuser, claim } = context
    const { id } = await account(context, superusers, { verified: false })
    const path = `${superusers.records}/${id}`
    claim('when created', await superuser.get(path)).json('/verified', true)
    claim('when changed', await superuser.patch(path, { verified: false }))
      .status(200)
      .json('/verified', true)
    claim('as stored', await superuser.get(path)).json('/verified', true)
  },
})

export const lastDelete = conform('auth.superusers.last-delete', {
  lane: 'private',
  async check(context) {
    const { superuser, claim, accepted } = context
    const list = accepted(await superuser.get(superusers.records))
    claim('there is one', list).json('/totalItems', 1)
    const path = `${superusers.records}/${list.text('/items/0/id')}`
    const other = await account(context, superusers)
    claim('one of two goes', await superuser.delete(`${superusers.records}/${other.id}`)).status(
      204,
    )
    claim('the last one stays', await superuser.delete(path)).error(
      400,
      "You can't delete the only existing superuser.",
    )
    claim('it is still there', await superuser.get(path)).status(200)
  },
})

export const noOauth2 = conform('auth.superusers.no-oauth2', {
  lane: 'private',
  async check({ guest, superuser, claim }) {
    const providers = [{ name: 'gitlab', clientId: 'a', clientSecret: 'b' }]
    const answer = await superuser.patch(superusers.path, { oauth2: { enabled: true, providers } })
    claim('stays off', answer)
      .status(200)
      .json('/oauth2/enabled', false)
      .json('/oauth2/providers', [])
    claim('as stored', await superuser.get(superusers.path)).json('/oauth2/enabled', false)
    const methods = await guest.get(`${superusers.path}/auth-methods`)
    claim('it is not offered', methods).json('/oauth2', { enabled: false, providers: [] })
  },
})

export const passwordForced = conform('auth.superusers.password-forced', {
  lane: 'private',
  async check({ guest, server, superuser, claim }) {
    const off = { passwordAuth: { enabled: false } }
    claim('stays on', await superuser.patch(superusers.path, off))
      .status(200)
      .json('/passwordAuth/enabled', true)
    claim('and works', await signIn(guest, superusers, server.superuser)).status(200)
  },
})

export const otpForcesMfa = conform('auth.superusers.otp-forces-mfa', {
  lane: 'private',
  async check({ guest, server, superuser, claim }) {
    const otp = { enabled: true, duration: 180, length: 8 }
    claim('MFA is on, too', await superuser.patch(superusers.path, { otp }))
      .status(200)
      .json('/otp/enabled', true)
      .json('/mfa/enabled', true)
    const asked = await signIn(guest, superusers, server.superuser)
    claim('two factors are asked for', asked).status(401).body(mfaAsked)
  },
})

const ruleChange = {
  code: 'validation_collection_system_rule_change',
  message: 'System collection API rule cannot be changed.',
}

export const rulesLocked = conform('auth.superusers.rules-locked', {
  lane: 'private',
  async check({ superuser, claim, refused }) {
    const failed = 'Failed to update collection.'
    const set = (body: object) => superuser.patch(superusers.path, body)
    const control = await set({ authRule: '', manageRule: null, listRule: null })
    claim('as they are', control).status(200)
    const rules = [
      'authRule',
      'manageRule',
      'listRule',
      'viewRule',
      'createRule',
      'updateRule',
      'deleteRule',
    ]
    for (const rule of rules) {
      const answer = await set({ [rule]: '1=1' })
      claim(rule, refused(control, answer)).error(400, failed, { [rule]: ruleChange })
    }
    const mfas = '/api/collections/_mfas'
    const other = await superuser.patch(mfas, { listRule: '' })
    claim('of another system collection', refused(control, other)).error(400, failed, {
      listRule: ruleChange,
    })
    const otp = { enabled: true, duration: 180, length: 8 }
    const mfa = { enabled: true, duration: 1800, rule: '' }
    const plain = await set({ otp, mfa })
    claim('two factors without a rule', plain).status(200)
    const ruled = await set({ mfa: { ...mfa, rule: "id != ''" } })
    claim('the rule of two factors', refused(plain, ruled)).error(400, failed, {
      mfa: { rule: ruleChange },
    })
  },
})

export const directChange = conform('auth.superusers.direct-email-change', {
  lane: 'shared',
  async check(context) {
    const { guest, superuser, unique, user, claim, accepted } = context
    const root = await account(context, superusers)
    const enter = async (password: string, email = root.email) =>
      guest.withToken(accepted(await signIn(guest, superusers, { email, password })).text('/token'))
    const path = `${superusers.records}/${root.id}`
    const email = `${unique('e')}@example.com`
    const first = await enter(root.password)
    claim('their own address', await first.patch(path, { email }))
      .status(200)
      .json('/email', email)
    claim('which ends their token', await first.get(guarded)).error(401, authNeeded)
    const second = await enter(root.password, email)
    const password = 'another pass 1'
    const next = { password, passwordConfirm: password }
    claim('their own password', await second.patch(path, next)).status(200)
    claim('which ends it, too', await second.get(guarded)).error(401, authNeeded)
    const member = await user()
    const own = `/api/collections/users/records/${member.id}`
    const changed = { email: `${unique('e')}@example.com`, ...next }
    claim("another record's", await superuser.patch(own, changed))
      .status(200)
      .json('/email', changed.email)
    const entered = await signIn(guest, { path: '/api/collections/users' }, changed)
    claim('it signs in with them', entered).status(200)
  },
})

export const cliLive = conform('auth.superusers.cli-change-live', {
  lane: 'private',
  needs: ['cli'],
  async check({ guest, server, superuser, unique, claim, accepted }) {
    const { email, password } = server.superuser
    const next = 'new password 1'
    const enter = (credentials: { readonly email: string; readonly password: string }) =>
      signIn(guest, superusers, credentials)
    const old = guest.withToken(accepted(await enter({ email, password })).text('/token'))
    claim('a token in use', await old.get(guarded)).status(200)
    claim('another one', await superuser.get(guarded)).status(200)
    await server.cli(['superuser', 'update', email, next])
    claim('is void at once', await old.get(guarded)).error(401, authNeeded)
    claim('every one of them', await superuser.get(guarded)).error(401, authNeeded)
    claim('the new password works', await enter({ email, password: next })).status(200)
    claim('the old one does not', await enter({ email, password })).error(400, authFailed)
    const other = { email: `${unique('s')}@example.com`, password: next }
    await server.cli(['superuser', 'create', other.email, other.password])
    const second = guest.withToken(accepted(await enter(other)).text('/token'))
    claim('a new superuser has access', await second.get(guarded)).status(200)
    await server.cli(['superuser', 'delete', other.email])
    claim('a deleted one has not', await second.get(guarded)).error(401, authNeeded)
    claim('and cannot come back', await enter(other)).error(400, authFailed)
  },
})

const installerEmail = '__pbinstaller@example.com'

export const installer = conform('auth.superusers.installer-account', {
  lane: 'private',
  needs: ['restart', 'data-dir'],
  async check({ guest, server, claim }) {
    const token = (await startFresh(server)) ?? 'none'
    const rows = () => readRows(server, 'data.db', 'SELECT id, email FROM _superusers')
    const [row = {}] = rows()
    claim('stands alone', rows()).length(1)
    claim('has this address', row['email']).equals(installerEmail)
    claim('the link has a static token', claimsOf(token)).equals({
      collectionId: 'pbc_3142635823',
      exp: claimsOf(token)['exp'],
      id: row['id'],
      refreshable: false,
      type: 'auth',
    })
    claim('for half an hour', secondsLeft(token))
      .atLeast(1800 - 30)
      .atMost(1800)
    const first = guest.withToken(token)
    const reset = { email: installerEmail }
    const asked = await guest.post(`${superusers.path}/request-password-reset`, reset)
    claim('a reset is answered as ever', asked).status(204)
    const body = {
      email: 'first@example.com',
      password: accountPassword,
      passwordConfirm: accountPassword,
    }
    claim('it makes the first superuser', await first.post(superusers.records, body)).status(200)
    claim(
      'and is gone',
      rows().map(({ email }) => email),
    ).equals([body.email])
    claim('its token is void', await first.get(guarded)).error(401, authNeeded)
  },
})

import { conform, type CaseContext } from '../harness/case.ts'
import { eventually } from '../harness/eventually.ts'
import type { CollectionHandle } from '../harness/world.ts'
import { startSmtpSink } from '../probes/smtp-sink.ts'
import { inBothDirections } from './hand-over.ts'
import { badToken, tokenIn } from './mailing.ts'
import {
  account,
  type Account,
  age,
  invalidOtp,
  lookUp,
  mfaOn,
  notFound,
  otpOn,
  rowsOf,
  seedMfa,
  seedOtp,
  signIn,
  superusersOnly,
  withOtp,
} from './support.ts'

const tables = ['_mfas', '_otps', '_externalAuths', '_authOrigins'] as const
type Table = (typeof tables)[number]

const ids = {
  _mfas: 'pbc_2279338944',
  _otps: 'pbc_1638494021',
  _externalAuths: 'pbc_2281828961',
  _authOrigins: 'pbc_4275539003',
}

export const collections = conform('auth.system.collections', {
  lane: 'private',
  async check({ superuser, claim }) {
    const list = await superuser.get('/api/collections', { filter: 'system=true' })
    claim('are five', list).status(200).json('/totalItems', 5)
    for (const [name, id] of Object.entries(ids)) {
      claim(name, await superuser.get(`/api/collections/${name}`))
        .json('/id', id)
        .json('/type', 'base')
        .json('/system', true)
    }
    claim('_superusers', await superuser.get('/api/collections/_superusers'))
      .json('/id', 'pbc_3142635823')
      .json('/type', 'auth')
      .json('/system', true)
  },
})

/** One row of each of the four collections for a record; their ids by table. */
const seedAll = async (
  context: CaseContext,
  auth: Pick<CollectionHandle, 'id'>,
  member: Pick<Account, 'id'>,
): Promise<Readonly<Record<Table, string>>> => {
  const { superuser, unique, accepted } = context
  const add = async (table: Table, values: object) => {
    const body = { collectionRef: auth.id, recordRef: member.id, ...values }
    const path = `/api/collections/${table}/records`
    return accepted(await superuser.post(path, body)).text('/id')
  }
  return {
    _mfas: await seedMfa(context, auth, member, 'password'),
    _otps: (await seedOtp(context, auth, member, { sentTo: 'a@example.com' })).otpId,
    _externalAuths: await add('_externalAuths', { provider: 'google', providerId: unique('p') }),
    _authOrigins: await add('_authOrigins', { fingerprint: unique('f') }),
  }
}

const owner =
  "@request.auth.id != '' && recordRef = @request.auth.id && collectionRef = @request.auth.collectionId"

export const ownerRules = conform('auth.system.owner-rules', {
  lane: 'shared',
  async check(context) {
    const { guest, superuser, collection, user, claim } = context
    const auth = await collection({ type: 'auth' })
    const member = await user({}, auth)
    const stranger = await user({}, auth)
    const rows = await seedAll(context, auth, member)
    for (const table of tables) {
      const path = `/api/collections/${table}`
      const mayDelete = table === '_externalAuths' || table === '_authOrigins'
      claim(`${table}: rules`, await superuser.get(path))
        .json('/listRule', owner)
        .json('/viewRule', owner)
        .json('/createRule', null)
        .json('/updateRule', null)
        .json('/deleteRule', mayDelete ? owner : null)
      const records = `${path}/records`
      const row = `${records}/${rows[table]}`
      const filter = `id='${rows[table]}'`
      claim(`${table}: guests list nothing`, await guest.get(records))
        .status(200)
        .length('/items', 0)
      claim(`${table}: owners list it`, await member.client.get(records, { filter }))
        .status(200)
        .json('/items/0/id', rows[table])
      claim(`${table}: strangers do not`, await stranger.client.get(records, { filter }))
        .status(200)
        .length('/items', 0)
      claim(`${table}: owners view it`, await member.client.get(row)).status(200)
      claim(`${table}: strangers do not view it`, await stranger.client.get(row)).error(
        404,
        notFound,
      )
      claim(`${table}: owners do not create`, await member.client.post(records, {})).error(
        403,
        superusersOnly,
      )
      claim(`${table}: owners do not change it`, await member.client.patch(row, {})).error(
        403,
        superusersOnly,
      )
      const byStranger = await stranger.client.delete(row)
      const byOwner = await member.client.delete(row)
      if (mayDelete) {
        claim(`${table}: strangers do not delete it`, byStranger).error(404, notFound)
        claim(`${table}: owners delete it`, byOwner).status(204)
      } else {
        claim(`${table}: strangers do not delete it`, byStranger).error(403, superusersOnly)
        claim(`${table}: nor do owners`, byOwner).error(403, superusersOnly)
      }
    }
  },
})

export const otpVisibility = conform('auth.system.otp-visibility', {
  lane: 'shared',
  async check(context) {
    const { superuser, collection, user, claim } = context
    const auth = await collection({ type: 'auth' })
    const member = await user({}, auth)
    const { otpId } = await seedOtp(context, auth, member, { sentTo: 'a@example.com' })
    const path = `/api/collections/_otps/records/${otpId}`
    const open = ['collectionId', 'collectionName', 'collectionRef', 'created', 'id']
    claim('owners', await member.client.get(path))
      .status(200)
      .keys('', [...open, 'recordRef', 'updated'])
    claim('superusers', await superuser.get(path))
      .status(200)
      .keys('', [...open, 'password', 'recordRef', 'sentTo', 'updated'])
      .json('/password', '')
      .json('/sentTo', 'a@example.com')
  },
})

export const refValidation = conform('auth.system.ref-validation', {
  lane: 'shared',
  async check(context) {
    const { superuser, collection, claim, refused } = context
    const auth = await collection({ type: 'auth' })
    const other = await collection({ type: 'auth' })
    const base = await collection()
    const member = await account(context, auth)
    const own = {
      _mfas: { method: 'm' },
      _otps: { password: '12345678' },
      _externalAuths: { provider: 'google', providerId: 'p' },
      _authOrigins: { fingerprint: 'f' },
    }
    const failed = 'Failed to create record.'
    for (const table of tables) {
      const path = `/api/collections/${table}/records`
      const good = { collectionRef: auth.id, recordRef: member.id, ...own[table] }
      const control = await superuser.post(path, good)
      const by = async (change: object) =>
        refused(control, await superuser.post(path, { ...good, ...change }))
      claim(`${table}: no collection`, await by({ collectionRef: 'x' })).error(400, failed, {
        collectionRef: {
          code: 'validation_invalid_collection_id',
          message: 'Missing or invalid collection.',
        },
      })
      claim(`${table}: a base collection`, await by({ collectionRef: base.id })).error(
        400,
        failed,
        {
          collectionRef: {
            code: 'validation_invalid_collection_type',
            message: 'Invalid collection type - must be auth.',
          },
        },
      )
      const invalidRecord = {
        recordRef: { code: 'validation_invalid_record', message: 'Missing or invalid record.' },
      }
      claim(`${table}: no record`, await by({ recordRef: 'y' })).error(400, failed, invalidRecord)
      claim(`${table}: a record of another one`, await by({ collectionRef: other.id })).error(
        400,
        failed,
        invalidRecord,
      )
    }
    const links = '/api/collections/_externalAuths/records'
    const link = { collectionRef: auth.id, recordRef: member.id, providerId: 'q' }
    const control = await superuser.post(links, { ...link, provider: 'github' })
    const unknown = await superuser.post(links, { ...link, provider: 'nosuch' })
    claim('an unknown provider', refused(control, unknown).at('/data/provider/code')).equals(
      'validation_in_invalid',
    )
  },
})

export const recordDelete = conform('auth.system.cascade-record-delete', {
  lane: 'shared',
  async check(context) {
    const { superuser, collection, claim, accepted } = context
    const auth = await collection({ type: 'auth' })
    const member = await account(context, auth)
    const other = await account(context, auth)
    await seedAll(context, auth, member)
    const kept = await seedAll(context, auth, other)
    for (const table of tables) {
      claim(`${table}: is there`, await rowsOf(context, table, member)).length('/items', 1)
    }
    accepted(await superuser.delete(`${auth.records}/${member.id}`))
    for (const table of tables) {
      claim(`${table}: goes`, await rowsOf(context, table, member)).length('/items', 0)
      claim(`${table}: others stay`, await lookUp(context, table, kept[table])).status(200)
    }
  },
})

export const collectionDelete = conform('auth.system.cascade-collection-delete', {
  lane: 'shared',
  async check(context) {
    const { superuser, collection, claim, accepted } = context
    const auth = await collection({ type: 'auth' })
    const other = await collection({ type: 'auth' })
    const member = await account(context, auth)
    await seedAll(context, auth, member)
    const kept = await seedAll(context, other, await account(context, other))
    for (const table of tables) {
      claim(`${table}: is there`, await rowsOf(context, table, member)).length('/items', 1)
    }
    accepted(await superuser.delete(auth.path))
    for (const table of tables) {
      claim(`${table}: goes`, await rowsOf(context, table, member)).length('/items', 0)
      claim(`${table}: others stay`, await lookUp(context, table, kept[table])).status(200)
    }
  },
})

const deadlineMs = 15_000

export const crons = conform('auth.system.cleanup-crons', {
  lane: 'private',
  needs: ['restart', 'data-dir'],
  async check(context) {
    const { superuser, server, collection, claim, accepted } = context
    const off = { enabled: false, duration: 180, length: 8 }
    const auth = await collection({ type: 'auth', otp: off, mfa: { ...off, rule: '' } })
    const member = await account(context, auth)
    const otps = [await seedOtp(context, auth, member), await seedOtp(context, auth, member)]
    const mfas = [
      await seedMfa(context, auth, member, 'otp'),
      await seedMfa(context, auth, member, 'otp'),
    ]
    const [oldOtp = '', youngOtp = ''] = otps.map(({ otpId }) => otpId)
    const [oldMfa = '', youngMfa = ''] = mfas
    await age(server, '_otps', oldOtp, 185)
    await age(server, '_otps', youngOtp, 120)
    await age(server, '_mfas', oldMfa, 185)
    await age(server, '_mfas', youngMfa, 120)
    const jobs = accepted(await superuser.get('/api/crons')).json
    for (const [id, table, old, young] of [
      ['__pbOTPCleanup__', '_otps', oldOtp, youngOtp],
      ['__pbMFACleanup__', '_mfas', oldMfa, youngMfa],
    ] as const) {
      claim(`${id}: every hour`, jobs).includes({ id, expression: '0 * * * *' })
      claim(`${id}: can be run`, await superuser.post(`/api/crons/${id}`)).status(204)
      const found = await eventually(
        () => lookUp(context, table, old),
        ({ status }) => status === 404,
        deadlineMs,
      )
      claim(`${id}: what has expired goes`, found).error(404, notFound)
      claim(`${id}: the rest stays`, await lookUp(context, table, young)).status(200)
    }
  },
})

/** An auth collection on whatever server the context speaks to. */
const authCollection = async ({ superuser, accepted, unique }: CaseContext, options: object) => {
  const name = unique('a_')
  const made = accepted(
    await superuser.post('/api/collections', { name, type: 'auth', ...options }),
  )
  const path = `/api/collections/${name}`
  return { id: made.text('/id'), path, records: `${path}/records` }
}

export const sharedDirectory = conform('auth.system.shared-directory', {
  lane: 'private',
  needs: ['data-dir', 'oracle'],
  check: (context) =>
    inBothDirections(context, {
      async make(there) {
        const { guest, superuser, accepted } = there
        const auth = await authCollection(there, otpOn)
        const member = await account(there, auth)
        const token = accepted(await signIn(guest, auth, member)).text('/token')
        const otp = await seedOtp(there, auth, member)
        const second = await seedOtp(there, auth, member)
        accepted(await superuser.patch(auth.path, mfaOn))
        const mfaId = (await signIn(guest, auth, member)).text('/mfaId')
        return { auth, member, token, otp, second, mfaId }
      },
      async use(there, { auth, member, token, otp, second, mfaId }, what) {
        const { guest, superuser, claim, accepted } = there
        const refreshed = await guest.withToken(token).post(`${auth.path}/auth-refresh`)
        claim(`${what}: a token`, refreshed).status(200).json('/record/id', member.id)
        claim(`${what}: a second factor`, await withOtp(guest, auth, { ...otp, mfaId })).status(200)
        accepted(await superuser.patch(auth.path, { mfa: { enabled: false } }))
        claim(`${what}: a password`, await signIn(guest, auth, member)).status(200)
        claim(`${what}: a code`, await withOtp(guest, auth, second)).status(200)
        claim(`${what}: codes serve once`, await withOtp(guest, auth, otp)).error(400, invalidOtp)
      },
    }),
})

const nextPassword = 'another horse 2'
const next = { password: nextPassword, passwordConfirm: nextPassword }

export const sharedLinks = conform('auth.system.shared-directory-links', {
  lane: 'private',
  needs: ['data-dir', 'oracle', 'mail-sink'],
  async check(context) {
    const sink = await startSmtpSink()
    context.defer(() => sink.close())
    const smtp = { enabled: true, host: '127.0.0.1', port: sink.port, tls: false }
    const linkTo = async (address: string): Promise<string> => {
      const { value } = await sink.waitFor(({ envelope }) => envelope.to.includes(address))
      return tokenIn(value ?? {})
    }
    await inBothDirections(context, {
      async make(there) {
        const { guest, superuser, accepted, unique } = there
        accepted(await superuser.patch('/api/settings', { smtp }))
        const auth = await authCollection(there, {})
        const [verified, reset, moved] = [
          await account(there, auth),
          await account(there, auth),
          await account(there, auth),
        ]
        const newEmail = `${unique('n')}@example.com`
        const owner = guest.withToken(accepted(await signIn(guest, auth, moved)).text('/token'))
        const { email } = verified
        accepted(await guest.post(`${auth.path}/request-verification`, { email }))
        accepted(await guest.post(`${auth.path}/request-password-reset`, { email: reset.email }))
        accepted(await owner.post(`${auth.path}/request-email-change`, { newEmail }))
        const tokens = {
          verified: await linkTo(email),
          reset: await linkTo(reset.email),
          moved: await linkTo(newEmail),
        }
        return { auth, verified, reset, moved: { ...moved, newEmail }, tokens }
      },
      async use({ guest, superuser, claim }, { auth, verified, reset, moved, tokens }, what) {
        const confirm = (operation: string, body: object) =>
          guest.post(`${auth.path}/confirm-${operation}`, body)
        const verifying = await confirm('verification', { token: tokens.verified })
        claim(`${what}: a link that verifies`, verifying).status(204)
        const record = await superuser.get(`${auth.records}/${verified.id}`)
        claim(`${what}: it is verified`, record).json('/verified', true)
        const resetting = await confirm('password-reset', { token: tokens.reset, ...next })
        claim(`${what}: a link that resets`, resetting).status(204)
        const renewed = await signIn(guest, auth, { ...reset, password: nextPassword })
        claim(`${what}: the new password`, renewed).status(200)
        const again = await confirm('password-reset', { token: tokens.reset, ...next })
        claim(`${what}: it serves once`, again).status(400).json('/data/token', badToken)
        const { password, newEmail: email } = moved
        const moving = await confirm('email-change', { token: tokens.moved, password })
        claim(`${what}: a link that changes the address`, moving).status(204)
        const there = await signIn(guest, auth, { email, password })
        claim(`${what}: the new address`, there).status(200).json('/record/verified', true)
      },
    })
  },
})

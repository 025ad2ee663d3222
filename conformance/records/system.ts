import type { CaseContext } from '../harness/case.ts'
import type { Client } from '../harness/client.ts'
import type { UserHandle } from '../harness/world.ts'
import { conform } from '../harness/case.ts'
import { blank } from '../harness/wording.ts'
import { createFailed, updateFailed } from '../values/support.ts'

const names = ['_externalAuths', '_mfas', '_otps', '_authOrigins'] as const
type Name = (typeof names)[number]

const at = (name: Name): string => `/api/collections/${name}/records`
const locked = 'Only superusers can perform this action.'
const notFound = "The requested resource wasn't found."
const usersId = '_pb_users_auth_'

/** Valid values beside the two references, each time others. */
const valuesOf = (unique: CaseContext['unique']): Readonly<Record<Name, object>> => ({
  _externalAuths: { provider: 'google', providerId: unique('p') },
  _mfas: { method: 'password' },
  _otps: { password: '12345678', sentTo: 'a@example.com' },
  _authOrigins: { fingerprint: unique('f') },
})

type Values = Readonly<Record<string, unknown>>

/** A row of each system collection that points at a record. */
const rowsFor = async (
  { superuser, unique, accepted }: Pick<CaseContext, 'superuser' | 'unique' | 'accepted'>,
  recordRef: string,
  collectionRef = usersId,
): Promise<Readonly<Record<Name, string>>> => {
  const values = valuesOf(unique)
  const rows: Record<string, string> = {}
  for (const name of names) {
    const body = { collectionRef, recordRef, ...values[name] }
    rows[name] = accepted(await superuser.post(at(name), body)).text('/id')
  }
  return rows as Readonly<Record<Name, string>>
}

const filterFor = (id: string) => ({ filter: `recordRef = '${id}'` })

export const ownerRead = conform('records.system.owner-read', {
  lane: 'shared',
  async check(context) {
    const { guest, superuser, user, claim, refused } = context
    const [owner, other] = [await user(), await user()]
    const rows = await rowsFor(context, owner.id)
    const others = await rowsFor(context, other.id)
    for (const name of names) {
      const path = `${at(name)}/${rows[name]}`
      const own = await owner.client.get(path)
      claim(`${name}: own`, own).status(200).json('/recordRef', owner.id)
      const list = await owner.client.get(at(name))
      const items = list.at('/items')
      const refs = Array.isArray(items)
        ? [...new Set(items.map((item) => (item as Values)['recordRef']))]
        : items
      claim(`${name}: only own ones listed`, refs).equals([owner.id])
      const guests = await guest.get(at(name))
      claim(`${name}: none for guests`, guests).status(200).json('/totalItems', 0)
      for (const [who, client] of [
        ['guest', guest],
        ['another', other.client],
      ] as const) {
        claim(`${name}: ${who}`, refused(own, await client.get(path))).error(404, notFound)
      }
      const all = `recordRef = '${owner.id}' || recordRef = '${other.id}'`
      claim(`${name}: superuser`, await superuser.get(path)).status(200)
      const both = await superuser.get(at(name), { filter: `(${all}) && id = '${others[name]}'` })
      claim(`${name}: superuser lists`, both).json('/totalItems', 1)
    }
  },
})

export const ownerDelete = conform('records.system.owner-delete', {
  lane: 'shared',
  async check(context) {
    const { guest, superuser, user, claim } = context
    const [owner, other] = [await user(), await user()]
    const rows = await rowsFor(context, owner.id)
    for (const name of ['_externalAuths', '_authOrigins'] as const) {
      const path = `${at(name)}/${rows[name]}`
      claim(`${name}: another`, await other.client.delete(path)).error(404, notFound)
      claim(`${name}: guest`, await guest.delete(path)).error(404, notFound)
      claim(`${name}: owner`, await owner.client.delete(path)).status(204)
    }
    for (const name of ['_mfas', '_otps'] as const) {
      const path = `${at(name)}/${rows[name]}`
      for (const [who, client] of [
        ['guest', guest],
        ['another', other.client],
        ['owner', owner.client],
      ] as const) {
        claim(`${name}: ${who}`, await client.delete(path)).error(403, locked)
      }
      claim(`${name}: superuser`, await superuser.delete(path)).status(204)
    }
    const more = await rowsFor(context, owner.id)
    for (const name of ['_externalAuths', '_authOrigins'] as const) {
      const answer = await superuser.delete(`${at(name)}/${more[name]}`)
      claim(`${name}: superuser`, answer).status(204)
    }
  },
})

export const writeSuperuserOnly = conform('records.system.write-superuser-only', {
  lane: 'shared',
  async check(context) {
    const { guest, superuser, user, unique, claim, refused } = context
    const owner = await user()
    const rows = await rowsFor(context, owner.id)
    for (const name of names) {
      const body = { collectionRef: usersId, recordRef: owner.id, ...valuesOf(unique)[name] }
      const path = `${at(name)}/${rows[name]}`
      const updated = await superuser.patch(path, {})
      claim(`${name}: superuser updates`, updated).status(200)
      for (const [who, client] of [
        ['guest', guest],
        ['owner', owner.client],
      ] as const) {
        const created = refused(updated, await client.post(at(name), body))
        claim(`${name}: ${who} creates`, created).error(403, locked)
        const changed = refused(updated, await client.patch(path, {}))
        claim(`${name}: ${who} updates`, changed).error(403, locked)
      }
      if (name === '_externalAuths') await superuser.delete(path)
      claim(`${name}: superuser creates`, await superuser.post(at(name), body)).status(200)
    }
  },
})

/** A superuser's create in one of the four, beside one that is accepted. */
const creator = async (
  context: CaseContext,
  owner: UserHandle,
): Promise<(name: Name, values: object) => ReturnType<Client['post']>> => {
  const { superuser, unique, refused } = context
  const body = { collectionRef: usersId, recordRef: owner.id, ...valuesOf(unique)._mfas }
  const control = await superuser.post(at('_mfas'), body)
  return async (name, values) => refused(control, await superuser.post(at(name), values))
}

export const requiredFields = conform('records.system.required-fields', {
  lane: 'shared',
  async check(context) {
    const create = await creator(context, await context.user())
    const own: Readonly<Record<Name, readonly string[]>> = {
      _externalAuths: ['provider', 'providerId'],
      _mfas: ['method'],
      _otps: ['password'],
      _authOrigins: ['fingerprint'],
    }
    for (const name of names) {
      const keys = ['collectionRef', 'recordRef', ...own[name]]
      context
        .claim(name, await create(name, {}))
        .error(400, createFailed, Object.fromEntries(keys.map((key) => [key, blank])))
    }
  },
})

const invalidCollection = {
  code: 'validation_invalid_collection_id',
  message: 'Missing or invalid collection.',
}
const invalidType = {
  code: 'validation_invalid_collection_type',
  message: 'Invalid collection type - must be auth.',
}
const invalidRecord = { code: 'validation_invalid_record', message: 'Missing or invalid record.' }

export const collectionRef = conform('records.system.collectionref', {
  lane: 'shared',
  async check(context) {
    const { collection, user, unique, superuser, claim } = context
    const owner = await user()
    const create = await creator(context, owner)
    const base = await collection()
    for (const name of names) {
      const values = { recordRef: 'x', ...valuesOf(unique)[name] }
      for (const wrong of ['users', 'missing', usersId.toUpperCase()]) {
        const answer = await create(name, { ...values, collectionRef: wrong })
        claim(`${name}: ${wrong}`, answer).error(400, createFailed, {
          collectionRef: invalidCollection,
        })
      }
      const typed = await create(name, { ...values, collectionRef: base.id })
      claim(`${name}: no auth collection`, typed).error(400, createFailed, {
        collectionRef: invalidType,
      })
    }
    const fields = await create('_mfas', { recordRef: 'x', collectionRef: 'missing' })
    claim('after the fields', fields).error(400, createFailed, { method: blank })
    const { _mfas: id } = await rowsFor(context, owner.id)
    const updated = await superuser.patch(`${at('_mfas')}/${id}`, { collectionRef: 'users' })
    claim('on update', updated).error(400, updateFailed, { collectionRef: invalidCollection })
  },
})

export const recordRef = conform('records.system.recordref', {
  lane: 'shared',
  async check(context) {
    const { collection, user, unique, claim } = context
    const create = await creator(context, await user())
    const other = await collection({ type: 'auth' })
    const stranger = await user({}, other)
    for (const name of names) {
      for (const [label, wrong] of [
        ['missing', 'missing'],
        ['of another collection', stranger.id],
      ] as const) {
        const values = { collectionRef: usersId, recordRef: wrong, ...valuesOf(unique)[name] }
        claim(`${name}: ${label}`, await create(name, values)).error(400, createFailed, {
          recordRef: invalidRecord,
        })
      }
    }
  },
})

export const externalProvider = conform('records.system.externalauth-provider', {
  lane: 'shared',
  async check(context) {
    const { superuser, user, unique, claim } = context
    const owner = await user()
    const ref = { collectionRef: usersId, recordRef: owner.id }
    const origin = await superuser.post(at('_authOrigins'), { ...ref, fingerprint: unique('f') })
    claim('nothing else has one', origin).status(200)
    const create = await creator(context, owner)
    for (const provider of ['nope', 'Google', 'google ']) {
      const answer = await create('_externalAuths', { ...ref, provider, providerId: 'x' })
      claim(JSON.stringify(provider), answer).error(400, createFailed, {
        provider: { code: 'validation_in_invalid', message: 'Must be a valid value.' },
      })
    }
    const refs = await create('_externalAuths', {
      ...ref,
      recordRef: 'missing',
      provider: 'nope',
      providerId: 'x',
    })
    claim('after the references', refs).error(400, createFailed, { recordRef: invalidRecord })
    const known = { ...ref, provider: 'google', providerId: unique('p') }
    claim('google', await superuser.post(at('_externalAuths'), known)).status(200)
  },
})

export const uniqueSets = conform('records.system.unique-sets', {
  lane: 'shared',
  async check({ superuser, user, unique, claim, refused }) {
    const taken = { code: 'validation_not_unique', message: 'Value must be unique.' }
    const [one, other] = [await user(), await user()]
    const ref = { collectionRef: usersId, recordRef: one.id }
    const post = (name: Name, values: object) => superuser.post(at(name), values)
    const origin = { ...ref, fingerprint: unique('f') }
    const first = await post('_authOrigins', origin)
    claim('an origin twice', refused(first, await post('_authOrigins', origin))).error(
      400,
      createFailed,
      { collectionRef: taken, fingerprint: taken, recordRef: taken },
    )
    claim('of another', await post('_authOrigins', { ...origin, recordRef: other.id })).status(200)
    const external = { ...ref, provider: 'google', providerId: unique('p') }
    const linked = await post('_externalAuths', external)
    const again = await post('_externalAuths', { ...external, providerId: unique('p') })
    claim('a provider twice', refused(linked, again)).error(400, createFailed, {
      collectionRef: taken,
      provider: taken,
      recordRef: taken,
    })
    const same = await post('_externalAuths', { ...external, recordRef: other.id })
    claim('an account twice', refused(linked, same)).error(400, createFailed, {
      collectionRef: taken,
      provider: taken,
      providerId: taken,
    })
    const github = await post('_externalAuths', { ...external, provider: 'github' })
    claim('another provider', github).status(200)
  },
})

export const otpHidden = conform('records.system.otp-hidden-fields', {
  lane: 'shared',
  async check(context) {
    const { superuser, user, claim } = context
    const owner = await user()
    const { _otps: id } = await rowsFor(context, owner.id)
    const path = `${at('_otps')}/${id}`
    claim('owner views', await owner.client.get(path))
      .status(200)
      .absent('/password')
      .absent('/sentTo')
    claim('owner lists', await owner.client.get(at('_otps')))
      .json('/totalItems', 1)
      .absent('/items/0/password')
      .absent('/items/0/sentTo')
    claim('superuser', await superuser.get(path))
      .status(200)
      .json('/password', '')
      .json('/sentTo', 'a@example.com')
    const updated = await superuser.patch(path, { password: '87654321' })
    claim('superuser updates', updated).status(200).json('/password', '')
  },
})

export const refCascade = conform('records.system.ref-cascade', {
  lane: 'shared',
  async check(context) {
    const { superuser, collection, user, claim } = context
    const made = await collection({ type: 'auth' })
    const [gone, left] = [await user({}, made), await user({}, made)]
    await rowsFor(context, gone.id, made.id)
    await rowsFor(context, left.id, made.id)
    claim('the record', await superuser.delete(`${made.records}/${gone.id}`)).status(204)
    for (const name of names) {
      const own = await superuser.get(at(name), filterFor(gone.id))
      claim(`${name} of it`, own).json('/totalItems', 0)
      const others = await superuser.get(at(name), {
        filter: `recordRef = '${left.id}' && collectionRef = '${made.id}'`,
        perPage: '1',
      })
      claim(`${name} of another stay`, others).length('/items', 1)
    }
    claim('the collection', await superuser.delete(made.path)).status(204)
    for (const name of names) {
      const list = await superuser.get(at(name), { filter: `collectionRef = '${made.id}'` })
      claim(`${name} of the collection`, list).status(200).json('/totalItems', 0)
    }
  },
})

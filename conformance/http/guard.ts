import { conform } from '../harness/case.ts'
import { declaring } from './support.ts'
import { limit, rule } from '../settings/support.ts'

const required = 'The request requires valid record authorization token.'
const notAllowed = 'The authorized record is not allowed to perform this action.'
const guarded = [
  ['GET', '/api/collections'],
  ['POST', '/api/collections'],
  ['GET', '/api/collections/users'],
  ['PATCH', '/api/collections/users'],
  ['DELETE', '/api/collections/users'],
  ['DELETE', '/api/collections/users/truncate'],
  ['PUT', '/api/collections/import'],
  ['GET', '/api/collections/meta/scaffolds'],
  ['GET', '/api/settings'],
  ['PATCH', '/api/settings'],
  ['GET', '/api/logs'],
] as const
const elsewhere = [
  ['GET', '/api/crons'],
  ['GET', '/api/backups'],
  ['POST', '/api/collections/users/impersonate/x'],
] as const

export const superuserGuest = conform('http.guard.superuser-guest', {
  lane: 'shared',
  async check({ guest, claim }) {
    for (const [method, path] of guarded) {
      claim(`${method} ${path}`, await guest.send(method, path)).error(401, required)
    }
  },
})

export const superuserGuestElsewhere = conform('http.guard.superuser-guest-elsewhere', {
  lane: 'shared',
  async check({ guest, claim }) {
    for (const [method, path] of elsewhere) {
      claim(`${method} ${path}`, await guest.send(method, path)).error(401, required)
    }
  },
})

export const superuserOther = conform('http.guard.superuser-other', {
  lane: 'shared',
  async check({ user, claim }) {
    const { client } = await user()
    for (const [method, path] of guarded) {
      claim(`${method} ${path}`, await client.send(method, path)).error(403, notAllowed)
    }
  },
})

export const superuserOtherElsewhere = conform('http.guard.superuser-other-elsewhere', {
  lane: 'shared',
  async check({ user, claim }) {
    const { client } = await user()
    for (const [method, path] of elsewhere) {
      claim(`${method} ${path}`, await client.send(method, path)).error(403, notAllowed)
    }
  },
})

export const anyAuth = conform('http.guard.any-auth', {
  lane: 'shared',
  async check({ guest, user, claim }) {
    const { client } = await user()
    claim('a guest', await guest.post('/api/files/token')).error(401, required)
    claim('any record', await client.post('/api/files/token'))
      .status(200)
      .keys('', ['token'])
  },
})

export const sameCollection = conform('http.guard.same-collection', {
  lane: 'shared',
  async check({ guest, collection, user, refused, claim }) {
    const clients = await collection({ type: 'auth' })
    const { client } = await user()
    const refresh = `${clients.path}/auth-refresh`
    const own = await (await user({}, clients)).client.post(refresh)
    claim('a guest', refused(own, await guest.post(refresh))).error(401, required)
    claim('a record of another', refused(own, await client.post(refresh))).error(
      403,
      'The request requires auth record from users collection.',
    )
  },
})

export const sameCollectionChange = conform('http.guard.same-collection-email-change', {
  lane: 'shared',
  async check({ guest, collection, user, claim }) {
    const clients = await collection({ type: 'auth' })
    const { client } = await user()
    const change = `${clients.path}/request-email-change`
    const body = { newEmail: 'new@example.com' }
    claim('a guest', await guest.post(change, body)).error(401, required)
    claim('a record of another', await client.post(change, body)).error(
      403,
      'The request requires auth record from users collection.',
    )
  },
})

export const noBypass = conform('http.guard.same-collection-no-superuser-bypass', {
  lane: 'shared',
  async check({ superuser, claim }) {
    claim(
      'refreshes its own',
      await superuser.post('/api/collections/_superusers/auth-refresh'),
    ).status(200)
    claim('no other', await superuser.post('/api/collections/users/auth-refresh')).error(
      403,
      'The request requires auth record from _superusers collection.',
    )
  },
})

export const byId = conform('http.guard.same-collection-by-id', {
  lane: 'shared',
  async check({ user, claim }) {
    const { client } = await user()
    claim('by name', await client.post('/api/collections/users/auth-refresh')).status(200)
    claim('by id', await client.post('/api/collections/_pb_users_auth_/auth-refresh')).status(200)
  },
})

export const guestOnlyUnused = conform('http.guard.guest-only-unused', {
  lane: 'shared',
  async check({ user, claim }) {
    const { client, email: identity, password } = await user()
    const answer = await client.post('/api/collections/users/auth-with-password', {
      identity,
      password,
    })
    claim('who is signed in may sign in', answer).status(200)
  },
})

export const rulesNull = conform('http.guard.rules-null', {
  lane: 'shared',
  async check({ guest, superuser, user, collection, record, claim }) {
    const { client } = await user()
    const only = 'Only superusers can perform this action.'
    const rules = ['listRule', 'viewRule', 'createRule', 'updateRule', 'deleteRule'] as const
    const made = await collection(Object.fromEntries(rules.map((name) => [name, null])))
    const { id } = await record(made)
    const one = `${made.records}/${id}`
    const requests = [
      ['GET', made.records],
      ['GET', one],
      ['POST', made.records],
      ['PATCH', one],
      ['DELETE', one],
    ] as const
    for (const [at, [method, path]] of requests.entries()) {
      const json = method === 'POST' || method === 'PATCH' ? { json: {} } : {}
      claim(`${rules[at]}: a guest`, await guest.send(method, path, json)).error(403, only)
      claim(`${rules[at]}: a record`, await client.send(method, path, json)).error(403, only)
    }
    claim('a superuser may', await superuser.get(one)).status(200)
  },
})

export const order = conform('http.guard.order', {
  lane: 'exclusive',
  async check({ guest, superuser, maker, raw, claim, defer }) {
    const path = '/api/settings'
    const broken = { raw: '{', headers: { 'Content-Type': 'application/json' } }
    claim('the guard before the body', await guest.send('PATCH', path, broken)).status(401)
    const invalid = await superuser.send('PATCH', path, broken)
    claim('the body before its values', invalid).error(
      400,
      'An error occurred while loading the submitted data.',
    )
    await limit({ maker, defer }, rule(path, 1))
    claim('the first is looked at', await guest.get(path)).status(401)
    claim('the second is too many', await guest.get(path)).error(429, 'Too Many Requests.')
    const large = await raw(declaring('PATCH', path, 33_554_433))
    claim('the limit before the length', large.status).equals(429)
  },
})

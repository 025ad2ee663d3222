import { conform } from '../harness/case.ts'
import type { Client } from '../harness/client.ts'
import { blank } from '../harness/wording.ts'
import { changeSettings, limit, rule } from '../settings/support.ts'

const health = '/api/health'

/** The statuses of the same request, one after the other. */
const visit = async (
  client: Client,
  path: string,
  times: number,
  method = 'GET',
): Promise<readonly (number | undefined)[]> => {
  const statuses: (number | undefined)[] = []
  for (let n = 0; n < times; n++) {
    const json = method === 'POST' ? { json: {} } : {}
    statuses.push((await client.send(method, path, json)).status)
  }
  return statuses
}

export const disabled = conform('http.ratelimit.disabled-by-default', {
  lane: 'private',
  async check({ guest, superuser, claim }) {
    const settings = await superuser.get('/api/settings')
    claim('is off, with these rules', settings).json('/rateLimits', {
      enabled: false,
      rules: [
        rule('*:auth', 2, '', 3),
        rule('*:create', 20, '', 5),
        rule('/api/batch', 3, '', 1),
        rule('/api/', 300, '', 10),
      ],
    })
    const statuses = new Set(await visit(guest, health, 320))
    claim('limits nothing', [...statuses]).equals([200])
  },
})

export const response = conform('http.ratelimit.response', {
  lane: 'exclusive',
  async check({ guest, maker, claim, defer }) {
    await limit({ maker, defer }, rule(health, 2))
    claim('lets two in', await visit(guest, health, 2)).equals([200, 200])
    claim('refuses the third', await guest.get(health))
      .error(429, 'Too Many Requests.')
      .header('retry-after', undefined)
      .header('x-ratelimit-limit', undefined)
      .header('x-ratelimit-remaining', undefined)
      .header('x-ratelimit-reset', undefined)
  },
})

export const superuserExempt = conform('http.ratelimit.superuser-exempt', {
  lane: 'exclusive',
  async check({ guest, superuser, maker, claim, defer }) {
    await limit({ maker, defer }, rule(health, 2))
    const statuses = new Set(await visit(superuser, health, 10))
    claim('is never limited', [...statuses]).equals([200])
    claim('takes from nobody', await visit(guest, health, 3)).equals([200, 200, 429])
  },
})

export const clientIp = conform('http.ratelimit.client-key-ip', {
  lane: 'exclusive',
  async check({ guest, maker, user, claim, defer }) {
    const { client: first } = await user()
    const { client: second } = await user()
    await limit({ maker, defer }, rule(health, 1, '@auth'))
    claim('the first user', await visit(first, health, 1)).equals([200])
    claim('another from there', await visit(second, health, 1)).equals([429])
    await limit({ maker, defer }, rule(health, 1))
    const from = (ip: string) => guest.withHeaders({ 'X-Forwarded-For': ip })
    claim('a header that nobody trusts', [
      ...(await visit(from('192.0.2.1'), health, 1)),
      ...(await visit(from('192.0.2.2'), health, 1)),
    ]).equals([200, 429])
    const trustedProxy = { headers: ['X-Forwarded-For'] }
    await changeSettings({ maker, defer }, { trustedProxy })
    claim('one that is trusted', [
      ...(await visit(from('192.0.2.1'), health, 2)),
      ...(await visit(from('192.0.2.2'), health, 2)),
    ]).equals([200, 429, 200, 429])
  },
})

export const audience = conform('http.ratelimit.audience', {
  lane: 'exclusive',
  async check({ guest, maker, user, claim, defer }) {
    const { client } = await user()
    await limit({ maker, defer }, rule(health, 1, '@guest'), rule('/api/', 3))
    claim('guests', await visit(guest, health, 3)).equals([200, 429, 429])
    claim('others', await visit(client, health, 4)).equals([200, 200, 200, 429])
    await limit({ maker, defer }, rule(health, 1, '@auth'))
    claim('nobody but others', await visit(guest, health, 3)).equals([200, 200, 200])
    claim('them', await visit(client, health, 2)).equals([200, 429])
  },
})

export const labelSyntax = conform('http.ratelimit.label-syntax', {
  lane: 'exclusive',
  async check({ superuser, maker, claim, defer }) {
    const labels = ['POST /api/x', '/api/x/', 'posts:list', '*:auth', 'abc', '/', 'GET /a-b/c_d']
    const accepted = await changeSettings(
      { maker, defer },
      { rateLimits: { enabled: true, rules: labels.map((label) => rule(label, 1_000_000)) } },
      superuser,
    )
    claim('these are labels', accepted).status(200)
    const wrong = ['@abc', 'a b', '!x', '/a.b', 'a:b:c', '*', '*:', ':list', 'GET  /x', '/x y']
    for (const label of wrong) {
      const rules = [rule(label, 1)]
      const answer = await superuser.patch('/api/settings', { rateLimits: { rules } })
      claim(`"${label}" is none`, answer).status(400).json('/data/rateLimits/rules/0/label', {
        code: 'validation_match_invalid',
        message: 'Must be in a valid format.',
      })
    }
  },
})

const noLessThanOne = {
  code: 'validation_min_greater_equal_than_required',
  message: 'Must be no less than 1.',
  params: { threshold: 1 },
}

export const ruleValidation = conform('http.ratelimit.rule-validation', {
  lane: 'shared',
  async check({ superuser, claim }) {
    const send = (rateLimits: unknown) => superuser.patch('/api/settings', { rateLimits })
    claim('one is needed', await send({ enabled: true, rules: [] })).json(
      '/data/rateLimits/rules',
      blank,
    )
    const zero = await send({ rules: [{ ...rule('/a', 0), duration: 0 }] })
    claim('zero is blank', zero).json('/data/rateLimits/rules/0', {
      duration: blank,
      maxRequests: blank,
    })
    const negative = await send({ rules: [{ ...rule('/a', -1), duration: -1 }] })
    claim('one at least', negative).json('/data/rateLimits/rules/0', {
      duration: noLessThanOne,
      maxRequests: noLessThanOne,
    })
    claim('no other audience', await send({ rules: [rule('/a', 1, '@all')] })).json(
      '/data/rateLimits/rules/0/audience',
      { code: 'validation_in_invalid', message: 'Must be a valid value.' },
    )
  },
})

export const ruleConflict = conform('http.ratelimit.rule-conflict', {
  lane: 'exclusive',
  async check({ superuser, maker, claim, defer }) {
    const send = (...rules: readonly unknown[]) =>
      superuser.patch('/api/settings', { rateLimits: { rules } })
    const conflict = {
      code: 'validation_conflicting_rate_limit_rule',
      message:
        'Rate limit rule configuration with label /a already exists or conflicts with another rule.',
      params: { label: '/a' },
    }
    const both = await send(rule('/a', 1), rule('/a', 1, '@auth'))
    claim('everybody and some', both)
      .status(400)
      .json('/data/rateLimits/rules', {
        1: { label: conflict },
      })
    const other = await send(rule('/a', 1, '@guest'), rule('/b', 1), rule('/a', 1))
    claim('some and everybody', other).json('/data/rateLimits/rules', { 2: { label: conflict } })
    const rules = [rule('/a', 1_000_000, '@guest'), rule('/a', 1_000_000, '@auth')]
    const apart = { rateLimits: { enabled: true, rules } }
    const saved = await changeSettings({ maker, defer }, apart, superuser)
    claim('guests and others', saved).status(200)
  },
})

export const inherits = conform('http.ratelimit.rules-patch-inherits-by-index', {
  lane: 'exclusive',
  async check({ superuser, maker, claim, defer }) {
    const send = (...rules: readonly unknown[]) =>
      changeSettings({ maker, defer }, { rateLimits: { enabled: false, rules } }, superuser)
    await send({ label: '/a', audience: '@auth', duration: 7, maxRequests: 3 })
    const answer = await send({ label: '/b', maxRequests: 1 })
    claim('what was there before', answer).json('/rateLimits/rules', [
      { label: '/b', audience: '@auth', duration: 7, maxRequests: 1 },
    ])
  },
})

export const matchOrder = conform('http.ratelimit.match-order', {
  lane: 'exclusive',
  async check({ guest, maker, collection, claim, defer }) {
    const change = (...rules: readonly ReturnType<typeof rule>[]) =>
      limit({ maker, defer }, ...rules)
    await change(rule('/api/', 1), rule(health, 3))
    claim('the exact one before a prefix', await visit(guest, health, 4)).equals([
      200, 200, 200, 429,
    ])
    await change(rule('/api/', 1), rule('/api/health/', 5))
    claim('of prefixes the first', await visit(guest, health, 2)).equals([200, 429])
    const { name, records } = await collection()
    await change(rule(records, 1), rule('/api/', 1), rule('*:list', 2), rule(`${name}:list`, 3))
    claim('the collection first', await visit(guest, records, 4)).equals([200, 200, 200, 429])
    await change(rule(records, 1), rule(`GET ${records}`, 1), rule('*:list', 2))
    claim('then any collection', await visit(guest, records, 3)).equals([200, 200, 429])
    await change(rule(records, 1), rule(`GET ${records}`, 2))
    claim('then the method', await visit(guest, records, 3)).equals([200, 200, 429])
    await change(rule('list', 1), rule(`${records}x`, 1))
    claim('no other label', await visit(guest, records, 2)).equals([200, 200])
  },
})

export const methodPrefix = conform('http.ratelimit.method-prefix-beats-plain-path', {
  lane: 'exclusive',
  async check({ guest, maker, claim, defer }) {
    await limit({ maker, defer }, rule(health, 5), rule('GET /api/', 1))
    claim('GET', await visit(guest, health, 2)).equals([200, 429])
    claim('another method', await visit(guest, health, 6, 'HEAD')).equals([
      200, 200, 200, 200, 200, 429,
    ])
  },
})

export const prefixSelf = conform('http.ratelimit.prefix-includes-self', {
  lane: 'exclusive',
  async check({ guest, maker, claim, defer }) {
    await limit({ maker, defer }, rule('/api/health/', 1))
    claim('the path itself', await visit(guest, health, 2)).equals([200, 429])
    claim('no longer name', await visit(guest, '/api/healthy', 2)).equals([404, 404])
  },
})

export const tags = conform('http.ratelimit.tags', {
  lane: 'exclusive',
  async check({ guest, maker, collection, record, claim, defer }) {
    const made = await collection()
    const { id } = await record(made)
    const other = await collection({ type: 'auth' })
    const change = (...rules: readonly ReturnType<typeof rule>[]) =>
      limit({ maker, defer }, ...rules)
    await change(rule('users:authWithPassword', 1), rule('*:auth', 5))
    const signIn = '/api/collections/users/auth-with-password'
    claim('the particular before the general', await visit(guest, signIn, 2, 'POST')).equals([
      400, 429,
    ])
    const elsewhere = await visit(guest, `${other.path}/auth-with-password`, 6, 'POST')
    claim('elsewhere the general', elsewhere).equals([400, 400, 400, 400, 400, 429])
    const one = `${made.records}/${id}`
    const routes = [
      ['list', 'GET', made.records, 200],
      ['view', 'GET', one, 200],
      ['create', 'POST', made.records, 200],
      ['update', 'PATCH', one, 200],
      ['delete', 'DELETE', `${made.records}/missing`, 404],
    ] as const
    for (const [tag, method, path, status] of routes) {
      await change(rule(`${made.name}:${tag}`, 1))
      claim(tag, await visit(guest, path, 2, method)).equals([status, 429])
    }
    const auth = [
      ['listAuthMethods', 'GET', 'auth-methods', 200],
      ['authRefresh', 'POST', 'auth-refresh', 401],
    ] as const
    for (const [tag, method, action, status] of auth) {
      await change(rule(`${other.name}:${tag}`, 1))
      const path = `${other.path}/${action}`
      claim(tag, await visit(guest, path, 2, method)).equals([status, 429])
    }
  },
})

export const tagOfOAuth2 = conform('http.ratelimit.tag-oauth2', {
  lane: 'exclusive',
  async check({ guest, maker, collection, claim, defer }) {
    const auth = await collection({ type: 'auth' })
    await limit({ maker, defer }, rule(`${auth.name}:authWithOAuth2`, 1))
    const path = `${auth.path}/auth-with-oauth2`
    claim('the second time', await visit(guest, path, 2, 'POST')).equals([403, 429])
  },
})

export const tagsOfMail = conform('http.ratelimit.tags-elsewhere', {
  lane: 'exclusive',
  async check({ guest, maker, collection, claim, defer }) {
    const auth = await collection({ type: 'auth' })
    const routes = [
      ['authWithOTP', 'auth-with-otp', 403],
      ['requestOTP', 'request-otp', 403],
      ['requestPasswordReset', 'request-password-reset', 400],
      ['confirmPasswordReset', 'confirm-password-reset', 400],
      ['requestVerification', 'request-verification', 400],
      ['confirmVerification', 'confirm-verification', 400],
      ['requestEmailChange', 'request-email-change', 401],
      ['confirmEmailChange', 'confirm-email-change', 400],
    ] as const
    for (const [tag, action, status] of routes) {
      await limit({ maker, defer }, rule(`${auth.name}:${tag}`, 1))
      const path = `${auth.path}/${action}`
      claim(tag, await visit(guest, path, 2, 'POST')).equals([status, 429])
    }
  },
})

export const currentName = conform('http.ratelimit.tag-uses-collection-name', {
  lane: 'exclusive',
  async check({ guest, superuser, maker, collection, claim, defer }) {
    const { id, name, path } = await collection()
    await limit({ maker, defer }, rule(`${name}:list`, 1))
    const byId = `/api/collections/${id}/records`
    claim('asked by id', await visit(guest, byId, 2)).equals([200, 429])
    claim('renamed', await superuser.patch(path, { name: `${name}_x` })).status(200)
    const settings = await superuser.get('/api/settings')
    claim('the label follows', settings).json('/rateLimits/rules/0/label', `${name}_x:list`)
    await limit({ maker, defer }, rule(`${name}_x:list`, 1))
    claim('and is looked at', await visit(guest, byId, 2)).equals([200, 429])
  },
})

export const counterScope = conform('http.ratelimit.counter-scope', {
  lane: 'exclusive',
  async check({ guest, maker, collection, record, claim, defer }) {
    const a = await collection()
    const b = await collection()
    const { id } = await record(a)
    const change = (...rules: readonly ReturnType<typeof rule>[]) =>
      limit({ maker, defer }, ...rules)
    await change(rule('/api/', 1))
    claim('paths share one counter', [
      ...(await visit(guest, health, 1)),
      ...(await visit(guest, '/api/missing', 1)),
    ]).equals([200, 429])
    claim('collections have their own', [
      ...(await visit(guest, a.records, 1)),
      ...(await visit(guest, b.records, 1)),
      ...(await visit(guest, a.records, 1)),
    ]).equals([200, 200, 429])
    claim('and each of their routes', [
      ...(await visit(guest, `${a.records}/${id}`, 2)),
      ...(await visit(guest, `${a.records}/missing`, 1)),
      ...(await visit(guest, a.records, 2, 'POST')),
    ]).equals([200, 429, 429, 200, 429])
    await change(rule('*:create', 1))
    claim('a wildcard counts by collection', [
      ...(await visit(guest, a.records, 2, 'POST')),
      ...(await visit(guest, b.records, 2, 'POST')),
    ]).equals([200, 429, 200, 429])
  },
})

/** One visit in each of three seconds and three in the next; late when one did not fall into its second. */
const trickle = async (guest: Client) => {
  const start = Math.ceil(Date.now() / 1000) * 1000 + 100
  let isLate = false
  const visitAt = async (seconds: number, times: number) => {
    const at = start + seconds * 1000
    await Bun.sleep(Math.max(0, at - Date.now()))
    const seen = await visit(guest, health, times)
    isLate ||= Date.now() >= at + 900
    return seen
  }
  const steady = [...(await visitAt(0, 1)), ...(await visitAt(1, 1)), ...(await visitAt(2, 1))]
  return { steady, refilled: await visitAt(3, 3), isLate }
}

export const refill = conform('http.ratelimit.refill', {
  lane: 'exclusive',
  async check({ guest, maker, claim, defer }) {
    await limit({ maker, defer }, rule(health, 2, '', 2))
    let seen = await trickle(guest)
    // A machine that stood still for a second shows nothing about a server.
    for (let round = 1; seen.isLate && round < 4; round++) {
      await Bun.sleep(2000)
      seen = await trickle(guest)
    }
    claim('one second after the last is too early', seen.steady).equals([200, 200, 429])
    claim('two seconds are enough, and give all back', seen.refilled).equals([200, 200, 429])
  },
})

export const reset = conform('http.ratelimit.reset-on-settings-save', {
  lane: 'exclusive',
  async check({ guest, superuser, maker, claim, defer }) {
    await limit({ maker, defer }, rule(health, 1))
    claim('used up', await visit(guest, health, 2)).equals([200, 429])
    claim(
      'a save that is refused',
      await superuser.patch('/api/settings', { meta: { appName: '' } }),
    ).status(400)
    claim('gives nothing back', await visit(guest, health, 1)).equals([429])
    claim('any other', await superuser.patch('/api/settings', {})).status(200)
    claim('gives all back', await visit(guest, health, 2)).equals([200, 429])
  },
})

export const countsErrors = conform('http.ratelimit.counts-errors', {
  lane: 'exclusive',
  async check({ guest, maker, claim, defer }) {
    const path = '/api/settings'
    await limit({ maker, defer }, rule(path, 2))
    claim('refusals count', await visit(guest, path, 3)).equals([401, 401, 429])
    await limit({ maker, defer }, rule('/nope', 1))
    claim('unknown paths count', await visit(guest, '/nope', 2)).equals([404, 429])
    claim('for every method', await visit(guest, '/nope', 1, 'POST')).equals([429])
  },
})

export const cleanUpJob = conform('http.ratelimit.cleanup-cron', {
  lane: 'private',
  async check({ guest, superuser, maker, claim, defer }) {
    await limit({ maker, defer }, rule(health, 100))
    claim('a request that counts', await guest.get(health)).status(200)
    const jobs = (await superuser.get('/api/crons')).json
    claim('makes the job', jobs).includes({
      id: '__pbRateLimitersCleanup__',
      expression: '2 * * * *',
    })
  },
})

export const listThrottle = conform('http.ratelimit.list-filter-throttle', {
  lane: 'shared',
  async check({ guest, collection, claim }) {
    const { records } = await collection({ listRule: 'id != ""' })
    for (let n = 1; n <= 6; n++) {
      claim(`answer ${n}`, await guest.get(records, { filter: 'id="nope"' }))
        .status(200)
        .json('/items', [])
    }
  },
})

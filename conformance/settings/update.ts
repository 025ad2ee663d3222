import { type CaseContext, conform } from '../harness/case.ts'
import { blank, loading } from '../harness/wording.ts'
import type { SmtpSink } from '../probes/smtp-sink.ts'
import { changeSettings, limit, rule } from './support.ts'

export const deepPartial = conform('settings.update.deep-partial', {
  lane: 'exclusive',
  async check({ superuser, claim, accepted, defer }) {
    const before = accepted(await superuser.get('/api/settings'))
    defer(() => superuser.patch('/api/settings', { smtp: before.at('/smtp') }))
    const after = await superuser.patch('/api/settings', { smtp: { port: 2525 } })
    claim('changes what was sent', after).status(200).json('/smtp/port', 2525)
    claim('keeps the rest', after)
      .json('/smtp/host', before.at('/smtp/host'))
      .json('/meta', before.at('/meta'))
    const later = await superuser.get('/api/settings')
    claim('a later read shows the same', later).status(200).sameBodyAs(after)
  },
})

export const wrongType = conform('settings.update.wrong-type', {
  lane: 'shared',
  async check({ superuser, claim }) {
    const message = 'An error occurred while loading the submitted data.'
    const bodies = [
      { smtp: { port: '25' } },
      { smtp: { port: 25.5 } },
      { meta: { appName: 1 } },
      [],
      'x',
    ]
    for (const body of bodies) {
      claim(JSON.stringify(body), await superuser.patch('/api/settings', body)).error(400, message)
    }
  },
})

export const keySpellings = conform('settings.update.key-spellings', {
  lane: 'exclusive',
  async check({ superuser, claim, accepted, defer }) {
    const before = accepted(await superuser.get('/api/settings'))
    const [meta, logs] = [before.at('/meta'), before.at('/logs')]
    defer(() => superuser.patch('/api/settings', { meta, logs }))
    const two = { META: { appName: 'C' }, meta: { senderName: 'S' } }
    claim('sections are merged', await superuser.patch('/api/settings', two))
      .status(200)
      .json('/meta/appName', 'C')
      .json('/meta/senderName', 'S')
    const none = { logs: { maxDays: 2, MAXDAYS: null } }
    claim('null leaves the other', await superuser.patch('/api/settings', none))
      .status(200)
      .json('/logs/maxDays', 2)
    const last = { logs: { maxDays: 2, MAXDAYS: 3 } }
    claim('the last counts', await superuser.patch('/api/settings', last)).json('/logs/maxDays', 3)
  },
})

export const unknownKeys = conform('settings.update.unknown-keys', {
  lane: 'exclusive',
  async check({ superuser, claim }) {
    const before = await superuser.get('/api/settings')
    const answer = await superuser.patch('/api/settings', { foo: 1, meta: { bar: 2 } })
    claim('are ignored', answer).status(200).sameBodyAs(before)
  },
})

const path = '/api/settings'

export const successResponse = conform('settings.update.success-response', {
  lane: 'exclusive',
  async check({ superuser, maker, claim, defer }) {
    const before = await superuser.get(path)
    const change = { meta: { appName: 'x' } }
    const answer = await changeSettings({ maker, defer }, change, superuser)
    const expected = before.json as Readonly<Record<string, unknown>>
    const meta = { ...(expected['meta'] as object), appName: 'x' }
    claim('is all of them', answer)
      .status(200)
      .body({ ...expected, meta })
      .keys('', Object.keys(expected))
  },
})

export const emptyBody = conform('settings.update.empty-body', {
  lane: 'exclusive',
  async check({ guest, superuser, maker, claim, defer }) {
    await limit({ maker, defer }, rule('/api/health', 1))
    const before = await superuser.get(path)
    await guest.get('/api/health')
    claim('the limit is used up', await guest.get('/api/health')).status(429)
    claim('no body', await superuser.send('PATCH', path))
      .status(200)
      .sameBodyAs(before)
    claim('is a save', await guest.get('/api/health')).status(200)
    claim('an empty object', await superuser.patch(path, {}))
      .status(200)
      .sameBodyAs(before)
  },
})

export const keyCase = conform('settings.update.case-insensitive-keys', {
  lane: 'exclusive',
  async check({ superuser, maker, claim, defer }) {
    const answer = await changeSettings(
      { maker, defer },
      { meta: { appUrl: 'http://a.test', APPNAME: 'b' } },
      superuser,
    )
    claim('in any letters', answer).json('/meta/appURL', 'http://a.test').json('/meta/appName', 'b')
    const exact = await superuser.send('PATCH', path, {
      raw: '{"META":{"AppName":"c"}}',
      headers: { 'Content-Type': 'application/json' },
    })
    claim('of sections, too', exact).status(200).json('/meta/appName', 'c')
  },
})

export const nullValues = conform('settings.update.null-values', {
  lane: 'exclusive',
  async check({ superuser, maker, claim, defer }) {
    const headers = ['X-Real-IP']
    await changeSettings({ maker, defer }, { trustedProxy: { headers }, rateLimits: {} })
    const before = await superuser.get(path)
    const answer = await superuser.patch(path, {
      meta: null,
      smtp: { port: null, host: null, enabled: null },
      trustedProxy: { headers: null },
      rateLimits: { rules: null },
    })
    claim('change no plain value', answer)
      .status(200)
      .json('/meta', before.at('/meta'))
      .json('/smtp', before.at('/smtp'))
    claim('and empty lists', answer).json('/trustedProxy/headers', []).json('/rateLimits/rules', [])
  },
})

export const rulesMerge = conform('settings.update.rules-index-merge', {
  lane: 'exclusive',
  async check({ superuser, maker, claim, defer }) {
    const old = [
      { label: '/a', audience: '@auth', duration: 7, maxRequests: 3 },
      { label: '/b', audience: '', duration: 8, maxRequests: 4 },
    ]
    await changeSettings({ maker, defer }, { rateLimits: { enabled: false, rules: old } })
    const send = (...rules: readonly unknown[]) => superuser.patch(path, { rateLimits: { rules } })
    claim('what is left out is inherited', await send({ label: 'abc' })).json('/rateLimits/rules', [
      { label: 'abc', audience: '@auth', duration: 7, maxRequests: 3 },
    ])
    claim('beyond the end there is nothing', await send({}, { label: '/c' })).json(
      '/data/rateLimits/rules/1',
      { duration: blank, maxRequests: blank },
    )
  },
})

/** What the server signs in with when it sends the test mail. */
const loginOf = async (
  { superuser, unique }: Pick<CaseContext, 'superuser' | 'unique'>,
  sink: SmtpSink,
) => {
  const email = `${unique('to')}@example.com`
  const sent = await superuser.post(`${path}/test/email`, { email, template: 'verification' })
  const mail = sink.messages.find(({ envelope }) => envelope.to.includes(email))
  return { status: sent.status, login: mail?.login }
}

const login = { username: 'me', password: 'p-secret', authMethod: 'PLAIN' }

export const secretKept = conform('settings.update.secret-omitted-keeps', {
  lane: 'private',
  needs: ['mail-sink'],
  async check(context) {
    const { superuser, mailSink, accepted, claim } = context
    const sink = await mailSink()
    accepted(await superuser.patch(path, { smtp: login }))
    claim('a password is used', (await loginOf(context, sink)).login?.password).equals('p-secret')
    const all = accepted(await superuser.get(path)).json
    claim('all that was read is sent back', await superuser.patch(path, all)).status(200)
    claim('it is still used', (await loginOf(context, sink)).login?.password).equals('p-secret')
  },
})

export const secretStars = conform('settings.update.secret-stars-literal', {
  lane: 'private',
  needs: ['mail-sink'],
  async check(context) {
    const { superuser, mailSink, accepted, claim } = context
    const sink = await mailSink()
    accepted(await superuser.patch(path, { smtp: { ...login, password: '******' } }))
    claim('stars are a password', (await loginOf(context, sink)).login?.password).equals('******')
  },
})

export const secretEmpty = conform('settings.update.secret-empty-string', {
  lane: 'private',
  needs: ['mail-sink', 'restart'],
  async check(context) {
    const { superuser, server, mailSink, accepted, claim } = context
    const sink = await mailSink()
    accepted(await superuser.patch(path, { smtp: login }))
    accepted(await superuser.patch(path, { smtp: { password: '' } }))
    const { login: used } = await loginOf(context, sink)
    claim('is gone now or later', ['p-secret', '', undefined].includes(used?.password)).equals(true)
    accepted(await superuser.patch(path, { smtp: { password: '' } }))
    await server.restart()
    const later = await loginOf(context, sink)
    claim('is gone after a restart', later.login?.password ?? '').equals('')
  },
})

const json = (raw: string) => ({ raw, headers: { 'Content-Type': 'application/json' } })

export const invalidJson = conform('settings.update.invalid-json', {
  lane: 'shared',
  async check({ superuser, claim }) {
    for (const body of ['{', '{"meta":', 'x', '{"meta":{}']) {
      claim(body, await superuser.send('PATCH', path, json(body))).error(400, loading)
    }
  },
})

export const trailingData = conform('settings.update.trailing-data', {
  lane: 'exclusive',
  async check({ superuser, maker, claim, defer }) {
    await changeSettings({ maker, defer }, { meta: {} })
    const body = json('{"meta":{"appName":"trailing"}} garbage')
    claim('is not read', await superuser.send('PATCH', path, body))
      .status(200)
      .json('/meta/appName', 'trailing')
  },
})

export const nullRoot = conform('settings.update.null-root', {
  lane: 'exclusive',
  async check({ superuser, claim }) {
    const before = await superuser.get(path)
    const answer = await superuser.send('PATCH', path, json('null'))
    claim('is refused or nothing', [200, 400, 500].includes(answer.status ?? 0)).equals(true)
    claim('changes nothing', await superuser.get(path)).sameBodyAs(before)
  },
})

export const unsupportedType = conform('settings.update.unsupported-content-type', {
  lane: 'shared',
  async check({ superuser, claim }) {
    const raw = '{"meta":{"appName":"x"}}'
    for (const type of ['text/plain', 'application/octet-stream', 'APPLICATION/JSON']) {
      const answer = await superuser.send('PATCH', path, {
        raw,
        headers: { 'Content-Type': type },
      })
      claim(type, answer).error(400, loading)
    }
  },
})

export const formData = conform('settings.update.form-data', {
  lane: 'exclusive',
  async check({ superuser, maker, claim, defer }) {
    await changeSettings({ maker, defer }, { meta: {}, smtp: {}, trustedProxy: {}, batch: {} })
    const multipart = [
      ['meta.appName', 'x'],
      ['meta.hideControls', 't'],
      ['smtp.port', '2525'],
      ['trustedProxy.headers', 'A'],
      ['trustedProxy.headers', 'B'],
    ] as const
    const answer = await superuser.send('PATCH', path, { multipart })
    claim('multipart', answer)
      .status(200)
      .json('/meta/appName', 'x')
      .json('/meta/hideControls', true)
      .json('/smtp/port', 2525)
      .json('/trustedProxy/headers', ['A', 'B'])
    const form = [
      ['meta.appName', '123'],
      ['meta.hideControls', ''],
      ['batch.maxBodySize', ''],
    ] as const
    const second = await superuser.send('PATCH', path, { form })
    claim('urlencoded', second)
      .status(200)
      .json('/meta/appName', '123')
      .json('/meta/hideControls', false)
      .json('/batch/maxBodySize', 0)
    for (const [key, value] of [
      ['smtp.port', 'abc'],
      ['smtp.port', '2.5'],
      ['smtp.enabled', 'yes'],
    ] as const) {
      const wrong = await superuser.send('PATCH', path, { form: [[key, value]] })
      claim(`${key}=${value}`, wrong).error(400, loading)
    }
    const rules = await superuser.send('PATCH', path, { form: [['rateLimits.rules', '[]']] })
    const before = await superuser.get(path)
    claim('no rules', rules.at('/rateLimits/rules') ?? before.at('/rateLimits/rules')).equals(
      before.at('/rateLimits/rules'),
    )
  },
})

export const formPayload = conform('settings.update.form-json-payload', {
  lane: 'exclusive',
  async check({ superuser, maker, claim, defer }) {
    await changeSettings({ maker, defer }, { rateLimits: { enabled: false }, meta: {} })
    const multipart = [
      ['meta.appName', 'field'],
      ['@jsonPayload', '{"rateLimits":{"rules":[]},"meta":{"appName":"payload"}}'],
    ] as const
    const answer = await superuser.send('PATCH', path, { multipart })
    claim('is merged', answer).status(200).json('/rateLimits/rules', [])
    claim('after the fields', answer).json('/meta/appName', 'payload')
  },
})

export const formNested = conform('settings.update.form-nested-s3', {
  lane: 'exclusive',
  async check({ superuser, maker, claim, defer }) {
    await changeSettings({ maker, defer }, { s3: {}, backups: {} })
    const form = [
      ['s3.region', 'r1'],
      ['backups.s3.region', 'r2'],
    ] as const
    const answer = await superuser.send('PATCH', path, { form })
    claim('one value for both', answer).status(200).json('/s3/region', 'r1')
    claim('not by two levels', answer).json('/backups/s3/region', 'r1')
  },
})

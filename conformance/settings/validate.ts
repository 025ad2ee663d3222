import { type CaseContext, conform } from '../harness/case.ts'
import { any } from '../harness/match.ts'
import { blank } from '../harness/wording.ts'
import { changeSettings } from './support.ts'

const path = '/api/settings'
const message = 'An error occurred while saving the new settings.'

export const envelope = conform('settings.validate.envelope', {
  lane: 'shared',
  async check({ superuser, claim }) {
    const answer = await superuser.patch(path, { meta: { appName: '' } })
    claim('is nested like the settings', answer).error(400, message, { meta: { appName: blank } })
  },
})

export const allReported = conform('settings.validate.all-sections-reported', {
  lane: 'shared',
  async check({ superuser, claim }) {
    const answer = await superuser.patch(path, { meta: { appName: '' }, logs: { maxDays: -1 } })
    claim('names both', answer).keys('/data', ['logs', 'meta'])
  },
})

export const atomic = conform('settings.validate.atomic', {
  lane: 'exclusive',
  async check({ superuser, claim }) {
    const before = await superuser.get(path)
    const wrong = { meta: { appName: 'ok', appURL: 'bad url' } }
    claim('is refused', await superuser.patch(path, wrong)).status(400)
    claim('changes nothing', await superuser.get(path)).sameBodyAs(before)
  },
})

export const smtpHost = conform('settings.smtp.host', {
  lane: 'shared',
  async check({ superuser, claim }) {
    const missing = await superuser.patch(path, { smtp: { enabled: true, host: '' } })
    claim('is needed when enabled', missing).error(400, message, { smtp: { host: blank } })
    const port = await superuser.patch(path, { smtp: { enabled: false, host: 'a:25' } })
    claim('is a host and no more', port).json('/data/smtp/host', {
      code: 'validation_is_host',
      message: 'Must be a valid IP address or DNS name.',
    })
  },
})

export const s3Required = conform('settings.s3.required-when-enabled', {
  lane: 'shared',
  async check({ superuser, claim }) {
    const s3 = { accessKey: blank, bucket: blank, endpoint: blank, region: blank, secret: blank }
    const answer = await superuser.patch(path, { s3: { enabled: true } })
    claim('names all that is missing', answer).error(400, message, { s3 })
  },
})

export const cron = conform('settings.backups.cron', {
  lane: 'shared',
  async check({ superuser, claim }) {
    const expected = {
      invalid:
        'Invalid cron expression - must be a valid macro or to have exactly 5 space separated segments.',
      '60 * * * *': 'Invalid segment value - must be between the min and max of the segment.',
      '*/0 * * * *': 'Invalid segment step boundary - the step must be between 1 and the 59.',
      '5/2 * * * *':
        'Invalid segment step - step > 1 could be used only with the wildcard or range format.',
      '10-5 * * * *': 'Invalid segment range maximum - must be between 10 and 59.',
    }
    for (const [expression, reason] of Object.entries(expected)) {
      const answer = await superuser.patch(path, { backups: { cron: expression } })
      claim(expression, answer).json('/data/backups/cron', {
        code: 'validation_invalid_cron',
        message: reason,
      })
    }
  },
})

export const ruleErrors = conform('settings.rate-limits.rule-errors-by-index', {
  lane: 'shared',
  async check({ superuser, claim }) {
    const rules = [
      { label: '/a', maxRequests: 1, duration: 1, audience: '' },
      { label: '', maxRequests: 0, duration: 0, audience: '' },
    ]
    const answer = await superuser.patch(path, { rateLimits: { rules } })
    claim('only the wrong one, with all that is wrong', answer).error(400, message, {
      rateLimits: { rules: { 1: { duration: blank, label: blank, maxRequests: blank } } },
    })
  },
})

const notBetween = (min: number, max: number) => ({
  code: 'validation_length_out_of_range',
  message: `The length must be between ${min} and ${max}.`,
  params: { max, min },
})
const atLeast = (threshold: number) => ({
  code: 'validation_min_greater_equal_than_required',
  message: `Must be no less than ${threshold}.`,
  params: { threshold },
})
const notAUrl = { code: 'validation_is_url', message: 'Must be a valid URL.' }
const notAnEmail = { code: 'validation_is_email', message: 'Must be a valid email address.' }
const notAHost = {
  code: 'validation_is_host',
  message: 'Must be a valid IP address or DNS name.',
}
const notInList = { code: 'validation_in_invalid', message: 'Must be a valid value.' }
const badFormat = { code: 'validation_match_invalid', message: 'Must be in a valid format.' }

/** Values of one setting that are refused, with what is said, and others that are stored as they are. */
const judge = async (
  { superuser, maker, claim, defer }: CaseContext,
  pointer: string,
  {
    refused,
    stored,
  }: { refused: readonly (readonly [unknown, unknown])[]; stored: readonly unknown[] },
): Promise<void> => {
  const keys = pointer.split('/').slice(1)
  const body = (value: unknown) =>
    keys.reduceRight<unknown>((inner, key) => ({ [key]: inner }), value) as Readonly<
      Record<string, Readonly<Record<string, unknown>>>
    >
  const name = (value: unknown): string => JSON.stringify(value).slice(0, 40)
  for (const [value, expected] of refused) {
    claim(`${name(value)} is refused`, await superuser.patch(path, body(value)))
      .status(400)
      .json('/message', message)
      .json(`/data${pointer}`, expected)
  }
  for (const value of stored) {
    const answer = await changeSettings({ maker, defer }, body(value), superuser)
    claim(`${name(value)} is stored`, answer)
      .status(200)
      .json(pointer, value)
  }
}

export const wholeSettings = conform('settings.validate.whole-settings', {
  lane: 'exclusive',
  async check({ superuser, maker, claim, defer }) {
    await changeSettings({ maker, defer }, { smtp: { enabled: false, host: '' }, meta: {} })
    const answer = await superuser.patch(path, { smtp: { enabled: true } })
    claim('also what was stored', answer).error(400, message, { smtp: { host: blank } })
    const other = await superuser.patch(path, { meta: { appName: 'x' } })
    claim('while it is fine', other).status(200)
  },
})

export const appName = conform('settings.meta.app-name', {
  lane: 'exclusive',
  check: (context) =>
    judge(context, '/meta/appName', {
      refused: [
        ['', blank],
        ['x'.repeat(256), notBetween(1, 255)],
        ['é'.repeat(128), notBetween(1, 255)],
      ],
      stored: ['x', ' x ', 'x'.repeat(255)],
    }),
})

export const appUrl = conform('settings.meta.app-url', {
  lane: 'exclusive',
  check: (context) =>
    judge(context, '/meta/appURL', {
      refused: [
        ['', blank],
        ['test', notAUrl],
        ['http://', notAUrl],
        ['a b.test', notAUrl],
        ['x.y', notAUrl],
      ],
      stored: ['x.yz', 'https://example.com', 'example.com', 'localhost:8090'],
    }),
})

export const urlVerbatim = conform('settings.meta.app-url-not-normalized', {
  lane: 'exclusive',
  check: (context) =>
    judge(context, '/meta/appURL', {
      refused: [],
      stored: ['http://a.test/', 'http://A.test', 'http://a.test//x/../y?z#f'],
    }),
})

export const senderName = conform('settings.meta.sender-name', {
  lane: 'exclusive',
  check: (context) =>
    judge(context, '/meta/senderName', {
      refused: [
        ['', blank],
        ['x'.repeat(256), notBetween(1, 255)],
      ],
      stored: ['x', ' x ', 'x'.repeat(255)],
    }),
})

export const senderAddress = conform('settings.meta.sender-address', {
  lane: 'exclusive',
  check: (context) =>
    judge(context, '/meta/senderAddress', {
      refused: [
        ['', blank],
        ['invalid', notAnEmail],
        ['a@localhost', notAnEmail],
        ['A <a@example.com>', notAnEmail],
        [' a@example.com', notAnEmail],
      ],
      stored: ['a@example.com'],
    }),
})

export const hideControls = conform('settings.meta.hide-controls', {
  lane: 'exclusive',
  async check(context) {
    await judge(context, '/meta/hideControls', { refused: [], stored: [true, false] })
    const { superuser, collection, claim } = context
    const { path: made } = await collection()
    claim('collections still change', await superuser.patch(made, { listRule: null })).status(200)
  },
})

export const maxDays = conform('settings.logs.max-days', {
  lane: 'exclusive',
  check: (context) =>
    judge(context, '/logs/maxDays', { refused: [[-1, atLeast(0)]], stored: [0, 1, 100_000] }),
})

export const minLevel = conform('settings.logs.min-level', {
  lane: 'exclusive',
  check: (context) => judge(context, '/logs/minLevel', { refused: [], stored: [-99, 0, 99] }),
})

export const smtpPort = conform('settings.smtp.port', {
  lane: 'exclusive',
  async check(context) {
    await judge(context, '/smtp/port', { refused: [[-1, atLeast(0)]], stored: [70_000, 0, 25] })
    const { superuser, claim } = context
    const needed = await superuser.patch(path, { smtp: { enabled: true, port: 0 } })
    claim('is needed when enabled', needed).error(400, message, { smtp: { port: blank } })
  },
})

export const authMethod = conform('settings.smtp.auth-method', {
  lane: 'exclusive',
  check: (context) =>
    judge(context, '/smtp/authMethod', {
      refused: [
        ['plain', notInList],
        ['CRAM-MD5', notInList],
      ],
      stored: ['LOGIN', 'PLAIN', ''],
    }),
})

export const localName = conform('settings.smtp.local-name', {
  lane: 'exclusive',
  check: (context) =>
    judge(context, '/smtp/localName', {
      refused: [
        ['invalid!', notAHost],
        ['a b', notAHost],
        ['a:25', notAHost],
      ],
      stored: ['example.com', '127.0.0.1', '::1', ''],
    }),
})

export const s3Endpoint = conform('settings.s3.endpoint-url', {
  lane: 'exclusive',
  check: (context) =>
    judge(context, '/s3/endpoint', {
      refused: [
        ['test:test:test', notAUrl],
        ['localhost', notAUrl],
      ],
      stored: ['example.com', 'localhost:9000', 'https://localhost:9000', ''],
    }),
})

const unreachable = {
  enabled: true,
  bucket: 'b',
  region: 'r',
  endpoint: 'http://127.0.0.1:9',
  accessKey: 'a',
  secret: 's',
  forcePathStyle: true,
}

export const noConnection = conform('settings.s3.no-connection-check', {
  // The real server keeps a cleared secret in memory until it restarts.
  lane: 'private',
  async check({ superuser, claim }) {
    const answer = await superuser.patch(path, { s3: unreachable, backups: { s3: unreachable } })
    claim('is saved', answer).status(200).json('/s3/enabled', true)
    claim('both are', answer).json('/backups/s3/enabled', true)
  },
})

export const cronSyntax = conform('settings.backups.cron-syntax', {
  lane: 'exclusive',
  check(context) {
    const invalid = (text: string) => ({ code: 'validation_invalid_cron', message: text })
    const segments = invalid(
      'Invalid cron expression - must be a valid macro or to have exactly 5 space separated segments.',
    )
    const bounds = invalid(
      'Invalid segment value - must be between the min and max of the segment.',
    )
    const free = { code: 'validation_invalid_cron', message: any.string }
    return judge(context, '/backups/cron', {
      refused: [
        ['* * * * * *', segments],
        ['0  3 * * *', segments],
        ['@every 1h', segments],
        ['@Daily', segments],
        ['* * * * 7', bounds],
        ['60 * * * *', bounds],
        ['* 24 * * *', bounds],
        ['* * 0 * *', bounds],
        ['* * 32 * *', bounds],
        ['* * * 13 *', bounds],
        ['10-5 * * * *', invalid('Invalid segment range maximum - must be between 10 and 59.')],
        [
          '1-2-3 * * * *',
          invalid('Invalid segment range format - the range must have 1 or 2 parts.'),
        ],
        ['* * * * SUN', free],
        ['* * * JAN *', free],
        ['a * * * *', free],
      ],
      stored: [
        '0-10/3 * 1,15 * 1-5',
        '@yearly',
        '@annually',
        '@monthly',
        '@weekly',
        '@daily',
        '@midnight',
        '@hourly',
        '59 23 31 12 6',
        '*/59 */23 * * *',
        '',
      ],
    })
  },
})

export const cronVerbatim = conform('settings.backups.cron-stored-verbatim', {
  lane: 'exclusive',
  async check({ superuser, maker, claim, defer }) {
    const daily = { backups: { cron: '@daily' } }
    const answer = await changeSettings({ maker, defer }, daily, superuser)
    claim('macros are kept', answer).json('/backups/cron', '@daily')
  },
})

export const maxKeep = conform('settings.backups.cron-max-keep', {
  lane: 'exclusive',
  async check({ superuser, maker, claim, defer }) {
    const send = (cron: string, cronMaxKeep: number) =>
      superuser.patch(path, { backups: { cron, cronMaxKeep } })
    claim('is needed with a time', await send('* * * * *', 0)).json(
      '/data/backups/cronMaxKeep',
      blank,
    )
    for (const cron of ['', '* * * * *']) {
      claim(`-1 with "${cron}"`, await send(cron, -1)).json('/data/backups/cronMaxKeep', atLeast(1))
    }
    const without = { backups: { cron: '', cronMaxKeep: 0 } }
    const saved = await changeSettings({ maker, defer }, without, superuser)
    claim('none without', saved).status(200)
  },
})

export const backupsS3 = conform('settings.backups.s3', {
  lane: 'shared',
  async check({ superuser, claim }) {
    const s3 = { accessKey: blank, bucket: blank, endpoint: blank, region: blank, secret: blank }
    const answer = await superuser.patch(path, { backups: { s3: { enabled: true } } })
    claim('names all that is missing', answer).error(400, message, { backups: { s3 } })
    const endpoint = await superuser.patch(path, { backups: { s3: { endpoint: 'localhost' } } })
    claim('needs a URL', endpoint).json('/data/backups/s3/endpoint', notAUrl)
  },
})

export const batchLimits = conform('settings.batch.limits', {
  lane: 'exclusive',
  async check({ superuser, maker, claim, defer }) {
    const send = (batch: unknown) => superuser.patch(path, { batch })
    const needed = await send({ enabled: true, maxRequests: 0, timeout: 0 })
    claim('are needed when enabled', needed).error(400, message, {
      batch: { maxRequests: blank, timeout: blank },
    })
    const negative = await send({ maxRequests: -1, timeout: -1, maxBodySize: -1 })
    claim('are never negative', negative).error(400, message, {
      batch: { maxBodySize: atLeast(0), maxRequests: atLeast(0), timeout: atLeast(0) },
    })
    const off = { batch: { enabled: false, maxRequests: 0, timeout: 0, maxBodySize: 0 } }
    const saved = await changeSettings({ maker, defer }, off, superuser)
    claim('are free otherwise', saved).status(200)
  },
})

const rule = (values: Readonly<Record<string, unknown>>) => ({
  rateLimits: {
    rules: [{ label: '/a', audience: '', duration: 1, maxRequests: 1_000_000, ...values }],
  },
})
const firstRule = '/data/rateLimits/rules/0'

export const rulesRequired = conform('settings.rate-limits.rules-required', {
  lane: 'shared',
  async check({ superuser, claim }) {
    const answer = await superuser.patch(path, { rateLimits: { enabled: true, rules: [] } })
    claim('when enabled', answer).error(400, message, { rateLimits: { rules: blank } })
  },
})

export const labelFormat = conform('settings.rate-limits.label-format', {
  lane: 'exclusive',
  async check({ superuser, maker, claim, defer }) {
    for (const label of ['abc', 'users:create', '*:auth', '/api/', 'POST /api/a-b/']) {
      const answer = await changeSettings({ maker, defer }, rule({ label }), superuser)
      claim(`"${label}"`, answer).status(200).json('/rateLimits/rules/0/label', label)
    }
    for (const label of ['@abc', '!abc', '/a.b', 'a b', 'é', '/é', 'a:é']) {
      claim(`not "${label}"`, await superuser.patch(path, rule({ label }))).json(
        `${firstRule}/label`,
        badFormat,
      )
    }
    claim('not none', await superuser.patch(path, rule({ label: '' }))).json(
      `${firstRule}/label`,
      blank,
    )
  },
})

export const numbers = conform('settings.rate-limits.numbers', {
  lane: 'shared',
  async check({ superuser, claim }) {
    for (const key of ['duration', 'maxRequests']) {
      claim(`${key} 0`, await superuser.patch(path, rule({ [key]: 0 }))).json(
        `${firstRule}/${key}`,
        blank,
      )
      claim(`${key} -1`, await superuser.patch(path, rule({ [key]: -1 }))).json(
        `${firstRule}/${key}`,
        atLeast(1),
      )
    }
  },
})

export const ruleAudience = conform('settings.rate-limits.audience', {
  lane: 'exclusive',
  async check({ superuser, maker, claim, defer }) {
    for (const audience of ['', '@guest', '@auth']) {
      const answer = await changeSettings({ maker, defer }, rule({ audience }), superuser)
      claim(`"${audience}"`, answer).json('/rateLimits/rules/0/audience', audience)
    }
    claim('no other', await superuser.patch(path, rule({ audience: 'invalid' }))).json(
      `${firstRule}/audience`,
      notInList,
    )
  },
})

export const duplicates = conform('settings.rate-limits.duplicates', {
  lane: 'exclusive',
  async check({ superuser, maker, claim, defer }) {
    const one = { duration: 1, maxRequests: 1_000_000 }
    const send = (...rules: readonly unknown[]) =>
      superuser.patch(path, { rateLimits: { enabled: false, rules } })
    const conflict = {
      code: 'validation_conflicting_rate_limit_rule',
      message:
        'Rate limit rule configuration with label /a already exists or conflicts with another rule.',
      params: { label: '/a' },
    }
    const at = (position: number) => ({ [position]: { label: conflict } })
    const rules = '/data/rateLimits/rules'
    const [all, guests, others] = ['', '@guest', '@auth'].map((audience) => ({
      ...one,
      label: '/a',
      audience,
    }))
    claim('the same twice', await send(all, all)).json(rules, at(1))
    claim('the same audience', await send(guests, others, guests)).json(rules, at(2))
    claim('everybody after some', await send(guests, all)).json(rules, at(1))
    claim('some after everybody', await send(all, others)).json(rules, at(1))
    const wrong = await send(all, all, { ...one, label: '/b', audience: 'x' })
    claim('behind what is wrong with one', wrong).json(rules, { 2: { audience: notInList } })
    const apart = { rateLimits: { enabled: false, rules: [guests, others] } }
    const saved = await changeSettings({ maker, defer }, apart, superuser)
    claim('guests and others', saved).status(200)
  },
})

export const proxyHeaders = conform('settings.trusted-proxy.no-validation', {
  lane: 'exclusive',
  async check(context) {
    await judge(context, '/trustedProxy/headers', {
      refused: [],
      stored: [['X-Forwarded-For', 'weird header', '', 'é'], ['A'], []],
    })
    const { superuser, maker, claim, defer } = context
    const headers = ['weird header', '', 'X-Real-IP']
    await changeSettings({ maker, defer }, { trustedProxy: { headers } })
    const sent = { headers: { 'X-Real-IP': '192.0.2.7' } }
    claim('the others count', await superuser.send('GET', '/api/health', sent)).json(
      '/data/realIP',
      '192.0.2.7',
    )
  },
})

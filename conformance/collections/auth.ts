import { oauth2ProviderNames } from '../../spec/oauth2-providers.ts'
import type { Exchange } from '../harness/exchange.ts'
import { any } from '../harness/match.ts'
import { blank, lengthBetween } from '../harness/wording.ts'
import {
  conformSchema,
  crc32,
  invalidRule,
  noGreaterThan,
  noLessThan,
  updateFailed,
  type SchemaContext,
} from './support.ts'

const tokens = {
  authToken: 604800,
  passwordResetToken: 1800,
  emailChangeToken: 1800,
  verificationToken: 259200,
  fileToken: 180,
}

const createAuth = ({ create, unique }: Pick<SchemaContext, 'create' | 'unique'>, options = {}) =>
  create({ name: unique('o_'), type: 'auth', ...options })

export const defaultRules = conformSchema('collections.auth.default-rules', {
  lane: 'shared',
  async check(context) {
    const { claim } = context
    const created = await createAuth(context)
    claim('authRule', created).status(200).json('/authRule', '')
    claim('manageRule', created).status(200).json('/manageRule', null)
  },
})

export const defaultOptions = conformSchema('collections.auth.default-options', {
  lane: 'shared',
  async check(context) {
    const { claim } = context
    const created = await createAuth(context)
    claim('authAlert', created).status(200).json('/authAlert/enabled', true)
    claim('oauth2', created).json('/oauth2', {
      providers: [],
      mappedFields: { id: '', name: '', username: '', avatarURL: '' },
      enabled: false,
    })
    claim('passwordAuth', created).json('/passwordAuth', {
      enabled: true,
      identityFields: ['email'],
    })
    claim('mfa', created).json('/mfa', { enabled: false, duration: 1800, rule: '' })
    claim('otp', created).json('/otp', {
      enabled: false,
      duration: 180,
      length: 8,
      emailTemplate: any.object,
    })
  },
})

export const defaultDurations = conformSchema('collections.auth.default-token-durations', {
  lane: 'shared',
  async check(context) {
    const { claim } = context
    const created = await createAuth(context)
    for (const [token, duration] of Object.entries(tokens)) {
      claim(token, created).status(200).json(`/${token}`, { duration })
    }
  },
})

const indexesOf = (id: string, name: string): readonly string[] => [
  `CREATE UNIQUE INDEX \`idx_tokenKey_${id}\` ON \`${name}\` (\`tokenKey\`)`,
  `CREATE UNIQUE INDEX \`idx_email_${id}\` ON \`${name}\` (\`email\`) WHERE \`email\` != ''`,
]

export const defaultIndexes = conformSchema('collections.auth.default-indexes', {
  lane: 'shared',
  async check({ unique, create, claim }) {
    const name = unique('o_')
    const created = await create({ name, type: 'auth' })
    claim('has these two', created)
      .status(200)
      .json('/indexes', indexesOf(`pbc_${crc32(`auth${name}`)}`, name))
  },
})

export const defaultIndexesCustomId = conformSchema('collections.auth.default-indexes-custom-id', {
  lane: 'shared',
  async check({ unique, create, update, claim }) {
    const name = unique('o_')
    const id = unique('x'.repeat(72))
    const created = await create({ id, name, type: 'auth' })
    claim('use the generated id', created)
      .status(200)
      .json('/id', id)
      .json('/indexes', indexesOf(`pbc_${crc32(`auth${name}`)}`, name))
    const cut = (prefix: string) => `${prefix}${id}`.slice(0, 64)
    claim('later the real one, cut', await update(name, { indexes: [] }))
      .status(200)
      .json('/indexes', [
        `CREATE UNIQUE INDEX \`${cut('idx_tokenKey_')}\` ON \`${name}\` (\`tokenKey\`)`,
        `CREATE UNIQUE INDEX \`${cut('idx_email_')}\` ON \`${name}\` (\`email\`) WHERE \`email\` != ''`,
      ])
  },
})

const thanks = ['<p>', '  Thanks,<br/>', '  {APP_NAME} team', '</p>']

const button = (path: string, label: string): readonly string[] => [
  '<p>',
  `  <a class="btn" href="{APP_URL}/_/#/auth/${path}/{TOKEN}" target="_blank" rel="noopener">${label}</a>`,
  '</p>',
]

const ignorable = (why: string): string =>
  `<p><i>If you didn't ask ${why}, you can ignore this email.</i></p>`

/** One case per template: key of the collection, subject, lines of the body. */
const template = (
  id: Parameters<typeof conformSchema>[0],
  pointer: string,
  subject: string,
  lines: readonly string[],
) =>
  conformSchema(id, {
    lane: 'shared',
    async check(context) {
      const { superuser, claim } = context
      const expected = { subject, body: lines.join('\n') }
      claim('of users', await superuser.get('/api/collections/users'))
        .status(200)
        .json(pointer, expected)
      claim('of a new collection', await createAuth(context))
        .status(200)
        .json(pointer, expected)
    },
  })

export const verification = template(
  'collections.auth.default-template-verification',
  '/verificationTemplate',
  'Verify your {APP_NAME} email',
  [
    '<p>Hello,</p>',
    '<p>Thank you for joining us at {APP_NAME}.</p>',
    '<p>Click on the button below to verify your email address.</p>',
    ...button('confirm-verification', 'Verify'),
    ...thanks,
  ],
)

export const resetPassword = template(
  'collections.auth.default-template-reset-password',
  '/resetPasswordTemplate',
  'Reset your {APP_NAME} password',
  [
    '<p>Hello,</p>',
    '<p>Click on the button below to reset your password.</p>',
    ...button('confirm-password-reset', 'Reset password'),
    ignorable('to reset your password'),
    ...thanks,
  ],
)

export const emailChange = template(
  'collections.auth.default-template-email-change',
  '/confirmEmailChangeTemplate',
  'Confirm your {APP_NAME} new email address',
  [
    '<p>Hello,</p>',
    '<p>Click on the button below to confirm your new email address.</p>',
    ...button('confirm-email-change', 'Confirm new email'),
    ignorable('to change your email address'),
    ...thanks,
  ],
)

export const otpTemplate = template(
  'collections.auth.default-template-otp',
  '/otp/emailTemplate',
  'OTP for {APP_NAME}',
  [
    '<p>Hello,</p>',
    '<p>Your one-time password is: <strong>{OTP}</strong></p>',
    ignorable('for the one-time password'),
    ...thanks,
  ],
)

export const alertTemplate = template(
  'collections.auth.default-template-alert',
  '/authAlert/emailTemplate',
  'Login from a new location',
  [
    '<p>Hello,</p>',
    '<p>We noticed a login to your {APP_NAME} account from a new location:</p>',
    '<p><em>{ALERT_INFO}</em></p>',
    "<p><strong>If this wasn't you, you should immediately change your {APP_NAME} account password to revoke access from all other locations.</strong></p>",
    '<p>If this was you, you may disregard this email.</p>',
    ...thanks,
  ],
)

export const createMerges = conformSchema('collections.auth.create-merges-defaults', {
  lane: 'shared',
  async check(context) {
    const { claim } = context
    const created = await createAuth(context, {
      emailChangeToken: { duration: 123 },
      passwordAuth: { enabled: false },
      oauth2: { mappedFields: { name: 'email' } },
    })
    claim('keeps what is sent', created).status(200).json('/emailChangeToken', { duration: 123 })
    claim('and the other keys', created).json('/passwordAuth', {
      enabled: false,
      identityFields: ['email'],
    })
    claim('on every level', created).json('/oauth2/mappedFields', {
      id: '',
      name: 'email',
      username: '',
      avatarURL: '',
    })
  },
})

export const authRule = conformSchema('collections.auth.auth-rule', {
  lane: 'shared',
  async check({ collection, update, claim }) {
    const { name } = await collection({ type: 'auth' })
    for (const value of [null, '', 'verified = true']) {
      claim(JSON.stringify(value), await update(name, { authRule: value }))
        .status(200)
        .json('/authRule', value)
    }
    claim('invalid', await update(name, { authRule: "missing != ''" })).error(400, updateFailed, {
      authRule: invalidRule,
    })
  },
})

export const manageRule = conformSchema('collections.auth.manage-rule', {
  lane: 'shared',
  async check({ collection, update, claim }) {
    const { name } = await collection({ type: 'auth' })
    for (const value of ['verified = true', null]) {
      claim(JSON.stringify(value), await update(name, { manageRule: value }))
        .status(200)
        .json('/manageRule', value)
    }
    claim('empty', await update(name, { manageRule: '' })).error(400, updateFailed, {
      manageRule: { code: 'validation_nil_or_not_empty_required', message: 'Cannot be blank.' },
    })
    claim('invalid', await update(name, { manageRule: 'missing = 1' })).error(400, updateFailed, {
      manageRule: invalidRule,
    })
  },
})

/** An auth collection of the case's own and what a change of it answers. */
const changer = async ({ collection, update, refused }: SchemaContext) => {
  const { name } = await collection({ type: 'auth', fields: [{ name: 'test', type: 'text' }] })
  const change = (options: Readonly<Record<string, unknown>>): Promise<Exchange> =>
    update(name, options)
  const control = await change({})
  return {
    name,
    change,
    /** The answer of a change that has to be refused, beside one that was not. */
    reject: async (options: Readonly<Record<string, unknown>>): Promise<Exchange> =>
      refused(control, await change(options)),
  }
}

export const tokenDuration = conformSchema('collections.auth.token-duration', {
  lane: 'shared',
  async check(context) {
    const { claim } = context
    const { change, reject } = await changer(context)
    const wrong = [
      [0, blank],
      [9, noLessThan(10)],
      [94670857, noGreaterThan(94670856)],
    ] as const
    for (const token of Object.keys(tokens)) {
      for (const [duration, error] of wrong) {
        const answer = await reject({ [token]: { duration } })
        claim(`${token}: not ${duration}`, answer).error(400, updateFailed, {
          [token]: { duration: error },
        })
      }
      for (const duration of [10, 94670856]) {
        claim(`${token}: ${duration}`, await change({ [token]: { duration } }))
          .status(200)
          .json(`/${token}`, { duration })
      }
    }
  },
})

export const secretLength = conformSchema('collections.auth.token-secret-length', {
  lane: 'shared',
  async check(context) {
    const { claim } = context
    const { change, reject } = await changer(context)
    const wrong = {
      '29 characters': 'x'.repeat(29),
      '256': 'x'.repeat(256),
      bytes: 'ä'.repeat(128),
    }
    for (const [what, secret] of Object.entries(wrong)) {
      const answer = await reject({ verificationToken: { secret } })
      claim(`not ${what}`, answer).error(400, updateFailed, {
        verificationToken: { secret: lengthBetween(30, 255) },
      })
    }
    for (const secret of ['x'.repeat(30), 'x'.repeat(255), 'ä'.repeat(15)]) {
      const answer = await change({ verificationToken: { secret } })
      claim(`${secret.length} times ${secret.charAt(0)}`, answer).status(200)
    }
  },
})

export const templatesRequired = conformSchema('collections.auth.templates-required', {
  lane: 'shared',
  async check(context) {
    const { claim } = context
    const { reject } = await changer(context)
    const emailTemplate = { subject: '', body: '' }
    const nothing = { subject: blank, body: blank }
    const answer = await reject({
      authAlert: { enabled: false, emailTemplate },
      otp: { enabled: false, emailTemplate },
      verificationTemplate: emailTemplate,
      resetPasswordTemplate: emailTemplate,
      confirmEmailChangeTemplate: { subject: '' },
    })
    claim('names all', answer).error(400, updateFailed, {
      authAlert: { emailTemplate: nothing },
      otp: { emailTemplate: nothing },
      verificationTemplate: nothing,
      resetPasswordTemplate: nothing,
      confirmEmailChangeTemplate: { subject: blank },
    })
  },
})

export const otpLimits = conformSchema('collections.auth.otp-limits', {
  lane: 'shared',
  async check(context) {
    const { claim } = context
    const { change, reject } = await changer(context)
    const wrong = {
      'too little': [
        { duration: 9, length: 3 },
        { duration: noLessThan(10), length: noLessThan(4) },
      ],
      'too much': [{ duration: 86401 }, { duration: noGreaterThan(86400) }],
      nothing: [
        { duration: 0, length: 0 },
        { duration: blank, length: blank },
      ],
    } as const
    for (const [what, [options, errors]] of Object.entries(wrong)) {
      const answer = await reject({ otp: { enabled: true, ...options } })
      claim(what, answer).error(400, updateFailed, { otp: errors })
    }
    claim('the limits', await change({ otp: { enabled: true, duration: 10, length: 4 } }))
      .status(200)
      .json('/otp/duration', 10)
      .json('/otp/length', 4)
    claim('disabled', await change({ otp: { enabled: false, duration: 0, length: 0 } }))
      .status(200)
      .json('/otp/duration', 0)
  },
})

export const mfaDuration = conformSchema('collections.auth.mfa-duration', {
  lane: 'shared',
  async check(context) {
    const { claim } = context
    const { change, reject } = await changer(context)
    const wrong = [
      [9, noLessThan(10)],
      [86401, noGreaterThan(86400)],
      [0, blank],
    ] as const
    for (const [duration, error] of wrong) {
      const answer = await reject({ mfa: { enabled: true, duration }, otp: { enabled: true } })
      claim(`not ${duration}`, answer).error(400, updateFailed, { mfa: { duration: error } })
    }
    const enabled = { mfa: { enabled: true, duration: 10 }, otp: { enabled: true } }
    claim('10', await change(enabled))
      .status(200)
      .json('/mfa/duration', 10)
    claim('disabled', await change({ mfa: { enabled: false, duration: 0 } }))
      .status(200)
      .json('/mfa/duration', 0)
  },
})

export const mfaTwoMethods = conformSchema('collections.auth.mfa-needs-two-methods', {
  lane: 'shared',
  async check(context) {
    const { claim } = context
    const { change, reject } = await changer(context)
    const mfa = { enabled: true }
    claim('not with one', await reject({ mfa })).error(400, updateFailed, {
      mfa: {
        enabled: {
          code: 'validation_mfa_not_enough_auths',
          message: 'MFA requires at least 2 auth methods to be enabled.',
        },
      },
    })
    claim('password and otp', await change({ mfa, otp: { enabled: true } })).status(200)
    const oauth2 = { enabled: true, providers: [] }
    const withOauth2 = await change({ mfa, oauth2, otp: { enabled: false } })
    claim('password and OAuth2 without providers', withOauth2).status(200)
  },
})

export const mfaRule = conformSchema('collections.auth.mfa-rule', {
  lane: 'shared',
  async check(context) {
    const { claim } = context
    const { change, reject } = await changer(context)
    const rule = 'missing = 1'
    const enabled = { mfa: { enabled: true, rule }, otp: { enabled: true } }
    claim('is checked', await reject(enabled)).error(400, updateFailed, {
      mfa: { rule: invalidRule },
    })
    claim('not while disabled', await change({ mfa: { enabled: false, rule } }))
      .status(200)
      .json('/mfa/rule', rule)
  },
})

export const lateChecks = conformSchema('collections.auth.late-checks', {
  lane: 'shared',
  async check(context) {
    const { claim } = context
    const { reject } = await changer(context)
    const late = { mfa: { enabled: true }, passwordAuth: { identityFields: ['test'] } }
    const early = await reject({ ...late, fileToken: { duration: 1 } })
    claim('only without another failure', early).error(400, updateFailed, {
      fileToken: { duration: noLessThan(10) },
    })
    claim('the count of methods first', await reject(late))
      .status(400)
      .json('/data/mfa/enabled/code', 'validation_mfa_not_enough_auths')
      .absent('/data/passwordAuth')
  },
})

export const identityRequired = conformSchema('collections.auth.identity-fields-required', {
  lane: 'shared',
  async check(context) {
    const { claim } = context
    const { change, reject } = await changer(context)
    for (const identityFields of [[], ['', '']]) {
      const answer = await reject({ passwordAuth: { enabled: true, identityFields } })
      claim(JSON.stringify(identityFields), answer).error(400, updateFailed, {
        passwordAuth: { identityFields: blank },
      })
    }
    claim(
      'not while disabled',
      await change({ passwordAuth: { enabled: false, identityFields: [] } }),
    )
      .status(200)
      .json('/passwordAuth', { enabled: false, identityFields: [] })
  },
})

export const identityMissing = conformSchema('collections.auth.identity-fields-missing', {
  lane: 'shared',
  async check(context) {
    const { claim } = context
    const { reject } = await changer(context)
    const wrong = [
      [['missing'], 'Invalid or missing field missing.', 'missing'],
      [['email', ''], 'Invalid or missing field.', ''],
      [['EMAIL'], 'Invalid or missing field EMAIL.', 'EMAIL'],
    ] as const
    for (const [identityFields, message, fieldName] of wrong) {
      const error = { code: 'validation_missing_field', message, params: { fieldName } }
      const answer = await reject({ passwordAuth: { identityFields } })
      claim(JSON.stringify(identityFields), answer).error(400, updateFailed, {
        passwordAuth: { identityFields: error },
      })
    }
  },
})

export const identityUnique = conformSchema('collections.auth.identity-fields-unique', {
  lane: 'shared',
  async check(context) {
    const { superuser, claim } = context
    const { name, change, reject } = await changer(context)
    const passwordAuth = { identityFields: ['email', 'test'] }
    const error = {
      code: 'validation_missing_unique_constraint',
      message: "The field test doesn't have a UNIQUE constraint.",
      params: { fieldName: 'test' },
    }
    const data = { passwordAuth: { identityFields: error } }
    claim('without one', await reject({ passwordAuth })).error(400, updateFailed, data)
    const stored = (await superuser.get(`/api/collections/${name}`)).at('/indexes')
    const own: readonly unknown[] = Array.isArray(stored) ? stored : []
    const plain = `CREATE INDEX idx_${name} ON ${name} (test)`
    const two = `CREATE UNIQUE INDEX idx_${name} ON ${name} (test, email)`
    for (const [what, index] of Object.entries({ 'not UNIQUE': plain, 'over two columns': two })) {
      const answer = await reject({ passwordAuth, indexes: [...own, index] })
      claim(what, answer).error(400, updateFailed, data)
    }
    const partial = `CREATE UNIQUE INDEX idx_${name} ON ${name} (TEST) WHERE test != ''`
    claim('a partial one will do', await change({ passwordAuth, indexes: [...own, partial] }))
      .status(200)
      .json('/passwordAuth/identityFields', ['email', 'test'])
  },
})

export const oauth2Disabled = conformSchema('collections.auth.oauth2-disabled-not-validated', {
  lane: 'shared',
  async check(context) {
    const { claim } = context
    const { change } = await changer(context)
    const providers = [{ name: 'whatever' }, { name: 'whatever', authURL: '!invalid!' }]
    claim('is stored', await change({ oauth2: { enabled: false, providers } }))
      .status(200)
      .json('/oauth2/providers/0/name', 'whatever')
      .json('/oauth2/providers/1/authURL', '!invalid!')
  },
})

export const oauth2NoProviders = conformSchema('collections.auth.oauth2-no-providers', {
  lane: 'shared',
  async check(context) {
    const { claim } = context
    const { change } = await changer(context)
    claim('is fine', await change({ oauth2: { enabled: true, providers: [] } }))
      .status(200)
      .json('/oauth2/enabled', true)
  },
})

const enabled = (...providers: readonly unknown[]) => ({ oauth2: { enabled: true, providers } })

export const providerRequired = conformSchema('collections.auth.oauth2-provider-required', {
  lane: 'shared',
  async check(context) {
    const { claim } = context
    const { reject } = await changer(context)
    claim('names all three', await reject(enabled({}))).error(400, updateFailed, {
      oauth2: { providers: { 0: { name: blank, clientId: blank, clientSecret: blank } } },
    })
  },
})

const client = { clientId: 'a', clientSecret: 'b' }

export const providerUnknown = conformSchema('collections.auth.oauth2-provider-unknown', {
  lane: 'shared',
  async check(context) {
    const { claim } = context
    const { change, reject } = await changer(context)
    for (const name of ['missing', 'GitLab']) {
      const error = {
        code: 'validation_missing_provider',
        message: `Invalid or missing provider with name ${name}.`,
        params: { name },
      }
      claim(`not ${name}`, await reject(enabled({ name, ...client }))).error(400, updateFailed, {
        oauth2: { providers: { 0: { name: error } } },
      })
    }
    const all = await change(enabled(...oauth2ProviderNames.map((name) => ({ name, ...client }))))
    claim('the listed ones', all)
      .status(200)
      .length('/oauth2/providers', oauth2ProviderNames.length)
  },
})

export const providerDuplicate = conformSchema('collections.auth.oauth2-provider-duplicate', {
  lane: 'shared',
  async check(context) {
    const { claim } = context
    const { reject } = await changer(context)
    const named = (name: string) => ({ name, ...client })
    const error = {
      code: 'validation_duplicated_provider',
      message: 'The provider gitlab is already registered.',
      params: { name: 'gitlab' },
    }
    const data = { oauth2: { providers: { 2: { name: error } } } }
    const twice = await reject(enabled(named('gitlab'), named('google'), named('gitlab')))
    claim('names the second', twice).error(400, updateFailed, data)
    const first = await reject(enabled(named('gitlab'), named('missing'), named('gitlab')))
    claim('before other checks', first).error(400, updateFailed, data)
  },
})

export const providerUrls = conformSchema('collections.auth.oauth2-provider-urls', {
  lane: 'shared',
  async check(context) {
    const { claim } = context
    const { change, reject } = await changer(context)
    const urls = (url: string) => ({ authURL: url, tokenURL: url, userInfoURL: url })
    const provider = { name: 'gitlab', ...client }
    const error = { code: 'validation_is_url', message: 'Must be a valid URL.' }
    claim('invalid', await reject(enabled({ ...provider, ...urls('!invalid!') }))).error(
      400,
      updateFailed,
      {
        oauth2: { providers: { 0: { authURL: error, tokenURL: error, userInfoURL: error } } },
      },
    )
    const valid = await change(enabled({ ...provider, ...urls('https://example.com/a') }))
    claim('valid', valid).status(200).json('/oauth2/providers/0/authURL', 'https://example.com/a')
    claim('empty', await change(enabled({ ...provider, ...urls('') }))).status(200)
  },
})

export const mappedFields = conformSchema('collections.auth.oauth2-mapped-fields-reset', {
  lane: 'shared',
  async check(context) {
    const { claim } = context
    const { change } = await changer(context)
    const sent = { id: 'missing', name: 'missing', username: 'email', avatarURL: 'missing' }
    claim('when they name nothing', await change({ oauth2: { mappedFields: sent } }))
      .status(200)
      .json('/oauth2/mappedFields', { id: '', name: '', username: 'email', avatarURL: '' })
    const mapped = await change({ oauth2: { mappedFields: { name: 'test' } } })
    claim('not when they name a field', mapped).json('/oauth2/mappedFields/name', 'test')
    claim('on the save that drops it', await change({ fields: [] }))
      .status(200)
      .json('/oauth2/mappedFields/name', '')
  },
})

export const fieldFlags = conformSchema('collections.auth.mandatory-field-flags', {
  lane: 'shared',
  async check(context) {
    const { claim } = context
    const off = { system: false, hidden: false, required: false }
    const fields = [
      { name: 'id', type: 'text', ...off, hidden: true, primaryKey: false },
      { name: 'password', type: 'password', ...off, max: 60 },
      { name: 'tokenKey', type: 'text', ...off, min: 10 },
      { name: 'email', type: 'email', ...off, hidden: true },
      { name: 'emailVisibility', type: 'bool', ...off, hidden: true },
      { name: 'verified', type: 'bool', ...off, hidden: true },
    ]
    const created = await createAuth(context, { fields })
    claim('are accepted', created).status(200).length('/fields', 6)
    const forced = [
      ['id', { system: true, required: true, primaryKey: true, hidden: false }],
      ['password', { system: true, hidden: true, required: true, max: 60 }],
      ['tokenKey', { system: true, hidden: true, required: true, min: 10, max: 0 }],
      ['email', { system: true, hidden: false, required: false }],
      ['emailVisibility', { system: true, hidden: true, required: false }],
      ['verified', { system: true, hidden: true, required: false }],
    ] as const
    for (const [index, [name, options]] of forced.entries()) {
      for (const [option, value] of Object.entries(options)) {
        claim(`${name}: ${option}`, created).json(`/fields/${index}/${option}`, value)
      }
    }
  },
})

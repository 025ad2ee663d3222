import { complete, type JsonObject, type ObjectShape, type Shaped } from '../values/shape.ts'

export const tokenNames = [
  'authToken',
  'passwordResetToken',
  'emailChangeToken',
  'verificationToken',
  'fileToken',
] as const

export const templateNames = [
  'verificationTemplate',
  'resetPasswordTemplate',
  'confirmEmailChangeTemplate',
] as const

export const mappedFieldNames = ['id', 'name', 'username', 'avatarURL'] as const

const template = { object: { subject: 'string', body: 'string' } } as const satisfies ObjectShape
const token = {
  object: {
    secret: 'string',
    /** Seconds. */
    duration: 'integer',
  },
} as const satisfies ObjectShape
const provider = {
  object: {
    pkce: 'nullable-boolean',
    name: 'string',
    clientId: 'string',
    clientSecret: 'string',
    authURL: 'string',
    tokenURL: 'string',
    userInfoURL: 'string',
    displayName: 'string',
    extra: 'nullable-object',
  },
} as const satisfies ObjectShape

/** Key order is that of responses (collections.shape.auth-keys). */
export const authShape = {
  object: {
    authRule: 'nullable-string',
    manageRule: 'nullable-string',
    authAlert: { object: { enabled: 'boolean', emailTemplate: template } },
    oauth2: {
      object: {
        providers: { list: provider },
        mappedFields: {
          object: { id: 'string', name: 'string', username: 'string', avatarURL: 'string' },
        },
        enabled: 'boolean',
      },
    },
    passwordAuth: { object: { enabled: 'boolean', identityFields: 'string-list' } },
    mfa: { object: { enabled: 'boolean', duration: 'integer', rule: 'string' } },
    otp: {
      object: {
        enabled: 'boolean',
        duration: 'integer',
        length: 'integer',
        emailTemplate: template,
      },
    },
    authToken: token,
    passwordResetToken: token,
    emailChangeToken: token,
    verificationToken: token,
    fileToken: token,
    verificationTemplate: template,
    resetPasswordTemplate: template,
    confirmEmailChangeTemplate: template,
  },
} as const satisfies ObjectShape

/** What an auth collection keeps in `_collections.options`; secrets in clear text. */
export type AuthOptions = Shaped<typeof authShape>
export type Template = Shaped<typeof template>
export type TokenOptions = Shaped<typeof token>
export type OAuth2Provider = Shaped<typeof provider>

/** The options of an auth collection with every key present. */
export const readAuthOptions = (options: JsonObject): AuthOptions => complete(authShape, options)

/** Options as responses show them: token secrets and client secrets are left out, not masked. */
export const withoutSecrets = (options: AuthOptions): JsonObject => {
  const open: Record<string, unknown> = { ...options }
  for (const name of tokenNames) open[name] = { duration: options[name].duration }
  open['oauth2'] = {
    ...options.oauth2,
    providers: options.oauth2.providers.map(({ clientSecret: _, ...shown }) => shown),
  }
  return open
}

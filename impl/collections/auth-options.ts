import { complete, type JsonObject, type ObjectShape } from '../values/shape.ts'

export interface Template {
  readonly subject: string
  readonly body: string
}

export interface TokenOptions {
  readonly secret: string
  /** Seconds. */
  readonly duration: number
}

export interface OAuth2Provider {
  readonly pkce: boolean | null
  readonly name: string
  readonly clientId: string
  readonly clientSecret: string
  readonly authURL: string
  readonly tokenURL: string
  readonly userInfoURL: string
  readonly displayName: string
  readonly extra: JsonObject | null
}

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

/** What an auth collection keeps in `_collections.options`; secrets in clear text. */
export type AuthOptions = {
  readonly authRule: string | null
  readonly manageRule: string | null
  readonly authAlert: { readonly enabled: boolean; readonly emailTemplate: Template }
  readonly oauth2: {
    readonly providers: readonly OAuth2Provider[]
    readonly mappedFields: Readonly<Record<(typeof mappedFieldNames)[number], string>>
    readonly enabled: boolean
  }
  readonly passwordAuth: { readonly enabled: boolean; readonly identityFields: readonly string[] }
  readonly mfa: { readonly enabled: boolean; readonly duration: number; readonly rule: string }
  readonly otp: {
    readonly enabled: boolean
    readonly duration: number
    readonly length: number
    readonly emailTemplate: Template
  }
} & Readonly<Record<(typeof tokenNames)[number], TokenOptions>> &
  Readonly<Record<(typeof templateNames)[number], Template>>

const template = { object: { subject: 'string', body: 'string' } } as const satisfies ObjectShape
const token = { object: { secret: 'string', duration: 'integer' } } as const satisfies ObjectShape
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

/** The options of an auth collection with every key present. */
export const readAuthOptions = (options: JsonObject): AuthOptions =>
  // `complete` answers exactly the keys and types of its shape, and the interface above spells that shape.
  complete(authShape, options) as AuthOptions

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

/**
 * Wire shapes: JSON Schema (draft 2020-12) of what the API answers, one self-contained schema per shape. Where the contract
 * fixes the order of keys, `x-key-order` lists it (keys that are absent are skipped), or says `sorted` for byte order.
 */

/** A JSON Schema as plain data. */
export interface Schema {
  readonly [keyword: string]: unknown
}

type Properties = Readonly<Record<string, Schema>>

/** An object with exactly these keys. */
const exactly = (properties: Properties): Schema => ({
  type: 'object',
  properties,
  required: Object.keys(properties),
  additionalProperties: false,
})

/** An object with exactly these keys, in this order on the wire. */
const ordered = (properties: Properties): Schema => ({
  ...exactly(properties),
  'x-key-order': Object.keys(properties),
})

/** An object with exactly these keys, in byte order on the wire. */
const sorted = (properties: Properties): Schema => ({
  ...exactly(properties),
  'x-key-order': 'sorted',
})

const text = { type: 'string' } as const
const flag = { type: 'boolean' } as const
const integer = { type: 'integer' } as const
const texts = { type: 'array', items: text } as const
const rule = { type: ['string', 'null'] } as const
const listOf = (items: Schema): Schema => ({ type: 'array', items })

/** `2026-01-31 12:00:00.000Z` (collections.shape.timestamps, values.date.format-out). */
const timestamp = {
  type: 'string',
  pattern: '^\\d{4}-\\d{2}-\\d{2} \\d{2}:\\d{2}:\\d{2}\\.\\d{3}Z$',
} as const

/** Empty in a scaffold and in a date field without a value. */
const timestampOrEmpty = { anyOf: [timestamp, { const: '' }] } as const

const generatedId = { type: 'string', pattern: '^[a-z0-9]{15}$' } as const

/** Three base64url parts (auth.token.jwt-hs256). */
const token = { type: 'string', pattern: '^[\\w-]+\\.[\\w-]+\\.[\\w-]+$' } as const

/** The envelope of every paginated list (page.key-order). */
const paginated = (item: Schema): Schema =>
  ordered({
    items: listOf(item),
    page: { type: 'integer', minimum: 1 },
    perPage: { type: 'integer', minimum: 1 },
    totalItems: { type: 'integer', minimum: -1 },
    totalPages: { type: 'integer', minimum: -1 },
  })

/** http.error.shape, http.error.key-order, http.error.validation-item, http.error.validation-nesting, batch.failure-shape. */
const errorBody = {
  ...ordered({
    data: { $ref: '#/$defs/issues' },
    message: { type: 'string', pattern: '[.?!]$' },
    status: { type: 'integer', minimum: 400, maximum: 599 },
  }),
  $defs: {
    issues: {
      type: 'object',
      additionalProperties: { anyOf: [{ $ref: '#/$defs/issue' }, { $ref: '#/$defs/issues' }] },
    },
    issue: {
      type: 'object',
      properties: {
        code: text,
        message: text,
        params: { type: 'object' },
        response: {
          type: 'object',
          description: 'The error a sub-request of a batch would have answered on its own.',
        },
      },
      required: ['code', 'message'],
      additionalProperties: false,
      'x-key-order': 'sorted',
    },
  },
} as const

const commonField = { hidden: flag, id: text, name: text, presentable: flag, system: flag }

/** A field of one type: common keys, `required` (all but autodate) and its options (schema.common.keys). */
const field = (type: string, options: Properties = {}): Schema =>
  sorted({ ...commonField, type: { const: type }, required: flag, ...options })

const domains = { type: ['array', 'null'], items: text } as const
const bound = { type: ['number', 'null'] } as const
const count = { type: 'integer', minimum: 0 } as const

const domainOptions = { exceptDomains: domains, onlyDomains: domains }

/** Field objects by type; the keys are the field types (schema.types.list). */
export const fieldShapes = {
  text: field('text', {
    autogeneratePattern: text,
    max: count,
    min: count,
    pattern: text,
    primaryKey: flag,
  }),
  editor: field('editor', { convertURLs: flag, maxSize: count }),
  number: field('number', { max: bound, min: bound, onlyInt: flag }),
  bool: field('bool'),
  email: field('email', domainOptions),
  url: field('url', domainOptions),
  date: field('date', { max: timestampOrEmpty, min: timestampOrEmpty }),
  autodate: sorted({
    ...commonField,
    type: { const: 'autodate' },
    onCreate: flag,
    onUpdate: flag,
  }),
  select: field('select', { maxSelect: count, values: texts }),
  file: field('file', {
    maxSelect: count,
    maxSize: count,
    mimeTypes: domains,
    protected: flag,
    thumbs: domains,
  }),
  relation: field('relation', {
    cascadeDelete: flag,
    collectionId: text,
    maxSelect: count,
    minSelect: count,
  }),
  json: field('json', { maxSize: count }),
  password: field('password', { cost: count, max: count, min: count, pattern: text }),
  geoPoint: field('geoPoint'),
} as const

/** A schema that speaks of fields, with their definition. */
const withFields = (schema: Schema): Schema => ({
  ...schema,
  $defs: { field: { oneOf: Object.values(fieldShapes) } },
})

const collectionKeys = (type: string): Properties => ({
  id: text,
  listRule: rule,
  viewRule: rule,
  createRule: rule,
  updateRule: rule,
  deleteRule: rule,
  name: text,
  type: { const: type },
  fields: listOf({ $ref: '#/$defs/field' }),
  indexes: texts,
  created: timestampOrEmpty,
  updated: timestampOrEmpty,
  system: flag,
})

const template = ordered({ subject: text, body: text })
const tokenOptions = ordered({ duration: integer })

/** Observed keys of one provider of an auth collection (collections.shape.provider-keys). */
const providerOptions = ordered({
  pkce: { type: ['boolean', 'null'] },
  name: text,
  clientId: text,
  authURL: text,
  tokenURL: text,
  userInfoURL: text,
  displayName: text,
  extra: { type: ['object', 'null'] },
})

const authOptions: Properties = {
  authRule: rule,
  manageRule: rule,
  authAlert: ordered({ enabled: flag, emailTemplate: template }),
  oauth2: ordered({
    providers: listOf(providerOptions),
    mappedFields: ordered({ id: text, name: text, username: text, avatarURL: text }),
    enabled: flag,
  }),
  passwordAuth: ordered({ enabled: flag, identityFields: texts }),
  mfa: ordered({ enabled: flag, duration: integer, rule: text }),
  otp: ordered({ enabled: flag, duration: integer, length: integer, emailTemplate: template }),
  authToken: tokenOptions,
  passwordResetToken: tokenOptions,
  emailChangeToken: tokenOptions,
  verificationToken: tokenOptions,
  fileToken: tokenOptions,
  verificationTemplate: template,
  resetPasswordTemplate: template,
  confirmEmailChangeTemplate: template,
}

const baseCollection = ordered(collectionKeys('base'))
const authCollection = ordered({ ...collectionKeys('auth'), ...authOptions })
const viewCollection = ordered({ ...collectionKeys('view'), viewQuery: text })
const collection: Schema = { oneOf: [baseCollection, authCollection, viewCollection] }

/** records.shape.system-keys, records.shape.key-order; what else a record holds depends on its collection. */
const record = {
  type: 'object',
  properties: { collectionId: text, collectionName: text, id: text, expand: { type: 'object' } },
  required: ['collectionId', 'collectionName', 'id'],
  'x-key-order': 'sorted',
} as const

/** The email may be withheld (records.shape.email-visibility); password and tokenKey always are. */
const authRecord = {
  ...record,
  properties: {
    ...record.properties,
    email: text,
    emailVisibility: flag,
    verified: flag,
    password: false,
    tokenKey: false,
  },
  required: [...record.required, 'emailVisibility', 'verified'],
} as const

/** `meta` is there only after an OAuth2 login (auth.response.shape). */
const authResponse = {
  type: 'object',
  properties: { meta: { type: 'object' }, record: authRecord, token },
  required: ['record', 'token'],
  additionalProperties: false,
  'x-key-order': 'sorted',
} as const

const authProvider = ordered({
  name: text,
  displayName: text,
  state: { type: 'string', pattern: '^[A-Za-z0-9]{30}$' },
  authURL: text,
  authUrl: text,
  codeVerifier: text,
  codeChallenge: text,
  codeChallengeMethod: text,
})

const authMethods = ordered({
  password: ordered({ identityFields: texts, enabled: flag }),
  oauth2: ordered({ providers: listOf(authProvider), enabled: flag }),
  mfa: ordered({ enabled: flag, duration: integer }),
  otp: ordered({ enabled: flag, duration: integer }),
  authProviders: { type: ['array', 'null'], items: authProvider },
  usernamePassword: flag,
  emailPassword: flag,
})

const s3 = ordered({
  enabled: flag,
  bucket: text,
  region: text,
  endpoint: text,
  accessKey: text,
  forcePathStyle: flag,
})

/** Passwords and secrets are never part of it (settings.list.secrets-omitted). */
const settings = ordered({
  smtp: ordered({
    enabled: flag,
    port: integer,
    host: text,
    username: text,
    authMethod: { enum: ['', 'PLAIN', 'LOGIN'] },
    tls: flag,
    localName: text,
  }),
  backups: ordered({ cron: text, cronMaxKeep: integer, s3 }),
  s3,
  meta: ordered({
    appName: text,
    appURL: text,
    senderName: text,
    senderAddress: text,
    hideControls: flag,
  }),
  rateLimits: ordered({
    rules: listOf(
      ordered({
        label: text,
        audience: { enum: ['', '@guest', '@auth'] },
        duration: integer,
        maxRequests: integer,
      }),
    ),
    enabled: flag,
  }),
  trustedProxy: ordered({ headers: texts, useLeftmostIP: flag }),
  batch: ordered({ enabled: flag, maxRequests: integer, timeout: integer, maxBodySize: integer }),
  logs: ordered({ maxDays: integer, minLevel: integer, logIP: flag, logAuthId: flag }),
})

const log = ordered({
  id: generatedId,
  created: timestamp,
  data: { type: 'object', 'x-key-order': 'sorted' },
  message: text,
  level: integer,
})

const health = (data: Schema): Schema =>
  ordered({ message: { const: 'API is healthy.' }, code: { const: 200 }, data })

export const shapes = {
  error: errorBody,
  list: paginated({}),

  health: health({ type: 'object', additionalProperties: false }),
  healthForSuperusers: health(sorted({ canBackup: flag, possibleProxyHeader: text, realIP: text })),

  baseCollection: withFields(baseCollection),
  authCollection: withFields(authCollection),
  viewCollection: withFields(viewCollection),
  collections: withFields(paginated(collection)),
  scaffolds: withFields(
    sorted({ auth: authCollection, base: baseCollection, view: viewCollection }),
  ),

  record,
  records: paginated(record),
  authRecord,

  authResponse,
  authMethods,
  otpRequest: exactly({ otpId: generatedId }),
  mfaRequired: exactly({ mfaId: generatedId }),
  fileToken: exactly({ token }),

  batch: listOf(ordered({ body: { type: ['object', 'null'] }, status: { enum: [200, 204] } })),
  realtimeConnect: exactly({ clientId: { type: 'string', pattern: '^[A-Za-z0-9]{40}$' } }),
  realtimeRecord: ordered({ record, action: { enum: ['create', 'update', 'delete'] } }),

  settings,
  appleClientSecret: exactly({ secret: token }),
  log,
  logs: paginated(log),
  logStats: listOf(
    ordered({
      date: { type: 'string', pattern: '^\\d{4}-\\d{2}-\\d{2} \\d{2}:00:00\\.000Z$' },
      total: { type: 'integer', minimum: 1 },
    }),
  ),
  crons: listOf(ordered({ id: text, expression: text })),
  backups: listOf(
    ordered({ modified: timestamp, key: text, size: { type: 'integer', minimum: 0 } }),
  ),
} as const satisfies Readonly<Record<string, Schema>>

export type ShapeName = keyof typeof shapes

import { defaultSettings } from '../store/data-dir/settings.ts'
import { complete, type ObjectShape, type Shaped } from '../values/shape.ts'

const storage = {
  object: {
    enabled: 'boolean',
    bucket: 'string',
    region: 'string',
    endpoint: 'string',
    accessKey: 'string',
    secret: 'string',
    forcePathStyle: 'boolean',
  },
} as const satisfies ObjectShape

const rule = {
  object: {
    label: 'string',
    audience: 'string',
    /** Seconds. */
    duration: 'integer',
    maxRequests: 'integer',
  },
} as const satisfies ObjectShape

/** The settings with their JSON types, keys in the order of the wire (settings.list.key-order). */
export const settingsShape = {
  object: {
    smtp: {
      object: {
        enabled: 'boolean',
        port: 'integer',
        host: 'string',
        username: 'string',
        password: 'string',
        authMethod: 'string',
        tls: 'boolean',
        localName: 'string',
      },
    },
    backups: { object: { cron: 'string', cronMaxKeep: 'integer', s3: storage } },
    s3: storage,
    meta: {
      object: {
        appName: 'string',
        appURL: 'string',
        senderName: 'string',
        senderAddress: 'string',
        hideControls: 'boolean',
      },
    },
    rateLimits: { object: { rules: { list: rule }, enabled: 'boolean' } },
    trustedProxy: { object: { headers: 'string-list', useLeftmostIP: 'boolean' } },
    batch: {
      object: {
        enabled: 'boolean',
        maxRequests: 'integer',
        timeout: 'integer',
        maxBodySize: 'integer',
      },
    },
    logs: {
      object: {
        maxDays: 'integer',
        minLevel: 'integer',
        logIP: 'boolean',
        logAuthId: 'boolean',
      },
    },
  },
} as const satisfies ObjectShape

export type RateLimitRule = Shaped<typeof rule>

/** The settings in memory: every key is there, an unset secret is the empty text. */
export type Settings = Shaped<typeof settingsShape>

/** Those of a fresh data directory. */
export const freshSettings = complete(settingsShape, defaultSettings)

const secretKeys: ReadonlySet<string> = new Set(['password', 'secret'])

/** As stored: secrets in clear text, absent when empty (settings.store.row). */
export const toStored = (settings: Settings): string =>
  JSON.stringify(settings, (key, value: unknown) =>
    secretKeys.has(key) && value === '' ? undefined : value,
  )

/** As shown: never a secret (settings.list.secrets-omitted). */
export const toShown = (settings: Settings): string =>
  JSON.stringify(settings, (key, value: unknown) => (secretKeys.has(key) ? undefined : value))

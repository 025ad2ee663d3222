import { defaultSettings } from '../store/data-dir/settings.ts'
import { complete, type ObjectShape } from '../values/shape.ts'

const storage: ObjectShape = {
  object: {
    enabled: 'boolean',
    bucket: 'string',
    region: 'string',
    endpoint: 'string',
    accessKey: 'string',
    secret: 'string',
    forcePathStyle: 'boolean',
  },
}

const rule: ObjectShape = {
  object: { label: 'string', audience: 'string', duration: 'integer', maxRequests: 'integer' },
}

/** The settings with their JSON types, keys in the order of the wire (settings.list.key-order). */
export const settingsShape: ObjectShape = {
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
}

interface Storage {
  readonly enabled: boolean
  readonly bucket: string
  readonly region: string
  readonly endpoint: string
  readonly accessKey: string
  readonly secret: string
  readonly forcePathStyle: boolean
}

export interface RateLimitRule {
  readonly label: string
  readonly audience: string
  /** Seconds. */
  readonly duration: number
  readonly maxRequests: number
}

/** The settings in memory: every key is there, an unset secret is the empty text. */
export interface Settings {
  readonly smtp: {
    readonly enabled: boolean
    readonly port: number
    readonly host: string
    readonly username: string
    readonly password: string
    readonly authMethod: string
    readonly tls: boolean
    readonly localName: string
  }
  readonly backups: { readonly cron: string; readonly cronMaxKeep: number; readonly s3: Storage }
  readonly s3: Storage
  readonly meta: {
    readonly appName: string
    readonly appURL: string
    readonly senderName: string
    readonly senderAddress: string
    readonly hideControls: boolean
  }
  readonly rateLimits: { readonly rules: readonly RateLimitRule[]; readonly enabled: boolean }
  readonly trustedProxy: { readonly headers: readonly string[]; readonly useLeftmostIP: boolean }
  readonly batch: {
    readonly enabled: boolean
    readonly maxRequests: number
    readonly timeout: number
    readonly maxBodySize: number
  }
  readonly logs: {
    readonly maxDays: number
    readonly minLevel: number
    readonly logIP: boolean
    readonly logAuthId: boolean
  }
}

/** Those of a fresh data directory. */
export const freshSettings = complete(settingsShape, defaultSettings) as Settings // as the shape says

const secretKeys: ReadonlySet<string> = new Set(['password', 'secret'])

/** As stored: secrets in clear text, absent when empty (settings.store.row). */
export const toStored = (settings: Settings): string =>
  JSON.stringify(settings, (key, value: unknown) =>
    secretKeys.has(key) && value === '' ? undefined : value,
  )

/** As shown: never a secret (settings.list.secrets-omitted). */
export const toShown = (settings: Settings): string =>
  JSON.stringify(settings, (key, value: unknown) => (secretKeys.has(key) ? undefined : value))

import { isIP } from 'node:net'
import { type ValidationItem, validationItem } from '../../spec/errors.ts'
import type { FieldIssues } from '../errors.ts'
import { atLeast, blank, checkLength, collectEach, collectIssues } from '../issues.ts'
import { isEmail } from '../values/email.ts'
import { hostOf, isUrl } from '../values/url.ts'
import { checkCron } from './cron.ts'
import type { RateLimitRule, Settings } from './shape.ts'

type Issue = ValidationItem | undefined

const required = (value: string | number): Issue =>
  value === '' || value === 0 ? blank : undefined

const min = (value: number, threshold: number): Issue =>
  value < threshold ? atLeast(threshold) : undefined

const oneOf = (value: string, allowed: readonly string[]): Issue =>
  allowed.includes(value) ? undefined : validationItem('validation_in_invalid')

const named = (value: string): Issue => required(value) ?? checkLength(value, 1, 255)

const dnsName =
  /^([a-zA-Z0-9_]{1}[a-zA-Z0-9_-]{0,62}){1}(\.[a-zA-Z0-9_]{1}[a-zA-Z0-9_-]{0,62})*[._]?$/

const host = (value: string): Issue => {
  if (value === '' || isIP(value) > 0) return undefined
  const isName = value.replaceAll('.', '').length <= 255 && dnsName.test(value)
  return isName ? undefined : validationItem('validation_is_host')
}

/** A scheme may be left out when the host has a dot or a port is given (settings.meta.app-url). */
const url = (value: string): Issue => {
  if (value === '') return undefined
  const isBare = !value.includes('://')
  const isNamed = !isBare || value.includes('.') || /^[^:/]+:\d+(\/|$)/.test(value)
  const full = isBare ? `http://${value}` : value
  const hasHost = !/^(:\d*)?$/.test(hostOf(full))
  return isNamed && isUrl(value) && hasHost ? undefined : validationItem('validation_is_url')
}

const checkStorage = (s3: Settings['s3']): FieldIssues | undefined => {
  const needed = (value: string): Issue => (s3.enabled ? required(value) : undefined)
  return collectIssues({
    bucket: needed(s3.bucket),
    region: needed(s3.region),
    endpoint: needed(s3.endpoint) ?? url(s3.endpoint),
    accessKey: needed(s3.accessKey),
    secret: needed(s3.secret),
  })
}

const label = /^(\w+ \/[\w/-]*|\/[\w/-]*|\w+:\w+|\*:\w+|\w+)$/
const audiences = ['', '@guest', '@auth']

const checkRule = ({ label: name, audience, duration, maxRequests }: RateLimitRule) =>
  collectIssues({
    label:
      required(name) ?? (label.test(name) ? undefined : validationItem('validation_match_invalid')),
    audience: oneOf(audience, audiences),
    duration: required(duration) ?? min(duration, 1),
    maxRequests: required(maxRequests) ?? min(maxRequests, 1),
  })

/** Rules of one label conflict unless they are for guests and for others; looked for when each rule alone is fine. */
const checkConflicts = (rules: readonly RateLimitRule[]): FieldIssues | undefined => {
  for (const [at, { label: name, audience }] of rules.entries()) {
    const conflicts = rules
      .slice(0, at)
      .some(
        (earlier) =>
          earlier.label === name &&
          (earlier.audience === audience || earlier.audience === '' || audience === ''),
      )
    if (!conflicts) continue
    const issue = validationItem('validation_conflicting_rate_limit_rule', { label: name })
    return { [String(at)]: { label: issue } }
  }
  return undefined
}

const checkRateLimits = ({ rules, enabled }: Settings['rateLimits']): FieldIssues | undefined => {
  if (enabled && rules.length === 0) return { rules: blank }
  return collectIssues({ rules: collectEach(rules, checkRule) ?? checkConflicts(rules) })
}

/** Everything that is wrong with the settings as a whole, nested like them; undefined when nothing is. */
export const checkSettings = (settings: Settings): FieldIssues | undefined => {
  const { smtp, backups, s3, meta, rateLimits, batch, logs } = settings
  const whenSmtp = (value: string | number): Issue => (smtp.enabled ? required(value) : undefined)
  const whenBatch = (value: number): Issue => (batch.enabled ? required(value) : undefined)
  return collectIssues({
    smtp: collectIssues({
      host: whenSmtp(smtp.host) ?? host(smtp.host),
      port: whenSmtp(smtp.port) ?? min(smtp.port, 0),
      authMethod: oneOf(smtp.authMethod, ['', 'PLAIN', 'LOGIN']),
      localName: host(smtp.localName),
    }),
    backups: collectIssues({
      cron: backups.cron === '' ? undefined : checkCron(backups.cron),
      cronMaxKeep:
        backups.cronMaxKeep === 0
          ? backups.cron === ''
            ? undefined
            : blank
          : min(backups.cronMaxKeep, 1),
      s3: checkStorage(backups.s3),
    }),
    s3: checkStorage(s3),
    meta: collectIssues({
      appName: named(meta.appName),
      appURL: required(meta.appURL) ?? url(meta.appURL),
      senderName: named(meta.senderName),
      senderAddress:
        required(meta.senderAddress) ??
        (isEmail(meta.senderAddress) ? undefined : validationItem('validation_is_email')),
    }),
    rateLimits: checkRateLimits(rateLimits),
    batch: collectIssues({
      maxRequests: whenBatch(batch.maxRequests) ?? min(batch.maxRequests, 0),
      timeout: whenBatch(batch.timeout) ?? min(batch.timeout, 0),
      maxBodySize: min(batch.maxBodySize, 0),
    }),
    logs: collectIssues({ maxDays: min(logs.maxDays, 0) }),
  })
}

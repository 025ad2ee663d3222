import { isIP } from 'node:net'
import { type ValidationItem, validationItem } from '../../spec/errors.ts'
import type { FieldIssue, FieldIssues } from '../errors.ts'
import { isEmail } from '../values/email.ts'
import { hostOf, isUrl } from '../values/url.ts'
import { checkCron } from './cron.ts'
import type { RateLimitRule, Settings } from './shape.ts'

type Issue = ValidationItem | undefined

const blank = validationItem('validation_required')

const required = (value: string | number): Issue =>
  value === '' || value === 0 ? blank : undefined

const atLeast = (value: number, threshold: number): Issue =>
  value < threshold
    ? validationItem('validation_min_greater_equal_than_required', { threshold })
    : undefined

const oneOf = (value: string, allowed: readonly string[]): Issue =>
  allowed.includes(value) ? undefined : validationItem('validation_in_invalid')

const named = (value: string): Issue =>
  required(value) ??
  (Buffer.byteLength(value) > 255
    ? validationItem('validation_length_out_of_range', { min: 1, max: 255 })
    : undefined)

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
  return isNamed && isUrl(full) && hostOf(full) !== ''
    ? undefined
    : validationItem('validation_is_url')
}

/** Leaves out what is fine; undefined when all is. */
const collect = (
  issues: Readonly<Record<string, FieldIssue | FieldIssues | undefined>>,
): FieldIssues | undefined => {
  const found: Record<string, FieldIssue | FieldIssues> = {}
  for (const [key, value] of Object.entries(issues)) if (value !== undefined) found[key] = value
  return Object.keys(found).length > 0 ? found : undefined
}

const checkStorage = (s3: Settings['s3']): FieldIssues | undefined => {
  const needed = (value: string): Issue => (s3.enabled ? required(value) : undefined)
  return collect({
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
  collect({
    label:
      required(name) ?? (label.test(name) ? undefined : validationItem('validation_match_invalid')),
    audience: oneOf(audience, audiences),
    duration: required(duration) ?? atLeast(duration, 1),
    maxRequests: required(maxRequests) ?? atLeast(maxRequests, 1),
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
  const single = collect(Object.fromEntries(rules.map((rule, at) => [String(at), checkRule(rule)])))
  return collect({ rules: single ?? checkConflicts(rules) })
}

/** Everything that is wrong with the settings as a whole, nested like them; undefined when nothing is. */
export const checkSettings = (settings: Settings): FieldIssues | undefined => {
  const { smtp, backups, s3, meta, rateLimits, batch, logs } = settings
  const whenSmtp = (value: string | number): Issue => (smtp.enabled ? required(value) : undefined)
  const whenBatch = (value: number): Issue => (batch.enabled ? required(value) : undefined)
  return collect({
    smtp: collect({
      host: whenSmtp(smtp.host) ?? host(smtp.host),
      port: whenSmtp(smtp.port) ?? atLeast(smtp.port, 0),
      authMethod: oneOf(smtp.authMethod, ['', 'PLAIN', 'LOGIN']),
      localName: host(smtp.localName),
    }),
    backups: collect({
      cron: backups.cron === '' ? undefined : checkCron(backups.cron),
      cronMaxKeep:
        backups.cronMaxKeep === 0
          ? backups.cron === ''
            ? undefined
            : blank
          : atLeast(backups.cronMaxKeep, 1),
      s3: checkStorage(backups.s3),
    }),
    s3: checkStorage(s3),
    meta: collect({
      appName: named(meta.appName),
      appURL: required(meta.appURL) ?? url(meta.appURL),
      senderName: named(meta.senderName),
      senderAddress:
        required(meta.senderAddress) ??
        (isEmail(meta.senderAddress) ? undefined : validationItem('validation_is_email')),
    }),
    rateLimits: checkRateLimits(rateLimits),
    batch: collect({
      maxRequests: whenBatch(batch.maxRequests) ?? atLeast(batch.maxRequests, 0),
      timeout: whenBatch(batch.timeout) ?? atLeast(batch.timeout, 0),
      maxBodySize: atLeast(batch.maxBodySize, 0),
    }),
    logs: collect({ maxDays: atLeast(logs.maxDays, 0) }),
  })
}

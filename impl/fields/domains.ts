import { validationItem } from '../../spec/errors.ts'
import type { FieldIssues } from '../errors.ts'
import type { FieldConfig } from './field-type.ts'
import { collectEach, collectIssues } from '../issues.ts'

const domain = /^(?:[a-zA-Z0-9](?:[a-zA-Z0-9-]{0,61}[a-z0-9])?\.)+[a-zA-Z]{1,63}$/

const listOf = (value: unknown): readonly string[] =>
  Array.isArray(value) ? value.filter((item): item is string => typeof item === 'string') : []

/** Whether a host may be used, by the two lists of an email or url field (at most one of them is set). */
export const isDomainAllowed = (host: string, config: FieldConfig): boolean => {
  const only = listOf(config['onlyDomains'])
  const except = listOf(config['exceptDomains'])
  if (only.length > 0) return only.includes(host)
  return !except.includes(host)
}

/** The lists exclude each other, and hold host names (schema.email.domains-exclusive, domains-format). */
export const checkDomains = (config: FieldConfig): FieldIssues | undefined => {
  const only = listOf(config['onlyDomains'])
  const except = listOf(config['exceptDomains'])
  if (only.length > 0 && except.length > 0) {
    const both = validationItem('validation_empty')
    return { exceptDomains: both, onlyDomains: both }
  }
  return collectIssues({ exceptDomains: checkEach(except), onlyDomains: checkEach(only) })
}

const checkEach = (hosts: readonly string[]): FieldIssues | undefined =>
  collectEach(hosts, (host) =>
    host === '' || (host.length <= 255 && domain.test(host))
      ? undefined
      : validationItem('validation_is_domain'),
  )

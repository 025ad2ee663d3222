import type { FieldIssue, FieldIssues } from '../errors.ts'
import type { FieldConfig } from './field-type.ts'
import { collectIssues } from './issues.ts'

const domain =
  /^(?:[a-zA-Z0-9](?:[a-zA-Z0-9-]{0,61}[a-z0-9])?\.)+(?:[a-zA-Z]{1,63}|xn--[a-z0-9]{1,59})$/

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
export const checkDomains = (config: FieldConfig): FieldIssues => {
  const only = listOf(config['onlyDomains'])
  const except = listOf(config['exceptDomains'])
  if (only.length > 0 && except.length > 0) {
    const both = { code: 'validation_empty', message: 'Must be blank.' }
    return { exceptDomains: both, onlyDomains: both }
  }
  return collectIssues({ exceptDomains: checkEach(except), onlyDomains: checkEach(only) })
}

const checkEach = (hosts: readonly string[]): FieldIssues | undefined => {
  const issues: Record<string, FieldIssue> = {}
  for (const [index, host] of hosts.entries()) {
    if (host === '' || (host.length <= 255 && domain.test(host))) continue
    issues[String(index)] = { code: 'validation_is_domain', message: 'Must be a valid domain.' }
  }
  return Object.keys(issues).length > 0 ? issues : undefined
}

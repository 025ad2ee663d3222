import { type AuthOptions, mappedFieldNames, readAuthOptions } from './auth-options.ts'
import type { CollectionConfig } from './compile.ts'
import { superusers } from '../records/superusers.ts'
import { fieldBuilder, type FindFieldType } from './field-config.ts'
import { withAuthIndexes } from './indexes.ts'
import type { Collection } from './model.ts'
import { withMandatoryFields } from './system-fields.ts'

interface NormaliseTools {
  readonly findType: FindFieldType
  readonly drawSecret: () => string
  readonly before: Collection | undefined
}

/** collections.auth.oauth2-mapped-fields-reset */
const knownMappedFields = (
  mapped: AuthOptions['oauth2']['mappedFields'],
  names: ReadonlySet<string>,
): AuthOptions['oauth2']['mappedFields'] => {
  const kept = { ...mapped }
  for (const name of mappedFieldNames) if (!names.has(kept[name])) kept[name] = ''
  return kept
}

/** What is forced on the options whatever was sent; secrets that a rule change voids are drawn anew. */
const normaliseAuth = (
  { fields, options }: CollectionConfig,
  { before, drawSecret }: NormaliseTools,
): AuthOptions => {
  const given = readAuthOptions(options)
  const names = new Set(fields.map((field) => field.name))
  const mappedFields = knownMappedFields(given.oauth2.mappedFields, names)
  // collections.update.auth-rule-change-resets-tokens: null and "" count as equal.
  const voidsTokens =
    before?.type === 'auth' &&
    (readAuthOptions(before.options).authRule ?? '') !== (given.authRule ?? '')
  return {
    ...given,
    authToken: voidsTokens ? { ...given.authToken, secret: drawSecret() } : given.authToken,
    oauth2: { ...given.oauth2, mappedFields },
  }
}

/** The submitted configuration with everything that saving adds or forces; nothing is judged yet. */
export const normalise = (config: CollectionConfig, tools: NormaliseTools): CollectionConfig => {
  const fields = withMandatoryFields(config.type, config.fields, fieldBuilder(tools.findType))
  const complete = { ...config, fields }
  if (config.type !== 'auth' || (tools.before !== undefined && tools.before.type !== 'auth')) {
    return complete
  }
  return {
    ...complete,
    indexes: withAuthIndexes(config.indexes, config),
    options: { ...normaliseAuth(complete, tools) },
  }
}

/**
 * What is forced on superusers after validation: they sign in with a password and never with OAuth2, and one-time passwords
 * come as a second factor only (collections.superusers.*-forced*, .otp-forces-mfa).
 */
export const forceSuperusers = (config: CollectionConfig): CollectionConfig => {
  if (config.type !== 'auth' || config.name !== superusers) return config
  const options = readAuthOptions(config.options)
  return {
    ...config,
    options: {
      ...options,
      passwordAuth: { ...options.passwordAuth, enabled: true },
      oauth2: { ...options.oauth2, enabled: false, providers: [] },
      mfa: { ...options.mfa, enabled: options.mfa.enabled || options.otp.enabled },
    },
  }
}

import { validationItem } from '../../spec/errors.ts'
import { requiredRange } from './issues.ts'
import type { FieldIssue, FieldIssues } from '../errors.ts'
import { atLeast, blank, checkLength, collectEach, collectIssues } from '../issues.ts'
import { isUrl } from '../values/url.ts'
import {
  type AuthOptions,
  type OAuth2Provider,
  readAuthOptions,
  templateNames,
  type Template,
  tokenNames,
  type TokenOptions,
} from './auth-options.ts'
import { hasUniqueIndexOn } from './index-sql.ts'
import { oauth2ProviderNames } from '../../spec/oauth2-providers.ts'
import type { JudgeRule, Validation } from './validate.ts'

const day = 86_400
const maxTokenSeconds = 94_670_856

const tokenIssues = ({ secret, duration }: TokenOptions): FieldIssues | undefined =>
  collectIssues({
    secret: secret === '' ? blank : checkLength(secret, 30, 255),
    duration: requiredRange(duration, 10, maxTokenSeconds),
  })

const templateIssues = ({ subject, body }: Template): FieldIssues | undefined =>
  collectIssues({
    subject: subject === '' ? blank : undefined,
    body: body === '' ? blank : undefined,
  })

const lengthOfOtp = (length: number): FieldIssue | undefined => {
  if (length === 0) return blank
  return length < 4 ? atLeast(4) : undefined
}

const otpIssues = ({ enabled, duration, length, emailTemplate }: AuthOptions['otp']) =>
  collectIssues({
    duration: enabled ? requiredRange(duration, 10, day) : undefined,
    length: enabled ? lengthOfOtp(length) : undefined,
    emailTemplate: templateIssues(emailTemplate),
  })

const missingField = (fieldName: string): FieldIssue =>
  validationItem('validation_missing_field', { fieldName })

const identityIssue = (
  { enabled, identityFields }: AuthOptions['passwordAuth'],
  names: ReadonlySet<string>,
): FieldIssue | undefined => {
  if (!enabled) return undefined
  if (identityFields.every((name) => name === '')) return blank
  const missing = identityFields.find((name) => !names.has(name))
  return missing === undefined ? undefined : missingField(missing)
}

const providerIssues = (provider: OAuth2Provider): FieldIssues | undefined => {
  const { name, clientId, clientSecret, authURL, tokenURL, userInfoURL } = provider
  const notUrl = validationItem('validation_is_url')
  const url = (text: string) => (text === '' || isUrl(text) ? undefined : notUrl)
  const unknown = validationItem('validation_missing_provider', { name })
  return collectIssues({
    name: name === '' ? blank : oauth2ProviderNames.includes(name) ? undefined : unknown,
    clientId: clientId === '' ? blank : undefined,
    clientSecret: clientSecret === '' ? blank : undefined,
    authURL: url(authURL),
    tokenURL: url(tokenURL),
    userInfoURL: url(userInfoURL),
  })
}

const repeatedProvider = (providers: readonly OAuth2Provider[]): FieldIssues | undefined => {
  const names = new Set<string>()
  for (const [position, { name }] of providers.entries()) {
    if (names.has(name)) {
      return { [position]: { name: validationItem('validation_duplicated_provider', { name }) } }
    }
    names.add(name)
  }
  return undefined
}

const oauth2Issues = ({ enabled, providers }: AuthOptions['oauth2']): FieldIssues | undefined => {
  if (!enabled) return undefined
  return collectIssues({
    providers: repeatedProvider(providers) ?? collectEach(providers, providerIssues),
  })
}

const manageRuleIssue = (
  rule: string | null,
  stored: unknown,
  judge: () => FieldIssue | undefined,
): FieldIssue | undefined =>
  rule === '' && stored !== '' ? validationItem('validation_nil_or_not_empty_required') : judge()

/** The checks that rest on the others; only the first failure counts (collections.auth.late-checks). */
const lateIssues = (
  { mfa, passwordAuth, oauth2, otp }: AuthOptions,
  indexes: readonly string[],
  judgeRule: JudgeRule,
): FieldIssues | undefined => {
  const methods = [passwordAuth, oauth2, otp].filter(({ enabled }) => enabled).length
  if (mfa.enabled && methods < 2) {
    return { mfa: { enabled: validationItem('validation_mfa_not_enough_auths') } }
  }
  const rule = mfa.enabled ? judgeRule(mfa.rule, '') : undefined
  if (rule !== undefined) return { mfa: { rule } }
  const fieldName = passwordAuth.enabled
    ? passwordAuth.identityFields.find((name) => !hasUniqueIndexOn(indexes, name))
    : undefined
  if (fieldName === undefined) return undefined
  const identityFields = validationItem('validation_missing_unique_constraint', { fieldName })
  return { passwordAuth: { identityFields } }
}

/** What is wrong with the options of an auth collection, by top level key. */
export const validateAuthOptions = (
  { config, before }: Validation,
  judgeRule: JudgeRule,
): FieldIssues => {
  const options = readAuthOptions(config.options)
  const names = new Set(config.fields.map(({ name }) => name))
  const { authRule, manageRule, authAlert, oauth2, passwordAuth, mfa, otp } = options
  const stored = before === undefined ? undefined : readAuthOptions(before.options)
  const early = collectIssues({
    authRule: judgeRule(authRule, stored?.authRule),
    manageRule: manageRuleIssue(manageRule, stored?.manageRule, () =>
      judgeRule(manageRule, stored?.manageRule),
    ),
    authAlert: collectIssues({ emailTemplate: templateIssues(authAlert.emailTemplate) }),
    oauth2: oauth2Issues(oauth2),
    passwordAuth: collectIssues({ identityFields: identityIssue(passwordAuth, names) }),
    mfa: collectIssues({
      duration: mfa.enabled ? requiredRange(mfa.duration, 10, day) : undefined,
    }),
    otp: otpIssues(otp),
    ...Object.fromEntries(tokenNames.map((name) => [name, tokenIssues(options[name])])),
    ...Object.fromEntries(templateNames.map((name) => [name, templateIssues(options[name])])),
  })
  return early ?? lateIssues(options, config.indexes, judgeRule) ?? {}
}

import { validationItem } from '../../spec/errors.ts'
import type { FieldIssue, FieldIssues } from '../errors.ts'
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
import { collect, issue, lengthIssue, minIssue, required, requiredRange } from './issues.ts'
import { providerNames } from './oauth2-providers.ts'
import type { JudgeRule, Validation } from './validate.ts'

const day = 86_400
const maxTokenSeconds = 94_670_856

const tokenIssues = ({ secret, duration }: TokenOptions): FieldIssues | undefined =>
  collect({
    secret: secret === '' ? required : lengthIssue(secret, 30, 255),
    duration: requiredRange(duration, 10, maxTokenSeconds),
  })

const templateIssues = ({ subject, body }: Template): FieldIssues | undefined =>
  collect({
    subject: subject === '' ? required : undefined,
    body: body === '' ? required : undefined,
  })

const lengthOfOtp = (length: number): FieldIssue | undefined => {
  if (length === 0) return required
  return length < 4 ? minIssue(4) : undefined
}

const otpIssues = ({ enabled, duration, length, emailTemplate }: AuthOptions['otp']) =>
  collect({
    duration: enabled ? requiredRange(duration, 10, day) : undefined,
    length: enabled ? lengthOfOtp(length) : undefined,
    emailTemplate: templateIssues(emailTemplate),
  })

const missingField = (fieldName: string): FieldIssue =>
  issue('validation_missing_field', `Invalid or missing field ${fieldName}`, { fieldName })

const identityIssue = (
  { enabled, identityFields }: AuthOptions['passwordAuth'],
  names: ReadonlySet<string>,
): FieldIssue | undefined => {
  if (!enabled) return undefined
  if (identityFields.every((name) => name === '')) return required
  const missing = identityFields.find((name) => !names.has(name))
  return missing === undefined ? undefined : missingField(missing)
}

const providerIssues = (provider: OAuth2Provider): FieldIssues | undefined => {
  const { name, clientId, clientSecret, authURL, tokenURL, userInfoURL } = provider
  const notUrl = issue('validation_is_url', 'Must be a valid URL.')
  const url = (text: string) => (text === '' || isUrl(text) ? undefined : notUrl)
  const unknown = validationItem('validation_missing_provider', { name })
  return collect({
    name: name === '' ? required : providerNames.has(name) ? undefined : unknown,
    clientId: clientId === '' ? required : undefined,
    clientSecret: clientSecret === '' ? required : undefined,
    authURL: url(authURL),
    tokenURL: url(tokenURL),
    userInfoURL: url(userInfoURL),
  })
}

const repeatedProvider = (providers: readonly OAuth2Provider[]): FieldIssues | undefined => {
  const names = new Set<string>()
  for (const [position, { name }] of providers.entries()) {
    if (names.has(name)) {
      const params = { name }
      const text = `The provider ${name} is already registered.`
      return { [String(position)]: { name: issue('validation_duplicated_provider', text, params) } }
    }
    names.add(name)
  }
  return undefined
}

const oauth2Issues = ({ enabled, providers }: AuthOptions['oauth2']): FieldIssues | undefined => {
  if (!enabled) return undefined
  const single = () =>
    collect(
      Object.fromEntries(
        providers.map((provider, at) => [String(at), providerIssues(provider)] as const),
      ),
    )
  return collect({ providers: repeatedProvider(providers) ?? single() })
}

const manageRuleIssue = (
  rule: string | null,
  stored: unknown,
  judge: () => FieldIssue | undefined,
): FieldIssue | undefined =>
  rule === '' && stored !== ''
    ? issue('validation_nil_or_not_empty_required', 'Cannot be blank.')
    : judge()

/** The checks that rest on the others; only the first failure counts (collections.auth.late-checks). */
const lateIssues = (
  { mfa, passwordAuth, oauth2, otp }: AuthOptions,
  indexes: readonly string[],
  judgeRule: JudgeRule,
): FieldIssues | undefined => {
  const methods = [passwordAuth, oauth2, otp].filter(({ enabled }) => enabled).length
  if (mfa.enabled && methods < 2) {
    const text = 'MFA requires at least 2 auth methods to be enabled.'
    return { mfa: { enabled: issue('validation_mfa_not_enough_auths', text) } }
  }
  const rule = mfa.enabled ? judgeRule(mfa.rule, mfa.rule) : undefined
  if (rule !== undefined) return { mfa: { rule } }
  const fieldName = passwordAuth.enabled
    ? passwordAuth.identityFields.find((name) => !hasUniqueIndexOn(indexes, name))
    : undefined
  if (fieldName === undefined) return undefined
  const text = `The field ${fieldName} doesn't have a UNIQUE constraint.`
  const identityFields = issue('validation_missing_unique_constraint', text, { fieldName })
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
  const early = collect({
    authRule: judgeRule(authRule, stored?.authRule),
    manageRule: manageRuleIssue(manageRule, stored?.manageRule, () =>
      judgeRule(manageRule, stored?.manageRule),
    ),
    authAlert: collect({ emailTemplate: templateIssues(authAlert.emailTemplate) }),
    oauth2: oauth2Issues(oauth2),
    passwordAuth: collect({ identityFields: identityIssue(passwordAuth, names) }),
    mfa: collect({ duration: mfa.enabled ? requiredRange(mfa.duration, 10, day) : undefined }),
    otp: otpIssues(otp),
    ...Object.fromEntries(tokenNames.map((name) => [name, tokenIssues(options[name])])),
    ...Object.fromEntries(templateNames.map((name) => [name, templateIssues(options[name])])),
  })
  return early ?? lateIssues(options, config.indexes, judgeRule) ?? {}
}

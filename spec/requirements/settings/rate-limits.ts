import type { Requirement } from '../../requirement.ts'

const source = { document: '003_2163cb09265065fe', heading: 'Update settings' } as const

/** Settings of the rate limiter. */
export const rateLimitsSettings = [
  {
    id: 'settings.rate-limits.rules-required',
    level: 'must',
    says: 'With rateLimits.enabled true the rules array must not be empty.',
    probe:
      'PATCH {"rateLimits":{"enabled":true,"rules":[]}} -> data.rateLimits.rules {"code":"validation_required","message":"Cannot be blank."}.',
    basis: 'observed',
  },
  {
    id: 'settings.rate-limits.rule-errors-by-index',
    level: 'must',
    says: 'Each rule is validated even while rate limiting is disabled; errors are keyed by the decimal index of the rule.',
    probe:
      'rules [{valid},{"label":"","maxRequests":0,"duration":0,"audience":""}] -> data.rateLimits.rules["1"] has label, maxRequests and duration, all validation_required; no key "0".',
    basis: 'observed',
  },
  {
    id: 'settings.rate-limits.label-format',
    level: 'must',
    says: 'A label is required and must match ^(\\w+\\ \\/[\\w\\/-]*|\\/[\\w\\/-]*|^\\w+\\:\\w+|\\*\\:\\w+|\\w+)$ with ASCII \\w.',
    probe:
      '"abc", "users:create", "*:auth", "/api/", "POST /api/a-b/" -> 200; "@abc", "!abc", "/a.b", "a b" -> {"code":"validation_match_invalid","message":"Must be in a valid format."}.',
    basis: 'observed',
  },
  {
    id: 'settings.rate-limits.numbers',
    level: 'must',
    says: 'maxRequests and duration are required and at least 1.',
    probe:
      '0 -> validation_required; -1 -> validation_min_greater_equal_than_required "Must be no less than 1." params {"threshold":1}.',
    basis: 'documented',
    source,
  },
  {
    id: 'settings.rate-limits.audience',
    level: 'must',
    says: 'audience is "", "@guest" or "@auth".',
    probe: '"invalid" -> {"code":"validation_in_invalid","message":"Must be a valid value."}.',
    basis: 'observed',
  },
  {
    id: 'settings.rate-limits.duplicates',
    level: 'must',
    says: 'Two rules with the same label conflict when their audiences are equal or one of them is ""; @guest next to @auth is allowed. The error sits on the first later rule that conflicts and is looked for only when every single rule is valid on its own (any per rule error is reported instead of it); it is looked for while rate limiting is disabled too.',
    probe:
      '[{"label":"/a",...},{"label":"/a",...}] -> data.rateLimits.rules["1"].label {"code":"validation_conflicting_rate_limit_rule","message":"Rate limit rule configuration with label /a already exists or conflicts with another rule.","params":{"label":"/a"}}.',
    basis: 'observed',
  },
] as const satisfies readonly Requirement[]

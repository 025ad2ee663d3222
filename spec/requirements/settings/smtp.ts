import type { Requirement } from '../../requirement.ts'

const source = { document: '003_2163cb09265065fe', heading: 'Update settings' } as const

/** Settings of the mail server. */
export const smtpSettings = [
  {
    id: 'settings.smtp.host',
    level: 'must',
    says: 'smtp.host is required only when smtp.enabled is true; a non-empty value must always be an IP address or DNS name (no port, no scheme).',
    probe:
      '{"enabled":true,"host":""} -> smtp.host validation_required; {"enabled":false,"host":"a:25"} -> {"code":"validation_is_host","message":"Must be a valid IP address or DNS name."}.',
    basis: 'documented',
    source,
  },
  {
    id: 'settings.smtp.port',
    level: 'must',
    says: 'smtp.port is required (non zero) when enabled and never negative; there is no upper bound.',
    probe:
      '{"enabled":true,"port":0} -> validation_required; {"port":-1} -> validation_min_greater_equal_than_required with params {"threshold":0}; 70000 -> 200.',
    basis: 'documented',
    source,
  },
  {
    id: 'settings.smtp.auth-method',
    level: 'must',
    says: 'smtp.authMethod is "", "PLAIN" or "LOGIN" (upper case only).',
    probe:
      '"plain" -> {"code":"validation_in_invalid","message":"Must be a valid value."}; "LOGIN" -> 200.',
    basis: 'documented',
    source,
  },
  {
    id: 'settings.smtp.local-name',
    level: 'must',
    says: 'smtp.localName is empty or an IP address / DNS name.',
    probe: '"invalid!" -> validation_is_host "Must be a valid IP address or DNS name.".',
    basis: 'documented',
    source,
  },
] as const satisfies readonly Requirement[]

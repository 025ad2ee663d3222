import type { Requirement } from '../../requirement.ts'

const source = { document: '003_2163cb09265065fe', heading: 'Health check' } as const

/** Health seen by guests and superusers. */
export const healthHttp = [
  {
    id: 'http.health.guest',
    level: 'must',
    says: 'GET /api/health is public and answers 200 {"message":"API is healthy.","code":200,"data":{}} for guests and for non-superuser records (note `code`, not `status`).',
    probe: 'Guest and users-token GET /api/health -> deep-equals that object.',
    basis: 'documented',
    source,
  },
  {
    id: 'http.health.superuser',
    level: 'must',
    says: 'For superusers data has exactly canBackup (boolean; false while a backup/restore is running), realIP (string) and possibleProxyHeader (string, "" when none).',
    probe:
      'Superuser GET /api/health -> data {canBackup:true, realIP:"127.0.0.1", possibleProxyHeader:""}.',
    basis: 'documented',
    source,
  },
  {
    id: 'http.health.possible-proxy-header',
    level: 'should',
    says: 'possibleProxyHeader is the name of the first header present (non-empty) in the request among - the configured trustedProxy.headers (as typed in the settings), "CF-Connecting-IP", "Fly-Client-IP". X-Forwarded-For is NOT detected unless configured as trusted (upstream\'s built-in list spells it with a non-ASCII hyphen).',
    probe:
      'Superuser GET /api/health with Fly-Client-IP 1.2.3.4 -> "Fly-Client-IP"; with X-Forwarded-For 1.2.3.4 and no trusted headers -> "".',
    basis: 'observed',
  },
  {
    id: 'http.health.fields',
    level: 'must',
    says: 'The `fields` query parameter works on the health response.',
    probe: 'GET /api/health?fields=code -> {"code":200}.',
    basis: 'documented',
    source,
  },
] as const satisfies readonly Requirement[]

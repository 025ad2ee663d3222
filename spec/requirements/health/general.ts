import type { Requirement } from '../../requirement.ts'

const source = { document: '003_2163cb09265065fe', heading: 'Health check' } as const

/** The health endpoint. */
export const health = [
  {
    id: 'health.guest',
    level: 'must',
    says: 'GET /api/health is public and returns 200 with keys message, code, data in this order.',
    probe: 'GET -> {"message":"API is healthy.","code":200,"data":{}}.',
    basis: 'documented',
    source,
  },
  {
    id: 'health.non-superuser',
    level: 'must',
    says: 'Regular auth records and invalid tokens get the same as guests (the docs sample shows canBackup without saying so).',
    probe: 'GET with a users token -> data {}.',
    basis: 'observed',
  },
  {
    id: 'health.superuser',
    level: 'must',
    says: 'Superusers get data with canBackup (boolean), possibleProxyHeader (string) and realIP (string).',
    probe:
      'GET with a superuser token -> {"canBackup":true,"possibleProxyHeader":"","realIP":"127.0.0.1"}.',
    basis: 'observed',
  },
  {
    id: 'health.possible-proxy-header',
    level: 'should',
    says: "possibleProxyHeader is the name of the first non-empty request header among settings trustedProxy.headers, then CF-Connecting-IP, Fly-Client-IP; a plain X-Forwarded-For is NOT detected unless listed in the settings (upstream's built-in entry is misspelled with a non-ASCII hyphen).",
    probe: '"Fly-Client-IP: 1.1.1.1" -> "Fly-Client-IP"; "X-Forwarded-For: 1.1.1.1" -> "".',
    basis: 'observed',
  },
  {
    id: 'health.head',
    level: 'must',
    says: 'HEAD /api/health answers 200 with empty body.',
    probe: 'HEAD -> 200, Content-Type application/json, no body.',
    basis: 'documented',
    source,
  },
  {
    id: 'health.fields',
    level: 'should',
    says: 'The fields parameter applies.',
    probe: 'GET /api/health?fields=code -> {"code":200}.',
    basis: 'documented',
    source,
  },
  {
    id: 'health.logged',
    level: 'should',
    says: 'Health checks are logged like any other request.',
    probe: "After 5 s GET /api/logs?filter=data.url='/api/health' -> at least one item.",
    basis: 'observed',
  },
] as const satisfies readonly Requirement[]

import type { Requirement } from '../../requirement.ts'

/** Where what must stay secret may not turn up. What no answer may hold is looked for in every answer of the suite. */
export const secretsAuth = [
  {
    id: 'auth.secrets.not-logged',
    level: 'must',
    says: 'Passwords, tokens and codes, whether they are sent in a body or in the Authorization header, right or wrong, or mailed by the server, and the password of the mail server are in no entry of the logs and not on the console.',
    probe:
      'With logs.minLevel -4 sign in, refresh, ask for and use codes and links, each also with something wrong and with a broken body; then GET /api/logs and what the process printed hold none of what was sent.',
    basis: 'observed',
  },
] as const satisfies readonly Requirement[]

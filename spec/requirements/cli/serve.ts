import type { Requirement } from '../../requirement.ts'

/** The serve command: addresses, origins, banner, jobs. */
export const serveCli = [
  {
    id: 'cli.serve.default-address',
    level: 'must',
    says: '`serve` without arguments and flags listens for plain HTTP on 127.0.0.1:8090.',
    probe: '`pocketbase serve` -> GET http://127.0.0.1:8090/api/health is 200.',
    basis: 'observed',
  },
  {
    id: 'cli.serve.http-flag',
    level: 'must',
    says: '--http=HOST:PORT sets the listen address.',
    probe: '`pocketbase serve --http=0.0.0.0:8099` -> reachable on port 8099.',
    basis: 'observed',
  },
  {
    id: 'cli.serve.domain-args',
    level: 'may',
    says: '`serve example.com [more...]` switches to HTTPS with automatic certificates for the domains (plus www variants redirecting to the non-www host) on 0.0.0.0:443 and plain HTTP on 0.0.0.0:80 that only serves ACME challenges and redirects to HTTPS; --http/--https override the two addresses. Certificates are cached in <dir>/.autocert_cache.',
    probe: 'Not testable offline; `pocketbase serve --help` documents it.',
    basis: 'unverified',
    unobservable:
      'Automatic certificates need a public domain and a certificate authority that answers for it.',
  },
  {
    id: 'cli.serve.https-flag',
    level: 'may',
    says: '--https=HOST:PORT (default "" without domains) serves TLS (min 1.2) on that address; the --http address then only redirects/answers ACME.',
    probe: '`pocketbase serve --help` lists --https, --http and --origins (default [*]).',
    basis: 'unverified',
  },
  {
    id: 'cli.serve.origins',
    level: 'should',
    says: '--origins takes a comma separated (or repeated) list of allowed CORS origins, default "*"; see http.cors.restricted-origins.',
    probe:
      '`serve --origins=https://a.test` -> Origin https://b.test gets no access-control-allow-origin.',
    basis: 'observed',
  },
  {
    id: 'cli.serve.origins-empty',
    level: 'may',
    says: '--origins with an empty text lists nothing, so that the default holds.',
    probe: '`serve --origins=` -> Origin https://a.test gets access-control-allow-origin "*".',
    basis: 'observed',
    parent: 'cli.serve.origins',
  },
  {
    id: 'cli.serve.banner',
    level: 'should',
    says: 'After binding, three lines go to stdout - "YYYY/MM/DD HH:MM:SS Server started at http://ADDR", "├─ REST API:  http://ADDR/api/", "└─ Dashboard: http://ADDR/_/" where ADDR is the configured address.',
    probe:
      '`serve --http=127.0.0.1:8099` -> stdout matches /Server started at http:\\/\\/127\\.0\\.0\\.1:8099/ and the two other lines.',
    basis: 'observed',
  },
  {
    id: 'cli.serve.address-in-use',
    level: 'should',
    says: 'When the address cannot be bound, a line starting with "Error: " that names the address and the cause ("address already in use") is printed and the process ends (exit code 0).',
    probe:
      'Start two servers on one port -> the second prints such a line and terminates; the first keeps serving.',
    basis: 'observed',
  },
  {
    id: 'cli.serve.app-migrations',
    level: 'should',
    says: 'Before listening, all pending system and user (JS) migrations are applied in file name order inside one transaction over both databases; a failing migration aborts the start with everything rolled back. Applying the pending system migrations is a must (cli.bootstrap.system-migrations); running JavaScript ones belongs to the scripting plugin of the official executable.',
    probe:
      'pb_migrations/1700000001_a.js and 1700000002_b.js creating collections, the second relying on the first; `serve` -> both present and _migrations has the two rows in this order. With a further valid file and a throwing one after it -> output "Error: failed to apply migration 1700000004_x.js: ...", the process ends, nothing listens and neither of the two is applied.',
    basis: 'unverified',
  },
  {
    id: 'cli.serve.cron-start',
    level: 'may',
    says: 'The cron scheduler runs only under `serve`. Built-in jobs - __pbDBOptimize__ "0 0 * * *", __pbLogsCleanup__ "0 */6 * * *", __pbMFACleanup__ "0 * * * *", __pbOTPCleanup__ "0 * * * *", and __pbAutoBackup__ when a backup cron is configured.',
    probe:
      'Superuser GET /api/crons on a fresh server -> exactly the first four ids with these expressions.',
    basis: 'unverified',
  },
] as const satisfies readonly Requirement[]

import type { Requirement } from '../../requirement.ts'

/** Flags and variables of the executable that no other section covers. */
export const cli = [
  {
    id: 'cli.automigrate',
    level: 'should',
    says: 'With --automigrate (default) every collection create, update (with an effective change) or delete made through the collections API writes a JS migration <migrationsDir>/<unixSeconds>_created_NAME.js / _updated_NAME.js / _deleted_NAME.js and records it as applied in _migrations; collections import does not. --automigrate=false disables it.',
    probe:
      'POST /api/collections {name:"posts",type:"base"} -> pb_migrations has one *_created_posts.js and _migrations has its name; with --automigrate=false no file.',
    basis: 'unverified',
  },
  {
    id: 'cli.update',
    level: 'may',
    says: '`update [--backup=true]` self-updates from the latest GitHub release; when nothing newer exists it prints "You already have the latest version X.". In Docker/NixOS it asks for confirmation first.',
    probe: 'Not testable offline (network failure -> an "Error: ..." line).',
    basis: 'unverified',
    unobservable: 'The command talks to the release server, which no test may reach.',
  },
  {
    id: 'cli.public-dir',
    level: 'must',
    says: '--publicDir selects the directory served at / (GET/HEAD); a missing directory is not an error.',
    probe:
      '`serve --publicDir=/tmp/pub` with /tmp/pub/a.txt -> GET /a.txt 200; non-existing dir -> server starts, GET /a.txt 404.',
    basis: 'observed',
  },
  {
    id: 'cli.index-fallback',
    level: 'should',
    says: '--indexFallback=false disables serving the root index.html for missing static paths.',
    probe: 'see http.static.index-fallback.',
    basis: 'observed',
  },
  {
    id: 'cli.hooks-dir',
    level: 'may',
    says: 'JS hook files are those matching ^.*(\\.pb\\.js|\\.pb\\.ts)$ in --hooksDir; with --hooksWatch a change below that directory restarts the process (Unix only). Missing directory is fine.',
    probe: 'Start without pb_hooks -> starts normally.',
    basis: 'unverified',
  },
  {
    id: 'cli.dev',
    level: 'may',
    says: '--dev prints every log entry and every SQL statement (with its duration) to the console, prints outgoing mails, and lifts the per-record limit on active OTPs; stored logs are still filtered by logs.minLevel.',
    probe:
      '`serve --dev`, GET /api/health -> console shows "INFO GET /api/health" and SQL lines like "[0.00ms] SELECT ...".',
    basis: 'unverified',
  },
  {
    id: 'cli.env-vars',
    level: 'may',
    says: 'Tunable environment variables - PB_THUMBS_MAX_WORKERS (default CPU count + 2), PB_THUMBS_MAX_WAIT (seconds, default 60), PB_FILES_DELETE_MAX_WORKERS (default 2000).',
    probe: 'Not observable at the default values.',
    basis: 'unverified',
    unobservable: 'At their default values the variables leave no trace on the wire.',
  },
  {
    id: 'cli.query-timeout',
    level: 'may',
    says: '--queryTimeout bounds model/record SELECT queries (seconds; 0 or negative falls back to 30); an exceeded query fails the request (list -> 400 default message).',
    probe:
      '`serve --queryTimeout=1` and a view collection with a cross join over some hundred rows; listing its records -> after about 1 s 400 {"data":{},"message":"Something went wrong while processing your request.","status":400}.',
    basis: 'unverified',
  },
  {
    id: 'cli.encryption',
    level: 'should',
    says: '--encryptionEnv=NAME - if environment variable NAME is non-empty (32 characters) the settings value in _params is stored encrypted instead of as JSON text and is re-encrypted on each save; existing plain settings are still readable. Encrypted settings without (or with a wrong) key make bootstrap fail.',
    probe:
      'Start with the key, PATCH settings -> _params.value is not JSON. Restart without the flag -> process exits 1 with a message containing `invalid settings db data or missing encryption key`.',
    basis: 'observed',
  },
  {
    id: 'cli.encryption-shared',
    level: 'should',
    says: 'Encrypted settings that one server wrote are opened by PocketBase with the same key, and those of PocketBase by the server.',
    probe:
      'PATCH settings with the key, stop, start PocketBase on a copy of the directory -> the same settings; PATCH there, stop, start the server on it -> what PocketBase wrote.',
    basis: 'observed',
    parent: 'cli.encryption',
  },
] as const satisfies readonly Requirement[]

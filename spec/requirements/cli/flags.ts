import type { Requirement } from '../../requirement.ts'

/** Global flags, and flags that do not exist. */
export const flagsCli = [
  {
    id: 'cli.flags.global',
    level: 'must',
    says: 'Global flags and defaults - --dir (default "pb_data" next to the executable), --encryptionEnv (default ""), --dev (default false), --queryTimeout (default 30, seconds), --hooksDir (default "<dir>/../pb_hooks"), --hooksWatch (default true), --hooksPool (default 15), --migrationsDir (default "<dir>/../pb_migrations"), --automigrate (default true), --publicDir (default "pb_public" next to the executable), --indexFallback (default true). They are accepted before or after the command name.',
    probe:
      '`pocketbase serve --dir=/tmp/d --http=127.0.0.1:8099` and `pocketbase --dir=/tmp/d serve --http=127.0.0.1:8099` -> both use /tmp/d.',
    basis: 'observed',
  },
  {
    id: 'cli.flags.unknown',
    level: 'may',
    says: 'Unknown flags of a sub-command are an error ("Error: unknown flag: --xyz"); unknown flags given without a command are ignored (the help is printed). A flag with a separate value after -h/--help (`--help --dir X`) makes X an unknown command; use the form --dir=X there.',
    probe: '`pocketbase serve --xyz` -> that error, exit 0, nothing listens.',
    basis: 'observed',
  },
] as const satisfies readonly Requirement[]

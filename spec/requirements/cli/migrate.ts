import type { Requirement } from '../../requirement.ts'

/** The migrate command. */
export const migrateCli = [
  {
    id: 'cli.migrate.up',
    level: 'should',
    says: '`migrate` or `migrate up` applies pending migrations, printing "Applied FILE" per file or "No new migrations to apply.".',
    probe:
      'Fresh dir `migrate up` -> "No new migrations to apply." (system ones are applied during bootstrap).',
    basis: 'unverified',
  },
  {
    id: 'cli.migrate.down',
    level: 'should',
    says: '`migrate down [N]` (default 1) lists the last applied files and asks "Do you really want to revert the last N applied migration(s)? (y/N)" on stderr; "y"/"yes" reverts ("Reverted FILE" or "No migrations to revert."), empty or "n"/"no" prints "The command has been cancelled".',
    probe:
      '`echo n | pocketbase migrate down` -> "The command has been cancelled", nothing changed.',
    basis: 'unverified',
  },
  {
    id: 'cli.migrate.create',
    level: 'should',
    says: '`migrate create NAME` asks for confirmation and writes <migrationsDir>/<unixSeconds>_<snake_case_name>.js with an empty up/down template. Without NAME - "Error: missing migration file name".',
    probe:
      '`echo y | pocketbase migrate create "add posts"` -> file /^\\d+_add_posts\\.js$/ exists.',
    basis: 'unverified',
  },
  {
    id: 'cli.migrate.collections',
    level: 'may',
    says: '`migrate collections` writes a migration (name collections_snapshot) importing the current collections configuration, after confirmation.',
    probe: '`echo y | pocketbase migrate collections` -> file /^\\d+_collections_snapshot\\.js$/.',
    basis: 'unverified',
  },
  {
    id: 'cli.migrate.history-sync',
    level: 'may',
    says: '`migrate history-sync` deletes _migrations rows whose file no longer exists among the registered migrations and prints "The _migrations table was synced with the available migrations.".',
    probe: 'Insert a bogus row, run -> row gone.',
    basis: 'unverified',
  },
  {
    id: 'cli.migrate.unsupported',
    level: 'may',
    says: 'Any other migrate argument is `Error: unsupported command: "X"`.',
    probe: '`pocketbase migrate foo` -> that error.',
    basis: 'unverified',
  },
] as const satisfies readonly Requirement[]

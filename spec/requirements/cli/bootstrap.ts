import type { Requirement } from '../../requirement.ts'

/** What the first start lays into the data directory. */
export const bootstrapCli = [
  {
    id: 'cli.bootstrap.data-dir',
    level: 'must',
    says: 'Any bootstrapping command creates the data directory (recursively) with data.db and auxiliary.db, both SQLite databases in WAL mode, and (JS plugin) types.d.ts. storage/ and backups/ are created on first use (nothing depends on them being absent before).',
    probe:
      '`pocketbase superuser upsert a@b.co 1234567890 --dir=/tmp/new/deep` -> files data.db and auxiliary.db exist there.',
    basis: 'observed',
  },
  {
    id: 'cli.bootstrap.system-migrations',
    level: 'must',
    says: 'Bootstrap applies the pending system migrations, each recorded in data.db table _migrations(file VARCHAR(255) PRIMARY KEY, applied INTEGER) with the time in unix microseconds. A fresh data.db then has tables _params, _collections, _mfas, _otps, _externalAuths, _authOrigins, _superusers, users; auxiliary.db has _logs.',
    probe:
      'After first bootstrap read data.db: these tables exist and _migrations contains 1640988000_init.go and 1640988000_aux_init.go.',
    basis: 'observed',
  },
  {
    id: 'cli.bootstrap.settings-persisted',
    level: 'should',
    says: 'When no settings row exists the defaults are stored in table _params under id "settings" at bootstrap.',
    probe: 'Fresh data.db -> SELECT id FROM _params returns "settings".',
    basis: 'observed',
  },
  {
    id: 'cli.bootstrap.temp-cleanup',
    level: 'may',
    says: 'Bootstrap deletes the sub directory .pb_temp_to_delete of the data dir.',
    probe: 'Create pb_data/.pb_temp_to_delete/x, start -> directory gone.',
    basis: 'observed',
  },
] as const satisfies readonly Requirement[]

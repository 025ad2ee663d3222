import type { Requirement } from '../../requirement.ts'

const source = { document: '003_2163cb09265065fe', heading: 'Update settings' } as const

/** Backups made on a schedule: names, how many are kept, failures. */
export const autoBackups = [
  {
    id: 'backups.auto.name',
    level: 'must',
    says: 'Cron backups are named @auto_pb_backup_<snake-cased appName, max 50 chars>_<YYYYMMDDhhmmss UTC>.zip.',
    probe: 'appName "My App!", run __pbAutoBackup__ -> key ^@auto_pb_backup_my_app_\\d{14}\\.zip$.',
    basis: 'unverified',
  },
  {
    id: 'backups.auto.max-keep',
    level: 'must',
    says: 'After each cron run only the cronMaxKeep most recently modified keys starting with @auto_pb_backup_ are kept; manual backups are never pruned.',
    probe:
      'cronMaxKeep 1, run the job twice (2 s apart) -> exactly one @auto_pb_backup_ key (the newer) plus all manual ones.',
    basis: 'documented',
    source,
  },
  {
    id: 'backups.auto.failure-logged',
    level: 'should',
    says: 'A failing cron backup (for example while another backup runs) is logged at level 8 with message "[Backup cron] Failed to create backup" and data keys name and error.',
    probe: 'Run the job during a long manual backup -> that log entry.',
    basis: 'unverified',
  },
] as const satisfies readonly Requirement[]

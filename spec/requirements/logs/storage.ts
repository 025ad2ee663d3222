import type { Requirement } from '../../requirement.ts'

/** The table that holds logs. */
export const storageLogs = [
  {
    id: 'logs.storage.table',
    level: 'should',
    says: 'Logs live in pb_data/auxiliary.db, table _logs(id TEXT PK, level INTEGER, message TEXT, data JSON, created TEXT).',
    probe: 'PRAGMA table_info(_logs) -> those five columns in this order.',
    basis: 'observed',
  },
] as const satisfies readonly Requirement[]

import { conform } from '../harness/case.ts'
import { readRows } from '../probes/data-dir.ts'

export const migrations = conform('schema.datadir.migrations', {
  lane: 'private',
  needs: ['data-dir'],
  async check({ server, claim }) {
    const rows = readRows(
      server,
      'data.db',
      'SELECT file, applied > 1e15 AS micros FROM _migrations ORDER BY file',
    )
    claim('has the seven built-in rows', rows).equals(
      [
        '1640988000_aux_init.go',
        '1640988000_init.go',
        '1717233556_v0.23_migrate.go',
        '1717233557_v0.23_migrate2.go',
        '1717233558_v0.23_migrate3.go',
        '1717233559_v0.23_migrate4.go',
        '1763020353_update_default_auth_alert_templates.go',
      ].map((file) => ({ file, micros: 1 })),
    )
    await Promise.resolve()
  },
})

export const tables = conform('schema.datadir.tables', {
  lane: 'private',
  needs: ['data-dir'],
  async check({ server, claim }) {
    const names = readRows(
      server,
      'data.db',
      "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY name",
    )
    claim('has these tables', names).equals(
      [
        '_authOrigins',
        '_collections',
        '_externalAuths',
        '_mfas',
        '_migrations',
        '_otps',
        '_params',
        '_superusers',
        'users',
      ].map((name) => ({ name })),
    )
    const columns = readRows(
      server,
      'data.db',
      'SELECT name, type, "notnull", dflt_value FROM pragma_table_info(\'users\') ORDER BY name',
    )
    claim('users has these columns', columns).equals([
      { name: 'avatar', type: 'TEXT', notnull: 1, dflt_value: "''" },
      { name: 'created', type: 'TEXT', notnull: 1, dflt_value: "''" },
      { name: 'email', type: 'TEXT', notnull: 1, dflt_value: "''" },
      { name: 'emailVisibility', type: 'BOOLEAN', notnull: 1, dflt_value: 'FALSE' },
      { name: 'id', type: 'TEXT', notnull: 1, dflt_value: "'r'||lower(hex(randomblob(7)))" },
      { name: 'name', type: 'TEXT', notnull: 1, dflt_value: "''" },
      { name: 'password', type: 'TEXT', notnull: 1, dflt_value: "''" },
      { name: 'tokenKey', type: 'TEXT', notnull: 1, dflt_value: "''" },
      { name: 'updated', type: 'TEXT', notnull: 1, dflt_value: "''" },
      { name: 'verified', type: 'BOOLEAN', notnull: 1, dflt_value: 'FALSE' },
    ])
    claim('writes ahead', readRows(server, 'data.db', 'PRAGMA journal_mode')).equals([
      { journal_mode: 'wal' },
    ])
    await Promise.resolve()
  },
})

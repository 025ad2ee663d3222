import { type CaseContext, conform } from '../harness/case.ts'
import { Client } from '../harness/client.ts'
import { createClients } from '../harness/clients.ts'
import type { RunningServer } from '../harness/target.ts'
import { readRows } from '../probes/data-dir.ts'
import { resolveTarget } from '../targets/resolve.ts'

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

/** What a directory must still hold after another program has opened it. */
const fill = async ({ superuser, guest, accepted }: CaseContext): Promise<readonly string[]> => {
  const fields = [
    { name: 'title', type: 'text', required: true },
    { name: 'count', type: 'number' },
    { name: 'flag', type: 'bool' },
    { name: 'data', type: 'json' },
    { name: 'kinds', type: 'select', values: ['a', 'b'], maxSelect: 2 },
    { name: 'day', type: 'date' },
    { name: 'created', type: 'autodate', onCreate: true },
  ]
  const notes = { name: 'notes', listRule: '', viewRule: 'flag = true', createRule: '', fields }
  const made = accepted(await superuser.post('/api/collections', notes))
  const relation = {
    name: 'note',
    type: 'relation',
    collectionId: made.text('/id'),
    maxSelect: 1,
  }
  const links = { name: 'links', listRule: '', createRule: '', fields: [relation] }
  accepted(await superuser.post('/api/collections', links))
  const note = accepted(
    await guest.post('/api/collections/notes/records', {
      title: 'ä <b>',
      count: 1.5,
      flag: true,
      data: { b: [1, null], a: 'x' },
      kinds: ['b', 'a'],
      day: '2024-02-29 10:00:00Z',
    }),
  )
  accepted(await guest.post('/api/collections/links/records', { note: note.text('/id') }))
  return [
    '/api/collections/notes/records',
    `/api/collections/notes/records/${note.text('/id')}`,
    '/api/collections/links/records',
    '/api/collections/notes',
    '/api/collections/users',
  ]
}

/** The bodies of some paths, read by the superuser that a token of the first server speaks of. */
const readAll = async (reader: Client, paths: readonly string[]): Promise<readonly string[]> => {
  const bodies: string[] = []
  for (const path of paths) bodies.push((await reader.get(path)).body)
  return bodies
}

/** Fills one server, stops it, starts the other on a copy, and claims that the same is there, and can be written. */
const handOver = async (
  context: CaseContext,
  from: { readonly server: RunningServer; readonly reader: Client },
  paths: readonly string[],
  open: (dataFrom: string) => Promise<RunningServer>,
): Promise<void> => {
  const { claim } = context
  const before = await readAll(from.reader, paths)
  await from.server.stop()
  const { url } = await open(from.server.dataDir ?? '')
  const reader = new Client({ url }).withToken(from.reader.token ?? '')
  claim('an old token is good', await reader.get('/api/collections')).status(200)
  claim('the same answers', await readAll(reader, paths)).equals(before)
  const more = await reader.post('/api/collections/notes/records', { title: 'more' })
  claim('it can be written', more).status(200)
}

export const openedByPocketbase = conform('schema.datadir.opened-by-pocketbase', {
  lane: 'private',
  needs: ['data-dir', 'oracle'],
  async check(context) {
    const { server, superuser, launch, defer } = context
    const paths = await fill(context)
    const oracle = await resolveTarget('upstream')
    defer(() => oracle.close())
    const from = { server, reader: superuser }
    await handOver(context, from, paths, (dataFrom) => launch({ dataFrom }, oracle))
  },
})

export const openExisting = conform('schema.datadir.open-existing', {
  lane: 'private',
  needs: ['data-dir', 'oracle'],
  async check(context) {
    const { launch, defer } = context
    const oracle = await resolveTarget('upstream')
    defer(() => oracle.close())
    const server = await launch({}, oracle)
    const { guest, superuser } = await createClients({ server })
    const paths = await fill({ ...context, server, guest, superuser })
    await handOver(context, { server, reader: superuser }, paths, (dataFrom) =>
      launch({ dataFrom }),
    )
  },
})

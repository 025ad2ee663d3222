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

const keptUser = { identity: 'kept@example.com', password: 'kept password 1' }

/** What a directory must still hold after another program has opened it. */
const fill = async ({
  maker,
  accepted,
}: Pick<CaseContext, 'maker' | 'accepted'>): Promise<readonly string[]> => {
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
  const made = accepted(await maker.post('/api/collections', notes))
  const relation = {
    name: 'note',
    type: 'relation',
    collectionId: made.text('/id'),
    maxSelect: 1,
  }
  const links = { name: 'links', listRule: '', createRule: '', fields: [relation] }
  accepted(await maker.post('/api/collections', links))
  const note = accepted(
    await maker.post('/api/collections/notes/records', {
      title: 'ä <b>',
      count: 1.5,
      flag: true,
      data: { b: [1, null], a: 'x' },
      kinds: ['b', 'a'],
      day: '2024-02-29 10:00:00Z',
    }),
  )
  accepted(await maker.post('/api/collections/links/records', { note: note.text('/id') }))
  const { identity, password } = keptUser
  const user = { email: identity, password, passwordConfirm: password }
  accepted(await maker.post('/api/collections/users/records', user))
  accepted(await maker.patch('/api/settings', { meta: { appName: 'Kept <app>' } }))
  return [
    '/api/collections/notes/records',
    `/api/collections/notes/records/${note.text('/id')}`,
    '/api/collections/links/records',
    '/api/collections/notes',
    '/api/collections/users',
    '/api/collections/users/records',
    '/api/settings',
  ]
}

/** The answers of some paths, read by the superuser that a token of the first server speaks of. */
const readAll = async (reader: Client, paths: readonly string[]): Promise<readonly string[]> => {
  const answers: string[] = []
  for (const path of paths) {
    const { status, body } = await reader.get(path)
    answers.push(`${path} ${status} ${body}`)
  }
  return answers
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
  const unread = before.filter((answer) => !/^\S+ 200 /.test(answer))
  claim('there is something to hand over', unread).equals([])
  await from.server.stop()
  const { url } = await open(from.server.dataDir ?? '')
  const reader = new Client({ url }).withToken(from.reader.token ?? '')
  claim('an old token is good', await reader.get('/api/collections')).status(200)
  claim('the same answers', await readAll(reader, paths)).equals(before)
  const signIn = '/api/collections/users/auth-with-password'
  claim('an old password is good', await reader.post(signIn, keptUser)).status(200)
  const more = await reader.post('/api/collections/notes/records', { title: 'more' })
  claim('it can be written', more).status(200)
}

export const openedByPocketbase = conform('schema.datadir.opened-by-pocketbase', {
  lane: 'private',
  needs: ['data-dir', 'oracle'],
  async check(context) {
    const { server, maker, launch, defer } = context
    const paths = await fill(context)
    const oracle = await resolveTarget('upstream')
    defer(() => oracle.close())
    const from = { server, reader: maker }
    await handOver(context, from, paths, (dataFrom) => launch({ dataFrom }, oracle))
  },
})

export const openedFiles = conform('schema.datadir.opened-by-pocketbase-files', {
  lane: 'private',
  needs: ['data-dir', 'oracle'],
  async check({ server, guest, collection, accepted, launch, defer, claim }) {
    const { name, records } = await collection({ fields: [{ name: 'doc', type: 'file' }] })
    const multipart = [['doc', { name: 'a.txt', content: 'kept' }]] as const
    const made = accepted(await guest.send('POST', records, { multipart }))
    const path = `/api/files/${name}/${made.text('/id')}/${made.text('/doc')}`
    await server.stop()
    const oracle = await resolveTarget('upstream')
    defer(() => oracle.close())
    const { url } = await launch({ dataFrom: server.dataDir ?? '' }, oracle)
    const served = await new Client({ url }).get(path)
    claim('is served', served).status(200).text('kept')
    claim('with its type', served).header('content-type', 'text/plain; charset=utf-8')
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
    const { superuser } = await createClients({ server })
    const paths = await fill({ ...context, maker: superuser })
    await handOver(context, { server, reader: superuser }, paths, (dataFrom) =>
      launch({ dataFrom }),
    )
  },
})

const indexColumns = `
  SELECT m.name, m.tbl_name AS "table", l."unique" AS isUnique, group_concat(i.name, ',') AS columns
  FROM sqlite_master m
  JOIN pragma_index_list(m.tbl_name) l ON l.name = m.name
  JOIN pragma_index_info(m.name) i
  WHERE m.type = 'index' AND m.sql IS NOT NULL
  GROUP BY m.name ORDER BY m.name`

export const indexes = conform('schema.datadir.indexes', {
  lane: 'private',
  needs: ['data-dir'],
  async check({ server, claim }) {
    const index = (name: string, table: string, isUnique: number, columns: string | null) => ({
      name,
      table,
      isUnique,
      columns,
    })
    claim('of data.db', readRows(server, 'data.db', indexColumns)).equals([
      index('idx__collections_type', '_collections', 0, 'type'),
      index(
        'idx_authOrigins_unique_pairs',
        '_authOrigins',
        1,
        'collectionRef,recordRef,fingerprint',
      ),
      index('idx_email__pb_users_auth_', 'users', 1, 'email'),
      index('idx_email_pbc_3142635823', '_superusers', 1, 'email'),
      index(
        'idx_externalAuths_collection_provider',
        '_externalAuths',
        1,
        'collectionRef,provider,providerId',
      ),
      index(
        'idx_externalAuths_record_provider',
        '_externalAuths',
        1,
        'collectionRef,recordRef,provider',
      ),
      index('idx_mfas_collectionRef_recordRef', '_mfas', 0, 'collectionRef,recordRef'),
      index('idx_otps_collectionRef_recordRef', '_otps', 0, 'collectionRef,recordRef'),
      index('idx_tokenKey__pb_users_auth_', 'users', 1, 'tokenKey'),
      index('idx_tokenKey_pbc_3142635823', '_superusers', 1, 'tokenKey'),
    ])
    claim('of auxiliary.db', readRows(server, 'auxiliary.db', indexColumns)).equals([
      index('idx_logs_created_hour', '_logs', 0, null), // over an expression
      index('idx_logs_level', '_logs', 0, 'level'),
      index('idx_logs_message', '_logs', 0, 'message'),
    ])
    await Promise.resolve()
  },
})

const rowKeys = [
  'id',
  'name',
  'type',
  'listRule',
  'viewRule',
  'createRule',
  'updateRule',
  'deleteRule',
  'created',
  'updated',
]

const baseKeys = new Set([...rowKeys, 'system', 'fields', 'indexes'])

const parseColumn = (row: Readonly<Record<string, unknown>>, column: string): unknown =>
  JSON.parse(String(row[column]))

/** Options as they are stored, without the secrets that no answer shows. */
const withoutSecrets = (options: unknown): unknown =>
  JSON.parse(
    JSON.stringify(options, (key, value: unknown) =>
      key === 'secret' || key === 'clientSecret' ? undefined : value,
    ),
  )

export const collectionRows = conform('schema.datadir.collection-rows', {
  lane: 'shared',
  needs: ['data-dir'],
  async check({ server, superuser, unique, collection, accepted, claim }) {
    const name = unique('rows_')
    const base = await collection({
      name,
      listRule: "title != '<b>'",
      viewRule: null,
      fields: [{ name: 'title', type: 'text' }],
      indexes: [`create index idx_${name} on ${name} (title)`],
    })
    const secret = 's'.repeat(40)
    const providers = [{ name: 'gitlab', clientId: 'a', clientSecret: 'clear' }]
    const auth = await collection({
      type: 'auth',
      authToken: { secret },
      oauth2: { enabled: true, providers },
    })
    const viewQuery = `select id,   title from ${name}`
    const view = await collection({ type: 'view', viewQuery })
    for (const [what, { id, path }] of Object.entries({ base, auth, view })) {
      const answer = accepted(await superuser.get(path))
      const [row = {}] = readRows(server, 'data.db', 'SELECT * FROM _collections WHERE id = ?', id)
      for (const key of rowKeys) claim(`${what}: ${key}`, row[key]).equals(answer.at(`/${key}`))
      claim(`${what}: system`, row['system']).equals(0)
      claim(`${what}: fields`, parseColumn(row, 'fields')).equals(answer.at('/fields'))
      claim(`${what}: indexes`, parseColumn(row, 'indexes')).equals(answer.at('/indexes'))
      const shown = Object.entries(Object(answer.json) as Readonly<Record<string, unknown>>)
      const options = shown.filter(([key]) => !baseKeys.has(key))
      claim(`${what}: options`, withoutSecrets(parseColumn(row, 'options'))).equals(
        Object.fromEntries(options),
      )
      if (what !== 'auth') continue
      const stored = String(row['options'])
      claim('token secrets in clear text', stored).includes(`"secret":"${secret}"`)
      claim('client secrets in clear text', stored).includes('"clientSecret":"clear"')
    }
    const [{ system } = {}] = readRows(
      server,
      'data.db',
      "SELECT system FROM _collections WHERE name = '_mfas'",
    )
    claim('a system collection is 1', system).equals(1)
  },
})

export const viewSql = conform('schema.datadir.view-sql', {
  lane: 'shared',
  needs: ['data-dir'],
  async check({ server, superuser, collection, record, claim }) {
    const table = await collection({ fields: [{ name: 'title', type: 'text' }] })
    await record(table, { title: 'x' })
    const viewQuery = `select (row_number() over()) as id, title from ${table.name}`
    const view = await collection({ type: 'view', viewQuery })
    claim('the query is as submitted', await superuser.get(view.path)).json('/viewQuery', viewQuery)
    const sql = 'SELECT type FROM sqlite_master WHERE name = ?'
    claim('is a view', readRows(server, 'data.db', sql, view.name)).equals([{ type: 'view' }])
    const rows = `SELECT id, typeof(id) AS type, title FROM "${view.name}"`
    claim('answers plain SQL, its ids as text', readRows(server, 'data.db', rows)).equals([
      { id: '1', type: 'text', title: 'x' },
    ])
  },
})

export const reopenKeeps = conform('schema.datadir.reopen-keeps', {
  lane: 'private',
  needs: ['data-dir', 'restart'],
  async check({ server, collection, record, user, claim }) {
    const base = await collection({ fields: [{ name: 'title', type: 'text' }] })
    await record(base, { title: 'kept' })
    await user()
    const dump = () =>
      Object.fromEntries(
        ['_collections', '_migrations', '_params', '_superusers', 'users', base.name].map(
          (table) => [
            table,
            readRows(server, 'data.db', `SELECT * FROM "${table}" ORDER BY rowid`),
          ],
        ),
      )
    const before = dump()
    claim('there is something to keep', before['users']).length(1)
    await server.restart()
    for (const [table, rows] of Object.entries(dump())) {
      claim(table === base.name ? 'records' : table, rows).equals(before[table])
    }
  },
})

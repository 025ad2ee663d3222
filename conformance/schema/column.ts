import { join } from 'node:path'
import { conformSchema, type SchemaContext } from '../collections/support.ts'
import { filesIn, withoutFiles } from '../probes/stored-files.ts'
import { readRows } from '../probes/data-dir.ts'

const columnsOf = (server: SchemaContext['server'], table: string) =>
  readRows(
    server,
    'data.db',
    'SELECT name, type, "notnull", dflt_value, pk FROM pragma_table_info(?)',
    table,
  )

const columnOf = (server: SchemaContext['server'], table: string, name: string) =>
  columnsOf(server, table).find((column) => column['name'] === name)

export const types = conformSchema('schema.column.types', {
  lane: 'shared',
  needs: ['data-dir'],
  async check({ server, collection, claim }) {
    const other = await collection()
    const values = ['a', 'b']
    const text = ['TEXT', 1, "''"] as const
    const list = ['JSON', 1, "'[]'"] as const
    const expected = [
      [{ type: 'text' }, text],
      [{ type: 'editor' }, text],
      [{ type: 'email' }, text],
      [{ type: 'url' }, text],
      [{ type: 'date' }, text],
      [{ type: 'autodate', onCreate: true }, text],
      [{ type: 'password' }, text],
      [{ type: 'select', values, maxSelect: 1 }, text],
      [{ type: 'file', maxSelect: 0 }, text],
      [{ type: 'relation', collectionId: other.id, maxSelect: 1 }, text],
      [{ type: 'number' }, ['NUMERIC', 1, '0']],
      [{ type: 'bool' }, ['BOOLEAN', 1, 'FALSE']],
      [{ type: 'json' }, ['JSON', 0, 'NULL']],
      [{ type: 'select', values, maxSelect: 2 }, list],
      [{ type: 'file', maxSelect: 2 }, list],
      [{ type: 'relation', collectionId: other.id, maxSelect: 2 }, list],
      [{ type: 'geoPoint' }, ['JSON', 1, `'{"lon":0,"lat":0}'`]],
    ] as const
    const fields = expected.map(([field], index) => ({ name: `f${index}`, ...field }))
    const { name } = await collection({ fields })
    for (const [index, [field, [type, notnull, dflt_value]]] of expected.entries()) {
      const column = { name: `f${index}`, type, notnull, dflt_value, pk: 0 }
      claim(JSON.stringify(field), columnOf(server, name, `f${index}`)).equals(column)
    }
    claim('the primary key', columnOf(server, name, 'id')).equals({
      name: 'id',
      type: 'TEXT',
      notnull: 1,
      dflt_value: "'r'||lower(hex(randomblob(7)))",
      pk: 1,
    })
  },
})

export const order = conformSchema('schema.column.order', {
  lane: 'shared',
  needs: ['data-dir'],
  async check({ server, collection, update, accepted, claim }) {
    const text = (name: string) => ({ name, type: 'text' })
    const { name } = await collection({ fields: [text('b'), text('a'), text('C')] })
    const namesOf = () => columnsOf(server, name).map((column) => column['name'])
    claim('is that of the bytes', namesOf()).equals(['C', 'a', 'b', 'id'])
    const fields = [text('b'), text('a'), text('C'), text('aa')]
    accepted(await update(name, { fields }))
    claim('later ones are last', namesOf()).equals(['C', 'a', 'b', 'id', 'aa'])
  },
})

export const names = conformSchema('schema.column.names', {
  lane: 'shared',
  needs: ['data-dir'],
  async check({ server, unique, collection, record, claim }) {
    const name = unique('Mixed_')
    const made = await collection({ name, fields: [{ name: 'Some_Field', type: 'text' }] })
    const { id } = await record(made, { Some_Field: 'x' })
    const rows = readRows(server, 'data.db', `SELECT id, Some_Field FROM "${name}"`)
    claim('are as they are', rows).equals([{ id, Some_Field: 'x' }])
    const [table] = readRows(
      server,
      'data.db',
      "SELECT name FROM sqlite_master WHERE type = 'table' AND name = ? COLLATE NOCASE",
      name,
    )
    claim('letter by letter', table).equals({ name })
  },
})

export const multiJson = conformSchema('schema.column.multi-json', {
  lane: 'shared',
  needs: ['data-dir'],
  async check({ server, collection, record, claim }) {
    const made = await collection({
      fields: [{ name: 's', type: 'select', values: ['a', 'b'], maxSelect: 2 }],
    })
    for (const [s, stored] of [
      [['a', 'b'], '["a","b"]'],
      [[], '[]'],
    ] as const) {
      const { id } = await record(made, { s })
      const sql = `SELECT s, typeof(s) AS type FROM "${made.name}" WHERE id = ?`
      claim(stored, readRows(server, 'data.db', sql, id)).equals([{ s: stored, type: 'text' }])
    }
  },
})

export const redefined = conformSchema('schema.column.single-multi-redefined', {
  lane: 'shared',
  needs: ['data-dir'],
  async check({ server, superuser, collection, record, update, claim }) {
    const fields = (maxSelect: number) => [
      { name: 's', type: 'select', values: ['a', 'b'], maxSelect },
    ]
    const made = await collection({ fields: fields(1) })
    await record(made, { s: 'a' })
    const view = await collection({ type: 'view', viewQuery: `select id, s from ${made.name}` })
    const stored = () => readRows(server, 'data.db', `SELECT s FROM "${made.name}"`)
    for (const [maxSelect, value, zero, shown] of [
      [2, '["a"]', "'[]'", ['a']],
      [1, 'a', "''", 'a'],
    ] as const) {
      const what = `to ${maxSelect}`
      claim(what, await update(made.name, { fields: fields(maxSelect) })).status(200)
      claim(`${what}: column`, columnOf(server, made.name, 's')?.['dflt_value']).equals(zero)
      claim(`${what}: value`, stored()).equals([{ s: value }])
      claim(`${what}: view`, await superuser.get(view.records))
        .status(200)
        .json('/items/0/s', shown)
    }
  },
})

const fileField = (maxSelect: number) => ({ name: 'f', type: 'file', maxSelect })

export const removedFiles = conformSchema('schema.column.removed-file-field-files', {
  lane: 'shared',
  needs: ['data-dir'],
  async check({ server, superuser, collection, update, accepted, claim }) {
    for (const [what, later] of [
      ['narrowed', [fileField(1)]],
      ['removed', []],
    ] as const) {
      const { id, name, records } = await collection({ fields: [fileField(2)] })
      const part = (file: string) => ['f', { name: `${file}.txt`, content: file }] as const
      const multipart = [part('one'), part('two')]
      const made = accepted(await superuser.send('POST', records, { multipart }))
      const directory = join(server.dataDir ?? '', 'storage', id, made.text('/id'))
      const contents = () => filesIn(directory).filter((file) => file.endsWith('.txt'))
      claim(`${what}: two are stored`, contents()).length(2)
      accepted(await update(name, { fields: later }))
      claim(`${what}: two stay`, contents()).length(2)
      accepted(await superuser.delete(`${records}/${made.text('/id')}`))
      // PocketBase looks for files of a record only while its collection has a file field.
      if (what === 'narrowed') {
        claim('narrowed: none outlives the record', await withoutFiles(directory)).equals(true)
      }
    }
  },
})

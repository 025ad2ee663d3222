import type { Store } from '../store/store.ts'
import type { SqlView } from './ddl.ts'
import type { SchemaFacts } from './validate.ts'

export interface StoredSchema extends SchemaFacts {
  readonly views: readonly SqlView[]
}

/** What the data database holds now: names of its tables and views, its named indexes, and the SQL of its views. */
export const readSchema = (store: Pick<Store, 'readNow'>): StoredSchema => {
  const rows = store
    .readNow({
      sql: 'SELECT type, name, tbl_name, sql FROM sqlite_master ORDER BY rowid',
      args: [],
    })
    .map(([type, name, table, sql]) => ({
      type,
      name: String(name),
      table: String(table),
      sql: String(sql),
    }))
  const ofType = (type: string) => rows.filter((row) => row.type === type)
  return {
    tables: new Set([...ofType('table'), ...ofType('view')].map(({ name }) => name.toLowerCase())),
    indexes: new Map(ofType('index').map(({ name, table }) => [name.toLowerCase(), table])),
    views: ofType('view'),
  }
}

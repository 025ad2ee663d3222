import { Database } from 'bun:sqlite'
import { join } from 'node:path'
import { Blocked } from '../harness/blocked.ts'
import type { RunningServer } from '../harness/target.ts'

/** Rows of a query over one of the server's databases, read beside it (or while it is stopped). */
export const readRows = (
  { dataDir }: RunningServer,
  file: 'data.db' | 'auxiliary.db',
  sql: string,
): readonly unknown[] => {
  if (dataDir === undefined) throw new Blocked('the target has no data directory to look into')
  const database = new Database(join(dataDir, file), { readonly: true })
  try {
    return database.query(sql).all()
  } finally {
    database.close()
  }
}

import { Database, type SQLQueryBindings } from 'bun:sqlite'

/**
 * The bare prepared statement, again and again: what SQLite costs before anything is done with its rows. Run by the bench with
 * a database of its own and a JSON file `{ sql, args, seconds }`; prints how many times a second it could be run.
 */
interface Work {
  readonly sql: string
  /** Taken in turn. */
  readonly args: readonly SQLQueryBindings[][]
  readonly seconds: number
}

const [database = '', file = ''] = process.argv.slice(2)
// The file is the bench's.
const { sql, args, seconds } = (await Bun.file(file).json()) as Work

const db = new Database(database, { readwrite: true })
// As both servers have it.
for (const pragma of ['journal_mode = WAL', 'synchronous = NORMAL', 'cache_size = -32000']) {
  db.run(`PRAGMA ${pragma}`)
}
const statement = db.prepare<unknown, SQLQueryBindings[]>(sql)

/** Statements between two looks at the clock. */
const batch = 16
let done = 0
const started = performance.now()
let elapsedMs = 0
while (elapsedMs < seconds * 1000) {
  for (let n = 0; n < batch; n++) statement.values(...(args[done++ % args.length] ?? []))
  elapsedMs = performance.now() - started
}
db.close()
process.stdout.write(`${(done / elapsedMs) * 1000}\n`)

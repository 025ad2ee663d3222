/**
 * Entry of a reader child process: runs the queries of its parent one at a time on a read-only connection. A process and
 * not a Worker, because only a process can be stopped inside SQLite.
 *
 * Arguments: path of the database file, time limit of a query in milliseconds.
 */
import { dlopen } from 'bun:ffi'
import { openConnection } from './connection.ts'
import { pack, unpack, type ReaderAnswer, type ReaderQuery } from './reader-protocol.ts'

const [path, queryTimeoutMs] = process.argv.slice(2)
if (path === undefined || queryTimeoutMs === undefined) {
  throw new Error('reader-process: expected the path of a database and a time limit')
}
const connection = openConnection(path, { mode: 'read' })

/**
 * The parent kills this process when a query passes its limit. A parent that was killed itself cannot, and a process
 * inside SQLite does not notice: the alarm clock of the system ends it. Undefined where there is none.
 */
const loadAlarm = (): ((seconds: number) => void) | undefined => {
  const library = { linux: 'libc.so.6', darwin: 'libSystem.B.dylib' }[String(process.platform)]
  if (library === undefined) return undefined
  try {
    return dlopen(library, { alarm: { args: ['u32'], returns: 'u32' } }).symbols.alarm
  } catch {
    // A C library of another name (musl): the parent's own timer is all there is.
    return undefined
  }
}
const alarm = loadAlarm()
const alarmSeconds = Math.ceil(Number(queryTimeoutMs) / 1000) + 1

const answer = ({ sql, args }: ReaderQuery): ReaderAnswer => {
  alarm?.(alarmSeconds)
  try {
    return { kind: 'rows', rows: pack(connection.all(sql, unpack(args)[0])) }
  } catch (error) {
    return { kind: 'failure', text: error instanceof Error ? error.message : String(error) }
  } finally {
    alarm?.(0)
  }
}

process.on('message', (query: ReaderQuery) => {
  process.send?.(answer(query))
})
// Also when the parent dies without a word: its end of the channel closes.
process.on('disconnect', () => process.exit(0))
// Ctrl-C reaches the whole group; readers serve until the parent has answered what is under way.
process.on('SIGINT', () => undefined)

import { accessSync, constants, existsSync, mkdirSync, rmSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { openConnection, openUnchanged, type Connection } from '../connection.ts'
import type { Statement } from '../store.ts'
import { collectionRows, migrationRows, paramRows } from '../tables.ts'
import { systemRandom } from '../../values/random.ts'
import { auxiliarySchema, dataSchema, migrationFiles } from './schema.ts'
import { defaultSettings } from './settings.ts'
import { systemCollections } from './system-collections.ts'

/** The directory cannot be used. The message names the thing and the next step; nothing was written. */
export class DataDirError extends Error {
  override readonly name = 'DataDirError'
}

export interface DataDirOptions {
  readonly now?: () => Date
  /** Encrypts the text of new settings; left out: they are stored as plain JSON. */
  readonly sealSettings?: (json: string) => string
  /** False: creation is not synchronised to the disk. */
  readonly durable?: boolean
}

/**
 * Makes `dir` a data directory of PocketBase v0.36.6: creates it with its databases where they are missing, leaves what
 * is there as it is, and removes the scratch directory of an interrupted restore. Throws {@link DataDirError}, before
 * anything is written, when the path cannot be a directory of ours or holds databases of something else.
 * Requirements: `cli.bootstrap.*`, `schema.datadir.*`.
 */
export const openDataDir = (dir: string, options: DataDirOptions = {}): void => {
  const { durable = true } = options
  makeDirectory(dir)
  const dataPath = join(dir, 'data.db')
  const auxiliaryPath = join(dir, 'auxiliary.db')
  const data = dataContent(options)
  // Both are judged before either is written.
  const isDataComplete = inspect(dataPath, judgeData, data)
  const isAuxiliaryComplete = inspect(auxiliaryPath, judgeAuxiliary, auxiliaryContent)
  if (isDataComplete) requireWritable(dataPath)
  else fill(dataPath, durable, data)
  if (isAuxiliaryComplete) requireWritable(auxiliaryPath)
  else fill(auxiliaryPath, durable, auxiliaryContent)
  rmSync(join(dir, '.pb_temp_to_delete'), { recursive: true, force: true })
}

const elsewhere = 'choose another data directory with --dir'

const makeDirectory = (dir: string): void => {
  try {
    mkdirSync(dir, { recursive: true })
    accessSync(dir, constants.R_OK | constants.W_OK | constants.X_OK)
  } catch (cause) {
    throw new DataDirError(
      `${dir}: cannot be used as a data directory (${textOf(cause)}); make it writable or ${elsewhere}`,
      { cause },
    )
  }
}

/**
 * Looks at a database file without changing it, and answers whether nothing is left to be done. A missing, empty or
 * table-less file is one that is yet to be filled.
 */
const inspect = (
  path: string,
  judge: (connection: Connection, path: string) => void,
  { isComplete }: Content,
): boolean => {
  if (!existsSync(path) || statSync(path).size === 0) return false
  try {
    const connection = openUnchanged(path)
    try {
      if (!connection.some(`SELECT 1 FROM sqlite_schema WHERE type = 'table'`, [])) return false
      judge(connection, path)
      // Every connection to a database of many collections reads the whole schema first.
      return isComplete(connection)
    } finally {
      connection.close()
    }
  } catch (cause) {
    if (cause instanceof DataDirError) throw cause
    throw new DataDirError(
      `${path}: is not a readable SQLite database (${textOf(cause)}); restore it from a backup or ${elsewhere}`,
      { cause },
    )
  }
}

const judgeData = (connection: Connection, path: string): void => {
  for (const table of ['_migrations', '_params', '_collections']) {
    if (hasTable(connection, table)) continue
    throw new DataDirError(
      `${path}: has no table ${table}, so it is not a PocketBase database; ${elsewhere}`,
    )
  }
  const applied = new Set(connection.all(migrationRows.files.sql).flat())
  const missing = migrationFiles.find((file) => !applied.has(file))
  if (missing !== undefined) {
    throw new DataDirError(
      `${path}: was last used by a PocketBase before v0.36.6 (migration ${missing} is missing); start PocketBase v0.36.6 on it once`,
    )
  }
  const [broken] = connection.all(
    'SELECT name FROM _collections WHERE NOT (json_valid(fields) AND json_valid(indexes) AND json_valid(options))',
  )
  if (broken !== undefined) {
    throw new DataDirError(
      `${path}: the collection "${String(broken[0])}" has invalid JSON in _collections; restore the file from a backup`,
    )
  }
}

const judgeAuxiliary = (connection: Connection, path: string): void => {
  if (hasTable(connection, '_logs')) return
  throw new DataDirError(
    `${path}: has no table _logs, so it is not a PocketBase database; ${elsewhere}`,
  )
}

const hasTable = (connection: Connection, name: string): boolean =>
  connection.some(`SELECT 1 FROM sqlite_schema WHERE type = 'table' AND name = ?`, [name])

/** What a database is to hold. */
interface Content {
  readonly isComplete: (connection: Connection) => boolean
  readonly add: (connection: Connection) => void
}

const fill = (path: string, durable: boolean, { isComplete, add }: Content): void => {
  try {
    const connection = openConnection(path, { mode: 'create', durable })
    try {
      if (isComplete(connection)) return
      connection.run('BEGIN IMMEDIATE')
      // Another process may have created it since.
      if (!isComplete(connection)) add(connection)
      connection.run('COMMIT')
    } finally {
      // Rolls back what was not committed.
      connection.close()
    }
  } catch (cause) {
    throw new DataDirError(`${path}: cannot be written (${textOf(cause)}); ${elsewhere}`, { cause })
  }
}

const requireWritable = (path: string): void => {
  try {
    accessSync(path, constants.R_OK | constants.W_OK)
  } catch (cause) {
    throw new DataDirError(`${path}: cannot be written (${textOf(cause)}); ${elsewhere}`, { cause })
  }
}

const dataContent = (options: DataDirOptions): Content => ({
  isComplete: (connection) => hasTable(connection, '_collections') && hasSettings(connection),
  add(connection) {
    const now = (options.now ?? (() => new Date()))()
    if (!hasTable(connection, '_collections')) {
      for (const sql of dataSchema) connection.run(sql)
      insertMigrations(connection, now)
      insertCollections(connection, now)
    }
    if (!hasSettings(connection)) insertSettings(connection, now, options.sealSettings)
  },
})

const auxiliaryContent: Content = {
  isComplete: (connection) => hasTable(connection, '_logs'),
  add(connection) {
    for (const sql of auxiliarySchema) connection.run(sql)
  },
}

const runStatement = (connection: Connection, { sql, args }: Statement): void => {
  connection.run(sql, args)
}

const hasSettings = (connection: Connection): boolean => {
  const { sql, args } = paramRows.find({ id: 'settings' })
  return connection.some(sql, args)
}

const insertSettings = (
  connection: Connection,
  now: Date,
  seal: DataDirOptions['sealSettings'],
): void => {
  const json = toStoredJson(defaultSettings)
  const value = seal === undefined ? new TextEncoder().encode(json) : seal(json)
  const row = { id: 'settings', value, created: stamp(now), updated: stamp(now) }
  runStatement(connection, paramRows.insert(row))
}

const insertMigrations = (connection: Connection, now: Date): void => {
  for (const [index, file] of migrationFiles.entries()) {
    // Microseconds; the last digits keep the order.
    const applied = now.getTime() * 1000 + index
    runStatement(connection, migrationRows.insert({ file, applied }))
  }
}

const insertCollections = (connection: Connection, now: Date): void => {
  for (const collection of systemCollections({ drawSecret: () => systemRandom.tokenKey() })) {
    const row = {
      ...collection,
      system: collection.system ? 1 : 0,
      fields: toStoredJson(collection.fields),
      indexes: toStoredJson(collection.indexes),
      options: toStoredJson(collection.options),
      created: stamp(now),
      updated: stamp(now),
    }
    runStatement(connection, collectionRows.insert(row))
  }
}

/** A time as the tables of a data directory have it. */
const stamp = (date: Date): string => date.toISOString().replace('T', ' ')

/** PocketBase writes these characters escaped; reading does not need it, comparing files by hand does. */
const toStoredJson = (value: unknown): string =>
  JSON.stringify(value).replace(
    /[<>&\u2028\u2029]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  )

const textOf = (cause: unknown): string => (cause instanceof Error ? cause.message : String(cause))

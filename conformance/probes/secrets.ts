import { SQLiteError } from 'bun:sqlite'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import type { Secrets } from '../harness/leaks.ts'
import type { RunningServer } from '../harness/target.ts'
import { readRows } from './data-dir.ts'
import type { ReceivedMail } from './smtp-sink.ts'

/** Shorter ones may stand in an answer by chance. */
const minLength = 20

/** What a server keeps that no answer may show: token keys, secrets of collections and of the settings. None for a bare URL. */
export const storedSecrets = (server: Pick<RunningServer, 'dataDir'>): Secrets => {
  const { dataDir } = server
  if (dataDir === undefined || !existsSync(join(dataDir, 'data.db'))) return []
  // Without whoever keeps what a case sees: this is no part of it.
  const directory = { dataDir }
  const collections = readRows(
    directory,
    'data.db',
    "SELECT name, options FROM _collections WHERE type = 'auth'",
  )
  const keys = collections.flatMap(({ name }) => tokenKeys(directory, String(name)))
  // Encrypted settings are no JSON, and nothing that could be told by its text.
  const settings = readRows(
    directory,
    'data.db',
    "SELECT CAST(value AS TEXT) AS value FROM _params WHERE id = 'settings' AND json_valid(CAST(value AS TEXT))",
  )
  const named = (what: string, texts: readonly string[]) =>
    texts.filter(({ length }) => length >= minLength).map((text) => [what, text] as const)
  return [
    ...named(
      'a token key',
      keys.map(({ tokenKey }) => String(tokenKey)),
    ),
    ...named(
      'a secret of a collection',
      collections.flatMap(({ options }) => secretsIn(options)),
    ),
    ...named(
      'a secret of the settings',
      settings.flatMap(({ value }) => secretsIn(value)),
    ),
  ]
}

const tokenKeys = (server: Pick<RunningServer, 'dataDir'>, collection: string) => {
  try {
    const table = collection.replaceAll('"', '""')
    return readRows(server, 'data.db', `SELECT tokenKey FROM "${table}"`)
  } catch (error) {
    // Another case has removed or renamed the collection meanwhile.
    if (error instanceof SQLiteError && error.message.startsWith('no such table')) return []
    throw error
  }
}

const secretKeys = new Set(['secret', 'clientSecret', 'password'])

/** Values of keys that name secrets, wherever they stand in a JSON text. */
const secretsIn = (json: unknown): readonly string[] => {
  const found: string[] = []
  JSON.parse(String(json), (key, value: unknown) => {
    if (secretKeys.has(key) && typeof value === 'string') found.push(value)
    return value
  })
  return found
}

/** Codes and tokens that were mailed: only who reads the mail may know them. */
export const mailedSecrets = (mails: readonly ReceivedMail[]): Secrets =>
  mails.flatMap(({ text = '', html = '' }) =>
    [...`${text} ${html}`.matchAll(/\beyJ[\w-]+\.[\w-]+\.[\w-]+|\b\d{6,10}\b/g)].map(
      ([found]) => ['what was mailed', found] as const,
    ),
  )

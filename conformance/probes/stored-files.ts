import { type Dirent, existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import type { CaseContext } from '../harness/case.ts'
import { eventually } from '../harness/eventually.ts'
import type { CollectionHandle } from '../harness/world.ts'

/** What a server keeps of uploaded files, seen in its data directory. */

type Server = Pick<CaseContext, 'server'>

const storageOf = ({ server: { dataDir } }: Server, ...path: readonly string[]): string => {
  if (dataDir === undefined) throw new Error('the case does not declare the need "data-dir"')
  return join(dataDir, 'storage', ...path)
}

/** Everything below a directory, at any depth; nothing when it is not there. */
const entriesIn = (directory: string): readonly Dirent[] => {
  if (!existsSync(directory)) return []
  try {
    return readdirSync(directory, { recursive: true, withFileTypes: true })
  } catch (error) {
    // The server removes files after its answer, and so perhaps while they are read.
    if (!(error instanceof Error && 'code' in error && error.code === 'ENOENT')) throw error
    return entriesIn(directory)
  }
}

/** Names of all files below a directory, at any depth; none when it is not there. */
export const filesIn = (directory: string): readonly string[] =>
  entriesIn(directory)
    .filter((entry) => entry.isFile())
    .map(({ name }) => name)

/** PocketBase removes files after its answer: whether none is left below the directory before the deadline. */
export const withoutFiles = (directory: string): Promise<boolean> =>
  eventually(
    () => filesIn(directory).length === 0,
    (isEmpty) => isEmpty,
  )

/** Names of the files that are stored for a record, in order of the alphabet; side files are not told. */
export const filesOf = (
  server: Server,
  { id }: CollectionHandle,
  recordId: string,
): readonly string[] =>
  filesIn(storageOf(server, id, recordId))
    .filter((name) => !name.endsWith('.attrs'))
    .toSorted()

/** Anything that was left under the directory of a collection, at any depth. */
export const leftovers = (server: Server, { id }: CollectionHandle): readonly string[] =>
  filesIn(storageOf(server, id))

import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import type { CaseContext } from '../harness/case.ts'
import type { CollectionHandle } from '../harness/world.ts'

/** Names of the files that are stored for a record, in order of the alphabet; side files are not told. */
export const filesOf = (
  { server }: Pick<CaseContext, 'server'>,
  { id }: CollectionHandle,
  recordId: string,
): readonly string[] => {
  const { dataDir } = server
  if (dataDir === undefined) throw new Error('the case does not declare the need "data-dir"')
  const directory = join(dataDir, 'storage', id, recordId)
  if (!existsSync(directory)) return []
  return readdirSync(directory)
    .filter((name) => !name.endsWith('.attrs'))
    .toSorted()
}

/** Anything that was left under the directory of a collection, at any depth. */
export const leftovers = (
  { server }: Pick<CaseContext, 'server'>,
  { id }: CollectionHandle,
): readonly string[] => {
  const directory = join(server.dataDir ?? '', 'storage', id)
  if (!existsSync(directory)) return []
  return readdirSync(directory, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ name }) => name)
}

import type { Collections } from '../collections/model.ts'
import type { Files, Spool } from '../files/storage.ts'

/** Files are taken under the names `f`, `+f` and `f+` of file fields (records.body.multipart-files-by-field). */
export const openUploads = (
  collections: Collections,
  files: Files,
  nameOrId: string,
): Spool & { wants(key: string): boolean } => {
  const fields = collections.find(nameOrId)?.fields ?? []
  const keys = new Set(
    fields
      .filter(({ type }) => type.files !== undefined)
      .flatMap(({ config: { name } }) => [name, `+${name}`, `${name}+`]),
  )
  return { ...files.openSpool(), wants: (key) => keys.has(key) }
}

import { copyFile, link, mkdir, rename, rm, rmdir, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { createAlone } from '../alone.ts'
import { toJsonText } from '../values/json.ts'
import type { Upload } from '../values/upload.ts'
import type { FileStorage } from './storage.ts'

const maxClientNameBytes = 255

/** The files of a data directory, laid out as PocketBase does (files.storage.*). */
export const createLocalStorage = (root: string): FileStorage => ({
  async put(key, upload) {
    const path = join(root, escapeKey(key))
    const attributes = attributesOf(upload)
    await mkdir(dirname(path), { recursive: true })
    await writeFile(`${path}.attrs`, attributes)
    const temporary = `${path}.${(BigInt(Date.now()) * 1_000_000n).toString(16)}.tmp`
    try {
      await linkOrCopy(upload.path, temporary)
      await rename(temporary, path)
    } catch (error) {
      await Promise.all([rm(temporary, { force: true }), rm(`${path}.attrs`, { force: true })])
      throw error
    }
  },
  async remove(key) {
    const path = join(root, escapeKey(key))
    const split = path.lastIndexOf('/')
    await Promise.all([
      rm(path, { force: true }),
      rm(`${path}.attrs`, { force: true }),
      rm(`${path.slice(0, split)}/thumbs_${path.slice(split + 1)}`, {
        recursive: true,
        force: true,
      }),
    ])
  },
  async removeEmpty(prefix) {
    const path = directoryOf(root, prefix)
    await removeIfEmpty(path, root)
    await removeIfEmpty(dirname(path), root)
  },
  async removeAll(prefix) {
    const path = directoryOf(root, prefix)
    await rm(path, { recursive: true, force: true })
    await removeIfEmpty(dirname(path), root)
  },
  alone: createAlone().run,
})

const directoryOf = (root: string, prefix: string): string =>
  join(root, escapeKey(prefix.replace(/\/$/, '')))

/** The directory of a collection goes with its last record. */
const removeIfEmpty = async (path: string, root: string): Promise<void> => {
  if (path === root) return
  try {
    await rmdir(path)
  } catch (error) {
    // Gone, or there are others.
    if (!['ENOENT', 'ENOTEMPTY'].includes(codeOf(error))) throw error
  }
}

const codeOf = (error: unknown): string =>
  error instanceof Error && 'code' in error ? String(error.code) : ''

/** What was kept aside lies in the same data directory, so a second name for it costs nothing. */
const linkOrCopy = async (from: string, to: string): Promise<void> => {
  try {
    await link(from, to)
  } catch (error) {
    // A file system without links, or another one.
    if (!['EPERM', 'EXDEV', 'ENOTSUP', 'EMLINK', 'ENOSYS'].includes(codeOf(error))) throw error
    await copyFile(from, to)
  }
}

/** Code points below 32, the slash of `../`, and slashes that name no element of a path. */
const escapeKey = (key: string): string =>
  key
    .replace(/\.\.\//g, (found) => `..${escaped(found.charCodeAt(2))}`)

    .replace(/[\u0000-\u001f]|(?<=\/)\/|\/$/g, (found) => escaped(found.charCodeAt(0)))

const escaped = (code: number): string => `__0x${code.toString(16)}__`

/**
 * The side file of an upload.
 * @throws TypeError when the client's own name is cut within a character, as the real server refuses such a file.
 */
const attributesOf = ({ clientName, mimeType, md5 }: Upload): string => {
  const bytes = new TextEncoder().encode(clientName).subarray(0, maxClientNameBytes)
  const name = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes)
  return `${toJsonText({
    'user.cache_control': '',
    'user.content_disposition': '',
    'user.content_encoding': '',
    'user.content_language': '',
    'user.content_type': mimeType,
    'user.metadata': { 'original-filename': name },
    md5,
  })}\n`
}

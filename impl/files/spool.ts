import { mkdir, open, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { idAlphabet, type Random } from '../values/random.ts'
import { Upload } from '../values/upload.ts'
import { lastPathElement, storedName } from './naming.ts'
import { sniff } from './sniff.ts'
import { sniffedBytes } from './sniff-text.ts'
import type { Spool } from './storage.ts'

/**
 * Keeps the uploads of one request in files of a directory that is emptied at every start, so that none is held in memory
 * and none outlives a crash.
 */
export const createSpool = (directory: string, random: Random): Spool => {
  const paths: string[] = []
  return {
    async keep(fileName, content) {
      const path = join(directory, `upload_${random.text(20, idAlphabet)}`)
      paths.push(path)
      await mkdir(directory, { recursive: true })
      const { head, sizeBytes, md5 } = await writeAside(path, content)
      const { mimeType, extension } = await sniff(head)
      const clientName = lastPathElement(fileName)
      const name = storedName(clientName, extension, random)
      return new Upload({ name, clientName, sizeBytes, mimeType, md5, path })
    },
    async discard() {
      await Promise.all(paths.splice(0).map((path) => rm(path, { force: true })))
    },
  }
}

const writeAside = async (path: string, content: AsyncIterable<Uint8Array>) => {
  const hash = new Bun.CryptoHasher('md5')
  const heads: Uint8Array[] = []
  let sizeBytes = 0
  const file = await open(path, 'wx')
  try {
    for await (const chunk of content) {
      if (sizeBytes < sniffedBytes) heads.push(chunk.slice(0, sniffedBytes - sizeBytes))
      sizeBytes += chunk.length
      hash.update(chunk)
      await file.writeFile(chunk)
    }
  } finally {
    await file.close()
  }
  return { head: Buffer.concat(heads), sizeBytes, md5: hash.digest('base64') }
}

import { once } from 'node:events'
import type { BusboyFileStream, BusboyInstance } from '@fastify/busboy'
import type { Upload } from '../../values/upload.ts'
import type { Pair } from './pairs.ts'

/** Thrown for a body that is not the multipart form its Content-Type announces. */
export class MultipartError extends Error {
  override readonly name = 'MultipartError'
}

/** Takes the files of a form. */
export interface FileDoor {
  /** Whether a file under this name is kept; others are read past. */
  wants(name: string): boolean
  keep(clientName: string, content: AsyncIterable<Uint8Array>): Promise<Upload>
}

export interface Multipart {
  /** Text parts in order of appearance; a part with an empty file name is one (facts "values", section 1). */
  readonly pairs: readonly Pair[]
  /** Kept files in order of appearance. */
  readonly files: readonly (readonly [name: string, upload: Upload])[]
}

/** Reads a form without holding a file in memory. Throws {@link MultipartError}, and what `chunks` and `keep` throw. */
export const readMultipart = async (
  contentType: string,
  chunks: AsyncIterable<Uint8Array>,
  door?: FileDoor,
): Promise<Multipart> => {
  const pairs: Pair[] = []
  const files: Promise<readonly [string, Upload]>[] = []
  const parser = await openParser(contentType)
  parser.on('field', (name, value) => {
    if (name !== undefined) pairs.push([name, value])
  })
  parser.on('file', (name, file, fileName) => {
    if (name === undefined || door?.wants(name) !== true) {
      // What is not read would hold up the rest; that it is cut off shows in the form itself.
      file.on('error', () => undefined).resume()
      return
    }
    const kept = keepFile(door, file, fileName).then((upload) => [name, upload] as const)
    // Awaited below, when the form is at its end; until then a failure is nobody's.
    kept.catch(() => undefined)
    files.push(kept)
  })
  const finished = once(parser, 'finish').catch((error: unknown) => {
    throw new MultipartError('malformed multipart body', { cause: error })
  })
  try {
    await Promise.all([finished, feed(parser, chunks)])
  } finally {
    await Promise.allSettled(files)
  }
  return { pairs, files: await Promise.all(files) }
}

const keepFile = async (
  door: FileDoor,
  file: BusboyFileStream,
  fileName: string,
): Promise<Upload> => {
  try {
    return await door.keep(fileName, file)
  } finally {
    file.resume()
  }
}

const feed = async (parser: BusboyInstance, chunks: AsyncIterable<Uint8Array>) => {
  try {
    for await (const chunk of chunks) {
      if (parser.destroyed || parser.errored !== null) return
      if (!parser.write(chunk)) await Promise.race([once(parser, 'drain'), once(parser, 'close')])
    }
    parser.end()
  } catch (error) {
    parser.destroy()
    throw error
  }
}

const unlimited = {
  fieldNameSize: Number.POSITIVE_INFINITY,
  // The parser cuts longer values short without a word; the body limit is what bounds them.
  fieldSize: Number.POSITIVE_INFINITY,
}

// The parser is content with an empty boundary and with types that only begin like this one.
const usableType = /^multipart\/form-data\s*;(?:.*;)?\s*boundary=(?:"[^"]+"|[^";\s]+)/i

const openParser = async (contentType: string): Promise<BusboyInstance> => {
  if (!usableType.test(contentType)) throw new MultipartError('multipart without a usable boundary')
  // Loaded with the first form: a start without it takes 10 ms less.
  const { Busboy } = await import('@fastify/busboy')
  try {
    return new Busboy({
      headers: { 'content-type': contentType },
      limits: unlimited,
      // Which part of a path is the name is not the same everywhere.
      preservePath: true,
      isPartAFile: (_name, _type, fileName) => fileName !== undefined && fileName !== '',
    })
  } catch (error) {
    throw new MultipartError('multipart without a usable boundary', { cause: error })
  }
}

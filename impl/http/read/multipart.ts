import { once } from 'node:events'
import type { BusboyInstance } from '@fastify/busboy'
import type { Pair } from './pairs.ts'

/** Thrown for a body that is not the multipart form its Content-Type announces. */
export class MultipartError extends Error {
  override readonly name = 'MultipartError'
}

/**
 * Text parts of a multipart form in order of appearance. Files are read past without being held in memory; a part with an
 * empty file name is text (facts "values", section 1). Throws {@link MultipartError}, and what `chunks` throws.
 */
export const readMultipart = async (
  contentType: string,
  chunks: AsyncIterable<Uint8Array>,
): Promise<readonly Pair[]> => {
  const pairs: Pair[] = []
  const parser = await openParser(contentType)
  parser.on('field', (name, value) => {
    if (name !== undefined) pairs.push([name, value])
  })
  parser.on('file', (_name, file) => file.resume())
  const finished = once(parser, 'finish').catch((error: unknown) => {
    throw new MultipartError('malformed multipart body', { cause: error })
  })
  await Promise.all([finished, feed(parser, chunks)])
  return pairs
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
      isPartAFile: (_name, _type, fileName) => fileName !== undefined && fileName !== '',
    })
  } catch (error) {
    throw new MultipartError('multipart without a usable boundary', { cause: error })
  }
}

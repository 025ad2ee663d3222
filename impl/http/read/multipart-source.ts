/** Thrown for a body that is not the multipart form its Content-Type announces. */
export class MultipartError extends Error {
  override readonly name = 'MultipartError'
}

/** What has arrived and is not read yet. */
export interface Source {
  readonly data: Buffer
  /** Nothing follows `data`. */
  readonly isAtEnd: boolean
  /** Waits for the next chunk, or learns that there is none. */
  fill(): Promise<void>
  /** Reads past so many bytes. */
  drop(bytes: number): void
}

export const createSource = (chunks: AsyncIterable<Uint8Array>): Source => {
  const iterator = chunks[Symbol.asyncIterator]()
  /** What arrived stands from `start` to `end`; behind it is room, so that a long line is not copied with each chunk. */
  let room: Buffer = Buffer.alloc(0)
  let start = 0
  let end = 0
  let isAtEnd = false
  return {
    get data() {
      return room.subarray(start, end)
    },
    get isAtEnd() {
      return isAtEnd
    },
    async fill() {
      const step = await iterator.next()
      if (step.done === true) {
        isAtEnd = true
        return
      }
      const { value } = step
      if (end + value.length > room.length) {
        const isEmpty = start === end
        const roomy = Buffer.allocUnsafe(isEmpty ? value.length : 2 * (end - start + value.length))
        room.copy(roomy, 0, start, end)
        end -= start
        start = 0
        room = roomy
      }
      room.set(value, end)
      end += value.length
    },
    drop(bytes) {
      start += bytes
    },
  }
}

export const newline = 10

/** The next line with its end; without one when the body ends before. */
export const readLine = async (source: Source, maxBytes: number): Promise<Buffer> => {
  for (let searched = 0; ;) {
    const end = source.data.indexOf(newline, searched)
    if (end >= maxBytes || (end < 0 && source.data.length >= maxBytes)) {
      throw new MultipartError('a line of a multipart body is too long')
    }
    if (end >= 0 || source.isAtEnd) {
      const line = source.data.subarray(0, end < 0 ? source.data.length : end + 1)
      source.drop(line.length)
      return line
    }
    searched = source.data.length
    await source.fill()
  }
}

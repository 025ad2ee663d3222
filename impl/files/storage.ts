import type { Upload } from '../values/upload.ts'
import type { Alone } from '../alone.ts'

/**
 * Where uploaded files are kept, by keys `<collectionId>/<recordId>/<name>`: the data directory, or a bucket. Nothing else
 * knows which.
 */
export interface FileStorage {
  /** Stores an upload's bytes with what is known of them. The upload itself stays where it lies. */
  put(key: string, upload: Upload): Promise<void>
  /** Removes one file and all that was made of it; one that is not there is fine. */
  remove(key: string): Promise<void>
  /** Removes the directory of a prefix, if there are directories and nothing is left in it. */
  removeEmpty(prefix: string): Promise<void>
  /** Removes every file whose key begins with the prefix, which ends with a slash. */
  removeAll(prefix: string): Promise<void>
  /** By prefixes. */
  readonly alone: Alone['run']
}

/** Files as the use cases and the HTTP edge see them. */
export interface Files {
  readonly storage: FileStorage
  /** Takes the uploads of one request. */
  openSpool(): Spool
}

/** Where the uploads of one request lie until they are stored. */
export interface Spool {
  /** Reads a file to its end and keeps it aside. */
  keep(clientName: string, content: AsyncIterable<Uint8Array>): Promise<Upload>
  /** Removes whatever was kept. */
  discard(): Promise<void>
}

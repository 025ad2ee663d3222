/** A file that came with a request. Its bytes lie aside until they are stored, at most until the request is over. */
export class Upload {
  /** The name under which it would be stored, drawn for this request. */
  readonly name: string
  /** As the client called it, without directories. */
  readonly clientName: string
  readonly sizeBytes: number
  /** Told by its first bytes, with parameters such as a charset. */
  readonly mimeType: string
  /** base64 */
  readonly md5: string
  /** Where the bytes lie. */
  readonly path: string

  constructor(facts: UploadFacts) {
    this.name = facts.name
    this.clientName = facts.clientName
    this.sizeBytes = facts.sizeBytes
    this.mimeType = facts.mimeType
    this.md5 = facts.md5
    this.path = facts.path
  }
}

/** What is known of an upload. */
export type UploadFacts = Pick<
  Upload,
  'name' | 'clientName' | 'sizeBytes' | 'mimeType' | 'md5' | 'path'
>

const nothing = Buffer.alloc(0)
/** A head of up to so many bytes that came in one piece is looked through as the text that it becomes anyway. */
const shortBytes = 16_384

/** What came and belongs to no request yet. Bytes that drip in cost no more than those that come at once. */
export class Pending {
  #bytes: Buffer = nothing
  /** What of `#bytes` is filled; the rest is room of our own. */
  #length = 0
  /** There is no end of a head before it. */
  #searched = 0

  get length(): number {
    return this.#length
  }

  get hasLine(): boolean {
    return this.#view().includes(10)
  }

  append(bytes: Buffer): void {
    const length = this.#length + bytes.length
    if (this.#length === 0) this.#bytes = bytes
    else {
      if (length > this.#bytes.length) {
        const roomy = Buffer.allocUnsafe(length * 2)
        this.#view().copy(roomy)
        this.#bytes = roomy
      }
      bytes.copy(this.#bytes, this.#length)
    }
    this.#length = length
  }

  takeAll(): Buffer {
    const all = this.#view()
    this.clear()
    return all
  }

  clear(): void {
    this.#bytes = nothing
    this.#length = 0
    this.#searched = 0
  }

  /** Drops line ends at the beginning. */
  skipLineEnds(): void {
    let at = 0
    while (at < this.#length && (this.#bytes[at] === 13 || this.#bytes[at] === 10)) at++
    this.#drop(at)
  }

  /** Takes the text of a head with the end of its last line, one character for each byte; undefined when it has no end yet. */
  takeHead(): string | undefined {
    if (this.#searched === 0 && this.#length <= shortBytes) {
      const text = this.#bytes.toString('latin1', 0, this.#length)
      return this.#cut(text.indexOf('\n\r\n'), text.indexOf('\n\n'), text)
    }
    const view = this.#view()
    const from = Math.max(0, this.#searched - 2)
    return this.#cut(view.indexOf('\n\r\n', from), view.indexOf('\n\n', from))
  }

  /** An empty line ends with CRLF or with LF alone. */
  #cut(crlf: number, lf: number, text?: string): string | undefined {
    if (crlf < 0 && lf < 0) {
      this.#searched = this.#length
      return undefined
    }
    const isLf = lf >= 0 && (crlf < 0 || lf < crlf)
    const end = (isLf ? lf : crlf) + 1
    const head = text === undefined ? this.#bytes.toString('latin1', 0, end) : text.slice(0, end)
    this.#drop(end + (isLf ? 1 : 2))
    return head
  }

  #drop(bytes: number): void {
    if (bytes >= this.#length) {
      this.clear()
      return
    }
    this.#bytes = this.#bytes.subarray(bytes, this.#length)
    this.#length -= bytes
    this.#searched = 0
  }

  #view(): Buffer {
    return this.#length === this.#bytes.length ? this.#bytes : this.#bytes.subarray(0, this.#length)
  }
}

/** What the server reads of headers. Those of a web request have it, and so have the lines that came over a socket. */
export interface HttpHeaders {
  /** Several lines of one name are joined by a comma and a space. */
  get(name: string): string | null
  has(name: string): boolean
  /** Several lines of one name may come joined or one by one, in their order. */
  forEach(visit: (value: string, name: string) => void): void
}

/** What the server reads of a request. A web request has it, and so has one that came over a socket. */
export interface HttpRequest {
  readonly method: string
  /** Absolute, or `*`. */
  readonly url: string
  /** The target of the request line, one character for each byte; none for a request that came by no socket. */
  readonly sentTarget?: string | undefined
  readonly headers: HttpHeaders
  /** Can be read once. */
  readonly body: AsyncIterable<Uint8Array> | null
  bytes(): Promise<Uint8Array>
  /** Address of the TCP peer; none for a request that came by no socket. */
  readonly peer?: string | undefined
}

const none: readonly string[] = []

/** Header lines as they were sent, one character for each byte. */
export class HeaderLines implements HttpHeaders {
  readonly #names: readonly string[]
  readonly #values: readonly string[]

  /** @param names in lower case, each with the value at the same place. */
  constructor(names: readonly string[], values: readonly string[]) {
    this.#names = names
    this.#values = values
  }

  /** With one more line. */
  with(name: string, value: string): HeaderLines {
    return new HeaderLines([...this.#names, name], [...this.#values, value])
  }

  without(name: string): HeaderLines {
    if (!this.#names.includes(name)) return this
    const isKept = (_value: string, at: number): boolean => this.#names[at] !== name
    return new HeaderLines(this.#names.filter(isKept), this.#values.filter(isKept))
  }

  lines(name: string): readonly string[] {
    const wanted = name.toLowerCase()
    const first = this.#names.indexOf(wanted)
    if (first < 0) return none
    if (this.#names.indexOf(wanted, first + 1) < 0) return [this.#values[first] ?? '']
    return this.#values.filter((_value, at) => this.#names[at] === wanted)
  }

  get(name: string): string | null {
    const lines = this.lines(name)
    return lines.length === 0 ? null : lines.join(', ')
  }

  has(name: string): boolean {
    return this.#names.includes(name.toLowerCase())
  }

  forEach(visit: (value: string, name: string) => void): void {
    for (const [at, name] of this.#names.entries()) visit(this.#values[at] ?? '', name)
  }
}

/** The lines of a header one by one; of a request that came by no socket they are one. */
export const linesOf = (headers: HttpHeaders, name: string): readonly string[] => {
  if (headers instanceof HeaderLines) return headers.lines(name)
  const joined = headers.get(name)
  return joined === null ? [] : [joined]
}

/** What an answer sends: text, a part of a file, pieces as they come, or nothing. */
export type Content = string | Blob | AsyncIterable<Uint8Array> | null

/** Header fields, shared by all answers that have the same ones. */
export class Fields {
  readonly headers: Headers
  #text: string | undefined

  constructor(fields: Readonly<Record<string, string>> | Headers) {
    this.headers = new Headers(fields)
  }

  /** With the given ones beside or in place of its own. */
  with(fields: Readonly<Record<string, string>>): Fields {
    const headers = new Headers(this.headers)
    for (const [name, value] of Object.entries(fields)) headers.set(name, value)
    return new Fields(headers)
  }

  /** As the socket sends them. */
  get text(): string {
    return (this.#text ??= fieldText(this.headers))
  }
}

/**
 * A web response that still knows what it was made of. The socket side sends that; to ask the web interface for headers and
 * body costs more than all the rest of an answer.
 */
export class Answer extends Response {
  readonly content: Content
  readonly fields: Fields

  constructor(content: Content, { status = 200, fields }: { status?: number; fields: Fields }) {
    super(content, { status, headers: fields.headers })
    this.content = content
    this.fields = fields
  }
}

export const fieldText = (headers: Headers): string => {
  let text = ''
  headers.forEach((value, name) => {
    text += `${canonicalName(name)}: ${value}\r\n`
  })
  return text
}

const canonicalName = (name: string): string =>
  name === 'www-authenticate'
    ? 'WWW-Authenticate'
    : name.replace(/(?:^|-)[a-z]/g, (initial) => initial.toUpperCase())

const reasons: Readonly<Record<number, string>> = {
  100: 'Continue',
  200: 'OK',
  204: 'No Content',
  206: 'Partial Content',
  301: 'Moved Permanently',
  304: 'Not Modified',
  307: 'Temporary Redirect',
  400: 'Bad Request',
  401: 'Unauthorized',
  403: 'Forbidden',
  404: 'Not Found',
  408: 'Request Timeout',
  412: 'Precondition Failed',
  413: 'Request Entity Too Large',
  416: 'Requested Range Not Satisfiable',
  417: 'Expectation Failed',
  429: 'Too Many Requests',
  431: 'Request Header Fields Too Large',
  500: 'Internal Server Error',
  501: 'Not Implemented',
  503: 'Service Unavailable',
  505: 'HTTP Version Not Supported',
}

export const reasonOf = (status: number): string => reasons[status] ?? ''

let dateSecond = 0
let dateText = ''

/** The Date field of now. */
export const dateField = (): string => {
  const now = Date.now()
  const second = Math.floor(now / 1000)
  if (second !== dateSecond) {
    dateSecond = second
    dateText = `Date: ${new Date(now).toUTCString()}\r\n`
  }
  return dateText
}

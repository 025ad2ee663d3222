/** More than a server reads past before it answers a request that it refuses. */
const filler = 'x'.repeat(300_000)

/**
 * A request that declares a body of so many bytes, in no format that is read, and sends only the first of them: whatever is
 * answered was decided without the rest.
 */
export const declaring = (
  method: string,
  path: string,
  length: number,
  headers: readonly string[] = [],
): readonly string[] => [
  [
    `${method} ${path} HTTP/1.1`,
    'Host: localhost',
    'Content-Type: text/plain',
    `Content-Length: ${length}`,
    ...headers,
    '\r\n',
  ].join('\r\n'),
  filler,
]

/** A body in chunks of 64 KiB, as a client sends one whose length it does not know. */
export const chunked = (
  method: string,
  path: string,
  body: string,
  headers: readonly string[] = [],
): readonly string[] => {
  const size = 65_536
  const chunks = Array.from({ length: Math.ceil(body.length / size) }, (_, at) => {
    const piece = body.slice(at * size, (at + 1) * size)
    return `${piece.length.toString(16)}\r\n${piece}\r\n`
  })
  const head = [
    `${method} ${path} HTTP/1.1`,
    'Host: localhost',
    'Connection: close',
    'Content-Type: application/json',
    'Transfer-Encoding: chunked',
    ...headers,
    '\r\n',
  ]
  return [head.join('\r\n'), ...chunks, '0\r\n\r\n']
}

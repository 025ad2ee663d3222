import { connect } from 'node:net'
import { once } from 'node:events'

/**
 * Sends bytes (one character each) over a socket, every piece as its own write, and gives back all that came until the
 * server closed the connection.
 */
export const exchange = async (port: number, ...pieces: readonly string[]): Promise<string> => {
  const socket = connect({ host: '127.0.0.1', port, noDelay: true })
  let received = ''
  socket.on('data', (bytes) => (received += bytes.toString('latin1')))
  await once(socket, 'connect')
  const closed = once(socket, 'close')
  for (const piece of pieces) {
    await new Promise((resolve) => socket.write(piece, 'latin1', resolve))
  }
  await closed
  return received
}

/** The text of a request that ends its connection; `body` gets its Content-Length unless `headers` tell of one. */
export const requestText = (line: string, headers: readonly string[] = [], body = ''): string => {
  const hasLength = headers.some((header) => /^(content-length|transfer-encoding):/i.test(header))
  const length = body === '' || hasLength ? [] : [`Content-Length: ${body.length}`]
  return [`${line} HTTP/1.1`, 'Host: x', 'Connection: close', ...headers, ...length, '', body].join(
    '\r\n',
  )
}

export const statusOf = (response: string): number => Number(response.split(' ')[1])
export const bodyOf = (response: string): string =>
  response.split('\r\n\r\n').slice(1).join('\r\n\r\n')

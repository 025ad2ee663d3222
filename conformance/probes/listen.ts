import type { Server } from 'node:net'

/** Where a server listens. */
export interface Address {
  /** A loopback address; 127.0.0.1 unless told. */
  readonly host?: string
  /** One that is free, unless told. */
  readonly port?: number
}

/** Makes a TCP server listen, and answers the port. Rejects when it cannot. */
export const listen = (
  server: Server,
  { host = '127.0.0.1', port = 0 }: Address = {},
): Promise<number> =>
  new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, host, () => {
      const address = server.address()
      if (address === null || typeof address === 'string') reject(new Error('no TCP port'))
      else resolve(address.port)
    })
  })

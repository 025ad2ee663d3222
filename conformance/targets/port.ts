import { createServer } from 'node:net'

/** A loopback port that nobody listens on right now. The kernel does not hand it out again soon, but holds it for nobody. */
export const findFreePort = (): Promise<number> =>
  new Promise((resolve, reject) => {
    const probe = createServer()
    probe.once('error', reject)
    probe.listen({ host: '127.0.0.1', port: 0 }, () => {
      const address = probe.address()
      if (address === null || typeof address === 'string') {
        reject(new Error('a TCP server without a port'))
        return
      }
      probe.close(() => resolve(address.port))
    })
  })

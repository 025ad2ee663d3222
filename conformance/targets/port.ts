import { createServer } from 'node:net'
import { listen } from '../probes/listen.ts'

/** A loopback port that nobody listens on right now. The kernel does not hand it out again soon, but holds it for nobody. */
export const findFreePort = async (): Promise<number> => {
  const probe = createServer()
  const port = await listen(probe)
  return new Promise((resolve) => probe.close(() => resolve(port)))
}

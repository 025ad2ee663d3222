import { launchedTarget } from './launch.ts'
import { miniatureProgram } from './test-support.ts'

/**
 * Launches a server, says what would be left behind, and ends the way its argument says without closing anything. The
 * test beside it looks whether something was left.
 */
const target = launchedTarget(miniatureProgram())
const server = await target.launch({})
const reader = Number(await (await fetch(`${server.url}/reader`)).text())
process.stdout.write(`${JSON.stringify({ url: server.url, dataDir: server.dataDir, reader })}\n`)

const throwOnPurpose = (): never => {
  throw new Error('thrown on purpose')
}

const endings: Readonly<Record<string, () => unknown>> = {
  throw: () => setTimeout(throwOnPurpose),
  reject: () => void Promise.reject(new Error('rejected on purpose')),
  exit: () => process.exit(3),
  // The server's pipes keep this process alive until a signal comes.
  wait: () => undefined,
}

endings[process.argv[2] ?? 'wait']?.()

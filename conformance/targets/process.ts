import { killGroup, trackGroup } from './leftovers.ts'
import type { CliOptions, CliResult } from '../harness/target.ts'

/** A server process that answered its health check once. */
export interface ServerProcess {
  /** Whether the process is still there. */
  isRunning(): boolean
  /** Asks it to end (SIGTERM) and insists after a while (SIGKILL). */
  stop(): Promise<number>
  /** Ends it at once. */
  kill(): Promise<void>
}

/** A server that ended or stayed silent instead of becoming ready. */
export class StartError extends Error {
  override readonly name = 'StartError'
}

export interface StartOptions {
  readonly command: readonly string[]
  readonly cwd: string
  readonly env: Readonly<Record<string, string>>
  readonly url: string
  readonly onOutput: (text: string) => void
}

const readyTimeoutMs = 20_000
const stopTimeoutMs = 8_000
const cliTimeoutMs = 60_000

/**
 * Starts a server and resolves when it answers `/api/health`.
 * @throws StartError when the process ends first, or is not ready in 20 s.
 */
export const startProcess = async (options: StartOptions): Promise<ServerProcess> => {
  const { command, cwd, env, url, onOutput } = options
  const child = Bun.spawn([...command], {
    cwd,
    env: { ...process.env, ...env },
    stdin: 'ignore',
    stdout: 'pipe',
    stderr: 'pipe',
    // A group of its own: Ctrl-C reaches us, not it, and killing the group takes along what it started.
    detached: true,
  })
  trackGroup(child.pid)
  const output = Promise.all([pump(child.stdout, onOutput), pump(child.stderr, onOutput)])
  const kill = async (): Promise<void> => {
    killGroup(child.pid)
    await child.exited
    await output
  }
  try {
    await untilHealthy(url, child)
  } catch (error) {
    await kill()
    throw error
  }
  return {
    isRunning: () => child.exitCode === null && child.signalCode === null,
    async stop() {
      child.kill('SIGTERM')
      const insist = setTimeout(() => killGroup(child.pid), stopTimeoutMs)
      await child.exited
      clearTimeout(insist)
      await kill()
      return await child.exited
    },
    kill,
  }
}

const untilHealthy = async (url: string, child: Bun.Subprocess): Promise<void> => {
  const deadline = performance.now() + readyTimeoutMs
  const ended = child.exited.then((code) => ({ code }))
  for (let pauseMs = 2; performance.now() < deadline; pauseMs = Math.min(pauseMs * 1.5, 50)) {
    if (await isHealthy(url)) {
      // Another server may have taken the port between our choosing it and this child's binding it.
      if (child.exitCode === null) return
      throw new StartError(`ended with exit code ${child.exitCode} before it was ready`)
    }
    const end = await Promise.race([ended, Bun.sleep(pauseMs)])
    if (end !== undefined) {
      throw new StartError(`ended with exit code ${end.code} before it was ready`)
    }
  }
  throw new StartError(`did not answer ${url}/api/health within ${readyTimeoutMs} ms`)
}

const isHealthy = async (url: string): Promise<boolean> => {
  try {
    const answer = await fetch(`${url}/api/health`, { signal: AbortSignal.timeout(2_000) })
    await answer.arrayBuffer()
    return answer.ok
  } catch {
    return false // nobody listens yet
  }
}

const pump = async (
  stream: ReadableStream<Uint8Array>,
  onOutput: (text: string) => void,
): Promise<void> => {
  const decoder = new TextDecoder()
  for await (const chunk of stream) onOutput(decoder.decode(chunk, { stream: true }))
}

/** Runs a command to its end; one that takes over a minute is killed, which its exit code shows. */
export const runToEnd = async (
  command: readonly string[],
  { cwd, stdin, env = {} }: CliOptions & { readonly cwd: string },
): Promise<CliResult> => {
  const child = Bun.spawn([...command], {
    cwd,
    env: { ...process.env, ...env },
    stdin: stdin === undefined ? 'ignore' : new Blob([stdin]),
    stdout: 'pipe',
    stderr: 'pipe',
    detached: true,
  })
  trackGroup(child.pid)
  const overdue = setTimeout(() => killGroup(child.pid), cliTimeoutMs)
  const [stdout, stderr, code] = await Promise.all([
    new Response(child.stdout).text(),
    new Response(child.stderr).text(),
    child.exited,
  ])
  clearTimeout(overdue)
  killGroup(child.pid)
  return { code, stdout, stderr }
}

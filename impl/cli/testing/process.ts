const program = `${import.meta.dir}/../../../plumbline.ts`

const spawn = <Errors extends 'pipe' | 'inherit'>(args: readonly string[], stderr: Errors) =>
  Bun.spawn([process.execPath, program, ...args], { stdin: 'ignore', stdout: 'pipe', stderr })

export interface Ended {
  readonly stdout: string
  readonly stderr: string
  readonly code: number
}

/** Runs the command line to its end. */
export const run = async (args: readonly string[]): Promise<Ended> => {
  const child = spawn(args, 'pipe')
  const [stdout, stderr, code] = await Promise.all([
    new Response(child.stdout).text(),
    new Response(child.stderr).text(),
    child.exited,
  ])
  return { stdout, stderr, code }
}

export interface Serving {
  /** `http://host:port`, as the banner names it. */
  readonly url: string
  readonly pid: number
  /** All that was printed until `upTo` had been. */
  readonly printed: string
  /** Sends the signal and answers the exit code. */
  end(signal: 'SIGTERM' | 'SIGKILL'): Promise<number>
}

const deadlineMs = 10_000

/** Starts `serve` on a port of its choice and waits until it has printed `upTo`. The process ends with the body. */
export const withServer = async (
  args: readonly string[],
  body: (server: Serving) => Promise<void>,
  upTo: string | RegExp = 'Dashboard: ',
): Promise<void> => {
  const child = spawn(['serve', '--http=127.0.0.1:0', ...args], 'inherit')
  const end = (signal: 'SIGTERM' | 'SIGKILL'): Promise<number> => {
    child.kill(signal)
    return child.exited
  }
  const impatient = setTimeout(() => child.kill('SIGKILL'), deadlineMs)
  try {
    const printed = await readUntil(child.stdout, upTo)
    clearTimeout(impatient)
    const url = /started at (\S+)/.exec(printed)?.[1] ?? ''
    await body({ url, pid: child.pid, printed, end })
  } finally {
    clearTimeout(impatient)
    await end('SIGKILL')
  }
}

const readUntil = async (
  stream: ReadableStream<Uint8Array>,
  upTo: string | RegExp,
): Promise<string> => {
  const decoder = new TextDecoder()
  // Not `for await`: leaving that would close the pipe under a server that has more to say.
  const reader = stream.getReader()
  let text = ''
  for (;;) {
    const { done, value } = await reader.read()
    if (done) throw new Error(`serve ended after: ${text}`)
    text += decoder.decode(value, { stream: true })
    if (typeof upTo === 'string' ? text.includes(upTo) : upTo.test(text)) return text
  }
}

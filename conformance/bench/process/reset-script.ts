/**
 * How long a server inside of a program takes to go back to its checkpoint. Run by the bench in a process of its own with the
 * module of the built package, a JSON file of collections, and `call` or `answer`: until `reset` is done, or until the first
 * request after it is answered. Prints the median of 21 times in milliseconds.
 */
interface Door {
  createServer(options: { readonly dir: string }): {
    fetch(request: Request): Promise<Response>
    upsertSuperuser(superuser: Record<'email' | 'password', string>): Promise<{ token: string }>
    checkpoint(): Promise<void>
    reset(): Promise<void>
    stop(): Promise<void>
  }
}

const [door = '', file = '', until = ''] = process.argv.slice(2)
// The module's own declarations say so; they exist only once the package is built.
const { createServer } = (await import(door)) as Door

const server = createServer({ dir: ':memory:' })
const { token } = await server.upsertSuperuser({ email: 'a@example.com', password: '1234567890' })

const ask = async (method: string, path: string, body?: string): Promise<void> => {
  const headers = { authorization: token, 'content-type': 'application/json' }
  const request = new Request(`http://localhost${path}`, { method, headers, body: body ?? null })
  const answer = await server.fetch(request)
  if (!answer.ok) throw new Error(`${method} ${path} -> ${answer.status} ${await answer.text()}`)
}

await ask('PUT', '/api/collections/import', await Bun.file(file).text())
await server.checkpoint()
/** The state that a test leaves behind. */
const leaveBehind = async (): Promise<void> => {
  for (let n = 0; n < 20; n++) {
    await ask('POST', `/api/collections/things${n}/records`, '{"title":"left behind"}')
  }
}

/** As many as a small test file has tests. */
const times: number[] = []
for (let test = 0; test < 21; test++) {
  await leaveBehind()
  const started = performance.now()
  await server.reset()
  if (until === 'answer') await ask('GET', '/api/health')
  times.push(performance.now() - started)
}
const sorted = times.toSorted((a, b) => a - b)
process.stdout.write(`${sorted[Math.floor(sorted.length / 2)]}\n`)
await server.stop()

// Without an import this file would be no module, and could not await.
export {}

import { existsSync } from 'node:fs'
import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'bun:test'
import { createServer, type Server } from './server.ts'
import { withTempDir } from './store/test-support.ts'

const superuser = { email: 'root@example.com', password: '1234567890' }

interface Api {
  readonly server: Server
  readonly token: string
  readonly call: (method: string, path: string, body?: unknown) => Promise<Response>
}

const withServer = async (body: (api: Api) => Promise<void>): Promise<void> => {
  const server = createServer({ dir: ':memory:', publicDir: 'nowhere' })
  try {
    const { token } = await server.upsertSuperuser(superuser)
    await body({ server, token, call: caller(server, token) })
  } finally {
    await server.stop()
  }
}

const caller =
  (server: Server, token: string): Api['call'] =>
  (method, path, body) =>
    server.fetch(
      new Request(`http://localhost${path}`, {
        method,
        headers: { authorization: token, 'content-type': 'application/json' },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      }),
    )

const posts = { name: 'posts', type: 'base', fields: [{ name: 'title', type: 'text' }] }
const path = '/api/collections/posts/records'

const totalOf = async (answer: Promise<Response>): Promise<unknown> =>
  ((await (await answer).json()) as Readonly<Record<string, unknown>>)['totalItems']

test('a request of the program is answered like one that came over a socket', () =>
  withServer(async ({ server, call }) => {
    expect((await call('POST', '/api/collections', posts)).status).toBe(200)
    const created = await call('POST', path, { title: 'one' })
    expect(await created.json()).toMatchObject({ title: 'one' })
    const { url } = await server.listen()
    expect((await fetch(`${url}/api/health`)).status).toBe(200)
  }))

test('reset goes back to the checkpoint: schema, records, settings and tokens', () =>
  withServer(async ({ server, call }) => {
    await call('POST', '/api/collections', posts)
    await call('POST', path, { title: 'kept' })
    await server.checkpoint()
    await call('POST', path, { title: 'lost' })
    await call('POST', '/api/collections', { ...posts, name: 'lost' })
    await call('PATCH', '/api/settings', { meta: { appName: 'lost' } })
    await server.reset()
    // A filter by text is a scan: the reader processes look into the new directory, too.
    expect(await totalOf(call('GET', `${path}?filter=title~'t'`))).toBe(1)
    expect((await call('GET', '/api/collections/lost')).status).toBe(404)
    expect(await (await call('GET', '/api/settings')).text()).not.toContain('lost')
    await call('POST', path, { title: 'second' })
    await server.reset()
    expect(await totalOf(call('GET', path))).toBe(1)
  }))

test('without a checkpoint reset empties the server', () =>
  withServer(async ({ server, call }) => {
    await call('POST', '/api/collections', posts)
    await server.reset()
    expect((await call('GET', '/api/collections/posts')).status).not.toBe(200)
    const { token } = await server.upsertSuperuser(superuser)
    const answer = await caller(server, token)('GET', '/api/collections/posts')
    expect(answer.status).toBe(404)
  }))

test('requests under way are answered before a reset, and those that come meanwhile after it', () =>
  withServer(async ({ server, call }) => {
    await call('POST', '/api/collections', posts)
    await server.checkpoint()
    const before = Array.from({ length: 20 }, (_, at) => call('POST', path, { title: `${at}` }))
    const reset = server.reset()
    // The exchange begins in the next turn of the event loop.
    await Promise.resolve()
    const total = totalOf(call('GET', path))
    expect((await Promise.all(before)).map(({ status }) => status)).toEqual(Array(20).fill(200))
    await reset
    expect(await total).toBe(0)
  }))

test('a request that does not end is given up, and writes nothing after the reset', () =>
  withServer(async ({ server, token, call }) => {
    await call('POST', '/api/collections', posts)
    await server.checkpoint()
    const { readable, writable } = new TransformStream<Uint8Array, Uint8Array>()
    const slow = server.fetch(
      new Request(`http://localhost${path}`, {
        method: 'POST',
        headers: { authorization: token, 'content-type': 'application/json' },
        body: readable,
      }),
    )
    const writer = writable.getWriter()
    await writer.write(new TextEncoder().encode('{"title":'))
    await server.reset()
    await writer.write(new TextEncoder().encode('"late"}'))
    await writer.close()
    expect((await slow).status).toBeGreaterThanOrEqual(400)
    expect(await totalOf(call('GET', path))).toBe(0)
  }))

test('two resets at once are one after the other, and after stop there is nothing to reset', async () => {
  let stopped: Server | undefined
  await withServer(async ({ server, call }) => {
    await Promise.all([server.reset(), server.checkpoint(), server.reset()])
    expect((await call('GET', '/api/health')).status).toBe(200)
    stopped = server
  })
  expect(stopped?.reset()).rejects.toThrow('The server is stopped.')
  expect(stopped?.fetch(new Request('http://localhost/'))).rejects.toThrow('The server is stopped.')
})

test("somebody's own directory is never reset", () =>
  withTempDir(async (dir) => {
    const server = createServer({ dir: join(dir, 'pb_data') })
    expect(server.reset()).rejects.toThrow(`reset() is for ":memory:" only`)
    await server.stop()
    expect(existsSync(join(dir, 'pb_data', 'data.db'))).toBe(true)
  }))

test.if(existsSync('/dev/shm'))('the private directory is gone after stop', async () => {
  const own = async () =>
    (await readdir('/dev/shm')).filter((name) => name.startsWith(`plumbline-${process.pid}-`))
  const before = await own()
  await withServer(async ({ server }) => {
    expect((await own()).length).toBe(before.length + 1)
    await server.reset()
  })
  expect(await own()).toEqual(before)
})

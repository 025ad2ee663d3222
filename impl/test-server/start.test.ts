import { join } from 'node:path'
import { expect, test } from 'bun:test'
import { comesTrue } from '../store/test-support.ts'
import { startServer } from './start.ts'

test('starts with a superuser, resets, and ends', async () => {
  const server = await startServer({
    superuser: { email: 'me@example.com', password: '1234567890' },
  })
  const api = (path: string, init: RequestInit = {}) =>
    fetch(`${server.url}/api${path}`, {
      ...init,
      headers: { authorization: server.superuser.token, 'content-type': 'application/json' },
    })
  const create = (name: string) =>
    api('/collections', {
      method: 'POST',
      body: JSON.stringify({ name, fields: [{ name: 'title', type: 'text' }] }),
    })
  expect((await create('kept')).status).toBe(200)
  await server.checkpoint()
  expect((await create('lost')).status).toBe(200)
  await server.reset()
  expect((await api('/collections/kept')).status).toBe(200)
  expect((await api('/collections/lost')).status).toBe(404)
  await Promise.all([server.stop(), server.stop()])
  expect(fetch(server.url)).rejects.toThrow()
  expect(server.reset()).rejects.toThrow('the process ended')
})

test('what is wrong with the superuser is the reason why it does not start', () => {
  const superuser = { email: 'me@example.com', password: 'short' }
  expect(startServer({ superuser })).rejects.toThrow('The server did not start: ')
})

test('a server that nobody stops ends with its parent', async () => {
  const script = `
    import { startServer } from ${JSON.stringify(join(import.meta.dir, 'start.ts'))}
    process.stdout.write((await startServer()).url)`
  const parent = Bun.spawn([process.execPath, '-e', script], { stdout: 'pipe' })
  const url = await new Response(parent.stdout).text()
  expect(await parent.exited).toBe(0)
  expect(url).toStartWith('http://127.0.0.1:')
  let isGone = false
  const look = () => {
    fetch(url).catch(() => (isGone = true))
    return isGone
  }
  expect(await comesTrue(look)).toBe(true)
})

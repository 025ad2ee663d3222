/**
 * The configuration of docs/behind-a-proxy.md, with a real nginx in front of the reference server. Not one of `bun test`'s own
 * files, because it needs nginx: `bun test ./conformance/nginx/behind-nginx.ts`, which `.ci/run` does.
 */
import { afterAll, beforeAll, expect, test } from 'bun:test'
import { join } from 'node:path'
import type { RunningServer, Target } from '../harness/target.ts'
import {
  makeTemporaryDir,
  removeTemporaryDir,
  trackGroup,
  killGroup,
} from '../targets/leftovers.ts'
import { findFreePort } from '../targets/port.ts'
import { resolveTarget } from '../targets/resolve.ts'

const directory = makeTemporaryDir('plumbline-nginx-')
const readyMs = 5000

let target: Target
let server: RunningServer
let proxy: string
let pid: number
let token: string

/** The block of the document, with our ports and a place for nginx's own files. */
const readConfiguration = async (port: number): Promise<string> => {
  const text = await Bun.file(join(import.meta.dir, '../../docs/behind-a-proxy.md')).text()
  const [, block = ''] = /```nginx\n([^]*?)```/.exec(text) ?? []
  expect(block).toContain('listen 127.0.0.1:8080;')
  const places = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi']
    .map((name) => `  ${name}_temp_path ${directory}/${name};`)
    .join('\n')
  // Its workers would be somebody else, who may not enter the directory.
  const user = process.getuid?.() === 0 ? 'user root; ' : ''
  return `${user}daemon off; pid ${directory}/pid; error_log stderr;\n${block
    .replaceAll('127.0.0.1:8080', `127.0.0.1:${port}`)
    .replaceAll('http://127.0.0.1:8090', server.url)
    .replace('http {', `http {\n  access_log off;\n${places}`)}`
}

const signIn = async (): Promise<string> => {
  const { email: identity, password } = server.superuser
  const answer = await fetch(`${proxy}/api/collections/_superusers/auth-with-password`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ identity, password }),
  })
  return ((await answer.json()) as { readonly token: string }).token
}

const untilReady = async (): Promise<void> => {
  for (const end = Date.now() + readyMs; Date.now() < end; await Bun.sleep(20)) {
    const answer = await fetch(`${proxy}/api/health`).catch(() => undefined)
    if (answer?.status === 200) return
  }
  throw new Error('nginx did not answer')
}

beforeAll(async () => {
  target = await resolveTarget('reference')
  server = await target.launch({})
  const port = await findFreePort()
  proxy = `http://127.0.0.1:${port}`
  const file = join(directory, 'nginx.conf')
  await Bun.write(file, await readConfiguration(port))
  const nginx = Bun.spawn(['nginx', '-p', directory, '-c', file], {
    stdio: ['ignore', 'ignore', 'inherit'],
    detached: true,
  })
  pid = nginx.pid
  trackGroup(pid)
  await untilReady()
  token = await signIn()
})

afterAll(async () => {
  killGroup(pid)
  await target.close()
  removeTemporaryDir(directory)
})

const asSuperuser = (method: string, path: string, body?: unknown): Promise<Response> =>
  fetch(proxy + path, {
    method,
    headers: { Authorization: token, 'Content-Type': 'application/json' },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  })

const realIp = async (headers: Readonly<Record<string, string>> = {}): Promise<string> => {
  const answer = await fetch(`${proxy}/api/health`, {
    headers: { Authorization: token, ...headers },
  })
  return ((await answer.json()) as { readonly data: { readonly realIP: string } }).data.realIP
}

test('the address of the client is believed when the settings name the header', async () => {
  const proxies = (headers: readonly string[]) =>
    asSuperuser('PATCH', '/api/settings', { trustedProxy: { headers } })
  expect((await proxies([])).status).toBe(200)
  expect(await realIp({ 'X-Real-IP': '192.0.2.1' })).toBe('127.0.0.1')
  // nginx listens on loopback, too: its own address tells nothing, so the client is another one.
  const local = { 'X-Forwarded-For': '192.0.2.1' }
  expect((await proxies(['X-Forwarded-For'])).status).toBe(200)
  expect(await realIp(local)).toBe('192.0.2.1')
  expect((await proxies(['X-Real-IP'])).status).toBe(200)
  expect(await realIp({ 'X-Real-IP': '192.0.2.1' })).toBe('127.0.0.1')
})

test('an upload is streamed: what is too large is refused before it has arrived', async () => {
  let sent = 0
  const total = 200 * 1024 * 1024
  const piece = new Uint8Array(64 * 1024)
  const body = new ReadableStream<Uint8Array>({
    async pull(controller) {
      if (sent >= total) return controller.close()
      sent += piece.length
      controller.enqueue(piece)
      await Bun.sleep(0)
    },
  })
  const answer = await fetch(`${proxy}/api/collections/users/auth-with-password`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body,
  })
  expect(answer.status).toBe(413)
  expect(await answer.json()).toEqual({
    data: {},
    message: 'Request entity too large.',
    status: 413,
  })
  expect(sent).toBeLessThan(total)
})

test('a body of 8 MB arrives whole', async () => {
  const made = await asSuperuser('POST', '/api/collections', {
    name: 'large',
    type: 'base',
    createRule: '',
    fields: [{ name: 'data', type: 'json', maxSize: 9_000_000 }],
  })
  expect(made.status).toBe(200)
  const data = 'x'.repeat(8_000_000)
  const answer = await fetch(`${proxy}/api/collections/large/records`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ data }),
  })
  expect(answer.status).toBe(200)
  expect(((await answer.json()) as { readonly data: string }).data).toHaveLength(data.length)
})

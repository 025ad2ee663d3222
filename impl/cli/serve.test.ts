import { describe, expect, setDefaultTimeout, test } from 'bun:test'
import { comesTrue, isAlive, withTempDir } from '../store/test-support.ts'
import { withApp } from '../testing/app.ts'
import { run, type Serving, withServer } from './testing/process.ts'

// Processes are started; a busy machine takes its time for each.
setDefaultTimeout(30_000)

const email = 'a@b.co'
const password = '1234567890'

const ask = async (
  { url }: Serving,
  path: string,
  { token = '', body }: { readonly token?: string; readonly body?: object } = {},
) => {
  const response = await fetch(`${url}${path}`, {
    headers: { authorization: token, 'content-type': 'application/json' },
    ...(body === undefined ? {} : { method: 'POST', body: JSON.stringify(body) }),
  })
  // Every answer of these tests is an object.
  const json = (await response.json()) as Readonly<Record<string, unknown>>
  return { status: response.status, json }
}

const signIn = async (server: Serving, identity = email): Promise<string> => {
  const path = '/api/collections/_superusers/auth-with-password'
  const { json } = await ask(server, path, { body: { identity, password } })
  return String(json['token'])
}

/** A superuser without the start of a process. */
const prepare = (dir: string, ...addresses: readonly string[]) =>
  withApp(
    async (app) => {
      for (const address of addresses) {
        await app.insert('_superusers', { email: address, password, passwordConfirm: password })
      }
    },
    { dir },
  )

describe('an address that cannot be listened on', () => {
  test('is named, with the cause, while the other server goes on', () =>
    withTempDir((dir) =>
      withServer(['--dir', `${dir}/a`], async (server) => {
        const address = new URL(server.url).host
        const ended = await run(['serve', `--http=${address}`, '--dir', `${dir}/b`])
        const stdout = `Error: listen tcp ${address}: bind: address already in use\n`
        expect(ended).toEqual({ stdout, stderr: '', code: 0 })
        expect((await ask(server, '/api/health')).status).toBe(200)
      }),
    ))

  test.each([
    ['nope', 'listen tcp: address nope: missing port in address'],
    ['127.0.0.1:99999', 'listen tcp: address 99999: invalid port'],
    ['127.0.0.1:abc', 'listen tcp: lookup tcp/abc: unknown port'],
    ['192.0.2.1:8111', 'listen tcp 192.0.2.1:8111: bind: cannot assign requested address'],
  ])('%s', (address, message) =>
    withTempDir(async (dir) => {
      const ended = await run(['serve', '--http', address, '--dir', dir])
      expect(ended).toEqual({ stdout: `Error: ${message}\n`, stderr: '', code: 0 })
    }),
  )
})

describe('without a superuser', () => {
  const linkPattern = /\/_\/#\/pbinstal\/(\S+)\n/
  const list = '/api/collections/_superusers/records'

  test('the printed token makes the first one, and is void from then on', () =>
    withTempDir((dir) =>
      withServer(
        ['--dir', dir],
        async (server) => {
          expect(server.printed).toMatch(
            /\n\n\(!\) Launch the URL below in the browser if it hasn't been open already to create your first superuser account:\nhttp:\/\/127\.0\.0\.1:\d+\/_\/#\/pbinstal\/\S+\n\(you can also create your first superuser by running: .+ superuser upsert EMAIL PASS\)\n/,
          )
          const token = linkPattern.exec(server.printed)?.[1] ?? ''
          const installer = '__pbinstaller@example.com'
          expect((await ask(server, list, { token })).json['items']).toMatchObject([
            { email: installer, verified: true },
          ])
          const refresh = '/api/collections/_superusers/auth-refresh'
          expect((await ask(server, refresh, { token, body: {} })).json['token']).toBe(token)
          const body = { email, password, passwordConfirm: password }
          expect((await ask(server, list, { token, body })).status).toBe(200)
          expect((await ask(server, '/api/settings', { token })).status).toBe(401)
          const { json } = await ask(server, list, { token: await signIn(server) })
          expect(json['items']).toMatchObject([{ email }])
        },
        /EMAIL PASS\)\n/,
      ),
    ))

  test('each start prints a fresh token of the same stand-in, until the command line makes a real one', () =>
    withTempDir(async (dir) => {
      const tokens: string[] = []
      const start = (body: (server: Serving) => Promise<void>) =>
        withServer(['--dir', dir], body, /EMAIL PASS\)\n/)
      for (let starts = 0; starts < 2; starts++) {
        await start(async ({ printed, end }) => {
          tokens.push(linkPattern.exec(printed)?.[1] ?? '')
          expect(await end('SIGTERM')).toBe(0)
        })
      }
      const idOf = (token: string): unknown =>
        (JSON.parse(atob(token.split('.')[1] ?? '')) as { readonly id: string }).id
      expect(tokens.map(idOf)[0]).toBe(tokens.map(idOf)[1])
      await run(['superuser', 'upsert', email, password, '--dir', dir])
      await withServer(['--dir', dir], async (server) => {
        const { json } = await ask(server, list, { token: await signIn(server) })
        expect(json['items']).toMatchObject([{ email }])
        expect(server.printed).not.toContain('pbinstal')
      })
    }))
})

describe('a running server', () => {
  test('refuses the token of a superuser that another process deleted, at once', () =>
    withTempDir(async (dir) => {
      await prepare(dir, email, 'b@b.co')
      await withServer(['--dir', dir], async (server) => {
        const token = await signIn(server)
        expect((await ask(server, '/api/settings', { token })).status).toBe(200)
        await run(['superuser', 'delete', email, '--dir', dir])
        expect((await ask(server, '/api/settings', { token })).status).toBe(401)
      })
    }))

  test('ends with 0 on SIGTERM, and the next one goes on', () =>
    withTempDir(async (dir) => {
      await prepare(dir, email)
      await withServer(['--dir', dir], async ({ end }) => expect(await end('SIGTERM')).toBe(0))
      await withServer(['--dir', dir], async (server) => {
        expect(await signIn(server)).toMatch(/^ey/)
      })
    }))

  test('that is killed while it writes has lost no create that was answered', () =>
    withTempDir(async (dir) => {
      await prepare(dir, email)
      const answered: string[] = []
      await withServer(['--dir', dir], async (server) => {
        const token = await signIn(server)
        const fields = [{ name: 'n', type: 'number' }]
        await ask(server, '/api/collections', {
          token,
          body: { name: 'posts', type: 'base', fields },
        })
        const create = async (n: number): Promise<void> => {
          const path = '/api/collections/posts/records'
          const { status, json } = await ask(server, path, { token, body: { n } })
          if (status === 200) answered.push(String(json['id']))
          if (answered.length === 100) await server.end('SIGKILL')
        }
        await Promise.allSettled(Array.from({ length: 200 }, (_, n) => create(n)))
      })
      expect(answered.length).toBeGreaterThanOrEqual(100)
      await withServer(['--dir', dir], async (server) => {
        const token = await signIn(server)
        const path = '/api/collections/posts/records?perPage=1000&fields=id'
        const { items } = (await ask(server, path, { token })).json as {
          readonly items: readonly { readonly id: string }[]
        }
        const kept = new Set(items.map(({ id }) => id))
        expect(answered.filter((id) => !kept.has(id))).toEqual([])
      })
    }))
})

test('a sign-in is hashed by a process that gives way and is gone with the server', () =>
  withTempDir(async (dir) => {
    await prepare(dir, email)
    await withServer(['--dir', dir], async (server) => {
      expect(hashersOf(server.pid)).toEqual([])
      expect(await signIn(server)).not.toBe('')
      const hashers = hashersOf(server.pid)
      expect(hashers).toHaveLength(1)
      expect(await server.end('SIGTERM')).toBe(0)
      expect(await comesTrue(() => !hashers.some(isAlive))).toBe(true)
    })
  }))

/** Ids of the hashing processes of a server. */
const hashersOf = (parent: number): readonly number[] =>
  Bun.spawnSync(['ps', '-A', '-o', 'ppid=,pid=,args='])
    .stdout.toString()
    .split('\n')
    .filter((line) => line.includes('hash-process') && Number.parseInt(line, 10) === parent)
    .map((line) => Number(line.trim().split(/\s+/)[1]))

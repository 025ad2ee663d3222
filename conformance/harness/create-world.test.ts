import { afterEach, beforeEach, describe, expect, test } from 'bun:test'
import { Client } from './client.ts'
import { type Case, conform, type CaseContext } from './case.ts'
import { runCase } from './run-case.ts'
import { closeServers, runningAt, serve, targetOf } from './test-support.ts'

/** What the server was asked to change, in order; and what else happened. */
let events: string[] = []
let bodies: unknown[] = []
let streamEnded = Promise.withResolvers<void>()

beforeEach(() => {
  events = []
  bodies = []
  streamEnded = Promise.withResolvers()
})
afterEach(closeServers)

const greeting = 'id:abc\nevent:PB_CONNECT\ndata:{"clientId":"abc"}\n\n'

const stream = (): Response =>
  new Response(
    new ReadableStream<Uint8Array>({
      start: (controller) => controller.enqueue(new TextEncoder().encode(greeting)),
      cancel: () => streamEnded.resolve(),
    }),
    { headers: { 'Content-Type': 'text/event-stream' } },
  )

/** As much of a PocketBase as preparing needs: what is made gets an id, what is asked for is there. */
const answer = async (request: Request): Promise<Response> => {
  const { pathname } = new URL(request.url)
  if (pathname === '/api/realtime') return stream()
  if (pathname === '/api/settings' && request.method === 'GET') {
    return Response.json({ smtp: { host: 'before' } })
  }
  if (pathname.endsWith('/auth-with-password')) return Response.json({ token: 'a.b.c' })
  const text = await request.text()
  const body = text === '' ? {} : (JSON.parse(text) as object)
  events.push(`${request.method} ${pathname}`)
  bodies.push(body)
  return Response.json({ ...body, id: `made${events.length}` })
}

/** Runs `work` as a case, and holds that it came out as a pass. */
const within = async (
  work: (context: CaseContext) => Promise<void>,
  target = targetOf(() => Promise.reject(new Error('not launched'))),
): Promise<void> => {
  const check: Case['check'] = async (context) => {
    await work(context)
    events.push('end of the case')
    context.claim('was prepared', true).equals(true)
  }
  const subject = conform('page.defaults', { lane: 'shared', check })
  const { outcome } = await runCase(subject, { target, server: serve(answer) })
  expect(outcome).toEqual({ kind: 'pass' })
}

describe('what a case makes is gone after it:', () => {
  test('collections and users, last first; records go with their collection', async () => {
    await within(async ({ collection, record, user }) => {
      const { records } = await collection()
      const { name } = await collection({ type: 'auth', name: 'clients' })
      expect([records, name]).toEqual([expect.stringMatching(/^\/api\/collections\/c_/), 'clients'])
      await record({ id: 'x', name: 'x', path: '/x', records })
      await user()
    })
    const [first, second, third, ...rest] = events
    expect([first, second]).toEqual(['POST /api/collections', 'POST /api/collections'])
    expect(third).toMatch(/^POST \/api\/collections\/c_\w+\/records$/)
    expect(rest).toEqual([
      'POST /api/collections/users/records',
      'end of the case',
      'DELETE /api/collections/users/records/made4',
      'DELETE /api/collections/made2',
      'DELETE /api/collections/made1',
    ])
  })

  test('servers of this target and of another one', async () => {
    const launching = (name: string) =>
      targetOf(() => {
        const close = () => Promise.resolve(void events.push(`close ${name}`))
        return Promise.resolve(runningAt('http://127.0.0.1:1', { close }))
      })
    const work = async ({ launch }: CaseContext): Promise<void> => {
      await launch({})
      await launch({}, launching('other'))
    }
    await within(work, launching('own'))
    expect(events).toEqual(['end of the case', 'close other', 'close own'])
  })

  test('connections for events', async () => {
    await within(async ({ realtime }) => {
      expect((await realtime()).clientId).toBe('abc')
    })
    await streamEnded.promise
  })

  test('the mail server, and the settings that lead to it', async () => {
    let port = 0
    await within(async ({ mailSink }) => {
      port = (await mailSink()).port
    })
    expect(events).toEqual(['PATCH /api/settings', 'end of the case', 'PATCH /api/settings'])
    expect(bodies).toEqual([
      { smtp: { enabled: true, host: '127.0.0.1', port, username: '', password: '', tls: false } },
      { smtp: { host: 'before' } },
    ])
    const afterwards = await new Client({ url: `http://127.0.0.1:${port}` }).get('/')
    expect(afterwards.failure).toContain('ECONNREFUSED')
  })
})

describe('a collection that says nothing else', () => {
  const rulesOf = async (schema?: Parameters<CaseContext['collection']>[0]) => {
    bodies = []
    await within(async ({ collection }) => void (await collection(schema)))
    return bodies[0]
  }
  const name = expect.stringMatching(/^c_[a-z0-9]{8}$/) as unknown // a matcher is typed as any

  test('is a base collection that is open to all', async () => {
    const open = { listRule: '', viewRule: '', createRule: '', updateRule: '', deleteRule: '' }
    expect(await rulesOf()).toEqual({ name, type: 'base', ...open })
    expect(await rulesOf({ type: 'auth', listRule: null })).toEqual({
      name,
      type: 'auth',
      ...open,
      listRule: null,
    })
  })
  test('and is a view can be read only', async () => {
    expect(await rulesOf({ type: 'view', viewQuery: 'select 1 as id' })).toEqual({
      name,
      type: 'view',
      viewQuery: 'select 1 as id',
      listRule: '',
      viewRule: '',
    })
  })
})

test('a user signs in with what was said, or with an address of its own', async () => {
  await within(async ({ user }) => {
    expect(await user({ email: 'a@example.com', password: 'b' })).toMatchObject({
      id: 'made1',
      email: 'a@example.com',
      password: 'b',
      token: 'a.b.c',
    })
    const [one, two] = [await user(), await user()]
    expect(one.email).not.toBe(two.email)
    expect(one.client.token).toBe('a.b.c')
  })
})

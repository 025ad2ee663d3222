import { afterEach, describe, expect, test } from 'bun:test'
import { createServer, type Server, type Socket } from 'node:net'
import { type Case, conform } from './case.ts'
import type { Outcome } from './outcome.ts'
import { runCase } from './run-case.ts'
import { schedule } from './scheduler.ts'
import type { RunningServer, Target } from './target.ts'

/** Tiny servers that are wrong in one way each; the kit must say of each what is wrong with it, and never that it is fine. */
type Handler = (request: Request) => Response | Promise<Response>

const closers: (() => unknown)[] = []

afterEach(() => {
  for (const close of closers.splice(0)) close()
})

const runningAt = (url: string): RunningServer => ({
  url,
  superuser: { email: 'root@example.com', password: 'x' },
  log: () => '',
  stop: () => Promise.resolve(0),
  kill: () => Promise.resolve(),
  start: () => Promise.resolve(),
  restart: () => Promise.resolve(),
  cli: () => Promise.resolve({ code: 0, stdout: '', stderr: '' }),
  close: () => Promise.resolve(),
})

const serve = (handler: Handler): RunningServer => {
  const server = Bun.serve({ port: 0, hostname: '127.0.0.1', fetch: handler })
  closers.push(() => server.stop(true))
  return runningAt(`http://127.0.0.1:${server.port}`)
}

/** Answers the sign-in, so that a case gets as far as its own request. */
const signedIn =
  (handler: Handler): Handler =>
  (request) =>
    request.url.endsWith('/auth-with-password') ? Response.json({ token: 'x' }) : handler(request)

const listen = async (onSocket: (socket: Socket) => void): Promise<RunningServer> => {
  const server: Server = createServer(onSocket)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  closers.push(() => server.close())
  const address = server.address()
  return runningAt(`http://127.0.0.1:${typeof address === 'object' ? address?.port : 0}`)
}

const targetOf = (server: RunningServer, launch = () => Promise.resolve(server)): Target => ({
  name: 'miniature',
  version: '0.36.6',
  capabilities: new Set(['private']),
  launch,
  close: () => Promise.resolve(),
})

const health = conform('http.health.guest', {
  lane: 'shared',
  async check({ guest, claim }) {
    const answer = await guest.get('/api/health')
    claim('is healthy', answer).status(200).json('/message', 'API is healthy.')
  },
})

const judge = async (server: RunningServer, subject: Case = health, timeoutMs = 5_000) => {
  const { outcome } = await runCase(subject, { target: targetOf(server), server, timeoutMs })
  return outcome
}

const kindOf = (outcome: Outcome): string => outcome.kind

describe('a server that', () => {
  test('answers rightly passes', async () => {
    const server = serve(signedIn(() => Response.json({ message: 'API is healthy.' })))
    expect(await judge(server)).toEqual({ kind: 'pass' })
  })

  test('is dead blocks every case', async () => {
    const server = await listen(() => undefined)
    for (const close of closers.splice(0)) close()
    expect(kindOf(await judge(server))).toBe('blocked')
  })

  test('hangs after the sign-in fails, and the last thing waited for is said', async () => {
    const server = serve(signedIn(() => new Promise<Response>(() => undefined)))
    const outcome = await judge(server, health, 300)
    expect(outcome).toMatchObject({ kind: 'fail', claim: 'ends in time' })
  })

  test('always answers 200 fails by its body', async () => {
    const server = serve(() => Response.json({ token: 'x' }))
    expect(await judge(server)).toMatchObject({ kind: 'fail', claim: 'is healthy' })
  })

  test('answers no JSON fails, without a fault of the suite', async () => {
    const server = serve(signedIn(() => new Response('<html>')))
    expect(await judge(server)).toMatchObject({ kind: 'fail', claim: 'is healthy' })
  })

  test('answers another shape fails where the case reads on', async () => {
    const reads = conform('http.health.guest', {
      lane: 'shared',
      async check({ guest, claim }) {
        const answer = await guest.get('/api/health')
        claim('has items', answer).length('/items', 1)
        const items = answer.at('/items') as readonly { readonly id: string }[]
        claim('has an id', items[0]?.id.length).equals(15)
      },
    })
    const server = serve(signedIn(() => Response.json({ items: 'none' })))
    expect(await judge(server, reads)).toMatchObject({ kind: 'fail', claim: 'has items' })
  })

  test('drops the connection in the middle of a body fails', async () => {
    const server = await listen((socket) => {
      socket.once('data', (bytes) => {
        const isSignIn = bytes.toString('latin1').includes('auth-with-password')
        const body = isSignIn ? '{"token":"x"}' : '{"mess'
        const length = isSignIn ? body.length : 100
        socket.end(
          `HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: ${length}\r\nConnection: close\r\n\r\n${body}`,
        )
      })
    })
    expect(await judge(server)).toMatchObject({ kind: 'fail', claim: 'is healthy' })
  })

  test('does not know the superuser blocks', async () => {
    const server = serve(() => Response.json({}, { status: 400 }))
    const outcome = await judge(server)
    expect(outcome).toMatchObject({ kind: 'blocked' })
  })

  test('accepts what it should refuse fails; one that refuses the control is blocked', async () => {
    const refuses = conform('http.health.guest', {
      lane: 'shared',
      async check({ guest, claim, refused }) {
        const control = await guest.get('/control')
        claim('is refused', refused(control, await guest.get('/other'))).status(403)
      },
    })
    const open = serve(signedIn(() => Response.json({})))
    expect(kindOf(await judge(open, refuses))).toBe('fail')
    const closed = serve(signedIn(() => Response.json({}, { status: 403 })))
    expect(kindOf(await judge(closed, refuses))).toBe('blocked')
  })

  test('changes its mind is unstable when the case is repeated', async () => {
    let calls = 0
    const server = serve(
      signedIn(() => Response.json({ message: calls++ % 2 === 0 ? 'API is healthy.' : 'no' })),
    )
    const [run] = await schedule({ target: targetOf(server), cases: [health], seed: 1, repeat: 2 })
    expect(run?.outcome).toEqual({ kind: 'unstable', outcomes: ['pass', 'fail: is healthy'] })
  })

  test('cannot be started blocks its cases', async () => {
    const server = runningAt('http://127.0.0.1:1')
    const target = targetOf(server, () => Promise.reject(new Error('port is taken')))
    const [run] = await schedule({ target, cases: [health], seed: 1 })
    expect(run?.outcome).toEqual({
      kind: 'blocked',
      missing: 'a server could not be started: port is taken',
    })
  })
})

describe("the suite's own faults are told apart:", () => {
  const fine = () => serve(signedIn(() => Response.json({})))
  const faulty = (check: Case['check']): Case =>
    conform('http.health.guest', { lane: 'shared', check })

  test('a case that makes no claim', async () => {
    expect(
      kindOf(
        await judge(
          fine(),
          faulty(() => Promise.resolve()),
        ),
      ),
    ).toBe('harness-error')
  })

  test('a claim that checks nothing', async () => {
    const idle = faulty(async ({ guest, claim }) => {
      claim('idle', await guest.get('/'))
    })
    expect(kindOf(await judge(fine(), idle))).toBe('harness-error')
  })

  test('two claims of one name', async () => {
    const twice = faulty(async ({ guest, claim }) => {
      claim('same', await guest.get('/')).status(200)
      claim('same', await guest.get('/')).status(200)
    })
    expect(kindOf(await judge(fine(), twice))).toBe('harness-error')
  })

  test('an exception without a failed claim', async () => {
    const broken = faulty(() => Promise.reject(new TypeError('of the case')))
    expect(kindOf(await judge(fine(), broken))).toBe('harness-error')
  })

  test('a clean-up that throws', async () => {
    const untidy = faulty(async ({ guest, claim, defer }) => {
      defer(() => Promise.reject(new Error('left behind')))
      claim('fine', await guest.get('/')).status(200)
    })
    expect(kindOf(await judge(fine(), untidy))).toBe('harness-error')
  })
})

describe('lanes', () => {
  const lanes: string[] = []
  let inside = 0
  let most = 0
  const counted = (id: Case['id'], lane: Case['lane']): Case =>
    conform(id, {
      lane,
      async check({ guest, claim }) {
        inside += 1
        if (lane === 'exclusive') lanes.push(`alone: ${inside === 1}`)
        else most = Math.max(most, inside)
        claim('is there', await guest.get('/')).status(200)
        inside -= 1
      },
    })

  test('shared cases run together, exclusive ones alone, and a missing need is not applicable', async () => {
    const server = serve(signedIn(() => Response.json({})))
    const mail = conform('mail.transport.no-auth', {
      ...health,
      lane: 'shared',
      needs: ['mail-sink'],
    })
    const cases = [
      counted('page.defaults', 'shared'),
      counted('page.key-order', 'shared'),
      counted('page.max-per-page', 'exclusive'),
      counted('page.skip-total', 'exclusive'),
      mail,
    ]
    const runs = await schedule({ target: targetOf(server), cases, seed: 7 })
    const outcomes = new Map(runs.map((run) => [run.case.id, run.outcome]))
    expect(most).toBe(2)
    expect(lanes).toEqual(['alone: true', 'alone: true'])
    expect(outcomes.get('mail.transport.no-auth')).toEqual({
      kind: 'not-applicable',
      because: 'miniature does not offer "mail-sink"',
    })
    expect([...outcomes.values()].filter(({ kind }) => kind === 'pass')).toHaveLength(4)
  })
})

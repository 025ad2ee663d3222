import { afterEach, describe, expect, test } from 'bun:test'
import { type Case, conform } from './case.ts'
import type { Outcome } from './outcome.ts'
import { runCase } from './run-case.ts'
import { schedule } from './scheduler.ts'
import type { RunningServer } from './target.ts'
import { closeServers, listen, runningAt, serve, signedIn, targetOf } from './test-support.ts'

/** Tiny servers that are wrong in one way each; the kit must say of each what is wrong with it, and never that it is fine. */
afterEach(closeServers)

/** A target whose one server runs already. */
const targetAt = (server: RunningServer) => targetOf(() => Promise.resolve(server))

const health = conform('http.health.guest', {
  lane: 'shared',
  async check({ guest, claim }) {
    const answer = await guest.get('/api/health')
    claim('is healthy', answer).status(200).json('/message', 'API is healthy.')
  },
})

const judge = async (server: RunningServer, subject: Case = health, timeoutMs = 5_000) => {
  const { outcome } = await runCase(subject, { target: targetAt(server), server, timeoutMs })
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
    closeServers()
    expect(kindOf(await judge(server))).toBe('blocked')
  })

  test('hangs after the sign-in fails, and the last thing waited for is said', async () => {
    const server = serve(signedIn(() => new Promise<Response>(() => undefined)))
    const outcome = await judge(server, health, 300)
    expect(outcome).toMatchObject({ kind: 'fail', claim: 'ends in time' })
  })

  test('hangs at the sign-in blocks, and is waited for once', async () => {
    let asked = 0
    const server = serve(() => {
      asked += 1
      return new Promise<Response>(() => undefined)
    })
    const missing =
      'superuser sign-in: POST /api/collections/_superusers/auth-with-password -> no answer in 100 ms'
    expect(await judge(server, health, 100)).toEqual({ kind: 'blocked', missing })
    expect(await judge(server, health, 100)).toEqual({ kind: 'blocked', missing })
    expect(asked).toBe(1)
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

  test.each([{}, { token: 1 }, { token: '' }, { token: 'a\nb' }, { token: 'ź' }])(
    'signs in with %j blocks',
    async (answer) => {
      expect(kindOf(await judge(serve(() => Response.json(answer))))).toBe('blocked')
    },
  )

  test('refuses what a case prepares blocks', async () => {
    const prepares = conform('http.health.guest', {
      lane: 'shared',
      async check({ collection, claim }) {
        claim('has a name', (await collection()).name).matches(/./)
      },
    })
    const server = serve(signedIn(() => Response.json({}, { status: 500 })))
    const outcome = await judge(server, prepares)
    expect(outcome).toEqual({ kind: 'blocked', missing: 'POST /api/collections -> 500 {}' })
  })

  test('does not come up again blocks', async () => {
    const restarts = conform('http.health.guest', {
      lane: 'private',
      async check({ server, claim }) {
        await server.restart()
        claim('is there', true).equals(true)
      },
    })
    const { url } = serve(signedIn(() => Response.json({})))
    const server = runningAt(url, { restart: () => Promise.reject(new Error('disk is full')) })
    expect(await judge(server, restarts)).toEqual({
      kind: 'blocked',
      missing: 'a server could not be started: disk is full',
    })
  })

  test('does not take its settings back blocks, since the next case would meet them', async () => {
    const sends = conform('http.health.guest', {
      lane: 'exclusive',
      async check({ mailSink, claim }) {
        await mailSink()
        claim('took the settings', true).equals(true)
      },
    })
    let changes = 0
    const server = serve(
      signedIn(({ method }) =>
        Response.json({ smtp: {} }, { status: method === 'PATCH' && ++changes > 1 ? 400 : 200 }),
      ),
    )
    const outcome = await judge(server, sends)
    expect(outcome).toEqual({ kind: 'blocked', missing: 'PATCH /api/settings -> 400 {"smtp":{}}' })
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
    const [run] = await schedule({ target: targetAt(server), cases: [health], seed: 1, repeat: 2 })
    expect(run?.outcome).toEqual({ kind: 'unstable', outcomes: ['pass', 'fail: is healthy'] })
  })

  test('cannot be started blocks its cases', async () => {
    const target = targetOf(() => Promise.reject(new Error('port is taken')))
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

  test('another server than the judged one that does not start', async () => {
    const other = targetOf(() => Promise.reject(new Error('not built')))
    const compares = faulty(async ({ launch, claim }) => {
      claim('is there', (await launch({}, other)).url).matches(/./)
    })
    expect(kindOf(await judge(fine(), compares))).toBe('harness-error')
  })

  test('a case that describes a server but runs on the shared one', () => {
    const wrong = () =>
      conform('http.health.guest', { ...health, server: { flags: ['--queryTimeout=1'] } })
    expect(wrong).toThrow('its lane must be "private"')
  })

  test('a clean-up that throws', async () => {
    const untidy = faulty(async ({ guest, claim, defer }) => {
      defer(() => Promise.reject(new Error('left behind')))
      claim('fine', await guest.get('/')).status(200)
    })
    expect(kindOf(await judge(fine(), untidy))).toBe('harness-error')
  })

  test('what a case makes after its deadline is removed all the same', async () => {
    const removed = Promise.withResolvers<string>()
    const deadlinePassed = Promise.withResolvers<void>()
    const late = faulty(async ({ defer }) => {
      await deadlinePassed.promise
      defer(() => removed.resolve('removed'))
    })
    expect(await judge(fine(), late, 100)).toMatchObject({ kind: 'fail', claim: 'ends in time' })
    deadlinePassed.resolve()
    expect(await removed.promise).toBe('removed')
  })
})

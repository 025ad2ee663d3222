import { afterEach, describe, expect, test } from 'bun:test'
import { type Case, conform } from './case.ts'
import { withStatus } from './fault.ts'
import { runCase, type RunSettings } from './run-case.ts'
import { closeServers, serve, signedIn, targetOf } from './test-support.ts'

afterEach(closeServers)

const run = (check: Case['check'], settings: Partial<RunSettings> = {}) => {
  const server = serve(signedIn(() => Response.json({ a: 1 })))
  const target = targetOf(() => Promise.resolve(server))
  return runCase(conform('page.defaults', { lane: 'shared', check }), {
    target,
    server,
    ...settings,
  })
}

const twoClaims: Case['check'] = async ({ guest, superuser, claim }) => {
  claim('answers', await guest.get('/one')).status(200)
  claim('has a 2', await superuser.get('/two')).json('/a', 2)
  claim('goes on', await guest.get('/three')).json('/a', 1)
}

describe('a run of a case', () => {
  test('tells of every claim whether it held, and keeps every exchange but the sign-in', async () => {
    const { outcome, claims, exchanges } = await run(twoClaims)
    expect(outcome).toMatchObject({ kind: 'fail', claim: 'has a 2', expected: '2' })
    expect([...claims]).toEqual([
      ['answers', true],
      ['has a 2', false],
      ['goes on', true],
    ])
    expect(exchanges.map((exchange) => exchange.describe())).toEqual([
      'GET /one -> 200',
      'GET /two -> 200',
      'GET /three -> 200',
    ])
  })

  test('puts faults in front of both clients, and not of the sign-in', async () => {
    const { claims, exchanges } = await run(twoClaims, { faults: [withStatus(200, 500)] })
    expect(exchanges.map(({ status }) => status)).toEqual([500, 500, 500])
    expect(claims.get('answers')).toBe(false)
  })

  test('that takes too long says what it had heard last', async () => {
    const never = new Promise<void>(() => undefined)
    const silent = await run(() => never, { timeoutMs: 50 })
    expect(silent.outcome).toEqual({
      kind: 'fail',
      claim: 'ends in time',
      expected: 'an end',
      seen: 'not done after 50 ms; last: no exchange',
    })
    const heard = Promise.withResolvers<void>()
    const stuck = run(
      async ({ guest }) => {
        await guest.get('/one')
        heard.resolve()
        await never
      },
      { timeoutMs: 500 },
    )
    await heard.promise
    expect((await stuck).outcome).toMatchObject({
      seen: 'not done after 500 ms; last: GET /one -> 200',
    })
  })

  test('keeps a failed claim when the case breaks after it, and cleans up last first', async () => {
    const order: number[] = []
    const { outcome } = await run(async ({ guest, claim, defer }) => {
      defer(() => order.push(1))
      defer(() => order.push(2))
      claim('has a 2', await guest.get('/')).json('/a', 2)
      throw new TypeError('a consequence')
    })
    expect(outcome).toMatchObject({ kind: 'fail', claim: 'has a 2' })
    expect(order).toEqual([2, 1])
  })
})

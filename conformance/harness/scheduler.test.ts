import { afterEach, beforeEach, describe, expect, test } from 'bun:test'
import { type Case, conform, type Lane } from './case.ts'
import { schedule } from './scheduler.ts'
import type { RunningServer } from './target.ts'
import { closeServers, runningAt, serve, signedIn, targetOf } from './test-support.ts'

const ids = ['page.defaults', 'page.key-order', 'page.max-per-page', 'page.skip-total'] as const

/** What happened, in order. */
let events: string[] = []
let inside: Set<string> = new Set()

beforeEach(() => {
  events = []
  inside = new Set()
})
afterEach(closeServers)

/** A case that tells who else is at work while it runs. */
const watched = (id: Case['id'], lane: Lane, changes: Partial<Case> = {}): Case =>
  conform(id, {
    lane,
    async check({ guest, claim }) {
      inside.add(id)
      claim('is there', await guest.get('/')).status(200)
      events.push(`${id} with ${inside.size - 1} others`)
      inside.delete(id)
    },
    ...changes,
  })

const fine = (): RunningServer => serve(signedIn(() => Response.json({})))

/** Tells each start and end of a server. */
const launching = () => {
  let count = 0
  return targetOf(() => {
    const number = ++count
    events.push(`start ${number}`)
    const close = () => Promise.resolve(void events.push(`close ${number}`))
    return Promise.resolve(runningAt(fine().url, { close }))
  })
}

describe('a schedule', () => {
  test('runs shared cases together on one server, and closes it', async () => {
    const together = Promise.withResolvers<void>()
    let arrived = 0
    // Each waits until all are there: one after the other they would never end.
    const meets = (id: Case['id']): Case =>
      conform(id, {
        lane: 'shared',
        async check({ claim }) {
          arrived += 1
          if (arrived === ids.length) together.resolve()
          await together.promise
          claim('met the others', arrived).equals(ids.length)
        },
      })
    const runs = await schedule({ target: launching(), cases: ids.map(meets), seed: 1 })
    expect(runs.map(({ outcome }) => outcome.kind)).toEqual(ids.map(() => 'pass'))
    expect(events).toEqual(['start 1', 'close 1'])
  })

  test('runs an exclusive case alone, after the shared ones', async () => {
    const [a, b, c, d] = ids
    const cases = [
      watched(a, 'exclusive'),
      watched(b, 'shared'),
      watched(c, 'exclusive'),
      watched(d, 'shared'),
    ]
    await schedule({ target: launching(), cases, seed: 3 })
    const exclusive = events.filter((event) => event.startsWith(a) || event.startsWith(c))
    expect(exclusive.toSorted()).toEqual([`${a} with 0 others`, `${c} with 0 others`])
    expect(events.slice(-3, -1).toSorted()).toEqual(exclusive.toSorted())
  })

  test('gives each private case a server of its own, new for each repetition, and closes it', async () => {
    const [id] = ids
    const runs = await schedule({
      target: launching(),
      cases: [watched(id, 'private')],
      seed: 1,
      repeat: 2,
    })
    expect(runs.map(({ outcome }) => outcome.kind)).toEqual(['pass'])
    const seen = `${id} with 0 others`
    expect(events).toEqual(['start 1', seen, 'close 1', 'start 2', seen, 'close 2'])
  })

  test('passes the options of a private case on', async () => {
    const server = { flags: ['--queryTimeout=1'] }
    let asked: unknown
    const target = targetOf((options) => {
      asked = options
      return Promise.resolve(fine())
    })
    await schedule({ target, cases: [watched(ids[0], 'private', { server })], seed: 1 })
    expect(asked).toEqual(server)
  })

  test('does not start a server when no case can run', async () => {
    const cases = [watched(ids[0], 'shared', { needs: ['mail-sink'] })]
    const [run] = await schedule({ target: launching(), cases, seed: 1 })
    expect(run?.outcome).toEqual({
      kind: 'not-applicable',
      because: 'miniature does not offer "mail-sink"',
    })
    expect(events).toEqual([])
  })

  test('cannot judge a private case on a server that is only given by its URL', async () => {
    const target = { ...targetOf(() => Promise.resolve(fine())), capabilities: new Set<never>() }
    const [run] = await schedule({ target, cases: [watched(ids[0], 'private')], seed: 1 })
    expect(run?.outcome).toEqual({
      kind: 'not-applicable',
      because: 'miniature cannot be started anew',
    })
  })

  test('blocks what has no server, and judges the rest', async () => {
    const target = targetOf((options) =>
      options.flags === undefined ? Promise.resolve(fine()) : Promise.reject(new Error('no disk')),
    )
    const cases = [
      watched(ids[0], 'shared'),
      watched(ids[1], 'private', { server: { flags: ['--broken'] } }),
    ]
    const runs = await schedule({ target, cases, seed: 1 })
    const outcomes = new Map(runs.map((run) => [run.case.id, run.outcome.kind]))
    expect(outcomes).toEqual(
      new Map([
        [ids[0], 'pass'],
        [ids[1], 'blocked'],
      ] as const),
    )
  })

  test('blames the suite for a server that it cannot close', async () => {
    const close = () => Promise.reject(new Error('still running'))
    const target = targetOf(() => Promise.resolve(runningAt(fine().url, { close })))
    const [run] = await schedule({ target, cases: [watched(ids[0], 'private')], seed: 1 })
    expect(run?.outcome.kind).toBe('harness-error')
  })

  test.each([
    [
      [500, 200],
      ['fail: is there', 'pass'],
    ],
    [
      [200, 500],
      ['pass', 'fail: is there'],
    ],
  ])(
    'keeps the evidence of the round that failed when a case changes its mind: %j',
    async (statuses, outcomes) => {
      const answers = [...statuses]
      const server = serve(signedIn(() => Response.json({}, { status: answers.shift() ?? 0 })))
      const target = targetOf(() => Promise.resolve(server))
      const [run] = await schedule({
        target,
        cases: [watched(ids[0], 'shared')],
        seed: 1,
        repeat: 2,
      })
      expect(run?.outcome).toEqual({ kind: 'unstable', outcomes })
      expect(run?.exchanges.map(({ status }) => status)).toEqual([500])
    },
  )

  test('tells each verdict as it falls, in an order that its seed decides', async () => {
    const orderOf = async (seed: number): Promise<readonly Case['id'][]> => {
      const heard: Case['id'][] = []
      const cases = ids.map((id) => watched(id, 'exclusive'))
      const runs = await schedule({
        target: launching(),
        cases,
        seed,
        onRun: (run) => heard.push(run.case.id),
      })
      expect(runs.map((run) => run.case.id)).toEqual(heard)
      return heard
    }
    const first = await orderOf(5)
    expect(await orderOf(5)).toEqual(first)
    expect(first.toSorted()).toEqual(ids.toSorted())
    const others = await Promise.all([1, 2, 3, 4].map(orderOf))
    expect(new Set([first, ...others].map((order) => order.join())).size).toBeGreaterThan(1)
  })
  test('ends when a verdict cannot be told: no further case begins, and what was started is closed first', async () => {
    const cases = ids.map((id) => watched(id, 'exclusive'))
    const full = new Error('the disk is full')
    const run = schedule({
      target: launching(),
      cases,
      seed: 1,
      onRun: () => {
        throw full
      },
    })
    expect(await run.catch((error: unknown) => error)).toBe(full)
    const atEnd = [...events]
    await Bun.sleep(50)
    expect(events).toEqual(atEnd)
    expect(events).toEqual(['start 1', expect.stringContaining('with 0 others'), 'close 1'])
  })

  test('an exclusive case that ends the run lets the private ones beside it end first', async () => {
    const [exclusive, alone] = ids
    const isTold = Promise.withResolvers<void>()
    const slow = watched(alone, 'private', {
      async check({ claim }) {
        await isTold.promise
        await Bun.sleep(20)
        claim('is slower', 1).equals(1)
        events.push('is slower')
      },
    })
    const run = schedule({
      target: launching(),
      cases: [watched(exclusive, 'exclusive'), slow],
      seed: 1,
      onRun: ({ case: { id } }) => {
        if (id !== exclusive) return
        isTold.resolve()
        throw new Error('the disk is full')
      },
    })
    expect(await run.catch(String)).toBe('Error: the disk is full')
    expect(events.slice(-3)).toEqual(['is slower', 'close 2', 'close 1'])
  })
})

import { afterAll, afterEach, beforeAll, describe, expect, test } from 'bun:test'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { closeServers, type Handler, serve, signedIn, targetOf } from '../harness/test-support.ts'
import type { DataSet, Facts } from './data/data-set.ts'
import { type BenchSettings, runScenario } from './run-scenario.ts'
import type { LoadScenario } from './scenario.ts'
import { findWrk } from './wrk.ts'

let directory = ''
beforeAll(() => {
  directory = mkdtempSync(join(tmpdir(), 'plumbline-scenario-'))
})
afterAll(() => rmSync(directory, { recursive: true }))
afterEach(closeServers)

const data: DataSet = { name: 'none', collections: [], rows: () => [] }
const facts: Facts = { ids: () => [], callers: [] }

const scenario: LoadScenario = {
  kind: 'load',
  name: 'one',
  says: 'one thing',
  data,
  connections: 2,
  amount: { exactly: 20 },
  compared: 3,
  *requests(_facts, { below }) {
    for (;;) yield { method: 'GET', path: `/api/health?n=${below(1000)}` }
  },
}

/** Two servers with these answers, in this process. */
const settingsOf = (a: Handler, b: Handler): BenchSettings => {
  const target = (handler: Handler) => targetOf(() => Promise.resolve(serve(signedIn(handler))))
  return {
    targets: { a: target(a), b: target(b) },
    seeder: { seed: () => Promise.resolve({ dataDir: directory, facts }) },
    baseline: new Map([['batch.rollback', 'batch']]),
    seed: 1,
    rounds: 2,
    seconds: 1,
    directory,
  }
}

const answer = () => Response.json({ id: 'a', updated: '2020-01-01 00:00:00.000Z' })

describe('a scenario', () => {
  test('is missing while the baseline lists what it rests on', async () => {
    const batch = { ...scenario, needs: ['batch.success-shape', 'batch.rollback'] } as const
    expect(await runScenario(batch, settingsOf(answer, answer))).toEqual({
      name: 'one',
      says: 'one thing',
      outcome: 'missing',
      waitsFor: 'batch',
    })
  })

  const refusalOf = async (a: Handler, b: Handler, changes: Partial<LoadScenario> = {}) => {
    const result = await runScenario({ ...scenario, ...changes }, settingsOf(a, b))
    return result.outcome === 'refused' ? result.because : result.outcome
  }

  test('is refused when the servers answer differently, and both answers are shown', async () => {
    const because = await refusalOf(answer, () => Response.json({ id: 'b' }))
    expect(because).toContain("curl --include --globoff -X 'GET' 'http://127.0.0.1")
    expect(because).toContain('{"id":"a","updated":"2020-01-01 00:00:00.000Z"}')
    expect(because).toContain('{"id":"b"}')
  })

  test.each<[string, Handler]>([
    [
      'status',
      () => Response.json({ id: 'a', updated: '2020-01-01 00:00:00.000Z' }, { status: 201 }),
    ],
    ['content type', () => new Response('{"id":"a","updated":"2020-01-01 00:00:00.000Z"}')],
    ['order of keys', () => Response.json({ updated: '2020-01-01 00:00:00.000Z', id: 'a' })],
  ])('is refused for another %s alone', async (_what, other) => {
    expect(await refusalOf(answer, other)).toContain('curl ')
  })

  test('is refused when both refuse: doing nothing is fast', async () => {
    const no = () => Response.json({ status: 404 }, { status: 404 })
    expect(await refusalOf(no, no)).toStartWith('both refuse curl ')
  })

  test('sees a difference behind what every server draws for itself', async () => {
    const drawn = (name: string) => () =>
      Response.json({
        id: `r${crypto.randomUUID().replaceAll('-', '').slice(1, 15)}`,
        at: new Date().toISOString().replace('T', ' '),
        name,
      })
    const because = await refusalOf(drawn('a'), drawn('b'), { drawsIds: true })
    const [id] = /r[0-9a-f]{14}/.exec(because) ?? []
    expect(because).toContain(`{"id":"${id}","at":"<time>","name":"a"}`)
    expect(because).toContain(`{"id":"${id}","at":"<time>","name":"b"}`)
  })
})

describe.skipIf(findWrk() === undefined || process.platform !== 'linux')('measuring', () => {
  test('alternates both servers and the floor over the rounds', async () => {
    const turns: string[] = []
    const noting = (name: string) => () => {
      if (turns.at(-1) !== name) turns.push(name)
      return answer()
    }
    const result = await runScenario(scenario, settingsOf(noting('a'), noting('b')))
    if (result.outcome !== 'measured' || result.kind !== 'load') throw new Error('not measured')
    expect(result.rounds).toHaveLength(2)
    for (const { reference, upstream, floors } of result.rounds) {
      expect(reference.requests).toBe(20)
      expect(upstream.requests).toBe(20)
      expect(floors.route).toBeGreaterThan(0)
    }
    // Compared (a, b mixed), warmed up (a, b), then measured in turn.
    expect(turns.slice(-6)).toEqual(['a', 'b', 'a', 'b', 'a', 'b'])
  })

  test('is refused when requests fail under load', async () => {
    let asked = 0
    const tired = () => (++asked > 10 ? new Response('', { status: 500 }) : answer())
    const result = await runScenario(scenario, settingsOf(tired, answer))
    expect(result).toMatchObject({ outcome: 'refused' })
    expect(JSON.stringify(result)).toContain('status')
  })
})

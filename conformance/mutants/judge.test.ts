import { afterAll, beforeAll, expect, test } from 'bun:test'
import { conform } from '../harness/case.ts'
import type { RunningServer, Target } from '../harness/target.ts'
import { registry } from '../registry.ts'
import { targetOfEnvironment } from '../targets/resolve.ts'
import { changeJson } from './change.ts'
import { judgeMutant, type MutantSettings } from './judge.ts'
import type { Mutant } from './mutant.ts'
import { type MutatingProxy, startProxy } from './proxy.ts'
import { mutants } from './list.ts'

let target: Target
let server: RunningServer
let proxy: MutatingProxy
let settings: MutantSettings

beforeAll(async () => {
  target = await targetOfEnvironment(process.env)
  server = await target.launch({})
  proxy = await startProxy(server.url)
  settings = { cases: registry, target, server, proxy }
})
afterAll(async () => {
  await proxy.close()
  await server.close()
  await target.close()
})

const runMs = 60_000

test.each(mutants.map((mutant) => [mutant.id, mutant] as const))(
  '%s is killed by the claims it names and by no other of these cases',
  async (_id, mutant) => {
    const verdict = await judgeMutant(mutant, settings)
    expect(verdict).toEqual({ kind: 'killed', failed: mutant.kills })
  },
  runMs,
)

const health = conform('health.guest', {
  lane: 'shared',
  async check({ guest, claim }) {
    claim('answers 200', await guest.get('/api/health')).status(200)
  },
})

const weak: Mutant = {
  id: 'health/other-code',
  says: 'The health answer says code 201.',
  reaches: ({ path }) => path === '/api/health',
  change: changeJson('/code', 201),
  kills: [{ requirement: health.id, claim: 'answers 200' }],
}

test(
  'a mutant that nobody notices survives',
  async () => {
    expect(await judgeMutant(weak, { ...settings, cases: [health] })).toEqual({
      kind: 'survived',
      missed: weak.kills,
    })
  },
  runMs,
)

test(
  'a mutant that only a claim notices which it does not name survives',
  async () => {
    const careful = conform(health.id, {
      lane: 'shared',
      async check({ guest, claim }) {
        const answer = await guest.get('/api/health')
        claim('answers 200', answer).status(200)
        claim('says 200', answer).json('/code', 200)
      },
    })
    expect(await judgeMutant(weak, { ...settings, cases: [careful] })).toEqual({
      kind: 'survived',
      missed: weak.kills,
    })
  },
  runMs,
)

test(
  'a mutant that no case comes to is not reached',
  async () => {
    const elsewhere = { ...weak, reaches: () => false }
    expect(await judgeMutant(elsewhere, { ...settings, cases: [health] })).toEqual({
      kind: 'not-reached',
    })
  },
  runMs,
)

test(
  'a case that fails without the mutant proves nothing',
  async () => {
    const failing = conform(health.id, {
      lane: 'shared',
      async check({ guest, claim }) {
        claim('answers 200', await guest.get('/api/health')).status(418)
      },
    })
    expect((await judgeMutant(weak, { ...settings, cases: [failing] })).kind).toBe('no-control')
    expect((await judgeMutant(weak, { ...settings, cases: [] })).kind).toBe('no-control')
  },
  runMs,
)

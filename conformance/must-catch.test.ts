import { afterAll, beforeAll, expect, test } from 'bun:test'
import { runCase } from './harness/run-case.ts'
import type { RunningServer, Target } from './harness/target.ts'
import { registry } from './registry.ts'
import { resolveTarget } from './targets/resolve.ts'

/** Each fault that a case lists must make the claim it is listed under fail. */
let target: Target
let server: RunningServer

beforeAll(async () => {
  target = await resolveTarget('reference')
  server = await target.launch({})
})

afterAll(async () => {
  await server.close()
  await target.close()
})

const rows = registry.flatMap((subject) =>
  Object.entries(subject.mustCatch ?? {}).flatMap(([claim, faults]) =>
    faults.map(
      (fault, index) => [`${subject.id} / ${claim} (${index + 1})`, subject, claim, fault] as const,
    ),
  ),
)

test('some cases list faults', () => {
  expect(rows.length).toBeGreaterThan(5)
})

test.each(rows)('%s is noticed', async (_name, subject, claim, fault) => {
  const clean = await runCase(subject, { target, server })
  expect(clean.claims.get(claim)).toBe(true)
  const { claims } = await runCase(subject, { target, server, faults: [fault] })
  expect(claims.get(claim)).toBe(false)
})

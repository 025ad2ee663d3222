import { afterAll, beforeAll, describe, expect, test } from 'bun:test'
import type { Case } from './harness/case.ts'
import type { Fault } from './harness/fault.ts'
import { type CaseRun, runCase } from './harness/run-case.ts'
import type { RunningServer, Target } from './harness/target.ts'
import { registry } from './registry.ts'
import { resolveTarget } from './targets/resolve.ts'

/** Each fault that a case lists must make the claim it is listed under fail, and the claim must hold without it. */
let target: Target
let shared: RunningServer

beforeAll(async () => {
  target = await resolveTarget('reference')
  shared = await target.launch({})
})

afterAll(async () => {
  await shared.close()
  await target.close()
})

const run = async (subject: Case, faults: readonly Fault[] = []): Promise<CaseRun> => {
  if (subject.lane !== 'private') return runCase(subject, { target, server: shared, faults })
  const server = await target.launch(subject.server ?? {})
  try {
    return await runCase(subject, { target, server, faults })
  } finally {
    await server.close()
  }
}

const biting = registry.filter(({ mustCatch }) => mustCatch !== undefined)

test('some cases list faults', () => {
  expect(biting.length).toBeGreaterThan(2)
})

describe.each(biting.map((subject) => [subject.id, subject] as const))('%s', (_id, subject) => {
  const listed = Object.entries(subject.mustCatch ?? {})

  test('holds on an honest server, with every claim that lists faults', async () => {
    const { outcome, claims } = await run(subject)
    expect(outcome).toEqual({ kind: 'pass' })
    expect(listed.map(([claim]) => claim).filter((claim) => !claims.has(claim))).toEqual([])
    expect(listed.filter(([, faults]) => faults.length === 0)).toEqual([])
  })

  const rows = listed.flatMap(([claim, faults]) =>
    faults.map((fault, index) => [claim, index + 1, fault] as const),
  )
  test.each(rows)('notices by "%s" fault %d', async (claim, _number, fault) => {
    const { outcome, claims, exchanges } = await run(subject, [fault])
    expect(outcome.kind).toBe('fail')
    expect(claims.get(claim)).toBe(false)
    // A fault that throws looks like a server that does not answer, and any claim notices that.
    expect(exchanges.flatMap(({ failure }) => failure ?? [])).toEqual([])
  })
})

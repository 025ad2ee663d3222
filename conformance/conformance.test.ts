import { afterAll, expect, test } from 'bun:test'
import { requirementById } from '../spec/registry.ts'
import { drawSeed } from './options.ts'
import { registry } from './registry.ts'
import { describeFailure } from './report/failure.ts'
import { reportName, writeJsonl } from './report/jsonl.ts'
import { breaksRun, isHeldToAll, judge, type Judged } from './run.ts'
import { targetOfEnvironment } from './targets/resolve.ts'

/**
 * Hands the registry to the test runner. All cases run in one schedule that begins with the first test; each test waits for
 * the verdict on its case.
 */
const seed = drawSeed()
const wholeRunMs = 600_000

/** Case id -> its verdict, and whether that breaks a run of this target. */
const waiting = new Map(
  registry.map(({ id }) => [
    id,
    Promise.withResolvers<{ readonly judged: Judged; readonly isBroken: boolean }>(),
  ]),
)
let run: Promise<readonly Judged[]> | undefined

const runAll = async (): Promise<readonly Judged[]> => {
  const target = await targetOfEnvironment(process.env)
  process.stdout.write(`judging ${target.name} (${target.version}), --seed ${seed}\n`)
  try {
    const all = await judge({
      target,
      cases: registry,
      seed,
      onJudged(judged) {
        const isBroken = breaksRun(judged, isHeldToAll(target))
        waiting.get(judged.case.id)?.resolve({ judged, isBroken })
      },
    })
    writeJsonl(`reports/check/${reportName(target)}.jsonl`, { target, seed, all })
    return all
  } finally {
    await target.close()
  }
}

/** The first test that asks starts the run; if the run itself fails, every case that has no verdict yet hears why. */
const start = (): Promise<readonly Judged[]> => {
  const started = runAll()
  started.catch((error: unknown) => {
    for (const { reject } of waiting.values()) reject(error)
  })
  return started
}

const verdictOn = async (id: (typeof registry)[number]['id']) => {
  run ??= start()
  const verdict = await waiting.get(id)?.promise
  if (verdict === undefined) throw new Error(`${id} was not scheduled`)
  return verdict
}

for (const { id } of registry) {
  test(
    `${id}: ${requirementById(id).says}`,
    async () => {
      const { judged, isBroken } = await verdictOn(id)
      expect(isBroken ? describeFailure(judged) : undefined).toBeUndefined()
      const isTold = judged.gap === undefined && judged.verdict === 'departs'
      if (isTold) process.stdout.write(`${describeFailure(judged)}\n`)
    },
    wholeRunMs,
  )
}

afterAll(async () => {
  await run
})

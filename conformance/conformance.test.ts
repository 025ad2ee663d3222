import { afterAll, expect, test } from 'bun:test'
import { requirementById } from '../spec/registry.ts'
import { registry } from './registry.ts'
import { describeFailure } from './report/failure.ts'
import { reportName, writeJsonl } from './report/jsonl.ts'
import { breaksRun, judge, type Judged } from './run.ts'
import { targetOfEnvironment } from './targets/resolve.ts'

/**
 * Hands the registry to the test runner. All cases run in one schedule that begins with the first test; each test waits for
 * the verdict on its case.
 */
const seed = Math.ceil(Math.random() * 1_000_000)
const wholeRunMs = 600_000

const waiting = new Map(registry.map(({ id }) => [id, Promise.withResolvers<Judged>()]))
let run: Promise<readonly Judged[]> | undefined

const runAll = async (): Promise<readonly Judged[]> => {
  const target = await targetOfEnvironment(process.env)
  process.stdout.write(`judging ${target.name} (${target.version}), --seed ${seed}\n`)
  try {
    const all = await judge({
      target,
      cases: registry,
      seed,
      onJudged: (judged) => waiting.get(judged.case.id)?.resolve(judged),
    })
    await writeJsonl(`reports/check/${reportName(target)}.jsonl`, { target, seed, all })
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

const verdictOn = async (id: (typeof registry)[number]['id']): Promise<Judged> => {
  run ??= start()
  const judged = await waiting.get(id)?.promise
  if (judged === undefined) throw new Error(`${id} was not scheduled`)
  return judged
}

for (const { id } of registry) {
  test(
    `${id}: ${requirementById(id).says}`,
    async () => {
      const judged = await verdictOn(id)
      expect(breaksRun(judged, true) ? describeFailure(judged) : undefined).toBeUndefined()
    },
    wholeRunMs,
  )
}

afterAll(async () => {
  await run
})

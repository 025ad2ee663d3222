import type { Baseline } from '../baseline.ts'
import type { Both } from '../generated/pair.ts'
import type { Target } from '../harness/target.ts'
import type { Seeded, Seeder } from './data/data-set.ts'
import { createDraw } from './draw.ts'
import type { ProcessResult, ScenarioResult } from './results.ts'
import { runLoadScenario } from './run-load.ts'
import type { ProcessScenario, Scenario } from './scenario.ts'
import { LoadError } from './wrk.ts'

export interface BenchSettings {
  /** `a` is ours, `b` the real server. */
  readonly targets: Both<Target>
  readonly seeder: Pick<Seeder, 'seed'>
  readonly baseline: Baseline
  readonly seed: number
  readonly rounds: number
  /** Of one measurement. */
  readonly seconds: number
  /** For request lists and the databases of floors. */
  readonly directory: string
}

/** Measures one scenario, or says why not. Throws only for what is the bench's own fault. */
export const runScenario = async (
  scenario: Scenario,
  settings: BenchSettings,
): Promise<ScenarioResult> => {
  const { name, says, needs = [] } = scenario
  const [waitsFor] = needs.flatMap((id) => settings.baseline.get(id) ?? [])
  if (waitsFor !== undefined) return { name, says, outcome: 'missing', waitsFor }
  try {
    const seeded = await settings.seeder.seed(scenario.data)
    return scenario.kind === 'load'
      ? await runLoadScenario({ scenario, seeded, settings })
      : await runProcessScenario(scenario, seeded, settings)
  } catch (error) {
    if (!(error instanceof LoadError)) throw error
    return { name, says, outcome: 'refused', because: error.message }
  }
}

const runProcessScenario = async (
  { name, says, unit, measure }: ProcessScenario,
  { dataDir, facts }: Seeded,
  { targets, seed, rounds, directory }: BenchSettings,
): Promise<ProcessResult> => {
  const measureOn = async (target: Target, round: number): Promise<number> => {
    const launched: { close(): Promise<void> }[] = []
    const launch = async () => {
      const server = await target.launch({ dataFrom: dataDir })
      launched.push(server)
      return server
    }
    try {
      const draw = createDraw(seed, `${name} ${round}`)
      return await measure({ name: target.name, dataDir, launch, facts, draw, directory })
    } finally {
      for (const server of launched) await server.close()
    }
  }
  const measured: ProcessResult['rounds'][number][] = []
  for (let round = 0; round < rounds; round++) {
    const reference = await measureOn(targets.a, round)
    measured.push({ reference, upstream: await measureOn(targets.b, round) })
  }
  return { name, says, outcome: 'measured', kind: 'process', unit, rounds: measured }
}

import type { Command } from 'commander'
import packageJson from '../../package.json' with { type: 'json' }
import { readBaseline } from '../baseline.ts'
import { CommandLineError } from '../command-line-error.ts'
import { commitOf } from '../generated/report.ts'
import { nearest } from '../harness/nearest.ts'
import { exitCodes } from '../harness/outcome.ts'
import { wholeNumber } from '../options.ts'
import { align } from '../report/table.ts'
import { print, runCommand } from '../run-command.ts'
import { makeTemporaryDir, removeTemporaryDir } from '../targets/leftovers.ts'
import { launchedTarget } from '../targets/launch.ts'
import { resolveTarget } from '../targets/resolve.ts'
import { buildReference } from './built.ts'
import { createSeeder } from './data/data-set.ts'
import { publicScenarios } from './public/registry.ts'
import { checkPublished, publish } from './publish.ts'
import { scenarios } from './registry.ts'
import { benchFile, type ScenarioResult, writeBenchFile } from './results.ts'
import { runScenario } from './run-scenario.ts'
import type { Scenario } from './scenario.ts'
import { isSteady, steadySpread } from './statistics.ts'
import { summarizeLoad, summarizeProcess } from './summary.ts'
import { publicTable, tablesOf, unmeasured } from './table.ts'
import { describeMachine, quietShare, readMachineTime, shareOfOthers } from './usage.ts'
import { findWrk } from './wrk.ts'

interface BenchFlags {
  readonly public: boolean
  readonly rounds: number
  readonly seconds: number
  readonly seed: number
  readonly results: string
  readonly list: boolean
  readonly publish: boolean
  readonly render: boolean
  readonly check: boolean
}

const help = `
Both servers get a copy of the same data directory and are measured in turn, round by round. A scenario is measured
only when both answer a sample of its requests alike; otherwise the difference is shown.

Exit codes: 0 measured (what is not built yet is listed as missing), 1 a scenario was refused, because the answers
differ or requests failed under load (--check: what is published differs from the committed results), 2 nothing could
be measured, 3 the bench itself failed.`

/** `plumbline bench [scenario…]`: the reference server's speed beside the real PocketBase's. */
export const addBenchCommand = (program: Command): void => {
  program
    .command('bench')
    .description('Measures the reference server beside the real PocketBase')
    .argument('[scenarios...]', 'what to measure; all when left out')
    .option('--public', 'the public benchmark workload instead', false)
    .option('--rounds <n>', 'how often both are measured in turn', wholeNumber, 5)
    .option('--seconds <n>', 'how long one measurement takes', wholeNumber, 3)
    .option('--seed <n>', 'data and requests follow from it', wholeNumber, 1)
    .option('--results <dir>', 'where results lie', 'reports/bench')
    .option('--list', 'only list the scenarios', false)
    .option('--publish', 'keep the results and bring README and charts up to date', false)
    .option('--render', 'only bring README and charts up to date with the committed results', false)
    .option('--check', 'only see whether README and charts are up to date', false)
    .addHelpText('after', help)
    .action((names: readonly string[], flags: BenchFlags) => runCommand(() => run(names, flags)))
}

const run = async (names: readonly string[], flags: BenchFlags): Promise<number> => {
  if (flags.check) return tellStale(await checkPublished(flags.results))
  if (flags.render) {
    await publish(flags.results)
    return exitCodes.kept
  }
  const chosen = selectScenarios(flags.public ? publicScenarios : scenarios, names)
  if (flags.list) {
    print(align(chosen.map(({ name, says }) => [name, says])))
    return exitCodes.kept
  }
  return measure(chosen, flags)
}

const tellStale = (stale: readonly string[]): number => {
  for (const path of stale) {
    print(`${path} is not what the committed results say; run: plumbline bench --render`)
  }
  return stale.length === 0 ? exitCodes.kept : exitCodes.broken
}

/** The scenarios of that name, or with that name on either side of a `/`; all when none is named. */
export const selectScenarios = (
  all: readonly Scenario[],
  names: readonly string[],
): readonly Scenario[] => {
  if (names.length === 0) return all
  const isMeant = ({ name }: Scenario, asked: string): boolean =>
    name === asked || name.split('/').includes(asked)
  for (const asked of names) {
    if (all.some((scenario) => isMeant(scenario, asked))) continue
    const known = all.map(({ name }) => name)
    throw new CommandLineError(
      `"${asked}" is not a scenario; did you mean "${nearest(asked, known)}"? "plumbline bench --list" names all`,
    )
  }
  return all.filter((scenario) => names.some((asked) => isMeant(scenario, asked)))
}

const requireTools = (): string => {
  if (process.platform !== 'linux') {
    throw new CommandLineError(
      'the bench reads CPU time and memory from /proc, which only Linux has',
    )
  }
  const wrk = findWrk()
  if (wrk !== undefined) return wrk
  throw new CommandLineError(
    'the load generator wrk is not on PATH; install it ("apt-get install wrk")',
  )
}

const measure = async (chosen: readonly Scenario[], flags: BenchFlags): Promise<number> => {
  const wrk = requireTools()
  const { rounds, seconds, seed } = flags
  const upstream = await resolveTarget('upstream')
  const targets = { a: launchedTarget(await buildReference()), b: upstream }
  const seeder = createSeeder(targets.b, seed)
  const directory = makeTemporaryDir('plumbline-bench-')
  const results: ScenarioResult[] = []
  print(
    `${targets.a.name} beside ${targets.b.name} ${targets.b.version}: ${chosen.length} scenarios, ${rounds} rounds, --seed ${seed}`,
  )
  await tellBusyMachine()
  try {
    const baseline = await readBaseline()
    const settings = { targets, seeder, baseline, seed, rounds, seconds, directory }
    for (const [index, scenario] of chosen.entries()) {
      const result = await runScenario(scenario, settings)
      results.push(result)
      print(`${index + 1}/${chosen.length} ${describe(result)}`)
    }
  } finally {
    await seeder.close()
    await Promise.all([targets.a.close(), targets.b.close()])
    removeTemporaryDir(directory)
  }
  report(results, flags)
  const name = flags.public ? 'public' : 'main'
  const path = `${flags.results}/${flags.publish ? name : `last-${name}`}.json`
  await writeBenchFile(
    path,
    benchFile({
      at: new Date().toISOString(),
      commit: await commitOf(),
      machine: describeMachine(),
      versions: {
        plumbline: packageJson.version,
        upstream: targets.b.version,
        bun: Bun.version,
        wrk,
      },
      seed,
      rounds,
      seconds,
      scenarios: results,
    }),
  )
  print(`written to ${path}`)
  if (flags.publish) await publish(flags.results)
  return exitCodeOfBench(results)
}

/** 1 when a scenario was refused, 2 when none was measured, 0 otherwise: what is missing is known. */
export const exitCodeOfBench = (results: readonly ScenarioResult[]): number => {
  if (results.some(({ outcome }) => outcome === 'refused')) return exitCodes.broken
  return results.some(({ outcome }) => outcome === 'measured') ? exitCodes.kept : exitCodes.usage
}

const lookMs = 1000

const percent = (share: number): string => `${Math.round(share * 100)} %`

const tellBusyMachine = async (): Promise<void> => {
  const before = readMachineTime()
  await Bun.sleep(lookMs)
  const share = shareOfOthers(before, readMachineTime(), 0)
  if (share > quietShare) {
    print(`the machine is busy: others use ${percent(share)} of it; figures will be unsteady`)
  }
}

/** What became of a scenario, in a line (more for a difference), with a warning when its figures say little. */
const describe = (result: ScenarioResult): string => {
  if (result.outcome === 'missing') {
    return `${result.name}: missing, waits for "${result.waitsFor}"`
  }
  if (result.outcome === 'refused') return `${result.name}: refused\n${result.because}`
  const { ratio, others } =
    result.kind === 'load' ? summarizeLoad(result) : { ...summarizeProcess(result), others: 0 }
  const spread = `spread ${percent(ratio.spread)}`
  const notes = [
    ...(isSteady(ratio) ? [] : [`too wide (above ${percent(steadySpread)})`]),
    ...(others > quietShare ? [`the machine is busy: others used ${percent(others)} of it`] : []),
  ]
  return `${result.name}: ours/PocketBase ${ratio.median.toFixed(2)}, ${[spread, ...notes].join('; ')}`
}

const report = (results: readonly ScenarioResult[], flags: BenchFlags): void => {
  const tables = flags.public ? [publicTable(results)] : tablesOf(results, 'name')
  for (const cells of tables) print(`\n${align(cells)}`)
  for (const line of unmeasured(results, 'name')) print(line)
  const counts = { measured: 0, missing: 0, refused: 0 }
  for (const { outcome } of results) counts[outcome]++
  print(`\n${counts.measured} measured, ${counts.missing} missing, ${counts.refused} refused`)
}

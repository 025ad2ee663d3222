import type { Command } from 'commander'
import { CommandLineError } from './command-line-error.ts'
import type { Case } from './harness/case.ts'
import { exitCodes } from './harness/outcome.ts'
import type { Credentials } from './harness/target.ts'
import { drawSeed, superuserOption, wholeNumber } from './options.ts'
import { registry } from './registry.ts'
import { describeFailure } from './report/failure.ts'
import { reportName, writeJsonl } from './report/jsonl.ts'
import { writeJunit } from './report/junit.ts'
import { createProgress } from './report/progress.ts'
import { tableOf } from './report/table.ts'
import { breaksRun, exitCodeOfRun, judge, type Judged } from './run.ts'
import { print, runCommand } from './run-command.ts'
import { resolveTarget } from './targets/resolve.ts'

interface CheckFlags {
  readonly only?: string
  readonly repeat: number
  readonly seed?: number
  readonly strict: boolean
  readonly reports: string
  readonly superuser?: Credentials
}

const help = `
TARGET is reference (the default), upstream (the real PocketBase, built by
"bun run upstream:build"), upstream@newest, or the URL of a running server.

Exit codes: 0 the contract is kept, 1 it is broken, 2 nothing could be judged,
3 the suite itself failed.`

/**
 * `plumbline check [TARGET]`: judges a server and writes `<reports>/<target>.jsonl` and `.xml`; a run of some cases goes to
 * `<reports>/part/`, so that it does not take the place of a whole one.
 */
export const addCheckCommand = (program: Command): void => {
  program
    .command('check')
    .description('Judges a server against the contract')
    .argument('[target]', 'what to judge', 'reference')
    .option('--only <id-prefix>', 'only cases whose id begins so')
    .option(
      '--repeat <n>',
      'run each case this often; one that changes its mind is unstable',
      wholeNumber,
      1,
    )
    .option('--seed <n>', 'order of the cases (drawn and printed when not given)', wholeNumber)
    .option('--strict', 'a departure from a should or may breaks the run, too', false)
    .option('--reports <dir>', 'where the reports go', 'reports/check')
    .option(...superuserOption)
    .addHelpText('after', help)
    .action((target: string, flags: CheckFlags) => runCommand(() => check(target, flags)))
}

const check = async (name: string, flags: CheckFlags): Promise<number> => {
  const cases = select(registry, flags.only)
  const seed = flags.seed ?? drawSeed()
  const target = await resolveTarget(name, flags.superuser)
  print(`judging ${target.name} (${target.version}) with ${cases.length} cases, --seed ${seed}`)
  const progress = createProgress(cases.length, process.stdout)
  try {
    const all = await judge({
      target,
      cases,
      seed,
      repeat: flags.repeat,
      onJudged: (judged) => progress.step(breaksRun(judged, flags.strict)),
    })
    progress.end()
    const reports = flags.only === undefined ? flags.reports : `${flags.reports}/part`
    return await report(all, { ...flags, reports, target: target.name, seed }, () =>
      writeJsonl(`${reports}/${reportName(target)}.jsonl`, { target, seed, all }),
    )
  } finally {
    await target.close()
  }
}

/** The cases whose id begins with the prefix; a selection of nothing is an error, not a success. */
export const select = (cases: readonly Case[], prefix = ''): readonly Case[] => {
  const chosen = cases.filter(({ id }) => id.startsWith(prefix))
  if (chosen.length > 0) return chosen
  throw new CommandLineError(`no case begins with "${prefix}"`, exitCodes.usage)
}

const report = async (
  all: readonly Judged[],
  { strict, reports, target }: CheckFlags & { readonly target: string; readonly seed: number },
  writeLines: () => void,
): Promise<number> => {
  const shown = all.filter(
    (judged) =>
      breaksRun(judged, strict) || (judged.gap === undefined && judged.verdict === 'departs'),
  )
  for (const judged of shown) print(`\n${describeFailure(judged)}`)
  print(`\n${tableOf(all)}\n`)
  writeLines()
  await writeJunit(`${reports}/${reportName({ name: target })}.xml`, { name: target, all, strict })
  const failed = all.filter((judged) => breaksRun(judged, strict))
  print(`${all.length - failed.length} passed, ${failed.length} failed`)
  return exitCodeOfRun(all, strict)
}

import type { Command } from 'commander'
import { select } from '../command.ts'
import { compareGenerated } from '../generated/compare-generated.ts'
import type { Both } from '../generated/pair.ts'
import { erased } from '../generated/session.ts'
import { exitCodes } from '../harness/outcome.ts'
import { redact } from '../harness/redact.ts'
import { seededRandom, shuffle } from '../harness/random.ts'
import type { Credentials, Target } from '../harness/target.ts'
import { drawSeed, superuserOption, wholeNumber } from '../options.ts'
import { registry } from '../registry.ts'
import { print, runCommand } from '../run-command.ts'
import { withTargets } from '../targets/resolve-both.ts'
import { aroundDifference } from '../report/around-difference.ts'
import { readEverywhere } from './known.ts'
import { type Compared, compareRecorded } from './recorded.ts'
import { writeDiff } from './report.ts'
import { type DiffVerdict, judgeCompared } from './verdict.ts'

interface DiffFlags {
  readonly recorded: boolean
  readonly only?: string
  readonly sample?: number
  readonly minutes?: number
  readonly sequences: number
  readonly seed?: number
  readonly replay?: string
  readonly reports: string
  readonly ledger: boolean
  readonly superuser?: Credentials
}

const help = `
A and B are targets as "plumbline check" knows them. Both live through the same generated sessions; of the first difference
the steps are shrunk, printed, and written to <reports>/fuzz/ for --replay. With --recorded every case of the suite runs on
both instead. Compared are status, headers, and body with the order of its keys, after drawn values and times are named.

Exit codes: 0 no difference but the known ones, 1 differences, or a known one that is gone, 2 nothing could be compared,
3 the suite itself failed.`

/** `plumbline diff A B`: what two servers do differently. */
export const addDiffCommand = (program: Command): void => {
  program
    .command('diff')
    .description('Compares what two servers answer')
    .argument('<a>', 'one server')
    .argument('<b>', 'the other')
    .option('--recorded', 'run each case on both and compare the exchanges', false)
    .option(
      '--only <name>',
      'with --recorded cases whose id begins so, else one of collections, records, queries, account, settings',
    )
    .option('--sample <n>', 'with --recorded so many of the cases, drawn by the seed', wholeNumber)
    .option('--minutes <n>', 'how long sessions are generated', wholeNumber)
    .option('--sequences <n>', 'how many sessions, without --minutes', wholeNumber, 100)
    .option(
      '--seed <n>',
      'sessions, or order and names, follow from it (drawn and printed when not given)',
      wholeNumber,
    )
    .option('--replay <file>', 'play the steps of a difference again instead')
    .option('--reports <dir>', 'where reports, differences and the ledger go', 'reports')
    .option('--ledger', 'append the run to <reports>/fuzz.jsonl', false)
    .option(...superuserOption)
    .addHelpText('after', help)
    .action((a: string, b: string, flags: DiffFlags) => runCommand(() => diff({ a, b }, flags)))
}

const diff = async (specs: Both<string>, flags: DiffFlags): Promise<number> => {
  if (flags.recorded) return await diffRecorded(specs, flags)
  // fast-check is loaded by generated sessions only.
  const load = async () => {
    const { surfaceSubject } = await import('../generated/surface/subject.ts')
    return erased(surfaceSubject(flags.only))
  }
  return await compareGenerated(load, specs, flags)
}

const diffRecorded = (specs: Both<string>, flags: DiffFlags): Promise<number> => {
  const seed = flags.seed ?? drawSeed()
  const cases = shuffle(select(registry, flags.only), seededRandom(seed)).slice(0, flags.sample)
  return withTargets(specs, flags.superuser, async (targets) => {
    print(
      `comparing ${titleOf(targets.a)} with ${titleOf(targets.b)} in ${cases.length} cases, --seed ${seed}`,
    )
    const names = { a: targets.a.name, b: targets.b.name }
    const everywhere = await readEverywhere(names)
    const compared = await compareRecorded({ targets, cases, seed, everywhere })
    const verdict = await judgeCompared(compared, names)
    writeDiff(`${flags.reports}/diff`, { targets, seed, compared, verdict })
    return report(compared, verdict, names)
  })
}

const titleOf = ({ name, version }: Target): string => `${name} (${version})`

const report = (
  compared: readonly Compared[],
  { unknown, known, stale }: DiffVerdict,
  names: Both<string>,
): number => {
  for (const each of unknown) print(`\n${describe(each, names)}`)
  for (const id of stale) print(`\n${id} is listed as a known difference and differs no more`)
  const exchanges = compared.reduce((sum, each) => sum + each.exchanges, 0)
  print(`\n${compared.length} cases, ${exchanges} exchanges, ${known.size} known differences`)
  print(
    `${compared.length - unknown.length - stale.length} passed, ${unknown.length + stale.length} failed`,
  )
  return unknown.length + stale.length === 0 ? exitCodes.kept : exitCodes.broken
}

const describe = ({ id, difference }: Compared, { a, b }: Both<string>): string => {
  if (difference === undefined) return id
  const { about, curl, seen } = difference
  const side = (text: string, other: string) => redact(aroundDifference(text, other))
  return [
    `${id} differs in its ${about}`,
    curl,
    `${a}:\n  ${side(seen.a, seen.b)}`,
    `${b}:\n  ${side(seen.b, seen.a)}`,
  ].join('\n')
}

import type { Command } from 'commander'
import { CommandLineError } from '../command-line-error.ts'
import { exitCodes } from '../harness/outcome.ts'
import type { Credentials, Target } from '../harness/target.ts'
import { drawSeed, superuserOption, wholeNumber } from '../options.ts'
import { print, runCommand } from '../run-command.ts'
import { resolveTarget } from '../targets/resolve.ts'
import type { FuzzResult } from './fuzz.ts'
import type { Both, Pair } from './pair.ts'
import type { Disagreement } from './run-session.ts'
import type { Subject } from './session.ts'

interface FuzzFlags {
  readonly sequences: number
  readonly bodies?: number
  readonly queries: number
  readonly minutes?: number
  readonly seed?: number
  readonly reports: string
  readonly ledger: boolean
  readonly replay?: string
  readonly superuser?: Credentials
}

const help = `
A and B are targets as "plumbline check" knows them. Both live through the same generated requests; the first
difference is shrunk to few steps, printed, and written to <reports>/fuzz/ for --replay.

Exit codes: 0 no disagreement, 1 at least one, 2 nothing could be compared, 3 the suite itself failed.`

/** `plumbline fuzz SUBJECT [A] [B]`: compares two servers over generated sessions. */
export const addFuzzCommand = (program: Command): void => {
  program
    .command('fuzz')
    .description('Compares two servers over generated sessions')
    .argument('<subject>', 'what the sessions are about: collections, limits, query or values')
    .argument('[a]', 'one server', 'reference')
    .argument('[b]', 'the other', 'upstream')
    .option('--sequences <n>', 'how many sessions', wholeNumber, 100)
    .option('--bodies <n>', 'as many sessions as it takes to compare so many bodies', wholeNumber)
    .option('--queries <n>', 'of the subject query: how many queries', wholeNumber, 2000)
    .option('--minutes <n>', 'of the subject query: how long, whatever number it is', wholeNumber)
    .option(
      '--seed <n>',
      'the sessions follow from it (drawn and printed when not given)',
      wholeNumber,
    )
    .option('--reports <dir>', 'where disagreements and the ledger go', 'reports')
    .option('--ledger', 'append the run to <reports>/fuzz.jsonl', false)
    .option('--replay <file>', 'play the steps of a disagreement again instead')
    .option(...superuserOption)
    .addHelpText('after', help)
    .action((subject: string, a: string, b: string, flags: FuzzFlags) =>
      runCommand(() => compare(subject, { a, b }, flags)),
    )
}

/** fast-check is loaded by this command only. */
const loadSubject = async (name: string) => {
  switch (name) {
    case 'collections':
      return erased((await import('./collections/subject.ts')).collectionsSubject)
    case 'limits':
      return erased((await import('./limits/subject.ts')).limitsSubject)
    case 'values':
      return erased((await import('./values/subject.ts')).valuesSubject)
    default:
      throw new CommandLineError(
        `"${name}" is not a subject; subjects are collections, limits, query, values`,
      )
  }
}

/** What its edits are is between a subject and the sessions it opens. */
const erased = <Edit>(subject: Subject<Edit>): Subject<unknown> => subject

const compare = async (name: string, specs: Both<string>, flags: FuzzFlags): Promise<number> => {
  const targets = {
    a: await resolveTarget(specs.a, flags.superuser),
    b: await resolveTarget(specs.b, flags.superuser),
  }
  try {
    if (flags.replay !== undefined) {
      const { replay: path } = flags
      return await withPair(targets, (pair) => replay(pair, path))
    }
    if (name === 'query') {
      const { runQueries } = await import('./query/run.ts')
      return await runQueries(targets, { ...flags, seed: flags.seed ?? drawSeed() })
    }
    const subject = await loadSubject(name)
    return await withPair(targets, (pair) => run(subject, { pair, targets, flags }))
  } finally {
    await Promise.all([targets.a.close(), targets.b.close()])
  }
}

const withPair = async (
  targets: Both<Target>,
  use: (pair: Pair) => Promise<number>,
): Promise<number> => {
  const { startPair } = await import('./pair.ts')
  const pair = await startPair(targets)
  try {
    return await use(pair)
  } finally {
    await pair.close()
  }
}

interface Running {
  readonly pair: Pair
  readonly targets: Both<Target>
  readonly flags: FuzzFlags
}

const progressEvery = 100

const run = async (
  subject: Awaited<ReturnType<typeof loadSubject>>,
  { pair, targets, flags }: Running,
): Promise<number> => {
  const { fuzz } = await import('./fuzz.ts')
  const { appendLedger, describeDisagreement, writeDisagreement } = await import('./report.ts')
  const { sequences, bodies, seed = drawSeed() } = flags
  print(
    `comparing ${pair.names.a} with ${pair.names.b} over ${bodies === undefined ? sequences : `${bodies} bodies of`} ${subject.name} sessions, --seed ${seed}`,
  )
  const started = performance.now()
  const result = await fuzz(subject, {
    pair,
    sequences,
    bodies,
    seed,
    onSequence: (done) => done % progressEvery === 0 && print(`${done} sequences`),
    onDisagreement: (found) => print(`\n${describeDisagreement(found, pair.names)}\n`),
  })
  const seconds = (performance.now() - started) / 1000
  for (const found of result.found) {
    const path = `${flags.reports}/fuzz/${subject.name}-${found.seed}.json`
    await writeDisagreement(path, found, pair.names)
    print(`written to ${path}`)
  }
  if (flags.ledger) {
    await appendLedger(`${flags.reports}/fuzz.jsonl`, {
      subject: subject.name,
      ...pair.names,
      version: targets.b.version,
      ...countsOf(result),
      seconds: Math.round(seconds),
    })
  }
  const { steps, bodies: compared, found } = result
  print(
    `${result.sequences} sequences, ${steps} steps, ${compared === 0 ? '' : `${compared} bodies, `}${(result.sequences / seconds).toFixed(1)} sequences/s`,
  )
  for (const [difference, times] of result.known) print(`${times} times: ${difference.says}`)
  print(`${result.sequences - found.length} agreed, ${found.length} disagreed`)
  return exitCodeOf(found)
}

const countsOf = ({ seeds, sequences, steps, bodies, found, known }: FuzzResult) => ({
  seeds,
  sequences,
  steps,
  ...(bodies === 0 ? {} : { bodies }),
  disagreements: found.length,
  known: Object.fromEntries([...known].map(([{ says }, times]) => [says, times])),
})

const exitCodeOf = (found: readonly Disagreement[]): number =>
  found.length === 0 ? exitCodes.kept : exitCodes.broken

const replay = async (pair: Pair, path: string): Promise<number> => {
  const { runSteps } = await import('./run-session.ts')
  const { describeDisagreement, readSteps } = await import('./report.ts')
  const { disagreement, steps } = await runSteps(pair, await readSteps(path))
  const found = disagreement === undefined ? [] : [disagreement]
  for (const each of found) print(describeDisagreement(each, pair.names))
  print(`${steps} steps, ${found.length} disagreed`)
  return exitCodeOf(found)
}

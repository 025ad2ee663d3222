import type { Command } from 'commander'
import { CommandLineError } from '../command-line-error.ts'
import { inParallel } from '../harness/in-parallel.ts'
import { exitCodes } from '../harness/outcome.ts'
import { seededRandom, shuffle } from '../harness/random.ts'
import type { Credentials } from '../harness/target.ts'
import { drawSeed, superuserOption, wholeNumber } from '../options.ts'
import { registry } from '../registry.ts'
import { reportName } from '../report/jsonl.ts'
import { print, runCommand } from '../run-command.ts'
import { resolveTarget } from '../targets/resolve.ts'
import { generateMutants } from './generate.ts'
import { judgeInto } from './judge-into.ts'
import { createLiveRunner } from './live.ts'
import { lineOfMutant, type MutantLine } from './matrix.ts'
import { type Candidate, createProver, type Proved } from './prove.ts'
import { isPublished, publishStrength } from './publish.ts'
import { recordCases } from './recording.ts'
import { mutants as handWritten } from './list.ts'
import { generateRequestMutants } from './requests.ts'
import { sentenceMutants } from './sentences.ts'
import { rateOf } from './summary.ts'

interface ProveFlags {
  readonly only?: string
  readonly sample?: number
  readonly seed?: number
  readonly least?: number
  readonly source?: number
  readonly survivors: boolean
  readonly publish: boolean
  readonly check: boolean
  readonly reports: string
  readonly superuser?: Credentials
}

const help = `
TARGET is what "plumbline check" takes. Every case is run once and what it asks and hears is kept; then each mutant, a
server that is wrong in one way, is put in front of the cases that ask for its operation.

Exit codes: 0 done, 1 the kill rate is below --least (--check: the README differs), 2 no mutant was judged, 3 the suite itself failed.`

/** `plumbline prove [TARGET]`: measures what the suite catches and writes `<reports>/<target>.jsonl`. */
export const addProveCommand = (program: Command): void => {
  program
    .command('prove')
    .description('Measures which wrong servers the suite catches')
    .argument('[target]', 'what stands behind the wrong servers', 'reference')
    .option('--only <id-prefix>', 'only mutants whose id begins so')
    .option(
      '--sample <n>',
      'only this many of those that cases reach, drawn by --seed',
      wholeNumber,
    )
    .option('--seed <n>', 'draws the sample (drawn and printed when not given)', wholeNumber)
    .option(
      '--source <n>',
      "so many mistakes in the reference server's own source instead, drawn by --seed",
      wholeNumber,
    )
    .option('--least <percent>', 'the kill rate that must be reached', wholeNumber)
    .option('--survivors', 'print every survivor', false)
    .option('--publish', 'keep the summary and bring the README up to date', false)
    .option('--check', 'only see whether the README says what was kept', false)
    .option('--reports <dir>', 'where the kill matrix goes', 'reports/prove')
    .option(...superuserOption)
    .addHelpText('after', help)
    .action((target: string, flags: ProveFlags) => runCommand(() => prove(target, flags)))
}

const prove = (name: string, flags: ProveFlags): Promise<number> => {
  if (flags.check) return tellStale()
  if (flags.publish && (flags.only !== undefined || flags.source !== undefined)) {
    throw new CommandLineError(
      'only what is about the whole contract is published',
      exitCodes.usage,
    )
  }
  return flags.source === undefined
    ? proveWire(name, flags)
    : proveSourceOf(name, flags.source, flags)
}

const proveWire = async (name: string, flags: ProveFlags): Promise<number> => {
  const { only = '', sample, seed = drawSeed() } = flags
  const all: readonly Candidate[] = [
    ...handWritten,
    ...sentenceMutants,
    ...generateRequestMutants(),
    ...generateMutants(),
  ]
  const chosen = all.filter(({ id }) => id.startsWith(only))
  if (chosen.length === 0) {
    throw new CommandLineError(`no mutant begins with "${only}"`, exitCodes.usage)
  }
  const target = await resolveTarget(name, flags.superuser)
  const live = createLiveRunner(target)
  try {
    print(`recording ${registry.length} cases on ${target.name} (${target.version})`)
    const recorded = await recordCases(target, registry)
    const judge = createProver(recorded, live)
    const seen = chosen.filter(judge.isReached)
    const drawn = sample === undefined ? seen : shuffle(seen, seededRandom(seed)).slice(0, sample)
    const shown = sample === undefined ? '' : `, --sample ${sample} --seed ${seed}`
    print(
      `${chosen.length} mutants, ${seen.length} of them seen by a case; judging ${drawn.length}${shown}`,
    )
    const known = { generated: chosen.length, cases: recorded.length }
    const path = `${flags.reports}/${reportName(target)}.jsonl`
    const defects: Proved[] = []
    const lines = await judgeInto({
      path,
      target,
      facts: sample === undefined ? known : { ...known, seed },
      total: drawn.length,
      judgeAll: (onJudged) =>
        inParallel(drawn, width, async (mutant) => {
          const proved = await judge.prove(mutant)
          if (proved.kind === 'harness-defect') defects.push(proved)
          onJudged(lineOfMutant(proved))
        }),
    })
    for (const each of defects) print(describeDefect(each))
    if (flags.publish) await publishStrength(path)
    return conclude(lines, flags)
  } finally {
    await live.close()
    await target.close()
  }
}

/** Mutants at once: while one waits for a server, others are judged on tapes. */
const width = 8

const tellStale = async (): Promise<number> => {
  if (await isPublished()) return exitCodes.kept
  print('README.md is not what the committed summary says; run: plumbline prove --publish')
  return exitCodes.broken
}

/** The mistakes of a source are judged by the cases that hold without them. */
const proveSourceOf = async (name: string, count: number, flags: ProveFlags): Promise<number> => {
  if (name !== 'reference') {
    throw new CommandLineError('--source is about the reference server', exitCodes.usage)
  }
  // The compiler is loaded by this command only.
  const { drawEdits, judgesSource, proveSource, sourceEdits } =
    await import('./source/prove-source.ts')
  const seed = flags.seed ?? drawSeed()
  const target = await resolveTarget(name)
  try {
    const all = sourceEdits().filter(({ file }) => file.startsWith(flags.only ?? ''))
    const drawn = drawEdits(all, count, seed)
    print(`${all.length} mistakes in the source; judging ${drawn.length}, --seed ${seed}`)
    const recorded = await recordCases(target, registry.filter(judgesSource))
    const cases = recorded.map(({ case: subject }) => subject)
    const lines = await judgeInto({
      path: `${flags.reports}/source.jsonl`,
      target,
      facts: { generated: all.length, cases: cases.length, seed },
      total: drawn.length,
      judgeAll: (onJudged) => proveSource(drawn, { cases, onJudged }),
    })
    return conclude(lines, flags)
  } finally {
    await target.close()
  }
}

/** Prints what was asked for; the exit code. */
const conclude = (lines: readonly MutantLine[], { survivors, least = 0 }: ProveFlags): number => {
  if (survivors) for (const line of lines) if (line.verdict === 'survived') print(tell(line))
  if (lines.some(({ verdict }) => verdict === 'harness-defect')) return exitCodes.harness
  const rate = rateOf(lines)
  if (rate === undefined) return exitCodes.usage
  return rate < least ? exitCodes.broken : exitCodes.kept
}

const tell = ({ id, says, cells }: MutantLine): string =>
  `survived: ${id}: ${says} Seen by ${cells.map(({ requirement }) => requirement).join(', ')}`

const describeDefect = ({ mutant, affected }: Proved): string => {
  const broken = affected.find(({ outcome }) => outcome === 'harness-error')
  return `\n${mutant.id} broke the suite in ${broken?.requirement}: ${broken?.cause}`
}

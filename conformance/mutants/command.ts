import type { Command } from 'commander'
import { CommandLineError } from '../command-line-error.ts'
import { exitCodes } from '../harness/outcome.ts'
import { seededRandom, shuffle } from '../harness/random.ts'
import type { Credentials, Target } from '../harness/target.ts'
import { credentials, wholeNumber } from '../options.ts'
import { registry } from '../registry.ts'
import { reportName } from '../report/jsonl.ts'
import { createProgress } from '../report/progress.ts'
import { runCommand } from '../run-command.ts'
import { resolveTarget } from '../targets/resolve.ts'
import { generateMutants } from './generate.ts'
import { createLiveRunner } from './live.ts'
import { headerOf, lineOfMutant, type MutantLine, writeMatrix } from './matrix.ts'
import { type Candidate, createProver, type Proved } from './prove.ts'
import { recordCases } from './recording.ts'
import { mutants as handWritten } from './registry.ts'
import { describeSummary, rateOf } from './summary.ts'

interface ProveFlags {
  readonly only?: string
  readonly sample?: number
  readonly seed?: number
  readonly least?: number
  readonly survivors: boolean
  readonly reports: string
  readonly superuser?: Credentials
}

const help = `
TARGET is what "plumbline check" takes. Every case is run once and what it asks and hears is kept; then each mutant, a
server that is wrong in one way, is put in front of the cases that ask for its operation.

Exit codes: 0 done, 1 the kill rate is below --least, 2 no mutant was judged, 3 the suite itself failed.`

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
    .option('--least <percent>', 'the kill rate that must be reached', wholeNumber)
    .option('--survivors', 'print every survivor', false)
    .option('--reports <dir>', 'where the kill matrix goes', 'reports/prove')
    .option('--superuser <email:password>', 'superuser of a server given by its URL', credentials)
    .addHelpText('after', help)
    .action((target: string, flags: ProveFlags) => runCommand(() => prove(target, flags)))
}

const print = (text: string): void => void process.stdout.write(`${text}\n`)

const prove = async (name: string, flags: ProveFlags): Promise<number> => {
  const { only = '', sample } = flags
  const all: readonly Candidate[] = [...handWritten, ...generateMutants()]
  const chosen = all.filter(({ id }) => id.startsWith(only))
  if (chosen.length === 0) {
    throw new CommandLineError(`no mutant begins with "${only}"`, exitCodes.usage)
  }
  const seed = flags.seed ?? Math.ceil(Math.random() * 1_000_000)
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
    const progress = createProgress(drawn.length, process.stdout)
    const proved: Proved[] = []
    for (const mutant of drawn) {
      const each = await judge.prove(mutant)
      proved.push(each)
      progress.step(each.kind === 'survived' || each.kind === 'harness-defect')
    }
    progress.end()
    const facts = { generated: chosen.length, cases: recorded.length }
    return await report(proved, { target, flags, facts, ...(sample === undefined ? {} : { seed }) })
  } finally {
    await live.close()
    await target.close()
  }
}

interface Reported {
  readonly target: Target
  readonly flags: ProveFlags
  readonly facts: { readonly generated: number; readonly cases: number }
  readonly seed?: number
}

const report = async (
  proved: readonly Proved[],
  { target, flags, facts, seed }: Reported,
): Promise<number> => {
  const lines = proved.map(lineOfMutant)
  const header = headerOf(target, { ...facts, ...(seed === undefined ? {} : { seed }) })
  const path = `${flags.reports}/${reportName(target)}.jsonl`
  await writeMatrix(path, { header, mutants: lines })
  if (flags.survivors) for (const line of lines) if (line.verdict === 'survived') print(tell(line))
  const defects = proved.filter(({ kind }) => kind === 'harness-defect')
  for (const defect of defects) print(describeDefect(defect))
  print(`\n${describeSummary(lines)}\n\nwritten to ${path}`)
  if (defects.length > 0) return exitCodes.harness
  const rate = rateOf(lines)
  if (rate === undefined) return exitCodes.usage
  return rate < (flags.least ?? 0) ? exitCodes.broken : exitCodes.kept
}

const tell = ({ id, says, cells }: MutantLine): string =>
  `survived: ${id}: ${says} Seen by ${cells.map(({ requirement }) => requirement).join(', ')}`

const describeDefect = ({ mutant, affected }: Proved): string => {
  const broken = affected.find(({ outcome }) => outcome === 'harness-error')
  return `\n${mutant.id} broke the suite in ${broken?.requirement}: ${broken?.cause}`
}

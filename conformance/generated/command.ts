import type { Command } from 'commander'
import { CommandLineError } from '../command-line-error.ts'
import { drawSeed, superuserOption, wholeNumber } from '../options.ts'
import { runCommand } from '../run-command.ts'
import { withTargets } from '../targets/resolve-both.ts'
import { compareGenerated, type GeneratedFlags } from './compare-generated.ts'
import type { Both } from './pair.ts'
import { erased } from './session.ts'

interface FuzzFlags extends GeneratedFlags {
  readonly sequences: number
  readonly queries: number
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
    .option('--minutes <n>', 'how long, whatever number it is', wholeNumber)
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

const compare = async (name: string, specs: Both<string>, flags: FuzzFlags): Promise<number> =>
  name === 'query' && flags.replay === undefined
    ? await compareQueries(specs, flags)
    : await compareGenerated(() => loadSubject(name), specs, flags)

const compareQueries = async (specs: Both<string>, flags: FuzzFlags): Promise<number> => {
  const { runQueries } = await import('./query/run.ts')
  const seed = flags.seed ?? drawSeed()
  return await withTargets(specs, flags.superuser, (targets) =>
    runQueries(targets, { ...flags, seed }),
  )
}

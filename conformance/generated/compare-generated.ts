import { exitCodes } from '../harness/outcome.ts'
import type { Credentials, Target } from '../harness/target.ts'
import { drawSeed } from '../options.ts'
import { interruptible } from '../interruptible.ts'
import { print } from '../run-command.ts'
import { withTargets } from '../targets/resolve-both.ts'
import type { Found, FuzzResult } from './fuzz.ts'
import type { Both, Pair } from './pair.ts'
import type { Disagreement } from './run-session.ts'
import type { Subject } from './session.ts'

/** What the command line says about generated sessions. */
export interface GeneratedFlags {
  readonly sequences?: number
  readonly bodies?: number
  readonly minutes?: number
  readonly seed?: number
  readonly reports: string
  readonly ledger: boolean
  readonly replay?: string
  readonly superuser?: Credentials
}

/** Compares two targets over generated sessions, or over the steps of a file; the exit code of the command. */
export const compareGenerated = (
  load: () => Promise<Subject<unknown>>,
  specs: Both<string>,
  flags: GeneratedFlags,
): Promise<number> =>
  withTargets(specs, flags.superuser, async (targets) => {
    const { startPair } = await import('./pair.ts')
    const pair = await startPair(targets)
    try {
      return flags.replay === undefined
        ? await run(await load(), { pair, targets, flags })
        : await replay(pair, flags.replay)
    } finally {
      await pair.close()
    }
  })

interface Running {
  readonly pair: Pair
  readonly targets: Both<Target>
  readonly flags: GeneratedFlags
}

const progressEvery = 100
const minuteMs = 60_000
const nothing: FuzzResult = {
  ...{ sequences: 0, steps: 0, bodies: 0, seeds: [], found: [], known: new Map() },
}

const run = async (
  subject: Subject<unknown>,
  { pair, targets, flags }: Running,
): Promise<number> => {
  const { fuzz } = await import('./fuzz.ts')
  const { appendLedger, commitOf, describeDisagreement, writeDisagreement } =
    await import('./report.ts')
  const { sequences = 0, bodies, minutes, seed = drawSeed() } = flags
  const { names } = pair
  const commit = await commitOf()
  const started = performance.now()
  let last = nothing
  const tell = (): void => {
    const seconds = (performance.now() - started) / 1000
    if (flags.ledger) {
      const { version } = targets.b
      const line = { subject: subject.name, ...names, version, ...countsOf(last) }
      const ledger = `${flags.reports}/fuzz.jsonl`
      appendLedger(ledger, commit, { ...line, seconds: Math.round(seconds) })
    }
    print(describeResult(last, seconds))
  }
  const pathOf = (found: Found): string =>
    `${flags.reports}/fuzz/${subject.name}-${found.seed}.json`
  print(
    `comparing ${names.a} with ${names.b} over ${amountOf(flags)} ${subject.name} sessions, --seed ${seed}`,
  )
  last = await interruptible(tell, () =>
    fuzz(subject, {
      ...{ pair, sequences, bodies, seed },
      ms: minutes === undefined ? undefined : minutes * minuteMs,
      onSequence(soFar) {
        last = soFar
        if (soFar.sequences % progressEvery === 0) print(`${soFar.sequences} sequences`)
      },
      onFirstSight: (found) => writeDisagreement(pathOf(found), found, names),
      onDisagreement(found) {
        writeDisagreement(pathOf(found), found, names)
        print(`\n${describeDisagreement(found, names)}\nwritten to ${pathOf(found)}\n`)
      },
    }),
  )
  const lost = pair.lost()
  if (lost !== undefined) print(`nothing more can be compared: ${lost}`)
  tell()
  return exitCodeOf(last.found)
}

const amountOf = ({ sequences, bodies, minutes }: GeneratedFlags): string => {
  if (minutes !== undefined) return `${minutes} minutes of`
  return bodies === undefined ? String(sequences) : `${bodies} bodies of`
}

const countsOf = ({ seeds, sequences, steps, bodies, found, known }: FuzzResult) => ({
  seeds,
  sequences,
  steps,
  ...(bodies === 0 ? {} : { bodies }),
  disagreements: found.length,
  known: Object.fromEntries([...known].map(([{ says }, times]) => [says, times])),
})

const describeResult = (
  { sequences, steps, bodies, found, known }: FuzzResult,
  seconds: number,
): string =>
  [
    `${sequences} sequences, ${steps} steps, ${bodies === 0 ? '' : `${bodies} bodies, `}${(sequences / seconds).toFixed(1)} sequences/s`,
    ...[...known].map(([difference, times]) => `${times} times: ${difference.says}`),
    `${sequences - found.length} agreed, ${found.length} disagreed`,
  ].join('\n')

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

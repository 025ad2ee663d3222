import { exitCodes } from '../../harness/outcome.ts'
import type { Target } from '../../harness/target.ts'
import { print } from '../../run-command.ts'
import type { Both } from '../pair.ts'
import { appendLedger, commitOf, describeDisagreement, writeDisagreement } from '../report.ts'
import { fuzzQueries, type QueryCounts, type QueryFuzzResult } from './fuzz-query.ts'

export interface QueryFlags {
  readonly queries: number
  readonly minutes?: number
  readonly seed: number
  readonly reports: string
  readonly ledger: boolean
}

const progressEvery = 10

const minuteMs = 60_000

/** Compares both servers and the model over generated queries, and tells of it. */
export const runQueries = async (
  targets: Both<Target>,
  { queries, minutes, seed, reports, ledger }: QueryFlags,
): Promise<number> => {
  const names = { a: targets.a.name, b: targets.b.name }
  const amount = minutes === undefined ? `${queries} queries` : `${minutes} minutes`
  print(`comparing ${names.a} with ${names.b} and the model over ${amount}, --seed ${seed}`)
  const started = performance.now()
  const passedMs = (): number => performance.now() - started
  const result = await fuzzQueries({
    ...{ targets, seed },
    isDone: (counts) =>
      minutes === undefined ? counts.queries >= queries : passedMs() >= minutes * minuteMs,
    onSession: (counts) => counts.sessions % progressEvery === 0 && print(describe(counts)),
    onDisagreement: (found) =>
      print(`\n--seed ${found.seed}: ${describeDisagreement(found, names)}\n`),
  })
  const seconds = passedMs() / 1000
  for (const found of result.found) {
    const path = `${reports}/fuzz/query-${found.seed}.json`
    writeDisagreement(path, found, names)
    print(`written to ${path}`)
  }
  if (ledger) {
    appendLedger(`${reports}/fuzz.jsonl`, await commitOf(), {
      ...{ subject: 'query', ...names, version: targets.b.version },
      ...lineOf(result),
      seconds: Math.round(seconds),
    })
  }
  print(`${describe(result)}, ${(result.queries / seconds).toFixed(0)} queries/s`)
  for (const [because, times] of Object.entries(result.undecided)) {
    print(`${times} times the model did not decide: ${because}`)
  }
  print(`${result.sessions - result.found.length} agreed, ${result.found.length} disagreed`)
  return result.found.length === 0 ? exitCodes.kept : exitCodes.broken
}

const sum = (counts: Readonly<Record<string, number>>): number =>
  Object.values(counts).reduce((total, count) => total + count, 0)

const describe = ({ sessions, queries, decisions, undecided }: QueryCounts): string =>
  `${sessions} sessions, ${queries} queries, ${decisions} rule decisions, ${sum(undecided)} undecided by the model`

/** The seeds are as many as the sessions; the first and the last tell them all. */
const lineOf = ({ seeds, sessions, queries, decisions, undecided, found }: QueryFuzzResult) => ({
  seeds: [...new Set([seeds.at(0) ?? 0, seeds.at(-1) ?? 0])],
  ...{ sequences: sessions, steps: queries + decisions },
  ...{ queries, decisions, undecided: sum(undecided) },
  ...{ disagreements: found.length, known: {} },
})

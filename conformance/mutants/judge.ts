import type { Case } from '../harness/case.ts'
import { type CaseRun, runCase } from '../harness/run-case.ts'
import type { RunningServer, Target } from '../harness/target.ts'
import type { ClaimName, Mutant } from './mutant.ts'
import type { MutatingProxy } from './proxy.ts'

/** What the suite made of a mutant. */
export type MutantVerdict =
  /** Every claim that the mutant names failed, and passed without it. */
  | { readonly kind: 'killed'; readonly failed: readonly ClaimName[] }
  /** A named claim did not notice. */
  | { readonly kind: 'survived'; readonly missed: readonly ClaimName[] }
  /** The cases do not pass on the server itself, so that their failing would show nothing. */
  | { readonly kind: 'no-control'; readonly outcomes: readonly string[] }
  /** A case broke off on the wrong server before its claims could decide. */
  | { readonly kind: 'not-judged'; readonly outcomes: readonly string[] }
  /** No answer was changed: the cases never came to the operation. */
  | { readonly kind: 'not-reached' }

export interface MutantSettings {
  readonly cases: readonly Case[]
  readonly target: Target
  readonly server: RunningServer
  /** Stands before `server`. */
  readonly proxy: MutatingProxy
}

/** Runs the cases that a mutant names: first on the server as it is, then on the wrong one. */
export const judgeMutant = async (
  mutant: Mutant,
  settings: MutantSettings,
): Promise<MutantVerdict> => {
  const { target, proxy } = settings
  const server = { ...settings.server, url: proxy.url }
  const named = casesOf(mutant.kills, settings.cases)
  const runAll = (): Promise<readonly CaseRun[]> =>
    inOrder(named, (subject) => runCase(subject, { target, server }))
  proxy.use(undefined)
  const control = failedControl(await runAll())
  if (control !== undefined) return control
  proxy.use(mutant)
  const runs = await runAll()
  const { changed } = proxy
  proxy.use(undefined)
  return changed === 0 ? { kind: 'not-reached' } : verdictOfRuns(mutant.kills, runs)
}

/** The cases that claims belong to, each once. */
export const casesOf = (claims: readonly ClaimName[], cases: readonly Case[]): readonly Case[] =>
  cases.filter(({ id }) => claims.some(({ requirement }) => requirement === id))

/** Why runs on the server as it is cannot be a control; undefined when they can. */
export const failedControl = (control: readonly CaseRun[]): MutantVerdict | undefined =>
  control.length > 0 && control.every(({ outcome }) => outcome.kind === 'pass')
    ? undefined
    : { kind: 'no-control', outcomes: control.map(describeRun) }

/** What runs on a wrong server show about it. */
export const verdictOfRuns = (
  kills: readonly ClaimName[],
  runs: readonly CaseRun[],
): MutantVerdict => {
  const isJudged = ({ outcome: { kind } }: CaseRun): boolean => kind === 'pass' || kind === 'fail'
  if (!runs.every(isJudged)) return { kind: 'not-judged', outcomes: runs.map(describeRun) }
  const failed = runs.flatMap(({ case: { id }, claims }) =>
    [...claims].filter(([, held]) => !held).map(([claim]) => ({ requirement: id, claim })),
  )
  const missed = kills.filter((name) => !failed.some((other) => isSame(name, other)))
  return missed.length > 0 ? { kind: 'survived', missed } : { kind: 'killed', failed }
}

const isSame = (a: ClaimName, b: ClaimName): boolean =>
  a.requirement === b.requirement && a.claim === b.claim

const describeRun = ({ case: { id }, outcome }: CaseRun): string =>
  outcome.kind === 'blocked' ? `${id}: blocked, ${outcome.missing}` : `${id}: ${outcome.kind}`

const inOrder = async <T, R>(
  items: readonly T[],
  work: (item: T) => Promise<R>,
): Promise<readonly R[]> => {
  const results: R[] = []
  for (const item of items) results.push(await work(item))
  return results
}

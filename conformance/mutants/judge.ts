import type { Case } from '../harness/case.ts'
import { runCase } from '../harness/run-case.ts'
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
  const { cases, target, proxy } = settings
  const server = { ...settings.server, url: proxy.url }
  const named = cases.filter(({ id }) => mutant.kills.some(({ requirement }) => requirement === id))
  const runAll = (): Promise<readonly Awaited<ReturnType<typeof runCase>>[]> =>
    inOrder(named, (subject) => runCase(subject, { target, server }))
  proxy.use(undefined)
  const control = await runAll()
  if (named.length === 0 || control.some(({ outcome }) => outcome.kind !== 'pass')) {
    return {
      kind: 'no-control',
      outcomes: control.map(({ case: { id }, outcome }) => `${id}: ${outcome.kind}`),
    }
  }
  proxy.use(mutant)
  const runs = await runAll()
  const { changed } = proxy
  proxy.use(undefined)
  if (changed === 0) return { kind: 'not-reached' }
  const hasFailed = ({ requirement, claim }: ClaimName): boolean =>
    runs.some(({ case: { id }, claims }) => id === requirement && claims.get(claim) === false)
  const missed = mutant.kills.filter((name) => !hasFailed(name))
  if (missed.length > 0) return { kind: 'survived', missed }
  const failed = runs.flatMap(({ case: { id }, claims }) =>
    [...claims].filter(([, held]) => !held).map(([claim]) => ({ requirement: id, claim })),
  )
  return { kind: 'killed', failed }
}

const inOrder = async <T, R>(
  items: readonly T[],
  work: (item: T) => Promise<R>,
): Promise<readonly R[]> => {
  const results: R[] = []
  for (const item of items) results.push(await work(item))
  return results
}

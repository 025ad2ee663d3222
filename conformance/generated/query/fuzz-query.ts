import fc, { type Arbitrary } from 'fast-check'
import type { World } from '../../model/query/list.ts'
import type { Target } from '../../harness/target.ts'
import { inParallel } from '../../harness/in-parallel.ts'
import type { Fault } from '../../harness/fault.ts'
import { askBoth } from './ask-both.ts'
import { type Both, type Pair, startPair } from '../pair.ts'
import type { Disagreement, Lived } from '../run-session.ts'
import { tidyUp } from '../tidy-up.ts'
import { type Plan, toCollections, toSteps } from './plan.ts'
import { queries } from './queries.ts'
import { ruleTrials } from './rules.ts'
import { shrinkPlan } from './shrink-plan.ts'
import { type Played, playTrial, type Trial, type TrialResult } from './trial.ts'
import { plans } from './worlds.ts'

export interface QueryFuzzOptions {
  readonly targets: Both<Target>
  readonly seed: number
  /** Whether it has been enough; asked before every session. */
  isDone(counts: QueryCounts): boolean
  /** Lists of one set of data, and rules over it. */
  readonly queriesPerSession?: number
  readonly rulesPerSession?: number
  readonly maxDisagreements?: number
  /** Whether a disagreement is made as small as it can be, which takes many times as long as finding it. */
  readonly shrinks?: boolean
  readonly faults?: readonly Fault[]
  onSession?(counts: QueryCounts): void
  onDisagreement?(found: FoundQuery): void
}

export interface QueryCounts {
  readonly sessions: number
  readonly queries: number
  /** Questions whose answer a rule decides. */
  readonly decisions: number
  /** Of both, those which the model does not decide, by what it says of them. */
  readonly undecided: Readonly<Record<string, number>>
}

export interface FoundQuery extends Disagreement {
  readonly seed: number
}

export interface QueryFuzzResult extends QueryCounts {
  readonly seeds: readonly number[]
  readonly found: readonly FoundQuery[]
}

/** Queries that are on their way at once. */
const lanes = 8

/** Compares the answers of two servers and the model to generated queries. Each session has servers, data and a seed of its own. */
export const fuzzQueries = async (options: QueryFuzzOptions): Promise<QueryFuzzResult> => {
  const { maxDisagreements = 5 } = options
  const counts = { sessions: 0, queries: 0, decisions: 0, undecided: {} as Record<string, number> }
  const seeds: number[] = []
  const found: FoundQuery[] = []
  const count = (kind: 'queries' | 'decisions', { undecided }: Played): void => {
    counts[kind]++
    if (undecided !== undefined)
      counts.undecided[undecided] = (counts.undecided[undecided] ?? 0) + 1
  }
  for (let { seed } = options; !options.isDone(counts) && found.length < maxDisagreements; seed++) {
    seeds.push(seed)
    const parted = await runSession(options, seed, count)
    counts.sessions++
    options.onSession?.(counts)
    if (parted === undefined) continue
    found.push({ ...parted, seed })
    options.onDisagreement?.({ ...parted, seed })
  }
  return { ...counts, seeds, found }
}

type Count = (kind: 'queries' | 'decisions', played: Played) => void

const runSession = async (
  options: QueryFuzzOptions,
  seed: number,
  count: Count,
): Promise<Disagreement | undefined> => {
  const { targets, faults = [], shrinks = true } = options
  const { queriesPerSession = 500, rulesPerSession = 8 } = options
  const [plan = []] = fc.sample(plans, { seed, numRuns: 1 })
  const pair = await startPair(targets, { faults })
  try {
    await prepare(pair, plan)
    const world = worldOf(plan)
    const asked = queries(world.collections).map((query): Trial => ({
      kind: 'query',
      asked: query,
    }))
    const ruled = ruleTrials(plan, world.collections).map((rule): Trial => ({ kind: 'rule', rule }))
    const search = { pair, world, seed, count, shrinks }
    const found =
      (await findTrial(asked, lanes, queriesPerSession, search)) ??
      // A rule is one of the whole collection: one at a time.
      (await findTrial(ruled, 1, rulesPerSession, search))
    if (found === undefined) return undefined
    return shrinks ? await shrink(pair, plan, found) : await replay(pair, plan, found)
  } finally {
    await pair.close()
  }
}

const worldOf = (plan: Plan): World => {
  const collections = toCollections(plan)
  return { collections, listRules: Object.fromEntries(collections.map(({ name }) => [name, ''])) }
}

/** Both servers must take the data before they can be asked about it. */
const prepare = async (pair: Pair, plan: Plan): Promise<readonly Lived[]> => {
  const lived: Lived[] = []
  for (const step of toSteps(plan)) {
    const answers = await askBoth(pair, step)
    lived.push({ step, answers })
    const { a, b } = answers
    if (Math.max(a.status ?? 0, b.status ?? 0) < 300 && a.body === b.body) continue
    throw new Error(
      `${step.method} ${step.path} ${JSON.stringify(step.json)} made no data: ${a.status} ${a.body} / ${b.status} ${b.body}`,
    )
  }
  return lived
}

interface Search {
  readonly pair: Pair
  readonly world: World
  readonly seed: number
  readonly count: Count
  readonly shrinks: boolean
}

/** The first trial that the judges part over, shrunk; lanes look for it side by side. */
const findTrial = async (
  trials: Arbitrary<Trial>,
  laneCount: number,
  amount: number,
  { pair, world, seed, count, shrinks }: Search,
): Promise<Trial | undefined> => {
  let found: { readonly trial: Trial; readonly lane: number } | undefined
  let defect: { readonly cause: unknown } | undefined
  const isOver = (lane: number): boolean =>
    defect !== undefined || (found !== undefined && found.lane !== lane)
  const play = async (trial: Trial): Promise<TrialResult | undefined> => {
    try {
      return await playTrial(pair, world, trial)
    } catch (cause) {
      // fast-check would shrink our own mistakes as if they were a server's.
      defect ??= { cause }
      return undefined
    }
  }
  const run = async (lane: number): Promise<void> => {
    const property = fc.asyncProperty(trials, async (trial) => {
      const result = isOver(lane) ? undefined : await play(trial)
      if (result === undefined) return true
      // What shrinking plays is nothing new.
      if (found === undefined) {
        for (const each of result.played)
          count(trial.kind === 'query' ? 'queries' : 'decisions', each)
      }
      if (result.difference === undefined || isOver(lane)) return true
      found = { trial, lane }
      return false
    })
    // A seed per lane, far from those of other sessions.
    await fc.check(property, {
      seed: seed * lanes + lane,
      numRuns: Math.ceil(amount / laneCount),
      endOnFailure: !shrinks,
    })
  }
  const numbers = Array.from({ length: laneCount }, (_, lane) => lane)
  await inParallel(numbers, laneCount, run)
  if (defect !== undefined) throw new Error('a query could not be compared', defect)
  // Assigned inside the property, which the compiler does not follow.
  return (found as { readonly trial: Trial } | undefined)?.trial
}

/** The least data that still parts them. */
const shrink = async (pair: Pair, plan: Plan, trial: Trial): Promise<Disagreement | undefined> => {
  let smallest = await replay(pair, plan, trial)
  await shrinkPlan(plan, async (candidate) => {
    // A plan without the caller, or without what others point to, cannot be played.
    const found = await replay(pair, candidate, trial).catch(() => undefined)
    if (found === undefined || found.about !== smallest?.about) return false
    smallest = found
    return true
  })
  return smallest
}

/** Plays a plan in place of what there is. */
const replay = async (pair: Pair, plan: Plan, trial: Trial): Promise<Disagreement | undefined> => {
  pair.forgetRecords()
  await tidyUp((step) => pair.sendTo('a', step))
  await tidyUp((step) => pair.sendTo('b', step))
  const before = await prepare(pair, plan)
  const { lived, difference } = await playTrial(pair, worldOf(plan), trial)
  return difference === undefined ? undefined : { ...difference, lived: [...before, ...lived] }
}

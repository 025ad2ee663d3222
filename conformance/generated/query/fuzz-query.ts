import fc from 'fast-check'
import type { World } from '../../model/query/list.ts'
import type { Target } from '../../harness/target.ts'
import { inParallel } from '../../harness/in-parallel.ts'
import type { Fault } from '../../harness/fault.ts'
import { type Both, type Pair, startPair } from '../pair.ts'
import type { Disagreement, Lived } from '../run-session.ts'
import type { Step } from '../session.ts'
import { expectList, toStep } from './ask.ts'
import { type Difference, judgeList } from './judge.ts'
import { type Plan, toModel, toSteps } from './plan.ts'
import { type Asked, queries } from './queries.ts'
import { shrinkPlan } from './shrink-plan.ts'
import { tidyUp } from '../tidy-up.ts'
import { plans } from './worlds.ts'

export interface QueryFuzzOptions {
  readonly targets: Both<Target>
  readonly seed: number
  /** Whether it has been enough; asked before every session. */
  isDone(counts: QueryCounts): boolean
  /** Lists of one set of data. */
  readonly queriesPerSession?: number
  readonly maxDisagreements?: number
  readonly faults?: readonly Fault[]
  onSession?(counts: QueryCounts): void
  onDisagreement?(found: FoundQuery): void
}

export interface QueryCounts {
  readonly sessions: number
  readonly queries: number
  /** Of them, those which the model does not decide, by what it says of them. */
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

const defaultQueries = 500

/** Compares the answers of two servers and the model to generated queries. Each session has servers, data and a seed of its own. */
export const fuzzQueries = async (options: QueryFuzzOptions): Promise<QueryFuzzResult> => {
  const { maxDisagreements = 5, queriesPerSession = defaultQueries } = options
  const counts = { sessions: 0, queries: 0, undecided: {} as Record<string, number> }
  const seeds: number[] = []
  const found: FoundQuery[] = []
  for (let { seed } = options; !options.isDone(counts) && found.length < maxDisagreements; seed++) {
    seeds.push(seed)
    const session = await runSession(options, seed, queriesPerSession)
    counts.sessions++
    counts.queries += session.queries
    for (const because of session.undecided) {
      counts.undecided[because] = (counts.undecided[because] ?? 0) + 1
    }
    options.onSession?.(counts)
    if (session.found === undefined) continue
    found.push(session.found)
    options.onDisagreement?.(session.found)
  }
  return { ...counts, seeds, found }
}

interface SessionResult {
  readonly queries: number
  readonly undecided: readonly string[]
  readonly found: FoundQuery | undefined
}

const runSession = async (
  { targets, faults = [] }: QueryFuzzOptions,
  seed: number,
  amount: number,
): Promise<SessionResult> => {
  const [plan = []] = fc.sample(plans, { seed, numRuns: 1 })
  const pair = await startPair(targets, { faults })
  try {
    await prepare(pair, plan)
    const undecided: string[] = []
    let compared = 0
    const world = worldOf(plan)
    const asked = await findQuery(pair, world, { seed, amount }, (because) => {
      compared++
      if (because !== undefined) undecided.push(because)
    })
    const found = asked === undefined ? undefined : await shrink(pair, plan, asked)
    return {
      ...{ queries: compared, undecided },
      found: found === undefined ? undefined : { ...found, seed },
    }
  } finally {
    await pair.close()
  }
}

const worldOf = (plan: Plan): World => {
  const collections = plan.map(toModel)
  return { collections, listRules: Object.fromEntries(collections.map(({ name }) => [name, ''])) }
}

/** Both servers must take the data before they can be asked about it. */
const prepare = async (pair: Pair, plan: Plan): Promise<readonly Lived[]> => {
  const lived: Lived[] = []
  for (const step of toSteps(plan)) {
    const answers = await pair.send(step)
    lived.push({ step, answers })
    const { a, b } = answers
    if (Math.max(a.status ?? 0, b.status ?? 0) < 300 && a.body === b.body) continue
    throw new Error(
      `${step.method} ${step.path} ${JSON.stringify(step.json)} made no data: ${a.status} ${a.body} / ${b.status} ${b.body}`,
    )
  }
  return lived
}

interface Compared {
  readonly step: Step
  readonly answers: Both<Lived['answers']['a']>
  readonly difference: Difference | undefined
  readonly undecided: string | undefined
}

const compareQuery = async (pair: Pair, world: World, asked: Asked): Promise<Compared> => {
  const step = toStep(asked)
  const answers = await pair.send(step)
  const listed = expectList(world, asked)
  const undecided = listed.kind === 'undecided' ? listed.because : undefined
  return { step, answers, difference: judgeList(answers, listed, asked.query), undecided }
}

/** The first query that the judges part over, shrunk; lanes look for it side by side. */
const findQuery = async (
  pair: Pair,
  world: World,
  { seed, amount }: { readonly seed: number; readonly amount: number },
  count: (undecided: string | undefined) => void,
): Promise<Asked | undefined> => {
  let found: Asked | undefined
  let foundBy: number | undefined
  let defect: { readonly cause: unknown } | undefined
  const lane = async (number: number): Promise<void> => {
    const property = fc.asyncProperty(queries(world.collections), async (asked) => {
      if (defect !== undefined || (foundBy !== undefined && foundBy !== number)) return true
      try {
        const { difference, undecided } = await compareQuery(pair, world, asked)
        if (foundBy === undefined) count(undecided)
        if (difference === undefined || (foundBy !== undefined && foundBy !== number)) return true
        foundBy = number
        found = asked
        return false
      } catch (cause) {
        // fast-check would shrink our own mistakes as if they were a server's.
        defect ??= { cause }
        return true
      }
    })
    // A seed per lane, far from those of other sessions.
    await fc.check(property, { seed: seed * lanes + number, numRuns: Math.ceil(amount / lanes) })
  }
  const numbers = Array.from({ length: lanes }, (_, number) => number)
  await inParallel(numbers, lanes, lane)
  if (defect !== undefined) throw new Error('a query could not be compared', defect)
  return found
}

/** The least data that still parts them over a query. */
const shrink = async (pair: Pair, plan: Plan, asked: Asked): Promise<Disagreement | undefined> => {
  let smallest = await replay(pair, plan, asked)
  await shrinkPlan(plan, async (candidate) => {
    // A plan without the caller, or without what others point to, cannot be played.
    const found = await replay(pair, candidate, asked).catch(() => undefined)
    if (found === undefined || found.about !== smallest?.about) return false
    smallest = found
    return true
  })
  return smallest
}

/** Plays a plan in place of what there is. */
const replay = async (pair: Pair, plan: Plan, asked: Asked): Promise<Disagreement | undefined> => {
  pair.forgetRecords()
  await tidyUp((step) => pair.sendTo('a', step))
  await tidyUp((step) => pair.sendTo('b', step))
  const lived = await prepare(pair, plan)
  const { step, answers, difference } = await compareQuery(pair, worldOf(plan), asked)
  return difference === undefined
    ? undefined
    : { ...difference, lived: [...lived, { step, answers }] }
}

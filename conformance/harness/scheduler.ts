import type { Case, Lane } from './case.ts'
import { inParallel } from './in-parallel.ts'
import type { Outcome } from './outcome.ts'
import { seededRandom, shuffle } from './random.ts'
import { type CaseRun, runCase } from './run-case.ts'
import type { RunningServer, Target } from './target.ts'

export interface Schedule {
  readonly target: Target
  readonly cases: readonly Case[]
  /** The order is drawn from it. */
  readonly seed: number
  /** How often each case is run; an outcome that changes is `unstable`. */
  readonly repeat?: number
  /** One case at a time: what a case sees of others is then the same on every target. */
  readonly oneByOne?: boolean
  /** See {@link RunSettings}. */
  readonly nameSeed?: number
  readonly timeoutMs?: number
  readonly onRun?: (run: CaseRun) => void
}

/** Cases at once, by lane. An exclusive case changes what others rest on, so it is alone. */
const widths: Readonly<Record<Lane, number>> = { shared: 8, exclusive: 1, private: 2 }

/**
 * Runs every case once in its lane: `shared` many at once on one server, then `exclusive` one by one on the same server,
 * `private` beside them, each on a server of its own. Resolves with one run per case; what a target does not offer is
 * not applicable, not skipped. What `onRun` throws ends the schedule: no further case begins there, and every server it
 * started is closed before it is thrown on.
 */
export const schedule = async (plan: Schedule): Promise<readonly CaseRun[]> => {
  const { target, seed } = plan
  const ordered = shuffle(plan.cases, seededRandom(seed))
  const applicable: Case[] = []
  const runs: CaseRun[] = []
  const finish = (run: CaseRun): void => {
    runs.push(run)
    plan.onRun?.(run)
  }
  for (const subject of ordered) {
    const because = lacking(subject, target)
    if (because === undefined) applicable.push(subject)
    else finish(unjudged(subject, { kind: 'not-applicable', because }))
  }
  const inLane = (lane: Lane): readonly Case[] =>
    applicable.filter((subject) => subject.lane === lane)
  const shared = once(() => target.launch({}))
  const onShared = async (subject: Case): Promise<void> =>
    finish(await repeatCase(plan, () => runOn(subject, plan, shared.get)))
  const onPrivate = async (subject: Case): Promise<void> =>
    finish(await repeatCase(plan, () => runOnOwn(subject, plan)))
  try {
    await inParallel(inLane('shared'), plan.oneByOne === true ? 1 : widths.shared, onShared)
    // Both lanes end before what they share is closed, also when one fails.
    const beside = [
      ['exclusive', onShared],
      ['private', onPrivate],
    ] as const
    await inParallel(beside, beside.length, ([lane, onTarget]) =>
      inParallel(inLane(lane), widths[lane], onTarget),
    )
  } finally {
    await (await shared.started)?.close()
  }
  return runs
}

/** What a case needs and a target does not offer; undefined when it can be judged there. */
export const lacking = (
  { lane, needs = [] }: Case,
  { capabilities, name }: Target,
): string | undefined => {
  const missing = needs.find((need) => !capabilities.has(need))
  if (missing !== undefined) return `${name} does not offer "${missing}"`
  const canBeJudged = lane !== 'private' || capabilities.has('private')
  return canBeJudged ? undefined : `${name} cannot be started anew`
}

const unjudged = (subject: Case, outcome: Outcome): CaseRun => ({
  case: subject,
  outcome,
  claims: new Map(),
  failures: new Map(),
  exchanges: [],
  ms: 0,
})

/** A server started when it is first asked for; `started` does not start one. */
const once = (launch: () => Promise<RunningServer>) => {
  let server: Promise<RunningServer> | undefined
  return {
    get: () => (server ??= launch()),
    get started(): Promise<RunningServer | undefined> {
      return server === undefined ? Promise.resolve(undefined) : server.catch(() => undefined)
    },
  }
}

type Setting = Pick<Schedule, 'target' | 'nameSeed' | 'timeoutMs'>

const runOn = async (
  subject: Case,
  setting: Setting,
  getServer: () => Promise<RunningServer>,
): Promise<CaseRun> => {
  let server: RunningServer
  try {
    server = await getServer()
  } catch (error) {
    const missing = `a server could not be started: ${error instanceof Error ? error.message : String(error)}`
    return unjudged(subject, { kind: 'blocked', missing })
  }
  const { target, nameSeed, timeoutMs } = setting
  return runCase(subject, {
    ...{ target, server },
    ...(nameSeed === undefined ? {} : { nameSeed }),
    ...(timeoutMs === undefined ? {} : { timeoutMs }),
  })
}

/** A server for this one round: what an earlier one changed would make the case look unstable. */
const runOnOwn = async (subject: Case, setting: Setting): Promise<CaseRun> => {
  const own = once(() => setting.target.launch(subject.server ?? {}))
  const run = await runOn(subject, setting, own.get)
  try {
    await (await own.started)?.close()
  } catch (cause) {
    if (run.outcome.kind === 'pass') return { ...run, outcome: { kind: 'harness-error', cause } }
  }
  return run
}

const repeatCase = async (
  { repeat = 1 }: Schedule,
  runOnce: () => Promise<CaseRun>,
): Promise<CaseRun> => {
  const runs: CaseRun[] = []
  for (let round = 0; round < repeat; round++) runs.push(await runOnce())
  return settle(runs)
}

/** One run for several of the same case; its evidence is of the first that did not pass. */
const settle = (runs: readonly CaseRun[]): CaseRun => {
  const [first] = runs
  if (first === undefined) throw new Error('a case was run zero times')
  const kinds = runs.map(({ outcome }) => describeBriefly(outcome))
  const faulty = runs.find(({ outcome }) => outcome.kind === 'harness-error')
  if (faulty !== undefined || new Set(kinds).size === 1) return faulty ?? first
  const telling = runs.find(({ outcome }) => outcome.kind !== 'pass') ?? first
  return { ...telling, outcome: { kind: 'unstable', outcomes: kinds } }
}

const describeBriefly = (outcome: Outcome): string =>
  outcome.kind === 'fail' ? `fail: ${outcome.claim}` : outcome.kind

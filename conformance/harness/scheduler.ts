import type { Case, Lane } from './case.ts'
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
  readonly onRun?: (run: CaseRun) => void
}

/** Cases at once, by lane. An exclusive case changes what others rest on, so it is alone. */
const widths: Readonly<Record<Lane, number>> = { shared: 8, exclusive: 1, private: 2 }

/**
 * Runs every case once in its lane: `shared` many at once on one server, then `exclusive` one by one on the same server,
 * `private` beside them, each on a server of its own. Resolves with one run per case; what a target does not offer is
 * not applicable, not skipped.
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
    else finish(notApplicable(subject, because))
  }
  const inLane = (lane: Lane): readonly Case[] =>
    applicable.filter((subject) => subject.lane === lane)
  const shared = once(() => target.launch({}))
  const onShared = async (subject: Case): Promise<void> =>
    finish(await repeatCase(subject, plan, shared.get))
  const onPrivate = async (subject: Case): Promise<void> => {
    const own = once(() => target.launch(subject.server ?? {}))
    finish(await repeatCase(subject, plan, own.get))
    await (await own.started)?.close()
  }
  try {
    await inParallel(inLane('shared'), widths.shared, onShared)
    await Promise.all([
      inParallel(inLane('exclusive'), widths.exclusive, onShared),
      inParallel(inLane('private'), widths.private, onPrivate),
    ])
  } finally {
    await (await shared.started)?.close()
  }
  return runs
}

const lacking = (
  { lane, needs = [], server }: Case,
  { capabilities, name }: Target,
): string | undefined => {
  const missing = needs.find((need) => !capabilities.has(need))
  if (missing !== undefined) return `${name} does not offer "${missing}"`
  const ownServer = lane === 'private' || server !== undefined
  return ownServer && !capabilities.has('private') ? `${name} cannot be started anew` : undefined
}

const notApplicable = (subject: Case, because: string): CaseRun => ({
  case: subject,
  outcome: { kind: 'not-applicable', because },
  claims: new Map(),
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

const repeatCase = async (
  subject: Case,
  { target, repeat = 1 }: Schedule,
  getServer: () => Promise<RunningServer>,
): Promise<CaseRun> => {
  const runs: CaseRun[] = []
  for (let round = 0; round < repeat; round++) {
    try {
      const server = await getServer()
      runs.push(await runCase(subject, { target, server }))
    } catch (error) {
      const missing = `a server could not be started: ${error instanceof Error ? error.message : String(error)}`
      return { ...notApplicable(subject, ''), outcome: { kind: 'blocked', missing } }
    }
  }
  return settle(runs)
}

/** One run for several of the same case. */
export const settle = (runs: readonly CaseRun[]): CaseRun => {
  const last = runs.at(-1)
  if (last === undefined) throw new Error('a case was run zero times')
  const kinds = runs.map(({ outcome }) => describeBriefly(outcome))
  const worst = runs.find(({ outcome }) => outcome.kind === 'harness-error')
  if (worst !== undefined || new Set(kinds).size === 1) return worst ?? last
  return { ...last, outcome: { kind: 'unstable', outcomes: kinds } }
}

const describeBriefly = (outcome: Outcome): string =>
  outcome.kind === 'fail' ? `fail: ${outcome.claim}` : outcome.kind

const inParallel = async <T>(
  items: readonly T[],
  width: number,
  work: (item: T) => Promise<void>,
): Promise<void> => {
  const queue = [...items]
  const worker = async (): Promise<void> => {
    for (let item = queue.shift(); item !== undefined; item = queue.shift()) await work(item)
  }
  await Promise.all(Array.from({ length: Math.min(width, items.length) }, worker))
}

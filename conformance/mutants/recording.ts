import type { Case, ServerOptions } from '../harness/case.ts'
import { createClients } from '../harness/clients.ts'
import { inParallel } from '../harness/in-parallel.ts'
import { type CaseRun, runCase } from '../harness/run-case.ts'
import { lacking } from '../harness/scheduler.ts'
import type { RunningServer, Target } from '../harness/target.ts'
import type { WrongServer } from './mutant.ts'
import { atAnotherTime } from './another-time.ts'
import { createPlayer, createRecorder, type Tape, withMutant } from './tape.ts'

/** A case that holds on a server, with all that it asked and was answered. */
export interface Recorded {
  readonly case: Case
  readonly target: Target
  /** How long it took on the server. */
  readonly ms: number
  /** The names of its claims. */
  readonly claims: readonly string[]
  readonly tape: Tape
  readonly url: string
  readonly token: string
  /** Whether the tape alone says what the server would: a case that looks at more than what is on it needs a real one. */
  readonly isComplete: boolean
  /** Claims that hold on the tape: all of a complete one, of others those that rest on nothing else. */
  readonly firm: ReadonlySet<string>
}

/** Cases at once on the shared server. */
const width = 8

/** Servers on which exclusive cases are alone, and cases with a server of their own: most of their time they wait. */
const ownWidth = 4

/** Runs every case once and keeps those that hold: what fails without a mutant shows nothing about one. */
export const recordCases = async (
  target: Target,
  cases: readonly Case[],
): Promise<readonly Recorded[]> => {
  const recorded: Recorded[] = []
  const record = async (subject: Case, server: RunningServer): Promise<void> => {
    const made = await recordCase(subject, { target, server })
    if (made !== undefined) recorded.push(made)
  }
  const fit = cases.filter((subject) => lacking(subject, target) === undefined)
  const inLane = (lane: Case['lane']) => fit.filter((subject) => subject.lane === lane)
  const shared = await target.launch({})
  /** Servers on which one case after the other is alone. */
  const idle = [shared]
  const opened = [shared]
  const openAnother = async (): Promise<RunningServer> => {
    const server = await target.launch({})
    opened.push(server)
    return server
  }
  const alone = async (subject: Case): Promise<void> => {
    const server = idle.pop() ?? (await openAnother())
    await record(subject, server)
    idle.push(server)
  }
  const onOwn = (subject: Case): Promise<void> =>
    withServer(target, subject.server ?? {}, (own) => record(subject, own))
  try {
    await inParallel(inLane('shared'), width, (subject) => record(subject, shared))
    const aloneWidth = target.capabilities.has('private') ? ownWidth : 1
    // Both lanes end before their servers are closed, also when one fails.
    const lanes = [
      () => inParallel(inLane('exclusive'), aloneWidth, alone),
      () => inParallel(inLane('private'), ownWidth, onOwn),
    ]
    await inParallel(lanes, lanes.length, (lane) => lane())
  } finally {
    for (const server of opened) await server.close()
  }
  return (await withFirm(recorded)).toSorted((a, b) => (a.case.id < b.case.id ? -1 : 1))
}

const withServer = async (
  target: Target,
  options: ServerOptions,
  use: (server: RunningServer) => Promise<void>,
): Promise<void> => {
  const server = await target.launch(options)
  try {
    await use(server)
  } finally {
    await server.close()
  }
}

/** Of the names that cases draw: the same on a tape as on the server. */
const nameSeed = 1

/** Undefined when the case does not hold. */
const recordCase = async (
  subject: Case,
  { target, server }: { readonly target: Target; readonly server: RunningServer },
): Promise<Recorded | undefined> => {
  const recorder = createRecorder()
  let tape: Tape = { turns: [], beside: { sights: [], sinks: [] } }
  const { token = '' } = (await createClients({ server })).superuser
  const run = await runCase(subject, {
    target,
    server: { ...server, see: recorder.see },
    turns: server,
    token,
    openSink: recorder.openSink,
    faults: [recorder.fault(false)],
    setUpFaults: [recorder.fault(true)],
    nameSeed,
    onChecked: () => void (tape = recorder.tape()),
  })
  if (run.outcome.kind !== 'pass') return undefined
  const { url } = server
  tape = recorder.withLooks(tape, run.exchanges)
  // The exchanges are not kept: their answers are on the tape.
  const made = { case: subject, target, ms: run.ms, claims: [...run.claims.keys()], tape }
  return { ...made, url, token, isComplete: false, firm: new Set() }
}

/** Longest time that tapes are played without a look at what else is going on. */
const turnMs = 5

let turnStarted = 0

/** A tape needs no input and no output. Without this, cases on servers would wait until no tape is left to be played. */
const letOthersGo = async (): Promise<void> => {
  if (performance.now() - turnStarted < turnMs) return
  await new Promise((proceed) => setImmediate(proceed))
  turnStarted = performance.now()
}

export interface Replayed {
  readonly run: CaseRun
  /** Whether the case asked for what the tape does not have; what it claimed until then stands. */
  readonly hasLeft: boolean
  /** How many answers were changed. */
  readonly changed: number
}

/** Runs a case on its tape, with a mutant in front of it. */
export const replay = async (
  { case: subject, target, tape, token, url }: Recorded,
  mutant?: WrongServer,
): Promise<Replayed> => {
  await letOthersGo()
  const player = createPlayer(tape)
  let changed = 0
  let hasLeft = false
  const inFront = mutant === undefined ? [] : [withMutant(mutant, () => changed++)]
  const run = await runCase(subject, {
    target: { ...target, launch: notThere },
    server: { ...serverOfTape(url), see: player.see },
    token,
    openSink: player.openSink,
    faults: [player.fault, ...inFront],
    setUpFaults: [player.fault],
    nameSeed,
    onChecked: () => void (hasLeft = player.hasLeft),
  })
  return { run, hasLeft, changed }
}

const notThere = (): Promise<never> => Promise.reject(new Error('there is a tape and no server'))

/** Nothing listens on the port, so whatever goes round the clients fails. */
const serverOfTape = (url: string): RunningServer => ({
  url: url.replace(/:\d+$/, ':9'),
  superuser: { email: 'root@example.com', password: '' },
  log: () => '',
  stop: notThere,
  kill: notThere,
  start: notThere,
  restart: notThere,
  cli: notThere,
  close: () => Promise.resolve(),
})

/** Cases are run on their tapes a day later, because one that asks for the time will be, too. */
const withFirm = async (recorded: readonly Recorded[]): Promise<readonly Recorded[]> => {
  const judged: Recorded[] = []
  await atAnotherTime(dayMs, () =>
    inParallel(recorded, tapeWidth, async (each) => {
      judged.push({ ...each, ...(await holdsOnTape(each)) })
    }),
  )
  return judged
}

const dayMs = 24 * 60 * 60 * 1000

/** Most need no time; the others wait for what is not on their tape. */
const tapeWidth = 16

/** A case that waits on its tape is not asked again and again. */
const patienceMs = 1000

const holdsOnTape = async (recorded: Recorded): Promise<Pick<Recorded, 'isComplete' | 'firm'>> => {
  const { run, hasLeft } = await replay(recorded)
  const { claims } = recorded
  const firm = claims.filter((claim) => run.claims.get(claim) === true)
  const isComplete = !hasLeft && run.outcome.kind === 'pass' && firm.length === claims.length
  return { isComplete, firm: new Set(isComplete || run.ms < patienceMs ? firm : []) }
}

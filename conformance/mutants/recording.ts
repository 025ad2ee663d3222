import type { Case } from '../harness/case.ts'
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
  readonly run: CaseRun
  readonly tape: Tape
  readonly url: string
  readonly token: string
  /** Whether the tape alone says what the server would: a case that looks at more than answers needs a real one. */
  readonly isComplete: boolean
}

/** Cases at once on the shared server, where the exclusive ones are alone; and those with a server of their own. */
const width = 8
const ownWidth = 2

/** Runs every case once and keeps those that hold: what fails without a mutant shows nothing about one. */
export const recordCases = async (
  target: Target,
  cases: readonly Case[],
): Promise<readonly Recorded[]> => {
  const recorded: Recorded[] = []
  const record = async (subject: Case, server: RunningServer): Promise<void> => {
    const made = await recordCase(subject, { target, server })
    if (made.run.outcome.kind === 'pass') recorded.push(made)
  }
  const fit = cases.filter((subject) => lacking(subject, target) === undefined)
  const inLane = (lane: Case['lane']) => fit.filter((subject) => subject.lane === lane)
  const shared = await target.launch({})
  const onShared = (subject: Case): Promise<void> => record(subject, shared)
  const onOwn = async (subject: Case): Promise<void> => {
    const own = await target.launch(subject.server ?? {})
    try {
      await record(subject, own)
    } finally {
      await own.close()
    }
  }
  try {
    await inParallel(inLane('shared'), width, onShared)
    await Promise.all([
      inParallel(inLane('exclusive'), 1, onShared),
      inParallel(inLane('private'), ownWidth, onOwn),
    ])
  } finally {
    await shared.close()
  }
  const complete = await findComplete(recorded)
  return recorded
    .map((each) => ({ ...each, isComplete: complete.has(each) }))
    .toSorted((a, b) => (a.case.id < b.case.id ? -1 : 1))
}

/** Of the names that cases draw: the same on a tape as on the server. */
const nameSeed = 1

const recordCase = async (
  subject: Case,
  { target, server }: { readonly target: Target; readonly server: RunningServer },
): Promise<Recorded> => {
  const recorder = createRecorder()
  let tape: Tape = { turns: [] }
  const { superuser } = await createClients({ server })
  const run = await runCase(subject, {
    target,
    server,
    faults: [recorder.fault(false)],
    setUpFaults: [recorder.fault(true)],
    nameSeed,
    onChecked: () => void (tape = recorder.tape()),
  })
  const { url } = server
  tape = recorder.withLooks(tape, run.exchanges)
  return { case: subject, target, run, tape, url, token: superuser.token ?? '', isComplete: false }
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
  const player = createPlayer(tape)
  let changed = 0
  let hasLeft = false
  const inFront = mutant === undefined ? [] : [withMutant(mutant, () => changed++)]
  const run = await runCase(subject, {
    target: { ...target, launch: notThere },
    server: serverOfTape(url),
    token,
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

/** Those whose tape alone decides: they are run on it a day later, because a case that asks for the time will be, too. */
const findComplete = async (recorded: readonly Recorded[]): Promise<ReadonlySet<Recorded>> => {
  const complete = new Set<Recorded>()
  await atAnotherTime(dayMs, async () => {
    for (const each of recorded) if (await holdsOnTape(each)) complete.add(each)
  })
  return complete
}

const dayMs = 24 * 60 * 60 * 1000

const holdsOnTape = async (recorded: Recorded): Promise<boolean> => {
  const { run, hasLeft } = await replay(recorded)
  const isSame = [...recorded.run.claims].every(([claim, held]) => run.claims.get(claim) === held)
  return !hasLeft && run.outcome.kind === 'pass' && isSame
}

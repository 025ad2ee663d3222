import type { Case } from '../harness/case.ts'
import { describeCause } from '../harness/describe-cause.ts'
import type { Exchange } from '../harness/exchange.ts'
import type { CaseRun } from '../harness/run-case.ts'
import type { HttpMessage } from '../probes/http-message.ts'
import type { RequirementId } from '../../spec/registry.ts'
import type { GeneratedMutant } from './generate.ts'
import type { LiveRunner } from './live.ts'
import type { ClaimName, Mutant, RequestLine, WrongServer } from './mutant.ts'
import { operationOf } from './operations.ts'
import type { RequestMutant } from './requests.ts'
import { type Recorded, replay } from './recording.ts'
import {
  type CaseResult,
  decide,
  failureLimit,
  isConcernedBy,
  type MutantVerdictOf,
} from './rules.ts'
import type { SentenceMutant } from './sentences.ts'
import { couldTell, notOnTape, type Turn } from './tape.ts'

/** A wrong server and which claims may kill it. */
export type Candidate = GeneratedMutant | RequestMutant | SentenceMutant | Mutant

export interface Proved extends MutantVerdictOf {
  readonly mutant: Candidate
  readonly reached: number
  readonly affected: readonly CaseResult[]
}

/**
 * Which claims a mutant names: those it lists; of one made up from a sentence, that sentence's; of a generated one, those of every
 * sentence that concerns its operation.
 */
const namesOf = (mutant: Candidate): ((claim: ClaimName) => boolean) =>
  'kills' in mutant
    ? ({ requirement, claim }) =>
        mutant.kills.some((name) => name.requirement === requirement && name.claim === claim)
    : ({ requirement }) => concernsOf(mutant)(requirement)

const concernsOf = (mutant: Candidate): ((id: RequirementId) => boolean) => {
  if ('kills' in mutant) return (id) => mutant.kills.some(({ requirement }) => requirement === id)
  if ('requirement' in mutant) return (id) => id === mutant.requirement
  return (id) => isConcernedBy(id, mutant.operation.concerns)
}

/** A case that holds, with what it asked itself. */
interface Indexed extends Recorded {
  readonly asked: readonly Turn[]
}

/**
 * Judges mutants on the tapes of cases, and on a server where a tape does not tell: when the case asks otherwise after a wrong
 * answer, or looks at more than answers.
 */
export const createProver = (recorded: readonly Recorded[], live: LiveRunner) => {
  // Of most mutants a few cases tell enough, and a body of some MB takes longer to be made wrong than all others together.
  const indexed: readonly Indexed[] = recorded
    .map((each) => ({ ...each, asked: each.tape.turns.filter(({ isSetUp }) => !isSetUp) }))
    .toSorted((a, b) => sizeOf(a) - sizeOf(b))
  const byOperation = indexByOperation(indexed)
  const reachedBy = (mutant: Candidate): readonly Indexed[] =>
    'operation' in mutant
      ? (byOperation.get(mutant.operation.id) ?? [])
      : indexed.filter(({ asked }) => asked.some(({ line }) => mutant.reaches(line)))

  /** Whether a case sees, or could see, a wrong answer. */
  const isReached = (mutant: Candidate): boolean =>
    reachedBy(mutant).some((each) => isTouched(mutant, each))

  const prove = async (mutant: Candidate): Promise<Proved> => {
    const reaching = reachedBy(mutant)
    const results = createResults(mutant, reaching.length)
    const open: Open[] = []
    for (const each of reaching) {
      if (results.isBeyondLimit) break
      const seen = await look(mutant, each)
      if (seen.result !== undefined) results.set(seen.result)
      if (!seen.isSure) open.push({ recorded: each, isCounted: seen.result !== undefined })
    }
    await settleOpen(open.toSorted(byCost), { mutant, results, live })
    return results.proved()
  }

  return { isReached, prove }
}

const sizeOf = ({ asked }: Indexed): number =>
  asked.reduce((sum, { answer }) => sum + answer.body.length, 0)

const indexByOperation = (
  recorded: readonly Indexed[],
): ReadonlyMap<string, readonly Indexed[]> => {
  const index = new Map<string, Indexed[]>()
  for (const each of recorded) {
    for (const id of new Set(each.asked.map(({ line }) => operationOf(line)?.id))) {
      if (id === undefined) continue
      const known = index.get(id)
      if (known === undefined) index.set(id, [each])
      else known.push(each)
    }
  }
  return index
}

/** What the cases have made of one mutant so far. */
const createResults = (mutant: Candidate, reached: number) => {
  const affected = new Map<RequirementId, CaseResult>()
  const names = namesOf(mutant)
  const concerns = concernsOf(mutant)
  const decision = () => decide({ reached, affected: [...affected.values()], names, concerns })
  const limit = failureLimit(reached)
  const countFailed = () =>
    [...affected.values()].filter(({ outcome }) => outcome !== 'pass').length
  return {
    set: (result: CaseResult) => void affected.set(result.requirement, result),
    get isBeyondLimit() {
      return countFailed() > limit
    },
    /** How many more may fail. */
    get room() {
      return limit - countFailed()
    },
    concerns,
    decision,
    proved: (): Proved => ({
      mutant,
      reached,
      affected: [...affected.values()].toSorted((a, b) => (a.requirement < b.requirement ? -1 : 1)),
      ...decision(),
    }),
  }
}

/** A case whose tape does not tell. */
interface Open {
  readonly recorded: Indexed
  /** It has failed in any case; only what it noticed is not known. */
  readonly isCounted: boolean
}

const lanes: readonly Case['lane'][] = ['shared', 'exclusive', 'private']

const byCost = ({ recorded: a }: Open, { recorded: b }: Open): number =>
  lanes.indexOf(a.case.lane) - lanes.indexOf(b.case.lane) || a.ms - b.ms

interface Settling {
  readonly mutant: Candidate
  readonly results: ReturnType<typeof createResults>
  readonly live: LiveRunner
}

/** Runs cases on a server where that could decide: first to kill, then to show that too many fail. */
const settleOpen = async (
  open: readonly Open[],
  { mutant, results, live }: Settling,
): Promise<void> => {
  const runOne = async (subject: Case): Promise<void> => {
    const { run, changed } = await live.run(subject, mutant)
    if (changed > 0) results.set(resultOf(run, noticesOf(mutant, true)))
  }
  const isUndecided = (): boolean => !['killed', 'smoke', 'harness-defect'].includes(kind())
  const kind = () => results.decision().kind
  const waiting = new Set(open)
  for (const each of open) {
    if (!isUndecided()) break
    if (!results.concerns(each.recorded.case.id)) continue
    waiting.delete(each)
    await runOne(each.recorded.case)
  }
  const uncounted = [...waiting].filter(({ isCounted }) => !isCounted)
  for (const [index, { recorded }] of uncounted.entries()) {
    if (kind() !== 'killed' || uncounted.length - index <= results.room) return
    await runOne(recorded.case)
  }
}

const isTouched = (mutant: Candidate, each: Indexed): boolean =>
  'fault' in mutant
    ? each.asked.some((turn) => mutant.touches(turn, each.token))
    : changedIn(mutant, each).next().done === false

/** The turns of a case that go otherwise, and how they are answered then, as long as the case asks the same. */
function* changedIn(
  mutant: WrongServer,
  { asked }: Indexed,
): Generator<{ readonly turn: Turn; readonly other: HttpMessage }> {
  const change = mutant.begin?.() ?? mutant.change
  for (const turn of asked) {
    if (!mutant.reaches(turn.line)) continue
    const other = change(turn.answer, turn.line)
    if (other !== turn.answer) yield { turn, other }
  }
}

/** What can be said of a case without a server. */
const look = async (mutant: Candidate, each: Indexed): Promise<Seen> => {
  if ('fault' in mutant) return isTouched(mutant, each) ? unknown : untouched
  let isChanged = false
  for (const { turn, other } of changedIn(mutant, each)) {
    isChanged = true
    if (couldTell(turn.looks, turn.answer, other)) {
      return each.firm.size > 0 ? await onTape(mutant, each) : unknown
    }
  }
  if (!isChanged) return untouched
  // It goes on as it did, because it never looks at what is other.
  return { result: { requirement: each.case.id, outcome: 'pass', noticed: [] }, isSure: true }
}

/** What a tape tells: nothing, all, or only that the case fails. */
interface Seen {
  readonly result?: CaseResult
  readonly isSure: boolean
}

const unknown: Seen = { isSure: false }
const untouched: Seen = { isSure: true }

const onTape = async (
  mutant: Exclude<Candidate, RequestMutant>,
  recorded: Recorded,
): Promise<Seen> => {
  const { run, hasLeft, changed } = await replay(recorded, mutant)
  const { isComplete, firm } = recorded
  const result = resultOf(run, noticesOf(mutant, hasLeft || !isComplete))
  if (!isComplete) {
    // What else fails may do so for want of a server.
    const noticed = result.noticed.filter((claim) => firm.has(claim))
    return noticed.length > 0 ? { result: { ...result, noticed }, isSure: true } : unknown
  }
  if (changed === 0) return untouched
  if (hasLeft && run.failures.size === 0) return unknown
  return { result, isSure: !hasLeft || result.noticed.length > 0 }
}

type IsNotice = (exchange: Exchange | undefined) => boolean

/**
 * Which failed claims have noticed a mutant. A case that went another way after a wrong answer fails by consequence, too: then
 * only claims about answers of the mutant's own operation have noticed anything, and what is not on the tape has no answer. A
 * request that was treated wrongly shows in whatever is read afterwards.
 */
const noticesOf = (mutant: Candidate, isOtherWay: boolean): IsNotice =>
  !isOtherWay || 'fault' in mutant
    ? () => true
    : (exchange) =>
        exchange !== undefined && exchange.failure !== notOnTape && mutant.reaches(lineOf(exchange))

const resultOf = (run: CaseRun, isNotice: IsNotice): CaseResult => {
  const noticed = [...run.failures]
    .filter(([, exchange]) => isNotice(exchange))
    .map(([claim]) => claim)
  const { outcome } = run
  const base = { requirement: run.case.id, noticed }
  if (run.failures.size > 0) return { ...base, outcome: 'fail' }
  if (outcome.kind === 'harness-error') {
    return { ...base, outcome: 'harness-error', cause: describeCause(outcome.cause) }
  }
  if (outcome.kind === 'pass' || outcome.kind === 'blocked')
    return { ...base, outcome: outcome.kind }
  return { ...base, outcome: 'fail' }
}

const lineOf = ({ request: { method, url } }: Exchange): RequestLine => {
  const { pathname, searchParams } = new URL(url)
  return { method, path: pathname, query: searchParams, token: undefined }
}

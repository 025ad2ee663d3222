import type { Case } from '../harness/case.ts'
import { describeCause } from '../harness/describe-cause.ts'
import type { Exchange } from '../harness/exchange.ts'
import type { CaseRun } from '../harness/run-case.ts'
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
import type { Turn } from './tape.ts'

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

/**
 * Judges mutants on the tapes of cases, and on a server where a tape does not tell: when the case asks otherwise after a wrong
 * answer, or looks at more than answers.
 */
export const createProver = (recorded: readonly Recorded[], live: LiveRunner) => {
  const indexed = recorded.map((each) => ({
    ...each,
    asked: each.tape.turns.filter(({ isSetUp }) => !isSetUp),
  }))
  const byOperation = new Map<string, (typeof indexed)[number][]>()
  for (const each of indexed) {
    for (const id of new Set(each.asked.map(({ line }) => operationOf(line)?.id))) {
      if (id === undefined) continue
      byOperation.set(id, [...(byOperation.get(id) ?? []), each])
    }
  }
  const reachedBy = (mutant: Candidate) =>
    'operation' in mutant
      ? (byOperation.get(mutant.operation.id) ?? [])
      : indexed.filter(({ asked }) => asked.some(({ line }) => mutant.reaches(line)))

  /** Whether a case sees, or could see, a wrong answer. */
  const isReached = (mutant: Candidate): boolean =>
    reachedBy(mutant).some((each) => isTouched(mutant, each))

  const prove = async (mutant: Candidate): Promise<Proved> => {
    const reaching = reachedBy(mutant)
    const reached = reaching.length
    const limit = failureLimit(reached)
    const affected: CaseResult[] = []
    const open: Case[] = []
    let failed = 0
    const add = (result: CaseResult): void => {
      affected.push(result)
      if (result.outcome !== 'pass') failed++
    }
    for (const each of reaching) {
      if (failed > limit) break
      if (!isTouched(mutant, each)) continue
      const isOnTape = each.isComplete && !('fault' in mutant)
      const result = isOnTape ? await onTape(mutant, each) : 'unknown'
      if (result === 'unknown') open.push(each.case)
      else if (result !== 'not-changed') add(result)
    }
    const names = namesOf(mutant)
    const concerns = concernsOf(mutant)
    const decision = () => decide({ reached, affected, names, concerns })
    // What is open is run only where it could decide: to kill, or to show that too many fail.
    for (const subject of open) {
      const { kind } = decision()
      if (kind === 'smoke' || kind === 'harness-defect') break
      const isKilled = kind === 'killed'
      if (isKilled && failed + open.length <= limit) break
      if (!isKilled && !concerns(subject.id)) continue
      const { run, changed } = await live.run(subject, mutant)
      if (changed > 0) add(resultOf(run, noticesOf(mutant, true)))
    }
    return { mutant, reached, affected, ...decision() }
  }

  return { isReached, prove }
}

const isTouched = (
  mutant: Candidate,
  { asked, token }: Recorded & { readonly asked: readonly Turn[] },
): boolean =>
  'fault' in mutant ? asked.some((turn) => mutant.touches(turn, token)) : changesAny(mutant, asked)

const changesAny = (mutant: WrongServer, turns: readonly Turn[]): boolean => {
  const change = mutant.begin?.() ?? mutant.change
  return turns.some(({ line, answer }) => mutant.reaches(line) && change(answer, line) !== answer)
}

const onTape = async (
  mutant: Exclude<Candidate, RequestMutant>,
  recorded: Recorded,
): Promise<CaseResult | 'unknown' | 'not-changed'> => {
  const { run, hasLeft, changed } = await replay(recorded, mutant)
  if (changed === 0) return 'not-changed'
  if (hasLeft && run.failures.size === 0) return 'unknown'
  return resultOf(run, noticesOf(mutant, hasLeft))
}

type IsNotice = (exchange: Exchange | undefined) => boolean

/**
 * Which failed claims have noticed a mutant. A case that went another way after a wrong answer fails by consequence, too: then
 * only claims about answers of the mutant's own operation have noticed anything. A request that was treated wrongly shows in
 * whatever is read afterwards.
 */
const noticesOf = (mutant: Candidate, isOtherWay: boolean): IsNotice =>
  !isOtherWay || 'fault' in mutant
    ? () => true
    : (exchange) => exchange !== undefined && mutant.reaches(lineOf(exchange))

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

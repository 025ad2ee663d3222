import type { World } from '../../model/query/list.ts'
import { roundedDistance } from '../../model/query/calls.ts'
import { findCollection } from '../../model/query/world.ts'
import { inParallel } from '../../harness/in-parallel.ts'
import { askBoth } from './ask-both.ts'
import type { Both, Pair } from '../pair.ts'
import type { Lived } from '../run-session.ts'
import type { Answer, Step } from '../session.ts'
import { expectList, toStep } from './ask.ts'
import { deedStep, expectDeed, judgeDeed } from './attempt.ts'
import { type Difference, judgeList } from './judge.ts'
import { printFilter } from './print.ts'
import type { Asked } from './queries.ts'
import type { Attempt, RuleTrial } from './rules.ts'

/** One question to the judges. */
export interface Played {
  readonly step: Step
  readonly answers: Both<Answer>
  readonly difference: Difference | undefined
  /** Why the model does not say. */
  readonly undecided: string | undefined
}

/** Something that the judges may part over. */
export type Trial =
  | { readonly kind: 'query'; readonly asked: Asked }
  | { readonly kind: 'rule'; readonly rule: RuleTrial }

/** What came of a trial. */
export interface TrialResult {
  readonly played: readonly Played[]
  /** Up to the first difference, when there is one. */
  readonly lived: readonly Lived[]
  readonly difference: Difference | undefined
}

/** Where it matters how an engine rounds a distance, the servers may differ. */
const settle = (played: Played): Played =>
  played.undecided === roundedDistance ? { ...played, difference: undefined } : played

const playList = async (pair: Pair, world: World, asked: Asked): Promise<Played> => {
  const step = toStep(asked)
  const answers = await askBoth(pair, step)
  const listed = expectList(world, asked)
  const undecided = listed.kind === 'undecided' ? listed.because : undefined
  return settle({ step, answers, difference: judgeList(answers, listed, asked.query), undecided })
}

export const playTrial = async (pair: Pair, world: World, trial: Trial): Promise<TrialResult> => {
  if (trial.kind === 'rule') return playRule(pair, world, trial.rule)
  const played = await playList(pair, world, trial.asked)
  return resultOf([], [played])
}

const resultOf = (before: readonly Lived[], played: readonly Played[]): TrialResult => {
  const parted = played.find(({ difference }) => difference !== undefined)
  return {
    played,
    lived: [...before, ...(parted === undefined ? [] : [parted])].map(({ step, answers }) => ({
      step,
      answers,
    })),
    difference: parted?.difference,
  }
}

/** Attempts under one rule that are on their way at once. */
const width = 8

const playRule = async (
  pair: Pair,
  world: World,
  { collection: name, rule, attempts }: RuleTrial,
): Promise<TrialResult> => {
  const text = printFilter(rule)
  const rules = { listRule: text, viewRule: text, deleteRule: text }
  const step: Step = {
    method: 'PATCH',
    path: `/api/collections/${name}?fields=listRule`,
    json: { ...rules, updateRule: text, createRule: text },
  }
  const answers = await askBoth(pair, step)
  const saved: Played = { step, answers, difference: differenceOf(answers), undecided: undefined }
  // A rule that cannot be saved leaves the one that was there before.
  if (saved.difference !== undefined || answers.a.status !== 200) return resultOf([], [saved])
  const ruled: World = { ...world, listRules: { ...world.listRules, [name]: rule } }
  const played: Played[] = []
  await inParallel(attempts, width, async (attempt) => {
    played.push(await playAttempt(pair, ruled, { name, rule }, attempt))
  })
  const open = { listRule: '', viewRule: '', updateRule: '', createRule: '', deleteRule: '' }
  await askBoth(pair, { ...step, json: open })
  return resultOf([saved], played)
}

const differenceOf = ({ a, b }: Both<Answer>): Difference | undefined =>
  a.status === b.status && a.body === b.body
    ? undefined
    : { about: 'answer', seen: { a: `${a.status} ${a.body}`, b: `${b.status} ${b.body}` } }

const playAttempt = async (
  pair: Pair,
  world: World,
  of: { readonly name: string; readonly rule: RuleTrial['rule'] },
  attempt: Attempt,
): Promise<Played> => {
  if (attempt.kind === 'list') return playList(pair, world, attempt.asked)
  const collection = findCollection(world.collections, of.name)
  if (collection === undefined) throw new Error(`no collection ${of.name}`)
  const step = deedStep(collection, attempt)
  const answers = await askBoth(pair, step)
  const decision = expectDeed(world.collections, of, attempt)
  const undecided = decision.kind === 'undecided' ? decision.because : undefined
  return settle({ step, answers, difference: judgeDeed(answers, decision, attempt), undecided })
}

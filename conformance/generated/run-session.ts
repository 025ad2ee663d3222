import { createLikeness, drawnBesideIds, nameDrawn } from '../harness/drawn.ts'
import { fillStep, keepFrom, type Kept } from './fill-step.ts'
import { type KnownDifference, knownDifferenceOf } from './known-differences.ts'
import type { Both, Pair } from './pair.ts'
import type { Answer, Step, Subject } from './session.ts'
import { tidyUp } from './tidy-up.ts'

/** A step with what both servers said to it. */
export interface Lived {
  readonly step: Step
  readonly answers: Both<Answer>
}

/** Where two servers part, and how they came there. */
export interface Disagreement {
  /**
   * What was compared last: an answer, what is on disk after the last step, or the answer that both gave with what the model
   * expects. `silence`: at least one of them did not answer at all.
   */
  readonly about: 'answer' | 'disk' | 'model' | 'silence'
  /** The two that differ, as text; `b` is the model's where it is one of them. */
  readonly seen: Both<string>
  readonly lived: readonly Lived[]
}

export interface SessionResult {
  /** Compared requests. */
  readonly steps: number
  /** Those of them whose body is sent as it is, not made from JSON. */
  readonly bodies: number
  readonly disagreement: Disagreement | undefined
  /** Named differences that were met. */
  readonly known: readonly KnownDifference[]
}

/** Plays one session on both servers, to its end or to the first difference, and removes what it made. */
export const runSession = async <Edit>(
  pair: Pair,
  subject: Subject<Edit>,
  edits: readonly Edit[],
  prefix: string,
): Promise<SessionResult> => {
  const session = subject.open(prefix)
  const player = createPlayer(pair)
  const end = () => finish(pair, player, subject.tidyUp)
  for (const edit of edits) {
    for (const step of session.plan(edit)) {
      const answer = await player.play(step)
      if (answer === undefined) return await end()
      const expected = session.judge?.(step, answer)
      if (expected !== undefined) {
        player.partFromModel(answer, expected)
        return await end()
      }
      session.learn(step, answer)
    }
  }
  return await end()
}

/** Plays steps that are complete already, such as those of a report. */
export const runSteps = async (
  pair: Pair,
  steps: readonly Step[],
  own: readonly Step[] = [],
): Promise<SessionResult> => {
  const player = createPlayer(pair)
  for (const step of steps) {
    if ((await player.play(step)) === undefined) break
  }
  return await finish(pair, player, own)
}

type Player = ReturnType<typeof createPlayer>

const finish = async (
  pair: Pair,
  player: Player,
  own: readonly Step[] = [],
): Promise<SessionResult> => {
  player.compareDisks()
  // Deleting is part of the session as long as the servers agree.
  await tidyUp(player.play, own)
  if (player.hasParted()) await tidyUpApart(pair, own)
  return player.result()
}

/**
 * Servers that have parted, of which one may be dead or not to be tidied up, are not worth an error: there are others. Nor are
 * those that say they are tidy with something left on disk.
 */
const tidyUpApart = async (pair: Pair, own: readonly Step[]): Promise<void> => {
  try {
    await tidyUp((step) => pair.sendTo('a', step), own)
    await tidyUp((step) => pair.sendTo('b', step), own)
    const disks = pair.snapshot()
    if (disks === undefined || disks.a.join('\n') === disks.b.join('\n')) return
  } catch {
    // What it was is seen in the session already.
  }
  await pair.renew()
}

const createPlayer = (pair: Pair) => {
  const likeness = createLikeness()
  const kept: Both<Kept> = { a: new Map(), b: new Map() }
  const lived: Lived[] = []
  const known: KnownDifference[] = []
  let disagreement: Disagreement | undefined
  let hasParted = false

  const part = (about: Disagreement['about'], seen: Both<string>): undefined => {
    hasParted = true
    disagreement = { about, seen, lived }
  }

  return {
    /** What both said; undefined when they said different things, now or before. */
    async play(step: Step): Promise<Answer | undefined> {
      if (hasParted) return undefined
      const sent = { a: fillStep(step, kept.a), b: fillStep(step, kept.b) }
      const answers = await pair.send(sent)
      lived.push({ step, answers })
      // What both are asked for in the same words is not drawn.
      likeness.same(JSON.stringify(sent.a), JSON.stringify(sent.b))
      const seen = { a: show(answers.a), b: show(answers.b) }
      if (answers.a.status === undefined || answers.b.status === undefined) {
        return part('silence', seen)
      }
      if (likeness.same(seen.a, seen.b)) {
        keepFrom(step, answers.a, kept.a)
        keepFrom(step, answers.b, kept.b)
        return answers.a
      }
      const difference = knownDifferenceOf(lived, answers)
      if (difference === undefined) return part('answer', likeness.show(seen.a, seen.b))
      known.push(difference)
      hasParted = difference.parts
      return hasParted ? undefined : answers.a
    },
    partFromModel: (answer: Answer, expected: string): void =>
      part('model', { a: show(answer), b: expected }),
    compareDisks(): void {
      if (hasParted) return
      const disks = pair.snapshot()
      if (disks === undefined) return
      const [a, b] = [disks.a.join('\n'), disks.b.join('\n')]
      if (likeness.same(a, b)) return
      const lines = { a: disks.a.map(nameForReader), b: disks.b.map(nameForReader) }
      const onlyA = without(lines.a, lines.b)
      const onlyB = without(lines.b, lines.a)
      if (onlyA.length + onlyB.length === 0) return part('disk', likeness.show(a, b))
      return part('disk', { a: onlyA.join('\n'), b: onlyB.join('\n') })
    },
    hasParted: () => hasParted,
    result: (): SessionResult => ({
      steps: lived.length,
      bodies: lived.filter(({ step }) => step.body !== undefined).length,
      disagreement,
      known,
    }),
  }
}

const show = ({ status, headers, body }: Answer): string =>
  status === undefined ? `no answer: ${body}` : `${status}\n${headers}\n\n${body}`

const nameForReader = (line: string): string => nameDrawn(line, drawnBesideIds)

const without = (lines: readonly string[], others: readonly string[]): readonly string[] => {
  const known = new Set(others)
  return lines.filter((line) => !known.has(line))
}

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
   * expects.
   */
  readonly about: 'answer' | 'disk' | 'model'
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
  for (const edit of edits) {
    for (const step of session.plan(edit)) {
      const answer = await player.play(step)
      if (answer === undefined) return finish(pair, player)
      const expected = session.judge?.(step, answer)
      if (expected !== undefined) {
        player.partFromModel(answer, expected)
        return finish(pair, player)
      }
      session.learn(step, answer)
    }
  }
  return finish(pair, player)
}

/** Plays steps that are complete already, such as those of a report. */
export const runSteps = async (pair: Pair, steps: readonly Step[]): Promise<SessionResult> => {
  const player = createPlayer(pair)
  for (const step of steps) {
    if ((await player.play(step)) === undefined) break
  }
  return finish(pair, player)
}

type Player = ReturnType<typeof createPlayer>

const finish = async (pair: Pair, player: Player): Promise<SessionResult> => {
  player.compareDisks()
  // Deleting is part of the session as long as the servers agree.
  await tidyUp(player.play)
  if (player.hasParted()) {
    await tidyUp((step) => pair.sendTo('a', step))
    await tidyUp((step) => pair.sendTo('b', step))
  }
  return player.result()
}

const createPlayer = (pair: Pair) => {
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
      const answers = await pair.send(step)
      lived.push({ step, answers })
      if (show(answers.a) === show(answers.b)) return answers.a
      const difference = knownDifferenceOf(lived, answers)
      if (difference === undefined) return part('answer', mapBoth(answers, show))
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
      const onlyA = without(disks.a, disks.b)
      const onlyB = without(disks.b, disks.a)
      if (onlyA.length + onlyB.length > 0) {
        part('disk', { a: onlyA.join('\n'), b: onlyB.join('\n') })
      } else if (disks.a.join('\n') !== disks.b.join('\n')) {
        part('disk', { a: disks.a.join('\n'), b: disks.b.join('\n') })
      }
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

const mapBoth = <T, U>({ a, b }: Both<T>, change: (value: T) => U): Both<U> => ({
  a: change(a),
  b: change(b),
})

const show = ({ status, body }: Answer): string => `${status ?? 'no answer'} ${body}`

const without = (lines: readonly string[], others: readonly string[]): readonly string[] => {
  const known = new Set(others)
  return lines.filter((line) => !known.has(line))
}

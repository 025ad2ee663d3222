import { nameDrawn } from '../../harness/drawn.ts'
import type { Both, Pair } from '../pair.ts'
import type { Answer, Step } from '../session.ts'

/** What both say to the same step, without the moments at which they did what they tell. */
export const askBoth = async (pair: Pair, step: Step): Promise<Both<Answer>> => {
  const { a, b } = await pair.send({ a: step, b: step })
  const named = (answer: Answer): Answer => ({ ...answer, body: nameDrawn(answer.body, ['time']) })
  return { a: named(a), b: named(b) }
}

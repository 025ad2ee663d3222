import type { Joined, JoinStep } from './path.ts'

/** Every row that left joins make of the first one, in their order. */
export function* expand(steps: readonly JoinStep[], joined: Joined): Generator<Joined> {
  const [step, ...rest] = steps
  if (step === undefined) {
    yield joined
    return
  }
  // What was joined already is joined once.
  if (joined.has(step.key)) {
    yield* expand(rest, joined)
    return
  }
  const cells = step.cells(joined)
  for (const cell of cells.length === 0 ? [null] : cells) {
    yield* expand(rest, new Map([...joined, [step.key, cell]]))
  }
}

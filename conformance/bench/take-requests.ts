import { LoadError } from './wrk.ts'
import type { BenchRequest } from './request.ts'

/** The next requests of a stream; throws LoadError when it ends before, for then both servers would repeat what is done already. */
export const takeRequests = (
  stream: Iterable<BenchRequest>,
  amount: number,
): readonly BenchRequest[] => {
  const iterator = stream[Symbol.iterator]()
  const taken: BenchRequest[] = []
  while (taken.length < amount) {
    const next = iterator.next()
    if (next.done === true) {
      throw new LoadError(
        `its data are used up: there is work for ${taken.length} of ${amount} more requests; ask for fewer rounds or seconds`,
      )
    }
    taken.push(next.value)
  }
  return taken
}

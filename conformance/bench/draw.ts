import { seededRandom } from '../harness/random.ts'

/** Choices that follow from a seed. */
export interface Draw {
  /** A whole number from 0 to below `limit`. */
  below(limit: number): number
  pick<T>(items: readonly T[]): T
  /** Every item once, in an order that is drawn on the way. */
  eachOnce<T>(items: readonly T[]): Iterable<T>
  /** A record id of the default form. */
  id(): string
}

const letters = 'abcdefghijklmnopqrstuvwxyz0123456789'
const idLength = 15

/** @param purpose keeps the choices for one thing apart from those for another of the same seed. */
export const createDraw = (seed: number, purpose: string): Draw => {
  const random = seededRandom(Bun.hash.crc32(`${seed} ${purpose}`))
  const below = (limit: number): number => Math.floor(random() * limit)
  return {
    below,
    pick<T>(items: readonly T[]): T {
      if (items.length === 0) throw new RangeError(`${purpose}: nothing to pick from`)
      return items[below(items.length)] as T // inside the array
    },
    *eachOnce<T>(items: readonly T[]): Generator<T> {
      const left = [...items]
      while (left.length > 0) yield* left.splice(below(left.length), 1)
    },
    id: () => Array.from({ length: idLength }, () => letters[below(letters.length)]).join(''),
  }
}

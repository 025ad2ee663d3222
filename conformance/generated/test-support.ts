import { afterAll, beforeAll } from 'bun:test'
import type { Target } from '../harness/target.ts'
import { resolveTarget } from '../targets/resolve.ts'
import type { Found, FuzzResult } from './fuzz.ts'
import { type Pair, type PairOptions, startPair } from './pair.ts'

type WithPair = <T>(options: PairOptions, use: (pair: Pair) => Promise<T>, b?: Target) => Promise<T>

/** The reference server for the tests of a file, and pairs of it with itself or, in place of the second, with `b`. */
export const referencePairs = (): {
  readonly reference: () => Target
  readonly withPair: WithPair
} => {
  let target: Target | undefined
  beforeAll(async () => {
    target = await resolveTarget('reference')
  })
  afterAll(() => target?.close())
  const reference = (): Target => {
    if (target === undefined) throw new Error('the target is there once the tests run')
    return target
  }
  return {
    reference,
    async withPair(options, use, b = reference()) {
      const pair = await startPair({ a: reference(), b }, options)
      try {
        return await use(pair)
      } finally {
        await pair.close()
      }
    },
  }
}

/** The planted difference. */
export const firstOf = ({ found: [first] }: Pick<FuzzResult, 'found'>): Found => {
  if (first === undefined) throw new Error('the planted difference was not found')
  return first
}

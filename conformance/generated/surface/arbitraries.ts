import fc, { type Arbitrary } from 'fast-check'
import { type Caller, type Slot, slots } from './world.ts'

export const caller: Arbitrary<Caller> = fc.oneof<Arbitrary<Caller>[]>(
  fc.constantFrom<Caller>('superuser', 'superuser', 'guest'),
  fc.nat(3),
)

export const slot: Arbitrary<Slot> = fc.constantFrom(...slots, 'posts', 'posts')

/** Chooses among what is there when its turn comes. */
export const which = fc.nat(7)

/** Mostly the first: what lets a session go on. */
export const mostly = <T>(usual: T, ...others: readonly T[]): Arbitrary<T> =>
  fc.oneof(
    { weight: 5, arbitrary: fc.constant(usual) },
    { weight: 1, arbitrary: fc.constantFrom(...others) },
  )

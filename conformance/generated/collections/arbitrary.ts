import fc, { type Arbitrary } from 'fast-check'

export const often = <T>(usual: readonly T[], odd: readonly T[]): Arbitrary<T> =>
  fc.oneof(
    { withCrossShrink: true },
    { weight: 20, arbitrary: fc.constantFrom(...usual) },
    { weight: 1, arbitrary: fc.constantFrom(...odd) },
  )

export const long = (length: number): string => 'n'.repeat(length)

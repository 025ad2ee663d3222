import { expect, test } from 'bun:test'
import { withStatus } from '../harness/fault.ts'
import { fuzz } from './fuzz.ts'
import { limitsSubject } from './limits/subject.ts'
import { referencePairs } from './test-support.ts'

const { withPair } = referencePairs()

test(
  'a server that lets one more request in is found, and the steps to it are few',
  () =>
    withPair({ faults: [withStatus(429, 200)] }, async (pair) => {
      const options = { pair, sequences: 100, seed: 1, maxDisagreements: 1 }
      const { found } = await fuzz(limitsSubject, options)
      expect(found[0]?.about).toBe('answer')
      const visits = found[0]?.lived.filter(({ step }) => step.headers !== undefined) ?? []
      expect(visits.length).toBeLessThan(6)
    }),
  60_000,
)

import { expect, test } from 'bun:test'
import { withStatus } from '../harness/fault.ts'
import { resolveTarget } from '../targets/resolve.ts'
import { fuzz } from './fuzz.ts'
import { limitsSubject } from './limits/subject.ts'
import { startPair } from './pair.ts'

test('a server that lets one more request in is found, and the steps to it are few', async () => {
  const reference = await resolveTarget('reference')
  const pair = await startPair({ a: reference, b: reference }, { faults: [withStatus(429, 200)] })
  try {
    const options = { pair, sequences: 100, seed: 1, maxDisagreements: 1 }
    const { found } = await fuzz(limitsSubject, options)
    expect(found[0]?.about).toBe('answer')
    const visits = found[0]?.lived.filter(({ step }) => step.headers !== undefined) ?? []
    expect(visits.length).toBeLessThan(6)
  } finally {
    await pair.close()
    await reference.close()
  }
}, 60_000)

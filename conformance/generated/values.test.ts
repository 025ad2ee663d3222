import { expect, test } from 'bun:test'
import { withBody } from '../harness/fault.ts'
import { judgeBody } from '../model/values/record.ts'
import { fuzz } from './fuzz.ts'
import { runSession } from './run-session.ts'
import { referencePairs } from './test-support.ts'
import type { Edit } from './values/arbitraries.ts'
import { valuesSubject } from './values/subject.ts'

const runMs = 120_000

const { withPair } = referencePairs()

test(
  'a value that one server shows otherwise is found and shrunk',
  () => {
    const wrong = withBody((text) => text.replace('"bool":true', '"bool":1'))
    return withPair({ faults: [wrong] }, async (pair) => {
      const options = { pair, sequences: 50, seed: 1, maxDisagreements: 1 }
      const { found } = await fuzz(valuesSubject, options)
      expect(found.map(({ about }) => about)).toEqual(['answer'])
      // Both collections, the related records, and one that is true.
      expect(found[0]?.lived).toHaveLength(6)
    })
  },
  runMs,
)

test(
  'what both servers do and the model does not expect is found, too',
  () => {
    const subject = {
      ...valuesSubject,
      open(prefix: string) {
        const session = valuesSubject.open(prefix)
        return { ...session, judge: () => '200 {"text":"b"}' }
      },
    }
    const body = { kind: 'json', pairs: [['text', 'a']] } as const
    const edits: readonly Edit[] = [
      { kind: 'target' },
      { kind: 'collection', variant: 'plain' },
      { kind: 'write', write: { action: 'create', record: 0, body } },
    ]
    return withPair({}, async (pair) => {
      const { disagreement } = await runSession(pair, subject, edits, 'm_')
      expect(disagreement?.about).toBe('model')
    })
  },
  runMs,
)

const world = { relatedIds: [], known: { email: new Map(), url: new Map() } }
const judge = (field: object, value: unknown) =>
  judgeBody([{ name: 'f', type: 'text', ...field }], [['f', value]], world)

test('the model says what becomes of a value, what is wrong with it, or that it does not know', () => {
  expect(judge({}, 1e21)).toEqual({
    kind: 'values',
    values: new Map([['f', '1000000000000000000000']]),
  })
  expect(judge({ type: 'number', max: 5 }, '6')).toEqual({
    kind: 'issues',
    issues: {
      f: { code: 'validation_max_number_constraint', message: 'Must be less than 5.000000.' },
    },
  })
  expect(judge({ type: 'date' }, '01 Jan 24 10:00 +0200')).toEqual({
    kind: 'values',
    values: new Map([['f', '2024-01-01 08:00:00.000Z']]),
  })
  expect(judge({ type: 'email' }, 'a@unknown.example')).toEqual({ kind: 'unsure' })
})

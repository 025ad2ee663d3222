import { afterAll, describe, expect, test } from 'bun:test'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Fault } from '../harness/fault.ts'
import { collectionsSubject } from './collections/subject.ts'
import { type Found, fuzz } from './fuzz.ts'
import type { Pair } from './pair.ts'
import {
  appendLedger,
  commitOf,
  describeDisagreement,
  readSteps,
  writeDisagreement,
} from './report.ts'
import { runSteps } from './run-session.ts'
import { firstOf, referencePairs } from './test-support.ts'

const directory = mkdtempSync(join(tmpdir(), 'plumbline-generated-'))
const runMs = 60_000
const seed = 1

const { withPair } = referencePairs()
afterAll(() => rmSync(directory, { recursive: true }))

const findOne = async (pair: Pair): Promise<Found> =>
  firstOf(await fuzz(collectionsSubject, { pair, sequences: 200, seed, maxDisagreements: 1 }))

/** Forgets a new name of a collection in its answer. */
const forgetsNewName: Fault = (send) => async (request) => {
  const text = await request.clone().text()
  const response = await send(request)
  const name = /^\{"name":("[^"]*")/.exec(text)?.[1]
  if (request.method !== 'PATCH' || name === undefined || response.status !== 200) return response
  const body = (await response.text()).replace(`"name":${name}`, '"name":"old"')
  return new Response(body, { status: 200, headers: response.headers })
}

/** Writes every new record twice, and says nothing. */
const writesTwice: Fault = (send) => async (request) => {
  if (request.method === 'POST' && request.url.endsWith('/records')) {
    const { method, url, headers } = request
    const body = (await request.clone().text()).replace('"id":"record', '"id":"hidden')
    await send(new Request(url, { method, headers, body }))
  }
  return send(request)
}

describe('two servers that are the same', () => {
  test(
    'agree',
    () =>
      withPair({}, async (pair) => {
        const { sequences, steps, found } = await fuzz(collectionsSubject, {
          pair,
          sequences: 30,
          seed,
        })
        expect(found).toEqual([])
        expect(sequences).toBe(30)
        expect(steps).toBeGreaterThan(100)
      }),
    runMs,
  )
})

describe('a planted difference', () => {
  test(
    'in an answer is found and shrunk to few steps, of which the last shows it and nothing else',
    () =>
      withPair({ faults: [forgetsNewName] }, async (pair) => {
        const found = await findOne(pair)
        expect(found.about).toBe('answer')
        expect(found.lived.length).toBeLessThanOrEqual(4)
        expect(found.lived.at(-1)?.step.method).toBe('PATCH')
        expect(Object.keys(found.lived.at(-1)?.step.json as object)).toEqual(['name'])
        expect(found.seen.b).toContain('"name":"old"')
      }),
    runMs,
  )

  test(
    'on disk only is found and shrunk, can be told, and is found again when its steps are replayed',
    () =>
      withPair({ faults: [writesTwice] }, async (pair) => {
        const found = await findOne(pair)
        expect(found.about).toBe('disk')
        expect(found.lived.map(({ step }) => step.path.split('/').at(-1))).toEqual([
          'collections',
          'records',
        ])
        expect(found.seen.a).toBe('')
        expect(found.seen.b).toContain('hidden000000001')

        const story = describeDisagreement(found, pair.names)
        expect(story).toContain('disagree after 2 steps, about what is on disk')
        expect(story).toContain(`curl -X POST "$URL"'/api/collections' -H "Authorization: $TOKEN"`)

        const file = join(directory, 'found.json')
        writeDisagreement(file, found, pair.names)
        const replayed = await runSteps(pair, await readSteps(file))
        expect(replayed.disagreement?.about).toBe('disk')
      }),
    runMs,
  )
})

test('a file of another format is not replayed', async () => {
  const file = join(directory, 'other.json')
  await Bun.write(file, '{"format":2,"steps":[]}')
  expect(readSteps(file)).rejects.toThrow('is not a disagreement of format 1')
})

test('the ledger gets one line per run, with its commit', async () => {
  const path = join(directory, 'deep/fuzz.jsonl')
  const line = {
    ...{ subject: 'collections', a: 'reference', b: 'upstream', version: '0.36.6', seeds: [1] },
    ...{ sequences: 2, steps: 9, disagreements: 0, known: {}, seconds: 1 },
  }
  const commit = await commitOf()
  appendLedger(path, commit, line)
  appendLedger(path, commit, { ...line, seeds: [2] })
  const lines = (await Bun.file(path).text()).trimEnd().split('\n')
  expect(lines.map((text) => (JSON.parse(text) as { seeds: unknown }).seeds)).toEqual([[1], [2]])
  expect(lines[0]).toMatch(/^\{"format":1,"commit":"[0-9a-f]{7,}\+?","at":"2/)
})

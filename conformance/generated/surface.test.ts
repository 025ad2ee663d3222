import { afterAll, describe, expect, test } from 'bun:test'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import type { Fault } from '../harness/fault.ts'
import type { RunningServer, Target } from '../harness/target.ts'
import { type Found, fuzz, type FuzzResult } from './fuzz.ts'
import type { Pair } from './pair.ts'
import { readSteps, writeDisagreement } from './report.ts'
import { runSteps } from './run-session.ts'
import { erased } from './session.ts'
import { surfaceSubject } from './surface/subject.ts'
import { firstOf, referencePairs } from './test-support.ts'

const directory = mkdtempSync(join(tmpdir(), 'plumbline-surface-'))
const runMs = 120_000

const { reference, withPair } = referencePairs()
afterAll(() => rmSync(directory, { recursive: true }))

const look = (
  pair: Pair,
  { only, shrinkMs = 0, sequences = 40 }: Looking = {},
): Promise<FuzzResult> =>
  fuzz(erased(surfaceSubject(only)), {
    ...{ pair, sequences, seed: 1, maxDisagreements: 1 },
    shrinkMs: { edits: shrinkMs / 10, steps: shrinkMs },
  })

interface Looking {
  readonly only?: string
  readonly shrinkMs?: number
  readonly sequences?: number
}

/** Changes the text of answers to some requests. */
const onPath =
  (path: RegExp, change: (text: string) => string): Fault =>
  (send) =>
  async (request) => {
    const response = await send(request)
    if (!path.test(`${request.method} ${request.url}`)) return response
    return new Response(change(await response.text()), response)
  }

describe('over the whole surface', () => {
  test(
    'two servers that are the same agree',
    () =>
      withPair({}, async (pair) => {
        const asked = new Set<string>()
        const listening: Pair = {
          ...pair,
          async send(steps) {
            const answers = await pair.send(steps)
            const what = steps.a.path.split('?')[0]?.split('/').at(-1)
            asked.add(`${steps.a.method} ${what} ${answers.a.status}`)
            return answers
          },
        }
        const { found, sequences } = await look(listening, { sequences: 8 })
        expect(found.map(({ about, seen }) => ({ about, seen }))).toEqual([])
        expect(sequences).toBe(8)
        expect(asked).toContain('POST collections 200')
        expect(asked).toContain('POST records 200')
        expect(asked).toContain('GET records 200')
        expect(asked).toContain('POST auth-with-password 200')
        expect(asked).toContain('POST auth-refresh 401')
      }),
    runMs,
  )

  test(
    'a planted difference many steps into the life of an account is shrunk to those, and found again by replaying',
    () => {
      const forgets = onPath(/auth-with-otp/, (text) =>
        text.replace('"verified":true', '"verified":false'),
      )
      const account = (edit: object) => ({ part: 'account', edit: [{ account: 0, ...edit }] })
      const signIn = { kind: 'sign in', password: 'own', second: false, agent: 'one' }
      const life = [
        { part: 'collections', edit: { kind: 'make', slot: 'tags' } },
        { part: 'collections', edit: { kind: 'make', slot: 'people' } },
        account({ kind: 'register', by: 'guest', odd: {} }),
        account(signIn),
        account({ kind: 'register', account: 1, by: 'guest', odd: {} }),
        account({ kind: 'ask for a code' }),
        account({ ...signIn, password: 'wrong' }),
        account({ kind: 'sign in by code', code: 'sent', second: false }),
      ]
      const subject = { ...erased(surfaceSubject()), edits: fc.constant(life) }
      return withPair({ faults: [forgets] }, async (pair) => {
        const found = firstOf(await fuzz(subject, { pair, sequences: 1, seed: 1 }))
        expect(found.about).toBe('answer')
        expect(found.firstSteps).toBeGreaterThan(15)
        // A collection, an account, a code, its mail, what is noted of it, and the signing in.
        expect(found.lived.length).toBeLessThanOrEqual(6)
        expect(found.seen.a).toContain('"verified":true')
        expect(found.seen.b).toBe(found.seen.a.replace('"verified":true', '"verified":false'))

        const file = join(directory, 'found.json')
        writeDisagreement(file, found, pair.names)
        await pair.renew()
        const replayed = await runSteps(pair, await readSteps(file))
        expect(replayed.disagreement?.about).toBe('answer')
      })
    },
    runMs,
  )

  test(
    'one server that sees another order of keys is found out',
    () => {
      const swaps = onPath(/GET .*\/records\?/, (text) =>
        text.replace(/("page":\d+),("perPage":\d+)/, '$2,$1'),
      )
      return withPair({ faults: [swaps] }, async (pair) => {
        const found = firstOf(await look(pair, { only: 'queries', shrinkMs: 30_000 }))
        expect(found.lived.length).toBeLessThanOrEqual(3)
      })
    },
    runMs,
  )
})

describe('a server that gives up in the middle of a session', () => {
  const silent = async (pair: Pair): Promise<Found> => {
    const result = await look(pair, { only: 'account' })
    const found = firstOf(result)
    expect(found.about).toBe('silence')
    expect(found.lived.at(-1)?.step.path).toContain('auth-with-password')
    expect(pair.lost()).toBeUndefined()
    return found
  }

  test(
    'dies: its session is kept as what it was, and both are started anew',
    () => {
      let running: RunningServer | undefined
      const mortal: Target = {
        ...reference(),
        async launch(options) {
          running = await reference().launch(options)
          return running
        },
      }
      const dies: Fault = (send) => async (request) => {
        if (request.url.includes('auth-with-password') && !request.url.includes('_superusers')) {
          await running?.kill()
        }
        return send(request)
      }
      return withPair(
        { faults: [dies] },
        async (pair) => {
          const found = await silent(pair)
          expect(found.seen.b).toStartWith('no answer: ')
        },
        mortal,
      )
    },
    runMs,
  )

  test(
    'hangs',
    () => {
      const hangs: Fault = (send) => async (request) => {
        if (!request.url.includes('auth-with-password')) return send(request)
        await new Promise((_resolve, reject) => request.signal.addEventListener('abort', reject))
        return send(request)
      }
      return withPair({ faults: [hangs], timeoutMs: 300 }, async (pair) => {
        const found = await silent(pair)
        expect(found.seen.b).toBe('no answer: no answer in 300 ms')
      })
    },
    runMs,
  )

  test(
    'answers garbage: that is a difference like any other',
    () => {
      const garbage = onPath(/auth-with-password/, () => '<html>\0{"token":')
      return withPair({ faults: [garbage] }, async (pair) => {
        const found = firstOf(await look(pair, { only: 'account' }))
        expect(found.about).toBe('answer')
        expect(found.seen.b).toContain('<html>')
      })
    },
    runMs,
  )

  test(
    'cannot be started again: what was found until then is kept',
    async () => {
      let launches = 0
      const mortal: Target = {
        ...reference(),
        async launch(options) {
          if (launches++ > 0) throw new Error('no more')
          const server = await reference().launch(options)
          return server
        },
      }
      const silences: Fault = (send) => (request) =>
        request.url.includes('/records') ? Promise.reject(new Error('gone')) : send(request)
      const deaf: Fault = (send) => (request) =>
        request.method === 'DELETE' ? Promise.reject(new Error('gone')) : send(request)
      await withPair(
        { faults: [silences, deaf] },
        async (pair) => {
          const { found } = await look(pair, { only: 'records' })
          expect(found.map(({ about }) => about)).toEqual(['silence'])
          expect(pair.lost()).toContain('no more')
        },
        mortal,
      )
    },
    runMs,
  )
})

test(
  'whoever interrupts a run keeps what there is',
  async () => {
    const program = join(import.meta.dir, '../../plumbline.ts')
    const command = ['diff', 'reference', 'reference', '--minutes', '5', '--seed', '1', '--ledger']
    const child = Bun.spawn([process.execPath, program, ...command, '--reports', directory], {
      stdout: 'pipe',
      stderr: 'inherit',
    })
    const decoder = new TextDecoder()
    let output = ''
    for await (const chunk of child.stdout) {
      output += decoder.decode(chunk, { stream: true })
      if (output.includes('comparing') && !output.includes('interrupted')) child.kill('SIGINT')
    }
    // As a shell says it of a process that ended by this signal.
    expect(await child.exited).toBe(130)
    expect(output).toMatch(/interrupted\n\d+ sequences, \d+ steps/)
    const ledger = readFileSync(join(directory, 'fuzz.jsonl'), 'utf8')
    expect(JSON.parse(ledger)).toMatchObject({ subject: 'surface', disagreements: 0 })
  },
  runMs,
)

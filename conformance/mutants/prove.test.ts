import { afterAll, beforeAll, describe, expect, test } from 'bun:test'
import { type Case, conform } from '../harness/case.ts'
import { closeServers, serve, signedIn, targetOf } from '../harness/test-support.ts'
import { changeJson } from './change.ts'
import { type GeneratedMutant, generateMutants } from './generate.ts'
import { createLiveRunner, type LiveRunner } from './live.ts'
import type { Mutant } from './mutant.ts'
import { createProver } from './prove.ts'
import { type Recorded, recordCases, replay } from './recording.ts'

/** Lists one post, shows it, and takes what is written; asked how often, it says so. */
const startServer = () => {
  let asked = 0
  const page = { items: [{ collectionId: 'c', collectionName: 'posts', id: 'p1' }], page: 1 }
  return serve(
    signedIn(({ url, method }) => {
      const { pathname } = new URL(url)
      if (pathname === '/asked') return Response.json({ asked })
      asked++
      if (pathname.endsWith('/records')) {
        return new Response(`${JSON.stringify(method === 'POST' ? page.items[0] : page)}\n`)
      }
      if (pathname.endsWith('/p1')) return new Response(`${JSON.stringify(page.items[0])}\n`)
      return Response.json({ status: 404 }, { status: 404 })
    }),
  )
}

const at = '/api/collections/posts/records'

/** Speaks of lists, and looks at the page number. */
const careful = conform('records.list.shape', {
  lane: 'shared',
  async check({ guest, claim }) {
    claim('says page 1', await guest.get(at)).json('/page', 1)
  },
})

/** Looks at the same number, but its sentence is about something else. */
const stranger = conform('health.guest', {
  lane: 'shared',
  async check({ guest, claim }) {
    claim('says page 1', await guest.get(at)).json('/page', 1)
  },
})

/** Follows an id from the list: what fails then is about the view. */
const follower = conform('page.defaults', {
  lane: 'shared',
  async check({ guest, claim }) {
    const list = await guest.get(at)
    claim('shows it', await guest.get(`${at}/${String(list.at('/items/0/id'))}`)).status(200)
  },
})

const careless = conform('records.list.rule-parse-error', {
  lane: 'shared',
  async check({ guest, claim }) {
    claim('answers', await guest.get(at)).status(200)
  },
})

const broken = conform('records.shape.system-keys', {
  lane: 'shared',
  async check({ guest, claim }) {
    const list = (await guest.get(at)).json as { items: { id: string }[] }
    claim('has an id', list.items[0]?.id.length).equals(2)
  },
})

/** Asks for the page that it was told, and looks whether it is the one. */
const asker = conform('page.beyond-last', {
  lane: 'shared',
  async check({ guest, claim }) {
    const page = String((await guest.get(at)).at('/page'))
    claim('shows that page', await guest.get(at, { page })).json('/page', 1)
  },
})

/** The same, but it does not look. */
const patient = conform('page.key-order', {
  lane: 'shared',
  async check({ guest, claim }) {
    const page = String((await guest.get(at)).at('/page'))
    claim('answers', await guest.get(at, { page })).status(200)
  },
})

/** Looks at the number, and then at what is on no tape. */
const explorer = conform('page.overflow', {
  lane: 'shared',
  async check({ guest, server, claim }) {
    claim('says page 1', await guest.get(at)).json('/page', 1)
    const { asked } = (await (await fetch(`${server.url}/asked`)).json()) as { asked: number }
    claim('was asked', asked).atLeast(1)
  },
})

const generated = (id: string): GeneratedMutant => {
  const found = generateMutants().find((mutant) => mutant.id === `records.list/${id}`)
  if (found === undefined) throw new Error(`no mutant "${id}"`)
  return found
}

let live: LiveRunner
let recordings: readonly Recorded[]
const shared = startServer()
const target = targetOf(() => Promise.resolve(shared))

beforeAll(async () => {
  recordings = await recordCases(target, [
    careful,
    stranger,
    follower,
    careless,
    broken,
    asker,
    patient,
    explorer,
  ])
  live = createLiveRunner(target)
})
afterAll(async () => {
  await live.close()
  closeServers()
})

/** How often the server behind the suite was asked. */
const howOften = async (): Promise<number> => {
  const { asked } = (await (await fetch(`${shared.url}/asked`)).json()) as { asked: number }
  return asked
}

const proveWith = (cases: readonly Case[], mutant: Mutant | GeneratedMutant) =>
  createProver(
    recordings.filter((recorded) => cases.includes(recorded.case)),
    live,
  ).prove(mutant)

test('tapes that are played one after the other let others go on meanwhile', async () => {
  const [recorded] = recordings
  if (recorded === undefined) throw new Error('nothing was recorded')
  let ticks = 0
  const timer = setInterval(() => ticks++, 1)
  const end = performance.now() + 100
  while (performance.now() < end) await replay(recorded)
  clearInterval(timer)
  expect(ticks).toBeGreaterThan(3)
})

describe('a mutant of answers', () => {
  test('is judged on what was recorded, without asking the server again', async () => {
    const before = await howOften()
    const { kind, killedBy } = await proveWith([careful], generated('value//page'))
    expect(kind).toBe('killed')
    expect(killedBy).toEqual([{ requirement: careful.id, claim: 'says page 1' }])
    expect(await howOften()).toBe(before)
  })

  test('is not killed by a claim of a sentence that does not concern the operation', async () => {
    const { kind, affected } = await proveWith([stranger], generated('value//page'))
    expect(affected.map(({ noticed }) => noticed)).toEqual([['says page 1']])
    expect(kind).toBe('no-case')
    expect((await proveWith([stranger, careless], generated('value//page'))).kind).toBe('survived')
  })

  test('is not killed by a claim about another operation that fails by consequence', async () => {
    const { kind, affected } = await proveWith([follower], generated('value//items/*/id'))
    expect(affected).toEqual([{ requirement: follower.id, outcome: 'fail', noticed: [] }])
    expect(kind).toBe('survived')
  })

  test('that is written by hand is killed by the claims that it lists, and by no other', async () => {
    const hand = (claim: string): Mutant => ({
      id: 'records.list/says-page-2',
      says: 'A list says page 2.',
      reaches: ({ path }) => path === at,
      change: changeJson('/page', 2),
      kills: [{ requirement: careful.id, claim }],
    })
    expect((await proveWith([careful], hand('says page 1'))).kind).toBe('killed')
    const { kind, affected } = await proveWith([careful], hand('says something else'))
    expect(affected.map(({ noticed }) => noticed)).toEqual([['says page 1']])
    expect(kind).toBe('survived')
  })

  test('is judged on a server when the case asks otherwise, and not by the silence of the tape', async () => {
    const before = await howOften()
    const { kind, killedBy } = await proveWith([asker], generated('value//page'))
    expect(killedBy).toEqual([{ requirement: asker.id, claim: 'shows that page' }])
    expect(kind).toBe('killed')
    expect(await howOften()).toBeGreaterThan(before)
    const { affected } = await proveWith([patient], generated('value//page'))
    expect(affected).toEqual([{ requirement: patient.id, outcome: 'pass', noticed: [] }])
  })

  test('is judged by what stands on the tape, also when the case looks at more', async () => {
    const [recorded] = recordings.filter((each) => each.case === explorer)
    expect(recorded?.isComplete).toBe(false)
    expect([...(recorded?.firm ?? [])]).toEqual(['says page 1'])
    const before = await howOften()
    const { kind, killedBy } = await proveWith([explorer], generated('value//page'))
    expect(killedBy).toEqual([{ requirement: explorer.id, claim: 'says page 1' }])
    expect(kind).toBe('killed')
    expect(await howOften()).toBe(before)
  })

  test('that breaks a case is a defect of the suite', async () => {
    const { kind, affected } = await proveWith([broken], generated('drop//items'))
    expect(kind).toBe('harness-defect')
    expect(affected[0]?.cause).toContain('TypeError')
  })
})

test('a case that asks for what is not on its tape has left it', async () => {
  const [recorded] = recordings.filter(({ case: { id } }) => id === follower.id)
  if (recorded === undefined) throw new Error('the case was not recorded')
  expect(recorded.isComplete).toBe(true)
  expect((await replay(recorded)).hasLeft).toBe(false)
  expect((await replay(recorded, generated('value//items/*/id'))).hasLeft).toBe(true)
})

test('a case that does not hold is not recorded', async () => {
  const failing = conform('records.list.shape', {
    lane: 'shared',
    async check({ guest, claim }) {
      claim('says page 2', await guest.get(at)).json('/page', 2)
    },
  })
  expect(await recordCases(target, [failing])).toEqual([])
})

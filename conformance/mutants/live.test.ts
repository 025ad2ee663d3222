import { afterAll, describe, expect, test } from 'bun:test'
import { conform } from '../harness/case.ts'
import { closeServers, serve, signedIn, targetOf } from '../harness/test-support.ts'
import { changeJson } from './change.ts'
import { createLiveRunner } from './live.ts'
import type { WrongServer } from './mutant.ts'
import { generateRequestMutants } from './requests.ts'

let launches = 0
const target = targetOf(() => {
  launches++
  let changes = 0
  return Promise.resolve(
    serve(
      signedIn(({ headers, method }) => {
        if (headers.get('authorization') === null) return Response.json({}, { status: 401 })
        if (method === 'PATCH') changes++
        return Response.json({ page: 1, changes })
      }),
    ),
  )
})
const live = createLiveRunner(target)
afterAll(async () => {
  await live.close()
  closeServers()
})

const says = (page: number): WrongServer => ({
  id: `says-${page}`,
  says: `says page ${page}`,
  reaches: () => true,
  change: changeJson('/page', page),
})

const seen: unknown[] = []
/** Resolves for all who wait once there are so many. */
const gateFor = (amount: number): (() => Promise<void>) => {
  const { promise, resolve } = Promise.withResolvers<void>()
  let there = 0
  return () => {
    if (++there === amount) resolve()
    return promise
  }
}

/** @param together waited for between two requests */
const caseOf = (lane: 'shared' | 'exclusive', together: () => Promise<void>) =>
  conform('page.defaults', {
    lane,
    async check({ superuser, claim }) {
      const first = await superuser.get('/api/collections/posts/records')
      await together()
      const second = await superuser.get('/api/collections/posts/records')
      seen.push([first.at('/page'), second.at('/page')])
      claim('answers', second).status(200)
    },
  })

const refused = conform('settings.update.deep-partial', {
  lane: 'shared',
  async check({ guest, claim }) {
    claim('is refused', await guest.patch('/api/settings', {})).status(401)
  },
})

const requestMutant = (id: string) => {
  const found = generateRequestMutants().find((mutant) => mutant.id === id)
  if (found === undefined) throw new Error(`no mutant "${id}"`)
  return found
}

describe('cases on a server with a mutant in front of it', () => {
  test('run at once on one server, each with its own mutant and no other', async () => {
    launches = 0
    const subject = caseOf('shared', gateFor(3))
    const runs = await Promise.all([2, 3, 4].map((page) => live.run(subject, says(page))))
    expect(runs.map(({ changed, run }) => [changed, run.outcome.kind])).toEqual(
      Array.from({ length: 3 }, () => [2, 'pass']),
    )
    expect(seen.toSorted()).toEqual([
      [2, 2],
      [3, 3],
      [4, 4],
    ])
    expect(launches).toBe(1)
  })

  test('have a server of their own when they change what others rest on', async () => {
    launches = 0
    await live.run(caseOf('exclusive', gateFor(1)), says(2))
    expect(launches).toBe(1)
  })

  test('have the same server one after the other when it is as it was', async () => {
    launches = 0
    await live.run(caseOf('exclusive', gateFor(1)), says(2))
    await live.run(caseOf('exclusive', gateFor(1)), says(3))
    expect(launches).toBe(0)
    const changing = conform('page.defaults', {
      lane: 'exclusive',
      async check({ superuser, claim }) {
        claim('is changed', await superuser.patch('/api/settings', {})).status(200)
      },
    })
    await live.run(changing, says(2))
    await live.run(caseOf('exclusive', gateFor(1)), says(2))
    expect(launches).toBe(1)
  })

  test('have one, too, when the mutant lets anybody change it', async () => {
    launches = 0
    const { changed, run } = await live.run(
      refused,
      requestMutant('settings.update/rule/forgotten'),
    )
    expect([changed, run.outcome.kind]).toEqual([1, 'fail'])
    expect(launches).toBe(1)
  })
})

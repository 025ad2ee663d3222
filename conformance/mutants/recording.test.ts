import { afterAll, expect, test } from 'bun:test'
import { conform } from '../harness/case.ts'
import { closeServers, serve, signedIn, targetOf } from '../harness/test-support.ts'
import { recordCases } from './recording.ts'

afterAll(closeServers)

test('when a server cannot be started, all that is under way ends before the others are closed', async () => {
  const events: string[] = []
  let launches = 0
  const refused = Promise.withResolvers<undefined>()
  const target = targetOf(() => {
    const number = ++launches
    if (number > 1) {
      refused.resolve(undefined)
      return Promise.reject(new Error('no more servers'))
    }
    const server = serve(signedIn(() => Response.json({})))
    return Promise.resolve({
      ...server,
      close() {
        events.push(`closed ${number}`)
        return server.close()
      },
    })
  })
  const slow = conform('page.defaults', {
    lane: 'exclusive',
    async check({ guest, claim }) {
      events.push('begun')
      await refused.promise
      claim('answers', await guest.get('/api/health')).status(200)
      events.push('ended')
    },
  })
  const own = conform('page.overflow', {
    lane: 'private',
    async check({ guest, claim }) {
      claim('answers', await guest.get('/api/health')).status(200)
    },
  })
  expect(await recordCases(target, [slow, own]).catch(String)).toContain('no more servers')
  expect(events).toEqual(['begun', 'ended', 'closed 1'])
})

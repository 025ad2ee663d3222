import { expect, test } from 'bun:test'
import { openSdk, sdkScript } from './sdk.ts'

test('speaks to the server it was opened for, and cancels nothing', async () => {
  const server = Bun.serve({
    port: 0,
    hostname: '127.0.0.1',
    fetch: ({ url }) => Response.json({ code: 200, message: new URL(url).pathname, data: {} }),
  })
  const sdk = openSdk({ url: `http://127.0.0.1:${server.port}` })
  const answers = await Promise.all([sdk.health.check(), sdk.health.check()])
  expect(answers.map(({ message }) => message)).toEqual(['/api/health', '/api/health'])
  await server.stop(true)
})

test('comes as a script that defines PocketBase', () => {
  expect(sdkScript()).toContain('PocketBase=')
})

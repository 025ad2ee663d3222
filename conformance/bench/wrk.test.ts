import { afterAll, afterEach, beforeAll, describe, expect, test } from 'bun:test'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { closeServers, serve } from '../harness/test-support.ts'
import type { BenchRequest } from './request.ts'
import { takeRequests } from './take-requests.ts'
import { findWrk, LoadError, readLoad, requestLines, runLoad, startLoad } from './wrk.ts'

/** What wrk prints with our script, with some of its figures changed. */
const output = (failed: Readonly<Record<string, number>> = {}, requests = 10): string =>
  [
    'Running 1s test @ http://127.0.0.1:1',
    '  10 requests in 1.00s',
    '',
    `plumbline ${JSON.stringify({
      requests,
      durationUs: 2_000_000,
      bytes: 10,
      failed: { connect: 0, read: 0, write: 0, timeout: 0, status: 0, ...failed },
      latencyUs: { min: 100, mean: 1, p50: 2_000, p90: 3_000, p99: 4_000, max: 5_500 },
    })}`,
    '',
  ].join('\n')

describe('what wrk prints', () => {
  test('is read in seconds and milliseconds', () => {
    expect(readLoad(output(), 10)).toEqual({
      requests: 10,
      seconds: 2,
      latencyMs: { min: 0.1, p50: 2, p90: 3, p99: 4, max: 5.5 },
    })
  })

  test.each([
    ['without our line', 'unable to connect to 127.0.0.1:1 Connection refused\n', 'wrk: unable to'],
    ['cut off', output().slice(0, 60), 'wrk: '],
    ['without an answer', output({}, 0), 'no request was answered'],
    ['with refusals', output({ status: 3 }), 'of 10 requests failed: 3 status'],
    ['with lost connections', output({ read: 1, timeout: 2 }), '1 read, 2 timeout'],
  ])('is refused %s', (_name, text, message) => {
    expect(() => readLoad(text, 0)).toThrow(LoadError)
    expect(() => readLoad(text, 0)).toThrow(message)
  })

  test('is refused with fewer answers than were asked for', () => {
    expect(() => readLoad(output(), 11)).toThrow('10 of 11 requests were answered')
  })
})

test('requests are written one a line', () => {
  const requests: readonly BenchRequest[] = [
    { method: 'GET', path: '/api/health?n=1' },
    { method: 'GET', path: '/api/x', origin: 'http://a.test' },
    { method: 'POST', path: '/api/x', token: 'T', json: { text: 'a\tb\nc' } },
  ]
  expect(requestLines(requests)).toBe(
    [
      'GET\t/api/health?n=1\t\t\t\t\n',
      'GET\t/api/x\t\thttp://a.test\t\t\n',
      'POST\t/api/x\tT\t\t\t{"text":"a\\tb\\nc"}\n',
    ].join(''),
  )
  expect(requestLines(requests, true)).toContain('\t\tclose\t\n')
})

test('a stream that ends too early is refused: its requests would be repeated', () => {
  const stream = [{ method: 'GET', path: '/a' }] as const
  expect(takeRequests(stream, 1)).toEqual(stream)
  expect(() => takeRequests(stream, 2)).toThrow('work for 1 of 2 more requests')
})

describe.skipIf(findWrk() === undefined)('wrk', () => {
  let directory = ''
  beforeAll(() => {
    directory = mkdtempSync(join(tmpdir(), 'plumbline-wrk-'))
  })
  afterAll(() => rmSync(directory, { recursive: true }))
  afterEach(closeServers)

  const requests = Array.from({ length: 50 }, (_, n): BenchRequest => ({
    method: 'POST',
    path: `/${n}`,
    token: 'T',
    json: { n },
  }))

  /** A server that takes notes of what it is sent. */
  const noting = (answer: () => Response) => {
    const seen: string[] = []
    const { url } = serve(async (request) => {
      const { method, headers } = request
      const { pathname } = new URL(request.url)
      const token = headers.get('authorization') ?? ''
      const type = headers.get('content-type') ?? ''
      seen.push(`${method} ${pathname} ${token} ${type} ${await request.text()}`)
      return answer()
    })
    return { url, seen }
  }

  test('sends each request once when told how many', async () => {
    const { url, seen } = noting(() => new Response('ok'))
    const load = await runLoad({
      url,
      requests,
      connections: 4,
      extent: { amount: requests.length },
      directory,
    })
    expect(seen.toSorted()).toEqual(
      requests.map(({ path }, n) => `POST ${path} T application/json {"n":${n}}`).toSorted(),
    )
    expect(load.requests).toBe(requests.length)
    expect(load.seconds).toBeLessThan(10)
    expect(load.latencyMs.max).toBeGreaterThan(0)
  })

  test('starts the list again when there is time', async () => {
    const { url, seen } = noting(() => new Response('ok'))
    const plan = { url, requests: requests.slice(0, 2), connections: 1, directory }
    const load = await runLoad({ ...plan, extent: { seconds: 1 } })
    expect(load.requests).toBeGreaterThan(2)
    expect(new Set(seen).size).toBe(2)
  })

  test('a refused request is no work done', () => {
    const { url } = noting(() => new Response('no', { status: 404 }))
    const plan = { url, requests, connections: 4, directory }
    expect(runLoad({ ...plan, extent: { amount: 50 } })).rejects.toThrow('50 status')
  })

  test('can be ended early', async () => {
    const asked = Promise.withResolvers<void>()
    const { url } = noting(() => {
      asked.resolve()
      return new Response('ok')
    })
    const plan = { url, requests, connections: 1, directory }
    const load = startLoad({ ...plan, extent: { seconds: 600 } })
    await asked.promise
    expect(await load.stop()).toBeGreaterThanOrEqual(0)
    expect(load.ended).rejects.toThrow(LoadError)
  })
})

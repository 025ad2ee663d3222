import { mkdir, mkdtemp, rm, utimes } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'bun:test'
import { startHttp } from '../testing/fakes.ts'

const modified = 'Tue, 02 Jan 2024 03:04:05 GMT'
const fileNotFound = '{"data":{},"message":"File not found.","status":404}\n'

let root = ''
let publicDir = ''

beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'plumbline-static-'))
  publicDir = join(root, 'public')
  await mkdir(join(publicDir, 'empty'), { recursive: true })
  await mkdir(join(publicDir, 'api'), { recursive: true })
  const files = {
    'public/a.txt': 'hello',
    'public/empty.bin': '',
    'public/api/health': 'not me',
    'public/sub/index.html': 'SUB',
    'public/sp ace/ü.txt': 'spaced',
    'secret.txt': 'secret',
  }
  for (const [name, text] of Object.entries(files)) await Bun.write(join(root, name), text)
  // The fraction of a second is not part of an HTTP date.
  await utimes(join(publicDir, 'a.txt'), new Date(), new Date(Date.parse(modified) + 900))
})

afterAll(() => rm(root, { recursive: true }))

const get = async (
  path: string,
  headers: Readonly<Record<string, string>> = {},
  method = 'GET',
) => {
  await using server = await startHttp({ publicDir, indexFallback: false })
  const response = await server.send(path, { headers, method })
  const body = await response.text()
  expect(server.defects).toEqual([])
  return { status: response.status, headers: response.headers, body }
}

describe('files', () => {
  test('are sent with type, time and length', async () => {
    const { status, headers, body } = await get('/a.txt')
    expect([status, body]).toEqual([200, 'hello'])
    expect(headers.toJSON()).toMatchObject({
      'content-type': 'text/plain; charset=utf-8',
      'content-length': '5',
      'last-modified': modified,
      'accept-ranges': 'bytes',
      'x-frame-options': 'SAMEORIGIN',
      vary: 'Origin',
    })
    expect(headers.get('cache-control')).toBeNull()
  })

  test('answer HEAD with the length of GET', async () => {
    const { status, headers, body } = await get('/a.txt', {}, 'HEAD')
    expect([status, headers.get('content-length'), body]).toEqual([200, '5', ''])
  })

  test('never take the place of an API route', async () => {
    expect((await get('/api/health')).body).toContain('API is healthy.')
  })

  test.each(['/a.txt', '/a%2etxt', '/%61.txt'])('%s names a file', async (path) => {
    expect((await get(path)).body).toBe('hello')
  })

  test.each([
    ['/sub?x=1', '/sub/'],
    ['/empty', '/empty/'],
    ['/a.txt/?q=1', '/a.txt'],
    ['/sub/index.html', '/sub/'],
    ['/sp%20ace', '/sp ace/'],
    ['/sp%20ace/%C3%BC.txt/', '/sp ace/%C3%BC.txt'],
  ])('%s is redirected to %s', async (path, location) => {
    const { status, headers } = await get(path)
    expect([status, headers.get('location')]).toEqual([301, location])
  })

  test.each([
    '/..%2fsecret.txt',
    '/%2e%2e%2fsecret.txt',
    '/..%5csecret.txt',
    '/sub%2f..%2f..%2fsecret.txt',
    '/a.txt%00',
    '/a.txt/b',
    '/empty/',
    `/${'n'.repeat(5000)}`,
    '/%ff',
  ])('%p is not there', async (path) => {
    expect(await get(path)).toMatchObject({ status: 404, body: fileNotFound })
  })

  test('are for GET and HEAD only', async () => {
    expect((await get('/a.txt', {}, 'POST')).body).toContain("The requested resource wasn't found.")
  })
})

describe('ranges', () => {
  test.each([
    ['bytes=0-0', 'h', 'bytes 0-0/5'],
    ['bytes=-2', 'lo', 'bytes 3-4/5'],
    ['bytes=2-', 'llo', 'bytes 2-4/5'],
    ['bytes=0-99', 'hello', 'bytes 0-4/5'],
    ['bytes=-99', 'hello', 'bytes 0-4/5'],
    ['bytes=0-0,9-10', 'h', 'bytes 0-0/5'],
  ])('%s', async (range, text, contentRange) => {
    const { status, headers, body } = await get('/a.txt', { range })
    expect([status, body]).toEqual([206, text])
    expect(headers.get('content-range')).toBe(contentRange)
    expect(headers.get('content-length')).toBe(String(text.length))
  })

  test('several come as parts', async () => {
    const { status, headers, body } = await get('/a.txt', { range: 'bytes=0-0,2-3' })
    const boundary = headers.get('content-type')?.replace('multipart/byteranges; boundary=', '')
    const part = (range: string, text: string) =>
      `--${boundary}\r\nContent-Range: bytes ${range}/5\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n${text}\r\n`
    expect(status).toBe(206)
    expect(body).toBe(`${part('0-0', 'h')}${part('2-3', 'll')}--${boundary}--\r\n`)
  })

  test.each(['bytes=', 'bytes=0-4,0-4'])('%s is the whole file', async (range) => {
    expect(await get('/a.txt', { range })).toMatchObject({ status: 200, body: 'hello' })
  })

  test.each([
    ['bytes=9-', 'invalid range: failed to overlap\n', 'bytes */5'],
    ['bytes=3-1', 'invalid range\n', null],
    ['bytes=a-b', 'invalid range\n', null],
    ['bytes=-', 'invalid range\n', null],
    ['chunks=1', 'invalid range\n', null],
  ])('%s is refused', async (range, text, contentRange) => {
    const { status, headers, body } = await get('/a.txt', { range })
    expect([status, body, headers.get('content-range')]).toEqual([416, text, contentRange])
  })

  test('of an empty file are the empty file', async () => {
    const range = 'bytes=0-0'
    expect(await get('/empty.bin', { range })).toMatchObject({ status: 200, body: '' })
  })
})

describe('conditions', () => {
  const later = 'Tue, 02 Jan 2024 03:04:06 GMT'
  const earlier = 'Tue, 02 Jan 2024 03:04:04 GMT'

  test.each([
    [{ 'if-modified-since': modified }, 304],
    [{ 'if-modified-since': later }, 304],
    [{ 'if-modified-since': earlier }, 200],
    [{ 'if-modified-since': 'garbage' }, 200],
    [{ 'if-none-match': '"x"', 'if-modified-since': modified }, 200],
    [{ 'if-none-match': '*' }, 304],
    [{ 'if-match': '*' }, 200],
    [{ 'if-match': '"x"' }, 412],
    [{ 'if-unmodified-since': earlier }, 412],
    [{ 'if-unmodified-since': modified }, 200],
    [{ range: 'bytes=0-0', 'if-range': modified }, 206],
    [{ range: 'bytes=0-0', 'if-range': earlier }, 200],
    [{ range: 'bytes=0-0', 'if-range': '"x"' }, 200],
  ])('%o is answered %d', async (headers, status) => {
    const answer = await get('/a.txt', headers)
    expect(answer.status).toBe(status)
    expect(answer.headers.get('last-modified')).toBe(modified)
  })
})

test('a missing path shows the root index when there is one and the fallback is on', async () => {
  await Bun.write(join(publicDir, 'index.html'), 'SPA')
  try {
    await using server = await startHttp({ publicDir, indexFallback: true })
    for (const path of ['/', '/missing/a', '/empty/', '/api/nope', '/api/collections/']) {
      const response = await server.send(path)
      expect([response.status, await response.text()]).toEqual([200, 'SPA'])
      expect(response.headers.get('content-type')).toBe('text/html; charset=utf-8')
    }
    expect((await get('/missing/a')).status).toBe(404)
    expect((await get('/index.html')).headers.get('location')).toBe('/')
  } finally {
    await rm(join(publicDir, 'index.html'))
  }
})

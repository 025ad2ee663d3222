import { describe, expect, test } from 'bun:test'
import { Answer, Fields } from './answer.ts'
import { Connection, limits } from './connection.ts'
import type { HttpRequest } from './message.ts'

const plain = new Fields({})
const ok = (): Promise<Response> => Promise.resolve(new Answer('ok', { fields: plain }))
const get = 'GET / HTTP/1.1\r\nHost: x\r\n\r\n'
const post = (bytes: number): string =>
  `POST / HTTP/1.1\r\nHost: x\r\nContent-Length: ${String(bytes)}\r\n\r\n`

/** Lets what can go on go on: nothing here waits for anything else than the test. */
const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve))

/** A connection whose socket and clock are the test's. */
const open = (fetch: (request: HttpRequest) => Promise<Response> = ok, takesBytes = Infinity) => {
  let time = 0
  let sent = ''
  let room = takesBytes
  const calls: string[] = []
  const connection = new Connection({
    fetch,
    peer: '127.0.0.1',
    now: () => time,
    wire: {
      write(data) {
        const bytes = Buffer.from(data)
        const taken = Math.min(room, bytes.length)
        room -= taken
        sent += bytes.toString('latin1', 0, taken)
        return taken
      },
      pause: () => calls.push('pause'),
      resume: () => calls.push('resume'),
      end: () => calls.push('end'),
      shutdown: () => calls.push('shutdown'),
      terminate: () => calls.push('terminate'),
    },
  })
  return {
    connection,
    calls,
    sent: () => sent,
    statuses: () => sent.match(/(?<=^HTTP\/1\.1 )\d+/gm) ?? [],
    async receive(text: string) {
      connection.receive(Buffer.from(text, 'latin1'))
      await turn()
    },
    /** What the sweep of the listener does, once a second. */
    async wait(ms: number) {
      for (const end = time + ms; time < end;) {
        time += 1000
        if (connection.deadline < time) connection.expire()
        await Promise.resolve()
      }
      await turn()
    },
    take: (bytes: number) => {
      room = bytes
      connection.drain()
    },
  }
}

describe('time', () => {
  test('silence ends after a minute (http.message.slow-head)', async () => {
    const { wait, calls, sent } = open()
    await wait(limits.headMs)
    expect(calls).toEqual([])
    await wait(1000)
    expect([calls, sent()]).toEqual([['end'], ''])
  })

  test('a head that drips ends then, too', async () => {
    const { receive, wait, calls, sent } = open()
    await receive('GET / HTTP/1.1\r\nX-A: ')
    for (let n = 0; n < 60; n++) {
      await receive('x')
      await wait(1000)
    }
    expect(calls).toEqual([])
    await wait(1000)
    expect([calls, sent()]).toEqual([['end'], ''])
  })

  test('a line that does not end is refused', async () => {
    const { receive, wait, calls, statuses } = open()
    await receive('GET /api/hea')
    await wait(limits.headMs + 1000)
    expect([statuses(), calls]).toEqual([['400'], ['shutdown']])
    await wait(limits.lingerMs + 1000)
    expect(calls).toEqual(['shutdown', 'terminate'])
  })

  test('between requests there are five minutes (http.message.idle)', async () => {
    const { receive, wait, calls, statuses } = open()
    await receive(get)
    await wait(limits.idleMs)
    expect([statuses(), calls]).toEqual([['200'], []])
    await wait(1000)
    expect(calls).toEqual(['end'])
  })

  test('an answer may take longer', async () => {
    const answer = Promise.withResolvers<Response>()
    const { receive, wait, calls, statuses } = open(() => answer.promise)
    await receive(get)
    await wait(10 * limits.idleMs)
    expect(calls).toEqual([])
    answer.resolve(await ok())
    await wait(1000)
    expect(statuses()).toEqual(['200'])
  })

  test('a body that drips breaks off after five minutes (http.message.slow-body)', async () => {
    let failure: unknown
    const { receive, wait, calls, statuses } = open(async (request) => {
      await request.bytes().catch((error: unknown) => (failure = error))
      return ok()
    })
    await receive(post(1000))
    for (let n = 0; n < limits.bodyMs / 10_000; n++) {
      await receive('x')
      await wait(10_000)
    }
    expect(statuses()).toEqual([])
    await wait(1000)
    expect(failure).toMatchObject({ name: 'BodyError', arrived: Buffer.alloc(30, 'x') })
    expect([statuses(), calls]).toEqual([['200'], ['shutdown']])
  })

  test('a client that takes nothing of its answer is given up', async () => {
    const text = 'x'.repeat(100_000)
    const large = () => Promise.resolve(new Answer(text, { fields: plain }))
    const { receive, wait, take, calls } = open(large, 1000)
    await receive(get)
    await wait(limits.sendMs - 1000)
    take(1000)
    await wait(limits.sendMs)
    expect(calls).toEqual([])
    await wait(1000)
    expect(calls).toEqual(['terminate'])
  })
})

describe('memory', () => {
  test('a client is held back while nobody reads its body', async () => {
    const reading = Promise.withResolvers<void>()
    let read = 0
    const { receive, calls, statuses } = open(async ({ body }) => {
      await reading.promise
      for await (const piece of body ?? []) read += piece.length
      return ok()
    })
    await receive(post(1_000_000))
    const piece = 'x'.repeat(100_000)
    for (let n = 0; n < 10; n++) {
      if (calls.at(-1) === 'pause') break
      await receive(piece)
    }
    expect(calls).toEqual(['pause'])
    reading.resolve()
    await turn()
    expect([read, calls]).toEqual([300_000, ['pause', 'resume']])
    for (let n = 0; n < 7; n++) await receive(piece)
    expect([read, statuses()]).toEqual([1_000_000, ['200']])
  })

  test('and while it asks for more than is answered', async () => {
    const answer = Promise.withResolvers<Response>()
    const { receive, calls } = open(() => answer.promise)
    await receive(get)
    for (let n = 0; n < 11; n++) await receive('x'.repeat(100_000))
    expect(calls).toEqual(['pause'])
  })

  test('a head that comes byte by byte is looked at once', async () => {
    const { connection, receive, statuses } = open()
    const started = performance.now()
    const byte = Buffer.from('x')
    await receive('GET / HTTP/1.1\r\nHost: x\r\nX-A: ')
    for (let n = 0; n < 1_000_000; n++) connection.receive(byte)
    await receive('\r\n\r\n')
    expect(statuses()).toEqual(['200'])
    // About 0.6 s; 100 times as long when each byte moves those before it.
    expect(performance.now() - started).toBeLessThan(10_000)
  })
})

describe('answers', () => {
  const pieces = async function* (...texts: readonly string[]): AsyncGenerator<Uint8Array> {
    for (const text of texts) yield await Promise.resolve(Buffer.from(text))
  }
  const streamed =
    (fields: Fields, ...texts: readonly string[]) =>
    (): Promise<Response> =>
      Promise.resolve(new Answer(pieces(...texts), { fields }))

  test('of unknown length travel in chunks', async () => {
    const { receive, sent, calls } = open(streamed(plain, 'a', 'bc'))
    await receive(get)
    expect(sent()).toEndWith('Transfer-Encoding: chunked\r\n\r\n1\r\na\r\n2\r\nbc\r\n0\r\n\r\n')
    expect(calls).toEqual([])
  })

  test('and to a client of HTTP/1.0 up to the end of the connection', async () => {
    const { receive, sent, calls } = open(streamed(plain, 'a', 'bc'))
    await receive('GET / HTTP/1.0\r\n\r\n')
    expect(sent()).toEndWith('\r\n\r\nabc')
    expect(calls).toEqual(['shutdown'])
  })

  test('shorter than they announce do not look whole', async () => {
    const { receive, calls } = open(streamed(new Fields({ 'content-length': '4' }), 'abc'))
    await receive(get)
    expect(calls).toEqual(['terminate'])
  })

  test('that nobody hears any more are not made any longer', async () => {
    const ended = Promise.withResolvers<undefined>()
    const endless: AsyncIterable<Uint8Array> = {
      [Symbol.asyncIterator]: () => ({
        next: () => new Promise(() => undefined),
        return() {
          ended.resolve(undefined)
          return Promise.resolve({ done: true, value: undefined })
        },
      }),
    }
    const { connection, receive } = open(() =>
      Promise.resolve(new Answer(endless, { fields: plain })),
    )
    await receive(get)
    connection.close()
    await ended.promise
  })

  test('take turns, and the last one of a server that stops says so', async () => {
    const answering = Promise.withResolvers<void>()
    const { connection, receive, sent, calls } = open(async (request) => {
      await answering.promise
      return new Answer(request.url, { fields: plain })
    })
    await receive(get + get.replace('/ ', '/second '))
    connection.retire()
    answering.resolve()
    await turn()
    expect(sent()).toContain('Connection: close')
    expect(sent()).not.toContain('second')
    expect(calls).toEqual(['shutdown'])
  })
})

test('a byte of a header field is sent as it is, and the content behind it whole', async () => {
  const fields = new Fields({ 'X-Name': 'caf\u00e9' })
  const { receive, sent } = open(() => Promise.resolve(new Answer('ok', { fields })))
  await receive(get)
  expect(sent()).toContain('X-Name: caf\u00e9\r\n')
  expect(sent()).toEndWith('\r\n\r\nok')
})

import { describe, expect, test } from 'bun:test'
import { readHeaders } from '../read/headers.ts'
import { limits } from './connection.ts'
import { parseHead } from './head.ts'

const start = 'GET / HTTP/1.1\r\nHost: x\r\n'

/** A head as long as one may be. */
const long = (line: (n: number) => string): string => {
  let head = start
  for (let n = 0; head.length < limits.headBytes - 32; n++) head += line(n)
  return head
}

/** What is read once takes a tenth of it, and what is read for each line again takes minutes. */
const deadlineMs = 3000

const within = <T>(work: () => T): T => {
  const started = performance.now()
  const result = work()
  expect(performance.now() - started).toBeLessThan(deadlineMs)
  return result
}

describe('a head of a megabyte is read in one go', () => {
  test('of many names', () => {
    const head = long((n) => `q${n.toString(36)}:1\r\n`)
    const headers = within(() => readHeaders(parseHead(head).headers))
    expect(headers.size).toBeGreaterThan(100_000)
    expect(headers.get('q0')).toBe('1')
  })

  test('of one folded line', () => {
    const { headers } = within(() => parseHead(long((n) => (n === 0 ? 'A: b\r\n' : ' c\r\n'))))
    expect(headers.get('a')).toStartWith('b c c')
  })
})

test('of several lines of one name the first is told to rules', () => {
  const { headers } = parseHead(`${start}X-A: 1\r\nX-B: 2\r\nX-A: 3\r\n`)
  expect([...readHeaders(headers)]).toEqual([
    ['x_a', '1'],
    ['x_b', '2'],
  ])
})

import { describe, expect, test } from 'bun:test'
import type { Looks } from '../harness/exchange.ts'
import type { HttpMessage } from '../probes/http-message.ts'
import { couldTell } from './tape.ts'

const answerOf = (
  json: unknown,
  headerLines: HttpMessage['headerLines'] = [['Vary', 'Origin']],
): HttpMessage => ({
  version: 'HTTP/1.1',
  status: 200,
  reason: '',
  headers: new Headers(),
  headerLines,
  body: new TextEncoder().encode(JSON.stringify(json)),
})

const looks = (changes: Partial<Looks>): Looks => ({
  status: false,
  body: false,
  headers: new Set(),
  pointers: new Set(),
  ...changes,
})

describe('who has looked at', () => {
  const answer = answerOf({ a: 1, b: { c: 2 } })
  const otherValue = { ...answer, body: answerOf({ a: 2, b: { c: 2 } }).body }
  const otherOrder = { ...answer, body: answerOf({ b: { c: 2 }, a: 1 }).body }

  test.each<readonly [string, Looks | undefined, HttpMessage, boolean]>([
    ['nothing cannot tell anything', looks({}), { ...otherValue, status: 500 }, false],
    ['the status can tell another one', looks({ status: true }), { ...answer, status: 201 }, true],
    ['the status cannot tell another body', looks({ status: true }), otherValue, false],
    ['the text can tell another body', looks({ body: true }), otherValue, true],
    ['a value can tell another one', looks({ pointers: new Set(['/a']) }), otherValue, true],
    [
      'a value cannot tell another elsewhere',
      looks({ pointers: new Set(['/b']) }),
      otherValue,
      false,
    ],
    ['the JSON can tell another order', looks({ pointers: new Set(['']) }), otherOrder, true],
    [
      'a header can tell that it is not there',
      looks({ headers: new Set(['vary']) }),
      { ...answer, headerLines: [] },
      true,
    ],
    [
      'a header cannot tell another one',
      looks({ headers: new Set(['date']) }),
      { ...answer, headerLines: [] },
      false,
    ],
    [
      'all headers can tell any',
      looks({ headers: new Set(['*']) }),
      { ...answer, headerLines: [] },
      true,
    ],
    [
      'the length can tell another body',
      looks({ headers: new Set(['content-length']) }),
      otherValue,
      true,
    ],
    ['who knows what can tell everything', undefined, otherValue, true],
  ])('%s', (_title, looked, other, expected) => {
    expect(couldTell(looked, answer, other)).toBe(expected)
  })
})

import { describe, expect, test } from 'bun:test'
import { Claim, ValueClaim } from './claim.ts'
import type { Exchange } from './exchange.ts'
import { any } from './match.ts'
import { answered, unanswered } from './test-support.ts'

const failureOf = ({ result }: Claim | ValueClaim) => {
  expect(result.checks).toBeGreaterThan(0)
  return result.failure
}

type Check = (claim: Claim) => Claim

const json = (value: unknown): Exchange =>
  answered({
    body: JSON.stringify(value),
    headers: { 'content-type': 'application/json', 'x-one': 'a' },
  })

const page = json({ page: 1, items: [{ id: 'a' }, { id: 'b' }] })
const refusal = (changes: object, headers = { 'content-type': 'application/json' }): Exchange =>
  answered({
    status: 403,
    headers,
    body: JSON.stringify({ data: {}, message: 'no', status: 403, ...changes }),
  })
const refused: Check = (claim) => claim.error(403, 'no')

/** What the API adds to every answer. */
const added = {
  vary: 'Origin',
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'SAMEORIGIN',
  'x-xss-protection': '1; mode=block',
}
const succeeded = (body: string, status = 200): Exchange =>
  answered({ status, body, headers: { ...added, 'content-type': 'application/json' } })
const done = (headers: Readonly<Record<string, string>>): Exchange =>
  answered({ status: 204, headers })

describe('of an answer', () => {
  test.each<readonly [name: string, Check, holds: Exchange, fails: Exchange]>([
    ['status', (claim) => claim.status(200), page, answered({ status: 201 })],
    ['json', (claim) => claim.json('/items/0/id', 'a'), page, json({ items: [{ id: 'c' }] })],
    ['json, free', (claim) => claim.json('/page', any.number), page, json({ page: '1' })],
    ['json, absent', (claim) => claim.json('/page', 1), page, json({})],
    ['absent', (claim) => claim.absent('/items/0/name'), page, json({ items: [{ name: null }] })],
    ['absent, of nothing', (claim) => claim.absent('/items/0/name'), page, json({ items: [] })],
    ['absent, of no JSON', (claim) => claim.absent('/name'), page, answered({ body: '<html>' })],
    ['body', (claim) => claim.body({ a: 1 }), json({ a: 1 }), json({ a: 1, b: 2 })],
    ['text', (claim) => claim.text('{}'), json({}), answered({ body: '{} ' })],
    ['textMatches', (claim) => claim.textMatches(/^\{.*\}$/g), json({}), answered({ body: '{' })],
    ['empty', (claim) => claim.empty(), answered({}), answered({ body: ' ' })],
    [
      'header',
      (claim) => claim.header('X-One', 'a'),
      page,
      answered({ headers: { 'x-one': 'b' } }),
    ],
    ['header, pattern', (claim) => claim.header('x-one', /^a/), page, answered({})],
    ['header, absent', (claim) => claim.header('x-one', undefined), answered({}), page],
    ['keys', (claim) => claim.keys('', ['page', 'items']), page, json({ items: [], page: 1 })],
    ['success', (claim) => claim.success(200), succeeded('{}\n'), succeeded('{}')],
    ['framed', (claim) => claim.framed(), succeeded('{}\n', 403), succeeded('{}', 403)],
    ['framed, headers', (claim) => claim.framed(), succeeded('{}\n', 403), json({})],
    ['success, nothing', (claim) => claim.success(204), done(added), done({ ...added, vary: '*' })],
    [
      'shape',
      (claim) => claim.shape('mfaRequired'),
      json({ mfaId: 'abcdefghij12345' }),
      json({ mfaId: 'abcdefghij12345', x: 1 }),
    ],
    [
      'shape, order of keys',
      (claim) => claim.shape('crons', '/list'),
      json({ list: [{ id: 'a', expression: 'b' }] }),
      json({ list: [{ expression: 'b', id: 'a' }] }),
    ],
    [
      'shape, of nothing',
      (claim) => claim.shape('error', '/x'),
      json({ x: { data: {}, message: 'No.', status: 400 } }),
      json({}),
    ],
    ['keys, of nothing', (claim) => claim.keys('', []), json({}), answered({})],
    ['keys, of a list', (claim) => claim.keys('', []), json({}), json([])],
    ['length', (claim) => claim.length('/items', 2), page, json({ items: [1] })],
    ['length, of text', (claim) => claim.length('/items', 2), page, json({ items: 'ab' })],
    ['error', refused, refusal({}), refusal({ message: 'No' })],
    ['error, more', refused, refusal({}), refusal({ code: 403 })],
    ['error, data', refused, refusal({}), refusal({ data: { a: 1 } })],
    ['error, type', refused, refusal({}), refusal({}, { 'content-type': 'text/html' })],
    ['sameBodyAs', (claim) => claim.sameBodyAs(json({})), json({}), answered({ body: '{}\n' })],
  ])('%s', (_name, check, holds, fails) => {
    expect(failureOf(check(new Claim('c', holds)))).toBeUndefined()
    expect(failureOf(check(new Claim('c', fails)))).toMatchObject({ exchange: fails })
  })

  test.each<readonly [string, Check]>([
    ['status', (claim) => claim.status(0)],
    ['json', (claim) => claim.json('/a', 1)],
    ['absent', (claim) => claim.absent('/a')],
    ['body', (claim) => claim.body({})],
    ['text', (claim) => claim.text('')],
    ['textMatches', (claim) => claim.textMatches(/^$/)],
    ['empty', (claim) => claim.empty()],
    ['header', (claim) => claim.header('x-one', undefined)],
    ['keys', (claim) => claim.keys('', [])],
    ['length', (claim) => claim.length('', 0)],
    ['error', (claim) => claim.error(0, '')],
    ['sameBodyAs', (claim) => claim.sameBodyAs(unanswered())],
  ])('%s does not hold without an answer', (_name, check) => {
    expect(failureOf(check(new Claim('c', unanswered())))).toBeDefined()
  })

  test.each<readonly [Check, Exchange, expected: string, seen: string]>([
    [(claim) => claim.status(201), answered({ body: 'b' }), 'status 201', 'GET /api/x -> 200 b'],
    [(claim) => claim.empty(), answered({ body: 'é' }), 'an empty body', '2 bytes'],
    [(claim) => claim.empty(), unanswered(), 'an empty body', 'no answer'],
    [(claim) => claim.header('x-one', 'b'), page, 'x-one: b', 'x-one: a'],
    [(claim) => claim.header('x-two', /b/), page, 'x-two: /b/', 'x-two: absent'],
    [(claim) => claim.header('x-one', undefined), page, 'x-one: absent', 'x-one: a'],
    [(claim) => claim.keys('', ['a']), json({ b: 1 }), 'an object of ["a"]', '["b"]'],
    [(claim) => claim.keys('', ['a']), json([1]), 'an object of ["a"]', '[1]'],
    [(claim) => claim.length('/items', 1), page, '1 elements at /items', '2'],
    [(claim) => claim.length('/page', 1), page, '1 elements at /page', '1'],
    [(claim) => claim.length('/no', 1), page, '1 elements at /no', 'nothing'],
    [(claim) => claim.absent('/page'), page, 'an object without /page', '1'],
    [(claim) => claim.absent('/no/a'), page, 'an object without /no/a', 'no object around /no/a'],
    [(claim) => claim.text('a'), answered({ body: 'b' }), '"a"', '"b"'],
  ])('what was expected and what was seen is said', (check, exchange, expected, seen) => {
    expect(failureOf(check(new Claim('c', exchange)))).toEqual({ expected, seen, exchange })
  })

  test('that another request had no answer to be the same as does not hold', () => {
    const claim = new Claim('c', answered({})).sameBodyAs(unanswered())
    expect(failureOf(claim)?.expected).toBe('GET /api/x -> connection refused')
  })
})

describe('of a value', () => {
  test.each<
    readonly [
      name: string,
      check: (claim: ValueClaim) => ValueClaim,
      holds: unknown,
      fails: readonly unknown[],
    ]
  >([
    ['equals', (claim) => claim.equals({ a: [1] }), { a: [1] }, [{ a: [2] }, undefined, null]],
    ['differs', (claim) => claim.differs('a'), 'b', ['a', undefined]],
    ['differs, of nothing', (claim) => claim.differs('a'), null, [undefined]],
    ['matches', (claim) => claim.matches(/^a/g), 'ab', ['ba', 1, undefined]],
    ['includes, list', (claim) => claim.includes({ a: 1 }), [{ a: 1 }], [[{ a: 2 }], 'a', []]],
    ['includes, text', (claim) => claim.includes('b'), 'abc', ['ac', undefined, { b: 1 }]],
    ['length', (claim) => claim.length(2), [1, 2], [[1], 'a', undefined, { length: 2 }]],
    ['length, text', (claim) => claim.length(0), '', [undefined]],
    ['atMost', (claim) => claim.atMost(2), 2, [3, '1', NaN, undefined]],
    ['atLeast', (claim) => claim.atLeast(2), 2, [1, '3', NaN, undefined]],
  ])('%s', (_name, check, holds, fails) => {
    expect(failureOf(check(new ValueClaim('c', holds)))).toBeUndefined()
    for (const value of fails) expect(failureOf(check(new ValueClaim('c', value)))).toBeDefined()
  })

  test('that it equals what was never seen does not hold', () => {
    const first = json({})
    expect(failureOf(new ValueClaim('c', undefined).equals(first.at('/id')))).toBeDefined()
    expect(failureOf(new Claim('c', json({})).json('/id', first.at('/id')))).toBeDefined()
  })

  test('that it differs from what was never seen does not hold', () => {
    expect(failureOf(new ValueClaim('c', 'a').differs(undefined))).toBeDefined()
  })
})

test('only the first failure of a claim counts, and every check is counted', () => {
  const { result } = new Claim('c', page).status(200).json('/page', 2).status(500)
  expect(result).toEqual({
    name: 'c',
    checks: 3,
    failure: { expected: '2', seen: '/page: expected 2, seen 1', exchange: page },
  })
})

test('a claim that checked nothing says so', () => {
  expect(new Claim('c', page).result).toEqual({ name: 'c', checks: 0 })
})

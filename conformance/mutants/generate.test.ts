import { expect, test } from 'bun:test'
import type { HttpMessage } from '../probes/http-message.ts'
import { peekJson } from './edit-json.ts'
import { generateMutants } from './generate.ts'
import type { RequestLine } from './mutant.ts'

const mutants = generateMutants()

const answerOf = (json: unknown, status = 200): HttpMessage => {
  const headerLines: readonly (readonly [string, string])[] = [['Content-Type', 'application/json']]
  return {
    version: 'HTTP/1.1',
    status,
    reason: '',
    headers: new Headers({ 'Content-Type': 'application/json' }),
    headerLines,
    body: new TextEncoder().encode(`${JSON.stringify(json)}\n`),
  }
}

const list: RequestLine = {
  method: 'GET',
  path: '/api/collections/posts/records',
  query: new URLSearchParams(),
  token: undefined,
}

const page = {
  items: [
    { collectionId: 'a', collectionName: 'posts', id: '1', title: 'x' },
    { collectionId: 'a', collectionName: 'posts', id: '2', title: '' },
  ],
  page: 1,
  perPage: 30,
  totalItems: 2,
  totalPages: 1,
}

const mutate = (id: string, answer: HttpMessage, request = list): HttpMessage => {
  const mutant = mutants.find((each) => each.id === id)
  if (mutant === undefined) throw new Error(`no mutant "${id}"`)
  expect(mutant.reaches(request)).toBe(true)
  return mutant.change(answer, request)
}

test('every mutant has an id of its own', () => {
  expect(new Set(mutants.map(({ id }) => id)).size).toBe(mutants.length)
})

test.each([
  ['drop//page', (({ page: _, ...rest }) => rest)(page)],
  ['retype//page', { ...page, page: '1' }],
  ['value//totalItems', { ...page, totalItems: 3 }],
  ['list/reversed', { ...page, items: page.items.toReversed() }],
  ['list/last lost', { ...page, items: page.items.slice(0, 1) }],
  ['drop//items/*/id', { ...page, items: page.items.map(({ id: _, ...rest }) => rest) }],
  [
    'field/text changed',
    { ...page, items: page.items.map((each) => (each.title ? { ...each, title: 'xx' } : each)) },
  ],
])('records.list/%s changes that and nothing else', (name, expected) => {
  const before = answerOf(page)
  const after = mutate(`records.list/${name}`, before)
  expect({ ...after, body: before.body }).toEqual(before)
  expect(new TextDecoder().decode(after.body)).toBe(`${JSON.stringify(expected)}\n`)
})

test('a renamed key stays where it was, and a first key can come last', () => {
  const keysAfter = (id: string) =>
    Object.keys(peekJson(mutate(`records.list/${id}`, answerOf(page))) as object)
  expect(keysAfter('rename//page')).toEqual([
    'items',
    'page_',
    'perPage',
    'totalItems',
    'totalPages',
  ])
  expect(keysAfter('key-order//')).toEqual(['page', 'perPage', 'totalItems', 'totalPages', 'items'])
})

const refusal = (data: unknown) =>
  answerOf({ data, message: 'Failed to create record.', status: 400 }, 400)
const create: RequestLine = { ...list, method: 'POST' }

test('what is wrong with a value is found however deep it lies', () => {
  const issue = { code: 'validation_required', message: 'Cannot be blank.' }
  const other = { code: 'validation_is_email', message: 'x' }
  const before = refusal({ a: { 0: { b: issue } }, c: other })
  const dataAfter = (id: string) =>
    (peekJson(mutate(`records.create/${id}`, before, create)) as { data: unknown }).data
  expect(dataAfter('issue-code/validation_required')).toEqual({
    a: { 0: { b: { ...issue, code: 'validation_other' } } },
    c: other,
  })
  expect(dataAfter('issue-lost/validation_required')).toEqual({ a: { 0: {} }, c: other })
})

test('a refusal is told apart by its message', () => {
  const id = 'records.create/error-status/400 Failed to create record./status line'
  expect(mutate(id, refusal({}), create).status).toBe(404)
  const elsewhere = answerOf({ data: {}, message: 'Other.', status: 400 }, 400)
  expect(mutate(id, elsewhere, create)).toBe(elsewhere)
})

test('what a success looks like does not touch a refusal, and the other way round', () => {
  const refused = refusal({})
  const accepted = answerOf({ data: {}, message: 'x', status: 200 })
  expect(mutate('records.create/add//', refused, create)).toBe(refused)
  expect(mutate('records.create/drop/error/message', refused, create)).not.toBe(refused)
  expect(mutate('records.create/drop/error/message', accepted, create)).toBe(accepted)
})

test('a body that would be spelled otherwise is left alone, an escaped one keeps its spelling', () => {
  const odd = { ...answerOf({}), body: new TextEncoder().encode('{ "page": 1 }') }
  expect(mutate('records.list/drop//page', odd)).toBe(odd)
  const escaped = { ...odd, body: new TextEncoder().encode('{"page":1,"x":"\\u003c"}\n') }
  const after = mutate('records.list/value//page', escaped)
  expect(new TextDecoder().decode(after.body)).toBe('{"page":2,"x":"\\u003c"}\n')
})

test('a stale read is one of the same caller', () => {
  const stale = mutants.find(({ id }) => id.startsWith('records.list/stale'))
  const change = stale?.begin?.() ?? (() => answerOf({}))
  const first = answerOf({ items: [1] })
  const second = answerOf({ items: [2] })
  expect(change(first, list)).toBe(first)
  expect(change(second, { ...list, token: 'other' })).toBe(second)
  expect(change(second, list)).toBe(first)
})

import { expect, test } from 'bun:test'
import { align, tableOf } from './table.ts'
import { failure, judgedAs } from './test-support.ts'

test('counts what is kept of what is judged, with gaps and what is not applicable apart', () => {
  const table = tableOf([
    judgedAs('page.defaults', { kind: 'pass' }),
    judgedAs('page.key-order', failure),
    judgedAs('page.max-per-page', failure, { gap: 'pages' }),
    judgedAs('page.skip-total', { kind: 'not-applicable', because: 'x' }),
    judgedAs('http.error.shape', { kind: 'pass' }),
    judgedAs('http.error.key-order', failure),
  ])
  expect(table.split('\n')).toEqual([
    'area  must  should  may  known gaps  not applicable',
    'http   1/1          0/1',
    'page   1/2                        1               1',
    'all    2/3          0/1           1               1',
  ])
})

test('an area whose cases are all known gaps has no count', () => {
  const [, row] = tableOf([judgedAs('page.defaults', failure, { gap: 'pages' })]).split('\n')
  expect(row).toBe('page                              1')
})

test('columns are as wide as their widest cell, numbers to the right', () => {
  expect(
    align([
      ['a', '1'],
      ['long', '200'],
      ['b', ''],
    ]),
  ).toBe('a       1\nlong  200\nb')
  expect(align([])).toBe('')
})

import { describe, expect, test } from 'bun:test'
import { requirements } from '../spec/registry.ts'
import {
  basisChanges,
  coverageTable,
  idsEverIn,
  keptText,
  mismatchOf,
  observe,
} from './coverage.ts'
import type { CaseLine } from './report/jsonl.ts'

const line = (id: string, verdict: string, claims: readonly string[] = ['a']): CaseLine => ({
  type: 'case',
  id,
  level: 'must',
  verdict,
  outcome: verdict === 'kept' ? 'pass' : 'fail',
  claims: Object.fromEntries(claims.map((name) => [name, verdict === 'kept'])),
  ms: 1,
})

const rowOf = (table: string, area: string): readonly string[] =>
  table
    .split('\n')
    .map((row) => row.split('|').map((cell) => cell.trim()))
    .find(([, name]) => name === area)
    ?.slice(2, -1) ?? []

test('the table counts entries, cases and claims, and who keeps them', () => {
  const table = coverageTable({
    upstream: [line('page.defaults', 'kept', ['a', 'b']), line('page.key-order', 'broken')],
    reference: [line('page.defaults', 'broken'), line('page.key-order', 'broken')],
  })
  const entries = String(requirements.filter(({ id }) => id.startsWith('page.')).length)
  expect(rowOf(table, 'page')).toEqual([entries, '2', '3', '1', '0'])
  expect(rowOf(table, 'http').slice(1)).toEqual(['0', '0', '0', '0'])
  expect(rowOf(table, '**all**')).toEqual([String(requirements.length), '2', '3', '1', '0'])
})

describe('a report is refused when it is not of the suite as it is:', () => {
  const ids = ['page.defaults', 'page.key-order'] as const
  const whole = ids.map((id) => line(id, 'kept'))

  test('not when it is', () => {
    expect(mismatchOf('upstream', whole.toReversed(), ids)).toBeUndefined()
  })
  test('one of a part, which would take the rest out of the table', () => {
    expect(mismatchOf('upstream', whole.slice(1), ids)).toBe(
      'reports/check/upstream.jsonl lacks 1 case (page.defaults); run: bun run plumbline check upstream',
    )
  })
  test('one with a case that is gone', () => {
    expect(mismatchOf('reference', [...whole, line('page.gone', 'kept')], ids)).toBe(
      'reports/check/reference.jsonl has 1 case that is gone (page.gone); run: bun run plumbline check reference',
    )
  })
  test('one of nothing', () => {
    expect(mismatchOf('upstream', [], ids)).toContain('lacks 2 cases (page.defaults, …)')
  })
})

test('an entry that was observed says so, and its neighbours stay as they are', () => {
  const entry = (id: string) => `  {\n    id: '${id}',\n    basis: 'unverified',\n  },\n`
  const [before, mine, after] = ['page.a', 'page.b', 'page.c'].map(entry)
  const observed = mine?.replace('unverified', 'observed')
  expect(observe(`${before}${mine}${after}`, 'page.b')).toBe(`${before}${observed}${after}`)
})

test('only entries that nobody has seen yet become observed, and only by a case that passed', async () => {
  const idOf = (basis: string): string =>
    requirements.find((entry) => entry.basis === basis && entry.id.startsWith('files.'))?.id ?? ''
  const unseen = idOf('unverified')
  const others = [line(idOf('observed'), 'kept'), line(idOf('documented'), 'kept')]
  expect(await basisChanges({ upstream: [...others, line(unseen, 'broken')] })).toEqual([])
  const [change, ...rest] = await basisChanges({ upstream: [...others, line(unseen, 'kept')] })
  expect(rest).toEqual([])
  expect(change?.path).toStartWith('spec/requirements/files/')
  expect(change?.wanted).toBe(observe(change?.committed ?? '', unseen))
})

test('the list of kept ids is sorted, has each id once, and none that the contract has lost', () => {
  expect(keptText(['page.key-order', 'page.defaults', 'page.gone', 'page.key-order'])).toBe(
    'page.defaults\npage.key-order\n',
  )
})

test('ids that a file ever had are read from its history, also those that were taken out', () => {
  const log = [
    '--- a/conformance/kept.txt',
    '+++ b/conformance/kept.txt',
    '@@ -1,2 +1,2 @@',
    ' page.a',
    '-page.b',
    '+page.c',
    'diff --git a/conformance/kept.txt b/conformance/kept.txt',
    '+page.b',
    '+page.a',
  ].join('\n')
  expect(idsEverIn(log).toSorted()).toEqual(['page.a', 'page.b', 'page.c'])
})

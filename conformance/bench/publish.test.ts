import { afterAll, beforeAll, describe, expect, test } from 'bun:test'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { chartOf } from './chart.ts'
import { exitCodeOfBench, selectScenarios } from './command.ts'
import { publicScenarios } from './public/registry.ts'
import { checkPublished, sectionOf } from './publish.ts'
import { scenarios } from './registry.ts'
import { benchFile, type Measured, readBenchFile, writeBenchFile } from './results.ts'
import { markdownTable } from '../report/table.ts'
import { tablesOf, unmeasured } from './table.ts'

let directory = ''
beforeAll(() => {
  directory = mkdtempSync(join(tmpdir(), 'plumbline-publish-'))
})
afterAll(() => rmSync(directory, { recursive: true }))

const measured = (perSecond: number): Measured => ({
  requests: perSecond * 2,
  seconds: 2,
  p50Ms: 1,
  p99Ms: 12.34,
  maxMs: 20,
  cpuMs: perSecond / 5,
  peakRssMb: 100,
  others: 0,
})

const round = (ours: number, theirs: number) => ({
  reference: measured(ours),
  upstream: measured(theirs),
  floors: { route: 50_000, statement: 100_000 },
})

const file = benchFile({
  at: '2026-01-02T03:04:05.000Z',
  commit: 'abc1234',
  machine: { cpu: 'A Processor', cpus: 2, memoryGb: 24, kernel: '6.0' },
  versions: { plumbline: '0.1.0', upstream: '0.36.6', bun: '1.4.5', wrk: '4.1.0' },
  seed: 1,
  rounds: 3,
  seconds: 3,
  scenarios: [
    {
      name: 'view',
      says: 'view <one> record',
      outcome: 'measured',
      kind: 'load',
      connections: 32,
      rounds: [round(3000, 1000), round(4000, 1000), round(3300, 1100)],
    },
    {
      name: 'start-up',
      says: 'start',
      outcome: 'measured',
      kind: 'process',
      unit: 'ms',
      rounds: [
        { reference: 100, upstream: 50 },
        { reference: 300, upstream: 50 },
      ],
    },
    { name: 'batch', says: 'a batch', outcome: 'missing', waitsFor: 'batch' },
    { name: 'search', says: 'a search', outcome: 'refused', because: 'curl x\nreference: 1' },
  ],
})

describe('the table', () => {
  const tables = tablesOf(file.scenarios, 'name').map((cells) => markdownTable(cells))

  test('has ours and theirs, the ratio with its spread, cost and floors', () => {
    expect(tables).toEqual([
      [
        '| ours / PocketBase | requests/s | ratio | p50 ms | p99 ms | CPU µs | peak MB | floor, per s |',
        '| --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: |',
        '| view | 3,300 / 1,000 | 3.00 (3.00–4.00) | 1.00 / 1.00 | 12.3 / 12.3 | 100 / 100 | 100 / 100 | route 50,000, statement 100,000 |',
      ].join('\n'),
      [
        '| ours / PocketBase | figure | ratio |',
        '| --- | ---: | ---: |',
        '| start-up | 200 / 50.0 ms | 4.00 (2.00–6.00) ~ |',
      ].join('\n'),
    ])
  })

  test('names what is missing or refused, and why', () => {
    expect(unmeasured(file.scenarios, 'says')).toEqual([
      'a batch: missing, waits for "batch"',
      'a search: refused, curl x',
    ])
  })
})

describe('the chart', () => {
  const chart = chartOf(file, 'light')
  test('is an SVG with a bar and the figures in words', () => {
    expect(chart).toStartWith('<svg xmlns="http://www.w3.org/2000/svg"')
    expect(chart).toContain('view &lt;one&gt; record 3.0</title>')
    expect(chart.match(/<rect /g)).toHaveLength(1)
  })
  test('differs by scheme in colours only', () => {
    const plain = (text: string): string => text.replace(/#[0-9a-f]{6}/g, '#')
    expect(chartOf(file, 'dark')).not.toBe(chart)
    expect(plain(chartOf(file, 'dark'))).toBe(plain(chart))
  })
})

describe('the README', () => {
  test('says so when nothing is published', () => {
    const none = { main: undefined, workload: undefined, results: 'reports/bench' }
    expect(sectionOf(none)).toBe('No results are published yet.')
  })

  test('tells under which circumstances the figures came to be', () => {
    const section = sectionOf({ main: file, workload: file, results: 'reports/bench' })
    expect(section).toContain('PocketBase 0.36.6, 2026-01-02')
    expect(section).toContain('2 × A Processor, 24 GB')
    expect(section).toContain('srcset="reports/bench/main-dark.svg"')
    expect(section).toContain('| view <one> record | 3,300 / 1,000 |')
    expect(section).toContain('- a batch: missing, waits for "batch"')
    expect(section).toContain('(reports/bench/public.md), ours completes 1 sooner')
  })
})

describe('committed results', () => {
  test('come back as they were written', async () => {
    const path = join(directory, 'same', 'main.json')
    await writeBenchFile(path, file)
    expect(await readBenchFile(path)).toEqual(file)
    expect(await readBenchFile(join(directory, 'none.json'))).toBeUndefined()
  })

  test.each([
    ['cut off', JSON.stringify(file).slice(0, 50), 'cut off'],
    ['empty', '', 'cut off'],
    ['of another format', JSON.stringify({ ...file, format: 0 }), 'of format 0, not 1'],
  ])('that are %s are named as such', async (_name, text, message) => {
    const path = join(directory, 'odd.json')
    writeFileSync(path, text)
    expect(readBenchFile(path)).rejects.toThrow(message)
  })

  test('that differ from what is published are noticed', async () => {
    const results = join(directory, 'stale')
    await writeBenchFile(join(results, 'main.json'), file)
    const stale = await checkPublished(results)
    expect(stale).toContain('README.md')
    expect(stale.filter((path) => path.endsWith('.svg'))).toHaveLength(2)
  })
})

describe('what is asked for', () => {
  test('is a scenario by its name, or by either half of it', () => {
    const names = (all: typeof scenarios, ...asked: readonly string[]) =>
      selectScenarios(all, asked).map(({ name }) => name)
    expect(names(scenarios, 'list', 'health')).toEqual(['health', 'list'])
    expect(names(publicScenarios, 'L1')).toEqual([
      'L1/posts10k',
      'L1/posts25k',
      'L1/posts50k',
      'L1/posts100k',
    ])
    expect(names(publicScenarios, 'D9')).toEqual(['D9/users'])
  })

  test('is refused with the nearest name when there is no such thing', () => {
    expect(() => selectScenarios(scenarios, ['helth'])).toThrow('did you mean "health"?')
  })

  test('has a name of its own', () => {
    for (const all of [scenarios, publicScenarios]) {
      const names = all.map(({ name }) => name)
      expect(new Set(names).size).toBe(names.length)
    }
  })

  test('is, for the public workload, every scenario but those of section 4.4', () => {
    // 14 create, 4 sign in, 2 view one user, 28 lists of four sizes, 10 delete.
    expect(publicScenarios).toHaveLength(14 + 4 + 2 + 28 * 4 + 10)
  })
})

test('the exit code tells measured, refused and nothing apart', () => {
  const [load, , missing, refused] = file.scenarios
  if (load === undefined || missing === undefined || refused === undefined) throw new Error('none')
  expect(exitCodeOfBench([load, missing])).toBe(0)
  expect(exitCodeOfBench([load, refused])).toBe(1)
  expect(exitCodeOfBench([missing])).toBe(2)
})

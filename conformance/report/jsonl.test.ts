import { afterAll, beforeAll, describe, expect, test } from 'bun:test'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Ajv2020 } from 'ajv/dist/2020.js'
import fc from 'fast-check'
import { Exchange } from '../harness/exchange.ts'
import { targetOf } from '../harness/test-support.ts'
import { readJsonl, reportName, writeJsonl } from './jsonl.ts'
import schema from './report.schema.json' with { type: 'json' }
import { failure, judgedAs } from './test-support.ts'

let directory = ''
beforeAll(() => {
  directory = mkdtempSync(join(tmpdir(), 'plumbline-jsonl-'))
})
afterAll(() => rmSync(directory, { recursive: true }))

const target = targetOf(() => Promise.reject(new Error('not launched')))

const exchange = new Exchange(
  {
    method: 'POST',
    url: 'http://h/p',
    headers: [['authorization', 'hidden-1']],
    body: '{"password":"hidden-2"}',
  },
  {
    status: 200,
    headers: new Headers({ location: '/x?token=hidden-3' }),
    bytes: new TextEncoder().encode('{"token":"hidden-4"}'),
  },
  1,
)

const all = [
  judgedAs(
    'page.key-order',
    { ...failure, seen: '{"token":"hidden-5"}' },
    { exchanges: [exchange], claims: new Map([['says', false]]), gap: 'pages' },
  ),
  judgedAs('page.defaults', { kind: 'pass' }, { exchanges: [exchange] }),
  judgedAs('sort.trim', { kind: 'not-applicable', because: 'no "restart"' }),
]

const written = async (name: string): Promise<string> => {
  const path = join(directory, 'deep', `${name}.jsonl`)
  writeJsonl(path, { target, seed: 7, all })
  return path
}

describe('a report', () => {
  test('is read back as it was written, in the order of ids', async () => {
    const cases = await readJsonl(await written('whole'))
    expect(cases.map(({ id, verdict, outcome }) => [id, verdict, outcome])).toEqual([
      ['page.defaults', 'kept', 'pass'],
      ['page.key-order', 'broken', 'fail'],
      ['sort.trim', 'not-judged', 'not-applicable'],
    ])
    expect(cases[1]).toMatchObject({ gap: 'pages', level: 'must', claims: { says: false }, ms: 12 })
  })

  test('begins with what was judged and ends with the counts', async () => {
    const lines = (await Bun.file(await written('ends')).text()).trimEnd().split('\n')
    expect(JSON.parse(lines.at(0) ?? '')).toMatchObject({
      type: 'header',
      format: 1,
      target: 'miniature',
      version: '0.36.6',
      seed: 7,
    })
    expect(JSON.parse(lines.at(-1) ?? '')).toEqual({
      type: 'footer',
      cases: 3,
      verdicts: { kept: 1, broken: 1, 'not-judged': 1 },
    })
  })

  test('tells the story of what was not kept, without its secrets', async () => {
    const text = await Bun.file(await written('story')).text()
    const [, , broken] = text.split('\n')
    expect(broken).toContain('"story":["claim')
    expect(broken).toContain('curl --include')
    expect(text).not.toContain('hidden-')
    expect(text.match(/"exchanges"/g)).toHaveLength(1)
  })

  test('keeps its published schema, and a line that is none does not', async () => {
    const isLine = new Ajv2020({ strict: false }).compile(schema)
    for (const line of (await Bun.file(await written('schema')).text()).trimEnd().split('\n')) {
      isLine(JSON.parse(line))
      expect(isLine.errors).toBeNull()
    }
    expect(isLine({ type: 'case', id: 'page.defaults' })).toBe(false)
  })

  test('that is cut off anywhere is refused', async () => {
    const path = await written('cut')
    const text = await Bun.file(path).text()
    await fc.assert(
      fc.asyncProperty(fc.nat(text.length - 2), async (length) => {
        await Bun.write(path, text.slice(0, length))
        expect(await readJsonl(path).catch((error: unknown) => String(error))).toMatch(
          /is cut off|is not a report/,
        )
      }),
    )
  })

  test('that has lost a line is refused', async () => {
    const path = await written('lost')
    const lines = (await Bun.file(path).text()).split('\n')
    await Bun.write(path, lines.toSpliced(2, 1).join('\n'))
    expect(readJsonl(path)).rejects.toThrow('is cut off: it has 2 cases and no matching footer')
  })

  test.each([
    ['another format', '{"type":"header","format":2}\n{"type":"footer","cases":0}\n'],
    ['nothing', ''],
    ['something else', '[]\n'],
    ['a line of null', 'null\n'],
  ])('that holds %s is refused', async (name, text) => {
    const path = join(directory, `${name}.jsonl`)
    await Bun.write(path, text)
    expect(readJsonl(path)).rejects.toThrow('is not a report of format 1')
  })

  test('that is not there is refused with what makes it', () => {
    expect(readJsonl(join(directory, 'none'))).rejects.toThrow('run: bun run plumbline check')
  })

  test('is called after its target', () => {
    expect(reportName({ name: 'http://127.0.0.1:8090' })).toBe('http_127.0.0.1_8090')
    expect(reportName({ name: 'upstream@newest' })).toBe('upstream@newest')
  })
})

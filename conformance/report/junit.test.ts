import { afterAll, beforeAll, expect, test } from 'bun:test'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import type { Judged } from '../run.ts'
import { writeJunit } from './junit.ts'
import { failure, judgedAs } from './test-support.ts'

let directory = ''
beforeAll(() => {
  directory = mkdtempSync(join(tmpdir(), 'plumbline-junit-'))
})
afterAll(() => rmSync(directory, { recursive: true }))

const xmlOf = async (all: readonly Judged[], name = 'miniature', strict = false) => {
  const path = join(directory, 'deep', 'report.xml')
  await writeJunit(path, { name, all, strict })
  return await Bun.file(path).text()
}

const entities = { amp: '&', lt: '<', gt: '>', quot: '"' } as const

test('any text survives as XML, except what XML cannot hold', async () => {
  await fc.assert(
    fc.asyncProperty(fc.string({ unit: 'binary' }), async (name) => {
      const xml = await xmlOf([], name)
      const [, attribute = ''] = /^<testsuite name="([^"]*)" tests="0"/m.exec(xml) ?? []
      expect(attribute).not.toMatch(/[<>]/)
      const read = attribute.replace(
        /&(\w*;?)/g,
        (_whole, entity: string) => entities[entity.slice(0, -1) as keyof typeof entities], // undefined shows in the text
      )
      expect(read).toBe(
        name.replace(/[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu, '\ufffd'),
      )
    }),
  )
})

test('each verdict has its form', async () => {
  const xml = await xmlOf([
    judgedAs('page.defaults', { kind: 'pass' }),
    judgedAs('page.key-order', failure),
    judgedAs('page.max-per-page', failure, { gap: 'the <pages>' }),
    judgedAs('page.skip-total', { kind: 'not-applicable', because: 'no "restart"' }),
    judgedAs('page.beyond-last', { kind: 'harness-error', cause: new Error('of ours') }),
    judgedAs('http.error.key-order', failure),
  ])
  expect(xml).toContain('<testsuite name="miniature" tests="6" failures="1" errors="1">')
  expect(xml).toContain('<testcase classname="page" name="page.defaults" time="0.012"></testcase>')
  expect(xml).toContain('name="page.key-order" time="0.012"><failure>BROKEN page.key-order (must)')
  expect(xml).toContain('claim &quot;says &lt;30&gt; &amp; &quot;more&quot;&quot;')
  expect(xml).toContain('<skipped message="the &lt;pages&gt;"/>')
  expect(xml).toContain('<skipped message="no &quot;restart&quot;"/>')
  expect(xml).toContain('<error>VOID page.beyond-last (must)')
  expect(xml).toContain('name="http.error.key-order" time="0.012"></testcase>')
})

test('a departure is a failure when the run is strict', async () => {
  const xml = await xmlOf([judgedAs('http.error.key-order', failure)], 'miniature', true)
  expect(xml).toContain('failures="1" errors="0"')
  expect(xml).toContain('<failure>DEPARTS http.error.key-order (may)')
})

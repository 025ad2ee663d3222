import { afterAll, beforeAll, describe, expect, test } from 'bun:test'
import { mkdtempSync, rmSync } from 'node:fs'
import axe from 'axe-core'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Exchange } from '../harness/exchange.ts'
import { targetOf } from '../harness/test-support.ts'
import { visit, type Visit } from '../probes/browser.ts'
import { headerOf, writeMatrix } from '../mutants/matrix.ts'
import { mutantLine } from '../mutants/test-support.ts'
import { writeJsonl } from '../report/jsonl.ts'
import { failure, judgedAs } from '../report/test-support.ts'
import { drawPage } from './draw.ts'
import { html } from './html.ts'
import { renderPage } from './render.ts'
import { renderProofs } from './render-proofs.ts'
import { readSources } from './sources.ts'

const browserMs = 120_000
let reports = ''
let page = ''
let server: ReturnType<typeof Bun.serve>

const exchange = new Exchange(
  { method: 'GET', url: 'http://h/p?q=<b>', headers: [], body: '<script>alert(1)</script>' },
  { status: 200, headers: new Headers(), bytes: new TextEncoder().encode('{"a":"</pre><b>"}') },
  1,
)

beforeAll(async () => {
  reports = mkdtempSync(join(tmpdir(), 'plumbline-page-'))
  const target = targetOf(() => Promise.reject(new Error('not launched')))
  writeJsonl(join(reports, 'check/miniature.jsonl'), {
    target,
    seed: 7,
    all: [
      judgedAs('page.defaults', { kind: 'pass' }, { claims: new Map([['says <30>', true]]) }),
      judgedAs('page.key-order', failure, { exchanges: [exchange] }),
      judgedAs('sort.trim', failure, { gap: 'sorting' }),
    ],
  })
  await Bun.write(
    join(reports, 'diff/a-b.jsonl'),
    [
      '{"type":"header","format":1,"seed":1,"at":"now","a":{"target":"a","version":"1"},"b":{"target":"b","version":"1"}}',
      '{"type":"difference","id":"page.defaults","about":"body","curl":"curl x","a":"<1>","b":"2"}',
      '{"type":"footer","cases":1,"exchanges":2,"differences":1,"stale":[]}',
    ].join('\n'),
  )
  writeMatrix(join(reports, 'prove/miniature.jsonl'), {
    header: headerOf(target, { generated: 9, cases: 2, seed: 7 }),
    mutants: [mutantLine('records.list/drop/<page>', 'killed'), mutantLine('b', 'survived')],
  })
  page = renderPage(await readSources(reports))
  server = Bun.serve({
    hostname: '127.0.0.1',
    port: 0,
    fetch: () => new Response(page, { headers: { 'content-type': 'text/html' } }),
  })
})
afterAll(async () => {
  await server.stop(true)
  rmSync(reports, { recursive: true })
})

test('values of a template are text, unless they are HTML', () => {
  expect(
    html`<p title="${'"'}">${'<&>'}${html`<b>${1}</b>`}${['a', undefined]}</p>`.toString(),
  ).toBe('<p title="&quot;">&lt;&amp;&gt;<b>1</b>a</p>')
})

test('tells that only a part of the wrong servers was judged', () => {
  const target = { name: 'x', version: '0.36.6' }
  const partial = { judged: 3, of: 2_000 }
  const header = headerOf(target, { generated: 9_000, cases: 2, partial })
  const text = renderProofs([{ header, mutants: [mutantLine('b', 'survived')] }]).toString()
  expect(text).toContain('Only a part: the run was ended when 3 of 2000 were judged.')
})

test('tells how many wrong servers are noticed, and which are not', () => {
  const [, strength = ''] = page.split('<h2 id="strength">')
  const text = strength.replaceAll(/\s+/g, ' ')
  expect(text).toContain('9 wrong servers, 2 of them judged, a sample drawn by seed 7')
  expect(text).toContain('1 killed, 1 survived')
  expect(text).toContain('--lack:50.0%')
  expect(text).toContain('<code>b</code>')
  expect(text).not.toContain('records.list/drop/')
})

describe('the page', () => {
  const withPage = async (use: (visited: Visit) => Promise<void>): Promise<void> => {
    const visited = await visit(server.url.href)
    try {
      await use(visited)
    } finally {
      await visited.close() // throws when the page wanted something from the network
    }
  }

  const shown = async ({ page: tab }: Visit) => {
    const items = await tab.locator('details[data-id]:not([hidden])').all()
    return Promise.all(items.map((item) => item.getAttribute('id')))
  }

  test(
    'finds requirements by words and by status, with the keyboard alone',
    () =>
      withPage(async (visited) => {
        const { page: tab } = visited
        await tab.focus('#text')
        await tab.keyboard.type('says <30> DEFAULTS')
        expect(await shown(visited)).toEqual(['page.defaults'])
        await tab.fill('#text', '')
        await tab.selectOption('#status', 'broken')
        expect(await shown(visited)).toEqual(['page.key-order'])
        expect(await tab.textContent('output')).toStartWith('1 of ')
        await tab.focus('details[id="page.key-order"] summary')
        await tab.keyboard.press('Enter')
        expect(await tab.innerText('details[id="page.key-order"]')).toContain('</pre><b>')
        expect(visited.printed).toEqual([])
      }),
    browserMs,
  )

  test(
    'opens the requirement that a link names',
    () =>
      withPage(async ({ page: tab }) => {
        await tab.goto(`${server.url.href}#sort.trim`)
        expect(await tab.getAttribute('details[id="sort.trim"]', 'open')).not.toBeNull()
      }),
    browserMs,
  )

  test.each(['light', 'dark'] as const)(
    'has no barrier that axe knows, in %s',
    (colorScheme) =>
      withPage(async ({ page: tab }) => {
        await tab.emulateMedia({ colorScheme })
        // The others are made alike, and looking at each would take minutes.
        await tab.fill('#text', 'page.')
        await tab.click('details[id="page.key-order"] summary')
        await tab.addScriptTag({ content: axe.source })
        // axe puts itself there; its answer has the ids of the rules that are broken.
        const broken = await tab.evaluate(
          `axe.run({ resultTypes: ['violations'] }).then(({ violations }) => violations.map(({ id, nodes }) => id + ': ' + nodes[0].html))`,
        )
        expect(broken).toEqual([])
      }),
    browserMs,
  )
})

test('a report that is cut off makes no page', async () => {
  const path = join(reports, 'diff/a-b.jsonl')
  const whole = await Bun.file(path).text()
  await Bun.write(path, whole.split('\n').slice(0, 2).join('\n'))
  expect(readSources(reports)).rejects.toThrow('is cut off')
  await Bun.write(path, whole)
})

test(
  'its first screen is drawn in either colour scheme',
  async () => {
    const paths = await drawPage(page, reports)
    expect(paths).toEqual([join(reports, 'report-light.png'), join(reports, 'report-dark.png')])
    const [light, dark] = await Promise.all(paths.map((path) => Bun.file(path).bytes()))
    expect(light?.subarray(1, 4)).toEqual(new TextEncoder().encode('PNG'))
    expect(dark).not.toEqual(light)
  },
  browserMs,
)

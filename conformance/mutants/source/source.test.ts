import { afterAll, beforeAll, describe, expect, test } from 'bun:test'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { conform } from '../../harness/case.ts'
import { registry } from '../../registry.ts'
import type { ClaimName } from '../mutant.ts'
import {
  judgeSourceMutant,
  PatchError,
  readSourceMutant,
  readSourceMutants,
  type SourceTree,
} from './source.ts'

const runMs = 60_000

const show = ({ requirement, claim }: ClaimName): string => `${requirement} / ${claim}`

test.each(readSourceMutants().map((mutant) => [mutant.name, mutant] as const))(
  'a server with %s fails exactly the claims that the patch names',
  async (_name, mutant) => {
    const verdict = await judgeSourceMutant(mutant, registry)
    expect(verdict.kind === 'killed' ? verdict.failed.map(show).toSorted() : verdict).toEqual(
      mutant.kills.map(show).toSorted(),
    )
  },
  runMs,
)

describe('the runner', () => {
  const directory = mkdtempSync(join(tmpdir(), 'plumbline-source-'))
  const tree: SourceTree = {
    root: directory,
    parts: ['server'],
    program: (root) => ({
      name: 'miniature',
      command: [process.execPath, join(root, 'server/miniature.ts')],
      version: '0.36.6',
      flags: () => [],
    }),
  }

  /** Knows health and the superuser's sign-in, which every case begins with. */
  const miniature = `
const health = { code: 200, message: 'API is healthy.' }
const [command, http = ''] = process.argv.slice(2)
if (command === 'serve') {
  Bun.serve({
    hostname: '127.0.0.1',
    port: Number(http.split(':').at(-1)),
    fetch: ({ url }) => Response.json(url.endsWith('/api/health') ? health : { token: 'x' }),
  })
}
`

  const healthy = conform('health.guest', {
    lane: 'shared',
    async check({ guest, claim }) {
      const answer = await guest.get('/api/health')
      claim('says 200', answer).json('/code', 200)
      claim('says so', answer).json('/message', 'API is healthy.')
    },
  })

  const write = (name: string, text: string) => {
    const file = join(directory, `${name}.patch`)
    writeFileSync(file, text)
    return file
  }

  const patch = (kills: string, from: string, to: string): string => `# kills: ${kills}
--- a/server/miniature.ts
+++ b/server/miniature.ts
@@ -1,3 +1,3 @@
 
-const health = { code: 200, message: 'API is healthy.' }
+const health = ${`{ code: 200, message: 'API is healthy.' }`.replace(from, to)}
 const [command, http = ''] = process.argv.slice(2)
`

  beforeAll(() => {
    mkdirSync(join(directory, 'server'))
    mkdirSync(join(directory, 'node_modules'))
    writeFileSync(join(directory, 'server/miniature.ts'), miniature)
  })
  afterAll(() => rmSync(directory, { recursive: true }))

  const judgePatch = (name: string, text: string) =>
    judgeSourceMutant(readSourceMutant(write(name, text)), [healthy], tree)

  test('tells which claims a patch fails', async () => {
    expect(await judgePatch('code', patch('health.guest / says 200', '200', '201'))).toEqual({
      kind: 'killed',
      failed: [{ requirement: 'health.guest', claim: 'says 200' }],
    })
  })

  test('tells which claims do not notice', async () => {
    expect(await judgePatch('other', patch('health.guest / says so', '200', '201'))).toEqual({
      kind: 'survived',
      missed: [{ requirement: 'health.guest', claim: 'says so' }],
    })
  })

  test('a server that does not start proves nothing', async () => {
    const verdict = await judgePatch('dead', patch('health.guest / says so', '200,', '(((,'))
    expect(verdict.kind).toBe('not-judged')
  })

  test('a claim of a requirement without a case proves nothing', async () => {
    const verdict = await judgePatch('caseless', patch('health.superuser / x', '200', '201'))
    expect(verdict.kind).toBe('no-control')
  })

  test('a patch that does not fit says so', () => {
    const stale = patch('health.guest / says so', '200', '201').replace('http', 'https')
    expect(judgePatch('stale', stale)).rejects.toThrow('stale.patch does not fit')
  })

  test.each([
    ['no-kills', '--- a/x\n', 'no line "# kills:'],
    ['no-claim', '# kills: health.guest\n', '"health.guest" is not "<requirement id> / <claim>"'],
    ['misspelt', '# kills: health.gest / x\n', '"health.gest" is not a requirement'],
  ])('refuses a patch with %s', (name, text, message) => {
    const file = write(name, text)
    expect(() => readSourceMutant(file)).toThrow(PatchError)
    expect(() => readSourceMutant(file)).toThrow(message)
  })
})

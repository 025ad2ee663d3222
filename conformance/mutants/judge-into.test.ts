import { afterAll, describe, expect, test } from 'bun:test'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { judgeInto } from './judge-into.ts'
import { readMatrix } from './matrix.ts'
import { mutantLine } from './test-support.ts'

const directory = mkdtempSync(join(tmpdir(), 'plumbline-judge-into-'))
afterAll(() => rmSync(directory, { recursive: true }))

const script = join(import.meta.dir, 'judge-into-script.ts')

/** Runs the script until it waits, and sends it a signal there. */
const runScript = async (path: string, how: string, signal?: 'SIGINT' | 'SIGTERM') => {
  const run = Bun.spawn([process.execPath, script, path, how], {
    stdin: 'pipe',
    stdout: 'pipe',
    stderr: 'ignore',
  })
  const decoder = new TextDecoder()
  let told = ''
  for await (const chunk of run.stdout) {
    told += decoder.decode(chunk, { stream: true })
    if (signal !== undefined && told.endsWith('waiting\n')) run.kill(signal)
  }
  return { code: await run.exited, told }
}

describe('mutants of which one was judged', () => {
  test.each([
    ['SIGINT', 130],
    ['SIGTERM', 143],
  ] as const)('are kept at %s, as a part', async (signal, code) => {
    const path = join(directory, `${signal}.jsonl`)
    const ended = await runScript(path, 'wait', signal)
    expect(ended.code).toBe(code)
    expect(ended.told).toContain('only 1 of 3 mutants were judged')
    const { header, mutants } = await readMatrix(path)
    expect(header.partial).toEqual({ judged: 1, of: 3 })
    expect(mutants).toEqual([mutantLine('a', 'killed')])
  })

  test('are kept when the suite itself fails', async () => {
    const path = join(directory, 'fail.jsonl')
    expect((await runScript(path, 'fail')).code).not.toBe(0)
    expect((await readMatrix(path)).header.partial).toEqual({ judged: 1, of: 3 })
  })
})

test('a matrix of an earlier run stays when nothing was judged', async () => {
  const path = join(directory, 'early.jsonl')
  const earlier = 'of an earlier run\n'
  writeFileSync(path, earlier)
  const { code, told } = await runScript(path, 'early', 'SIGINT')
  expect([code, readFileSync(path, 'utf8')]).toEqual([130, earlier])
  expect(told).toContain('only 0 of 3 mutants were judged')
})

test('a run that comes to its end is no part', async () => {
  const path = join(directory, 'whole.jsonl')
  await judgeInto({
    path,
    target: { name: 'x', version: '0.36.6' },
    facts: { generated: 9, cases: 1 },
    total: 1,
    judgeAll(onJudged) {
      onJudged(mutantLine('a', 'killed'))
      return Promise.resolve()
    },
  })
  expect((await readMatrix(path)).header).not.toHaveProperty('partial')
})

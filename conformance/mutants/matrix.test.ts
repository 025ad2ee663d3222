import { afterAll, describe, expect, test } from 'bun:test'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { headerOf, type MutantLine, readMatrix, writeMatrix } from './matrix.ts'
import { strengthOf, strengthSection } from './publish.ts'
import { describeSummary, rateOf } from './summary.ts'
import { mutantLine } from './test-support.ts'

const directory = mkdtempSync(join(tmpdir(), 'plumbline-matrix-'))
afterAll(() => rmSync(directory, { recursive: true }))

const header = headerOf({ name: 'x', version: '0.36.6' }, { generated: 2, cases: 1, seed: 7 })
const mutants = [mutantLine('b', 'killed'), mutantLine('a', 'survived'), mutantLine('c', 'smoke')]

describe('a kill matrix', () => {
  test('is read back as it was written, in the order of ids', async () => {
    const path = join(directory, 'whole.jsonl')
    writeMatrix(path, { header, mutants })
    const [b, a, c] = mutants
    expect(await readMatrix(path)).toEqual({ header, mutants: [a, b, c] as MutantLine[] })
  })

  test.each([
    ['a file that is not there', undefined, 'does not exist'],
    ['an empty one', '', 'is not a kill matrix'],
    ['one of another format', JSON.stringify({ ...header, format: 2 }), 'is not a kill matrix'],
    ['another report', '{"type":"header","format":1}', 'is not a kill matrix'],
    [
      'one without its footer',
      `${JSON.stringify(header)}\n${JSON.stringify(mutantLine('a', 'killed'))}`,
      'is cut off',
    ],
    ['one cut off in a line', `${JSON.stringify(header)}\n{"type":"mut`, 'is cut off'],
    [
      'one that lacks a mutant',
      `${JSON.stringify(header)}\n{"type":"footer","mutants":1}`,
      'is cut off',
    ],
  ])('refuses %s', async (_title, text, message) => {
    const path = join(directory, `${Bun.hash(String(text))}.jsonl`)
    if (text !== undefined) await Bun.write(path, text)
    expect(readMatrix(path)).rejects.toThrow(message)
  })
})

test('a smoke test counts in no rate', () => {
  expect(rateOf(mutants)).toBe(50)
  expect(rateOf([mutantLine('c', 'smoke')])).toBeUndefined()
  expect(describeSummary(mutants).split('\n').at(-1)).toMatch(/^all +1 +1 +1 +50\.0 %$/)
})

describe('what is committed of a matrix', () => {
  const strength = strengthOf({ header, mutants })

  test('are the counts of each area', () => {
    const { target: name, seed, areas } = strength
    expect([name, seed]).toEqual(['x', 7])
    expect(areas).toEqual({ records: { killed: 1, survived: 1, smoke: 1 } })
  })

  test('is nothing when it is a part of a run', () => {
    const partial = { judged: 3, of: 2_000 }
    expect(() => strengthOf({ header: { ...header, partial }, mutants })).toThrow(
      'only 3 of 2000 mutants were judged',
    )
  })

  test('stands in the README with its rates', () => {
    const section = strengthSection(strength)
    expect(section).toContain('2 wrong servers and 1 cases; judged are 3, a sample (seed 7) of')
    expect(section).toContain('| records | 1 | 1 | 1 | 0 | 50.0 % |')
    expect(section).toContain('| **all** | 1 | 1 | 1 | 0 | 50.0 % |')
    const whole = headerOf({ name: 'x', version: '0.36.6' }, { generated: 2, cases: 1 })
    expect(strengthSection(strengthOf({ header: whole, mutants }))).toContain(
      'judged are 3, all that a case sees',
    )
  })
})

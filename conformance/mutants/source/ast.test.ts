import { describe, expect, test } from 'bun:test'
import { applyEdit, editsOf } from './ast.ts'

const changed = (source: string): readonly string[] =>
  editsOf('x.ts', source).map((edit) => applyEdit(source, edit))

describe('a source text', () => {
  test.each([
    ['const x = a < b', ['const x = a <= b']],
    ['const x = a && b', ['const x = a || b']],
    ['const x = a ?? b', ['const x = b']],
    ['if (a) {}', ['if (!(a)) {}']],
    [
      'const x = a ? 1 : 2',
      ['const x = !(a) ? 1 : 2', 'const x = a ? (1 + 1) : 2', 'const x = a ? 1 : (2 + 1)'],
    ],
    ['const x = !a', ['const x = a']],
    ['const x = true', ['const x = false']],
    ["const x = 'a'", ["const x = ''"]],
    ["const x = ''", ["const x = 'x'"]],
  ])('%s', (source, expected) => {
    expect(changed(source)).toEqual(expected)
  })

  test('loses a statement', () => {
    expect(changed('f()')).toEqual([''])
  })

  test('keeps what no request sees', () => {
    const source = [
      "import { a } from 'b'",
      "type T = 'a' | 1",
      'interface I { readonly a: 1 }',
      "throw new Error('a' + b)",
      'x satisfies never',
    ].join('\n')
    // The expression of the last line is a statement, and only that.
    expect(changed(source).every((text) => text.includes("throw new Error('a' + b)"))).toBe(true)
    expect(changed(source)).toHaveLength(1)
  })

  test('says where and what', () => {
    expect(editsOf('x.ts', 'f(\n  a < b)').find(({ at }) => at === '2:5')).toMatchObject({
      says: '< -> <=',
    })
  })
})

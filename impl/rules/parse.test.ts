import { describe, expect, test } from 'bun:test'
import fc from 'fast-check'
import type { ExpressionNode, OperandNode } from './ast.ts'
import { parse } from './parse.ts'
import { FilterError } from './query.ts'

/** Every text was saved as a listRule on the real server, whose raw error is on the right. */
const refused: readonly (readonly [text: string, message: string])[] = [
  [' ', 'empty filter expression'],
  ['// x', 'empty filter expression'],
  ['()', 'empty filter expression'],
  ['a = 1 && (// x\n)', 'empty filter expression'],
  ['\0a = 1', 'empty filter expression'],
  ['a', 'invalid or incomplete filter expression'],
  ['a =', 'invalid or incomplete filter expression'],
  ['a = 1 &&', 'invalid or incomplete filter expression'],
  ["strftime ('%Y') = 1", 'invalid or incomplete filter expression'],
  ['a (b) = 1', 'invalid or incomplete filter expression'],
  ['a a', 'expected a sign operator, got "a" (identifier)'],
  ["'a' 'b'", 'expected a sign operator, got "b" (text)'],
  ["f('a') g('b')", 'expected a sign operator, got "g" (function)'],
  ['= 1', 'expected left operand (identifier, function, text or number), got "=" (sign)'],
  ['a = 1 && &&', 'expected left operand (identifier, function, text or number), got "&&" (join)'],
  ['a = =', 'expected right operand (identifier, function text or number), got "=" (sign)'],
  ['a = &&', 'expected right operand (identifier, function text or number), got "&&" (join)'],
  ['a = 1 a', 'expected && or ||, got "a" (identifier)'],
  ["a = 1 'it\\'s'", 'expected && or ||, got "it\'s" (text)'],
  ['a = 1e3', 'expected && or ||, got "e3" (identifier)'],
  ['a = 1 (b = 1) c', 'expected && or ||, got "c" (identifier)'],
  ["a = 'b", 'invalid quoted text "\'b"'],
  ["a = 'b' \"", 'invalid quoted text "\\""'],
  ["a = '\n\té\u200b\u0001", 'invalid quoted text "\'\\n\\té\\u200b\\x01"'],
  ["(a = 1 // ' \n)", 'invalid quoted text "\' \\n)"'],
  ['(a = 1', 'invalid formatted group - missing 1 closing bracket(s)'],
  ['((((1=1', 'invalid formatted group - missing 4 closing bracket(s)'],
  ["(')' = 1", 'invalid formatted group - missing 1 closing bracket(s)'],
  ['(a = 1 \0)', 'invalid formatted group - missing 1 closing bracket(s)'],
  ['a = 1)', "unexpected character ')'"],
  ['(a = 1 // x)\n)', "unexpected character ')'"],
  ['a = 1\r', "unexpected character '\\r'"],
  ['a = .5', "unexpected character '.'"],
  ['a = 1.2.3', "unexpected character '.'"],
  ['a = +5', "unexpected character '+'"],
  ['\u00a0a = 1', "unexpected character '\\u00a0'"],
  ["'a'é", "unexpected character 'é'"],
  ['a = é', "unexpected character '\ufffd'"],
  ['//é\né', "unexpected character 'é'"],
  ['a = 5.', 'invalid number "5."'],
  ['a = 1..2', 'invalid number "1."'],
  ['a = - 5', 'invalid number "-"'],
  ['a == 1', 'invalid sign operator "=="'],
  ['a <> 1', 'invalid sign operator "<>"'],
  ['a => 1', 'invalid sign operator "=>"'],
  ['a & 1', 'invalid join operator "&"'],
  ['a = 1 &&& b = 1', 'invalid join operator "&&&"'],
  ['a = 1 / 2', 'invalid comment'],
  ['a. = 1', 'invalid identifier "a."'],
  ['@ = 1', 'invalid identifier "@"'],
  ['(a == 1) && $', 'invalid sign operator "=="'],
  ['a.(1) = 1', 'invalid function name "a."'],
  ['f( = 1', 'unsupported argument character \'=\' in function "f"'],
  ["f('a', (1)) = 1", 'unsupported argument character \'(\' in function "f"'],
  ['f(1 = 1', 'expected comma after the last argument in function "f"'],
  ['f(a b) = 1', 'expected comma after the last argument in function "f"'],
  ['f(,) = 1', 'unexpected comma in function "f"'],
  ['f(1,,2) = 1', 'unexpected comma in function "f"'],
  ['f(1', 'invalid or incomplete function "f" (expected \')\')'],
  ['f(a // c) = 1', 'invalid or incomplete function "f" (expected \')\')'],
  ['f(/x) = 1', 'failed to scan comment in function "f": invalid comment'],
  ["f('a) = 1", 'invalid text argument "\'a) = 1" in function "f": invalid quoted text "\'a) = 1"'],
  ['f(1.) = 1', 'invalid number argument "1." in function "f": invalid number "1."'],
  [
    'f(g(1.)) = 1',
    'invalid identifier argument "g" in function "f": invalid number argument "1." in function "g": invalid number "1."',
  ],
  [
    'f(f(f(f(1)))) = 1',
    'invalid identifier argument "f" in function "f": '.repeat(3) +
      'max nested function arguments reached (max: 3)',
  ],
]

/** Equal meaning, as trees. */
const same: readonly (readonly [text: string, canonical: string])[] = [
  ['a=1', 'a = 1'],
  ['a\t=\n1', 'a = 1'],
  ['a = 1 // x', 'a = 1'],
  ['// x\na = // y\n 1', 'a = 1'],
  ['(((a = 1)))', 'a = 1'],
  ['(a = 1 // in (group)\n)', 'a = 1'],
  ['a (b = 1)', 'b = 1'],
  ['a = (b = 1)', 'b = 1'],
  ['(a = 1)(b = 2)', 'a = 1 && b = 2'],
  ["(a = 1) || b = '1' (c = 1)", "a = 1 || b = '1' || c = 1"],
  ['a = 1 || b = 1 && c = 1', 'a = 1 || (b = 1 && c = 1)'],
  ['a = 1 && b = 1 || c = 1', '(a = 1 && b = 1) || c = 1'],
  ["a='b'\0(((", "a = 'b'"],
  ['a=5\0&&b=1', 'a = 5 && b = 1'],
  ['a = -.5', 'a = -.5'],
  ["f('%Y', day // c\n,) ?= \"it's\"", "f('%Y',day) ?= 'it\\'s'"],
]

const printText = (value: string): string => `'${value.replaceAll("'", "\\'")}'`

const printOperand = (node: OperandNode): string => {
  switch (node.kind) {
    case 'identifier':
      return node.name
    case 'number':
      return node.text
    case 'text':
      return printText(node.value)
    case 'function':
      return `${node.name}(${node.args.map(printOperand).join(',')})`
    default:
      return node satisfies never
  }
}

const print = (node: ExpressionNode): string => {
  if (node.kind === 'comparison') {
    const { left, sign, anyOf, right } = node
    return `${printOperand(left)} ${anyOf ? '?' : ''}${sign} ${printOperand(right)}`
  }
  const symbol = node.kind === 'and' ? ' && ' : ' || '
  return node.of
    .map((part) => (part.kind === 'comparison' ? print(part) : `(${print(part)})`))
    .join(symbol)
}

const name = fc.stringMatching(/^[A-Za-z_][A-Za-z0-9_]{1,5}(\.[a-z0-9]{1,4}(:lower)?)?$/)
// A text cannot end in a backslash, and NUL ends any input; a backslash before a quote takes it.
const textValue = fc.string({ unit: 'binary' }).map((value) => value.replace(/[\0\\]/g, ''))

const operand: fc.Arbitrary<OperandNode> = fc.oneof(
  name.map((text): OperandNode => ({ kind: 'identifier', name: text })),
  fc
    .stringMatching(/^-?\d{1,4}(\.\d{1,3})?$/)
    .map((text): OperandNode => ({ kind: 'number', text })),
  textValue.map((value): OperandNode => ({ kind: 'text', value })),
  fc.record({ name, arg: textValue }).map(({ name, arg }): OperandNode => ({
    kind: 'function',
    name,
    args: [{ kind: 'text', value: arg }],
  })),
)

const comparison: fc.Arbitrary<ExpressionNode> = fc.record({
  kind: fc.constant('comparison' as const),
  left: operand,
  sign: fc.constantFrom('=', '!=', '<', '<=', '>', '>=', '~', '!~'),
  anyOf: fc.boolean(),
  right: operand,
})

const { expression } = fc.letrec<{ readonly expression: ExpressionNode }>((tie) => ({
  expression: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    comparison,
    fc.record({
      kind: fc.constantFrom('and' as const, 'or' as const),
      of: fc.array(tie('expression'), { minLength: 2, maxLength: 3 }),
    }),
  ),
}))

describe('parse', () => {
  test.each(refused)('refuses %j', (text, message) => {
    expect(() => parse(text)).toThrow(new FilterError(message))
  })

  test.each(same)('reads %j as %j', (text, canonical) => {
    expect(parse(text)).toEqual(parse(canonical))
  })

  test('reads back what a tree prints as', () => {
    fc.assert(fc.property(expression, (tree) => expect(parse(print(tree))).toEqual(tree)))
  })

  test('refuses any other text with a FilterError only', () => {
    const pieces = [
      '(',
      ')',
      "'",
      '"',
      '\\',
      '&&',
      '||',
      '=',
      '?~',
      'a',
      'f(',
      ',',
      '1.',
      '-',
      '//',
      '\n',
      '\0',
      '@',
      'é',
    ]
    const soup = fc
      .array(fc.oneof(fc.constantFrom(...pieces), fc.string({ unit: 'binary' })))
      .map((all) => all.join(''))
    fc.assert(
      fc.property(soup, (text) => {
        try {
          parse(text)
        } catch (error) {
          expect(error).toBeInstanceOf(FilterError)
        }
      }),
      { numRuns: 2000 },
    )
  })

  test.each([
    ['nested groups', '('.repeat(10_000) + 'a = 1' + ')'.repeat(10_000)],
    ['groups in a row', '(a = 1)'.repeat(10_000)],
    ['unclosed groups', '('.repeat(10_000)],
    ['groups around commented quotes', "(a = 1 // '\n".repeat(5_000) + ')'.repeat(5_000)],
  ])('reads %s in bounded time', (_title, text) => {
    const start = performance.now()
    try {
      parse(text)
    } catch (error) {
      expect(error).toBeInstanceOf(FilterError)
    }
    expect(performance.now() - start).toBeLessThan(500)
  })
})

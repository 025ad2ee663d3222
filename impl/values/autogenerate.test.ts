import { describe, expect, test } from 'bun:test'
import { RE2JS } from 're2js'
import { generate, UnsupportedPattern } from './autogenerate.ts'
import { systemRandom } from './random.ts'

/** Enough for a branch of three to be missed once in a hundred thousand runs of the tests. */
const draws = 40

const drawn = (pattern: string): readonly string[] =>
  Array.from({ length: draws }, () => generate(pattern, systemRandom))

test.each([
  '[a-z0-9]{15}',
  'abc',
  '[^a-z]{3}',
  '[\\w-]{4}',
  '[\\d\\-z]{3}',
  '\\x41\\x{1F600}\\101',
  '\\Q.*\\E+',
  '\\pL{3}',
  '[\\p{Greek}]{3}',
  '\\PL',
  '[[:^ascii:]][[:blank:]][[:punct:]]',
  '(?:a|b)+c*',
  '(?P<name>x|yz){2,4}',
  '.{5}',
  'a{0}',
  'x?y',
  '[]a]',
  '(?m)a(?s)b',
])('draws from %s what it matches', (pattern) => {
  const whole = RE2JS.compile(`^(?:${pattern})$`, RE2JS.DOTALL)
  expect(drawn(pattern).filter((text) => !whole.matcher(text).find())).toEqual([])
})

// The numbers are those of PocketBase v0.36.6.
describe('refuses what no text can be drawn from', () => {
  test.each([
    ['', 2],
    ['()', 2],
    ['(?:)', 2],
    ['(?i)', 2],
    ['a|', 2],
    ['(a|b|)', 2],
    ['(){3}', 2],
    ['()*', 2],
    ['(?m)^a', 7],
    ['(?m:^)a', 7],
    ['(?m)$', 8],
    ['^a$', 9],
    ['\\Aa', 9],
    ['(?m)(?-m)^', 9],
    ['(?m:a)^', 9],
    ['a$', 10],
    ['a\\z', 10],
    ['a\\b', 11],
    ['a\\Bc', 12],
  ])('%s', (pattern, operator) => {
    expect(() => drawn(pattern)).toThrow(
      new UnsupportedPattern(`unsupported pattern operator ${operator}`),
    )
  })

  test('an empty class', () => {
    expect(() => drawn('[^\\s\\S]')).toThrow('no runes to choose from')
  })
})

import { expect, test } from 'bun:test'
import { fillPlace } from './readme.ts'

const text = 'a\n<!-- x -->\nold\n<!-- /x -->\nb <!-- y -->\n<!-- /y -->\n'

test('a place gets other content, letter by letter, and all else stays', () => {
  expect(fillPlace(text, 'x', '$& new')).toBe(text.replace('old', '$$& new'))
  expect(fillPlace(text, 'y', 'first')).toBe(text.replace('<!-- /y', 'first\n<!-- /y'))
})

test('a text without the place is refused', () => {
  expect(() => fillPlace(text, 'z', '')).toThrow('no <!-- z -->')
})

import { expect, test } from 'bun:test'
import fc from 'fast-check'
import { excerpt } from './excerpt.ts'

// What PocketBase v0.36.6 answers to `fields=f:excerpt(max,withEllipsis)`.
const recorded: readonly (readonly [html: string, max: number, dots: boolean, text: string])[] = [
  ['', 100, true, ''],
  [' ', 100, true, ''],
  ['plain text', 100, true, 'plain text'],
  ['<p>a</p><p>b</p>', 100, true, 'a b'],
  ['<p>Hello <b>bold</b> <i>it</i></p>', 3, true, 'Hel...'],
  ['<p>Hello <b>bold</b> <i>it</i></p>', 10, false, 'Hello bold'],
  ['a<br>b', 100, true, 'ab'],
  ['a <br> b', 100, true, 'a b'],
  ['<ul><li>a</li><li>b</li></ul>', 10, false, 'a b'],
  ['<script>x</script>a', 100, true, 'a'],
  ['<style>x</style>a', 100, true, 'a'],
  ['<svg><text>x</text></svg>a', 10, false, 'a'],
  ['<head><title>T</title></head><body>x</body>', 10, false, 'x'],
  ['<title>T</title>x', 100, true, 'x'],
  ['a\n\n  b\tc', 100, true, 'a b c'],
  ['<pre>a\n b</pre>', 100, true, 'a b'],
  ['&lt;b&gt; &amp; &nbsp;x', 3, true, '<b>...'],
  ['&lt;b&gt; &amp; &nbsp;x', 10, false, '<b> &  x'],
  ['a&nbsp;&nbsp;b', 100, true, 'a  b'],
  ['<!-- c -->a', 100, true, 'a'],
  ['<b>unclosed', 3, true, 'unc...'],
  ['<p>é😀 ünï</p>', 100, true, 'é😀 ünï'],
  ['a<span> b</span><span>c</span>', 10, false, 'a bc'],
  ['<div>a<div>b</div>c</div>', 10, false, 'a b c'],
  ['<a href="x">link</a>text', 3, true, 'lin...'],
  ['<a href="x">link</a>text', 10, false, 'linktext'],
  ['<img src=x>a', 100, true, 'a'],
  ['<table><tr><td>a</td><td>b</td></tr></table>', 10, false, 'a b'],
  ['<textarea>x</textarea>a', 10, false, 'a'],
  ['<button>x</button>a', 100, true, 'a'],
  ['<select><option>x</option></select>a', 10, false, 'a'],
  ['xxxxxxxxxxxxxxxxxxxxxxxxxxxxxx', 10, false, 'xxxxxxxxxx'],
  [
    'word word word word word word word word word word word word word word word word word word word word ',
    3,
    true,
    'wor...',
  ],
  [
    'word word word word word word word word word word word word word word word word word word word word ',
    10,
    false,
    'word word',
  ],
  ['<p>one</p> <p>two</p>', 10, false, 'one two'],
  ['<h1>T</h1>p', 100, true, 'T p'],
  ['<noscript>n</noscript>a', 10, false, 'a'],
  ['<video>v</video>a', 100, true, 'v a'],
  ['<template>t</template>a', 10, false, 'a'],
  ['<math>1</math>a', 100, true, '1 a'],
  ['<label>l</label>a', 100, true, 'la'],
  ['<custom-tag>x</custom-tag>y', 10, false, 'x y'],
  ['<b>a</b><b>b</b><b>c</b><b>d</b>', 10, false, 'abcd'],
  ['   <p>  a  </p>   ', 100, true, 'a'],
  ['a<p></p>b', 100, true, 'a b'],
  ['<p>a</p>', 100, true, 'a'],
  [' a ', 100, true, 'a'],
  ['<title>only</title>', 100, true, ''],
  ['<canvas>c</canvas>d', 100, true, 'c d'],
  ['<p>abc</p><p>def</p><p>ghi</p>', 10, false, 'abc def gh'],
  ['<em>ab</em>c <strong>d</strong>', 10, false, 'abc d'],
  ['éééééééééééé', 100, true, 'éééééééééééé'],
  ['😀😀😀😀😀😀😀😀😀😀😀😀', 3, true, '😀😀😀...'],
  ['a b c d e f g h', 100, true, 'a b c d e f g h'],
  ['<plaintext>a<b>', 100, true, 'a<b>'],
  ['<iframe>x</iframe>y', 100, true, 'y'],
  ['<dialog>x</dialog>y', 100, true, 'y'],
  ['<hr>a<hr>b', 100, true, 'a b'],
  ['<code>a</code><kbd>b</kbd><var>c</var>', 10, false, 'a b c'],
  ['<u>a</u><s>b</s>c', 100, true, 'a b c'],
  ['<font>a</font>b', 100, true, 'a b'],
  ['<mark>a</mark>b', 100, true, 'a b'],
  ['<del>a</del><ins>b</ins>', 10, false, 'a b'],
  ['a b', 100, true, 'a b'],
  ['a\u000bb', 100, true, 'a\u000bb'],
  ['<p>a­b</p>', 100, true, 'a­b'],
]

test.each(recorded)('of %j, %i, %p', (html, max, dots, text) => {
  expect(excerpt(html, max, dots)).toBe(text)
})

test('is never longer than asked for, but for the dots', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), fc.integer({ min: 1, max: 20 }), (text, max) => {
      expect([...excerpt(`<p>${text}</p>`, max, false)].length).toBeLessThanOrEqual(max)
      expect([...excerpt(`<p>${text}</p>`, max, true)].length).toBeLessThanOrEqual(max + 3)
    }),
  )
})

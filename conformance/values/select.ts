import { blank, changeCase, Issue, missing, valueCase } from './support.ts'

const values = ['a', 'b', '1', 'true', 'c', '["', '1.5']
const single = { type: 'select', values, maxSelect: 1 }
const multi = { type: 'select', values, maxSelect: 5 }

const invalid = (value: string) =>
  new Issue('validation_invalid_value', `Invalid value ${value}.`, { value })
const tooMany = new Issue('validation_too_many_values', 'Select no more than 2.', { maxSelect: 2 })

export const singleShape = valueCase(
  'values.select.single-shape',
  [
    single,
    [
      [missing, ''],
      ['a', 'a'],
    ],
  ],
  [
    { ...single, maxSelect: 0 },
    [
      [missing, ''],
      ['a', 'a'],
    ],
  ],
  [
    { ...multi, maxSelect: 2 },
    [
      [missing, []],
      ['a', ['a']],
      [['a'], ['a']],
    ],
  ],
)

export const cast = valueCase(
  'values.select.cast',
  [
    multi,
    [
      ['a', ['a']],
      [
        ['a', 'a', '', null, 'b'],
        ['a', 'b'],
      ],
      [
        ['b', 'a', 'b'],
        ['b', 'a'],
      ],
      ['["a","b"]', ['a', 'b']],
      ['[]', []],
      ['["', ['["']],
      [1, ['1']],
      [true, ['true']],
      [
        [1, true],
        ['1', 'true'],
      ],
      [1.5, ['1.5']],
      [{}, []],
      [{ 0: 'a' }, []],
      [['a', ['b']], []],
      [['a', { b: 1 }], []],
      ['', []],
      [null, []],
      [[], []],
    ],
  ],
  [
    single,
    [
      ['a', 'a'],
      [1, '1'],
      [['a'], 'a'],
      ['["a"]', 'a'],
      [{}, ''],
      [[], ''],
      [null, ''],
      [[['a']], ''],
    ],
  ],
)

export const singleTakesLast = valueCase('values.select.single-takes-last', [
  single,
  [
    [['a', 'b'], 'b'],
    [['b', 'a', 'a'], 'a'],
    [['a', 'b', 'a'], 'b'],
    ['["a","b"]', 'b'],
    [['x', 'b', ''], 'b'],
  ],
])

export const invalidValue = valueCase(
  'values.select.invalid-value',
  [
    single,
    [
      ['a', 'a'],
      ['x', invalid('x')],
      ['A', invalid('A')],
      [' a', invalid(' a')],
      [2, invalid('2')],
    ],
  ],
  [
    multi,
    [
      [['a'], ['a']],
      [['a', 'x', 'y'], invalid('x')],
      [['y', 'x'], invalid('y')],
    ],
  ],
)

export const tooManyValues = valueCase('values.select.too-many', [
  { ...multi, maxSelect: 2 },
  [
    [
      ['a', 'b'],
      ['a', 'b'],
    ],
    [
      ['a', 'b', 'a'],
      ['a', 'b'],
    ],
    [['a', 'b', 'c'], tooMany],
    [['a', 'b', 'x'], tooMany],
  ],
])

export const required = valueCase(
  'values.select.required',
  [
    { ...multi, required: true },
    [
      ['a', ['a']],
      ['', blank],
      [[], blank],
      [[''], blank],
      [null, blank],
      [missing, blank],
      [{}, blank],
    ],
  ],
  [
    { ...single, required: true },
    [
      ['a', 'a'],
      ['', blank],
      [[], blank],
      [null, blank],
      [missing, blank],
    ],
  ],
)

export const append = changeCase(
  'values.select.append',
  [
    multi,
    [
      [['a', 'b'], { 'f+': ['c', 'a'] }, ['a', 'b', 'c']],
      [['a'], { 'f+': 'b' }, ['a', 'b']],
      [['a'], { 'f+': [] }, ['a']],
      [['a'], { 'f+': null }, ['a']],
      [['a'], { 'f+': 'x' }, invalid('x')],
    ],
  ],
  [
    { ...multi, maxSelect: 2 },
    [
      [['a'], { 'f+': 'b' }, ['a', 'b']],
      [['a', 'b'], { 'f+': 'c' }, tooMany],
    ],
  ],
  [
    single,
    [
      ['a', { 'f+': 'b' }, 'b'],
      ['', { 'f+': 'b' }, 'b'],
      ['a', { 'f+': '' }, 'a'],
    ],
  ],
)

export const prepend = changeCase(
  'values.select.prepend',
  [
    multi,
    [
      [['a', 'b'], { '+f': ['c', 'b'] }, ['c', 'b', 'a']],
      [['a'], { '+f': 'b' }, ['b', 'a']],
      [['a'], { '+f': null }, ['a']],
    ],
  ],
  [
    single,
    [
      ['a', { '+f': 'b' }, 'a'],
      ['', { '+f': 'b' }, 'b'],
    ],
  ],
)

export const subtract = changeCase(
  'values.select.subtract',
  [
    multi,
    [
      [['a', 'b'], { 'f-': ['a', 'zzz'] }, ['b']],
      [['a', 'b'], { 'f-': 'b' }, ['a']],
      [['a', 'b'], { 'f-': '["a","b"]' }, []],
      [['a', 'b'], { 'f-': [] }, ['a', 'b']],
    ],
  ],
  [
    single,
    [
      ['a', { 'f-': 'a' }, ''],
      ['a', { 'f-': 'b' }, 'a'],
    ],
  ],
)

import { conform } from '../harness/case.ts'
import { any } from '../harness/match.ts'
import { blank, changeCase, Issue, missing, valueCase } from './support.ts'

const text = { type: 'text' }

const tooShort = (min: number) =>
  new Issue('validation_min_text_constraint', `Must be at least ${min} character(s).`, { min })
const tooLong = (max: number) =>
  new Issue('validation_max_text_constraint', `Must be no more than ${max} character(s).`, { max })
const badFormat = new Issue('validation_invalid_format', 'Invalid value format.')

export const cast = valueCase('values.text.cast', [
  text,
  [
    ['abc', 'abc'],
    [12.5, '12.5'],
    [-3, '-3'],
    [1e21, '1000000000000000000000'],
    [1e-7, '0.0000001'],
    [true, 'true'],
    [false, 'false'],
    [null, ''],
    [missing, ''],
    [[1], ''],
    [['a'], ''],
    [{ a: 1 }, ''],
  ],
])

export const noTrim = valueCase('values.text.no-trim', [
  { ...text, required: true },
  [
    ['  ', '  '],
    [' a ', ' a '],
    ['\n', '\n'],
    ['', blank],
  ],
])

export const min = valueCase('values.text.min', [
  { ...text, min: 3 },
  [
    ['abc', 'abc'],
    ['', ''],
    ['\u{1F600}ab', '\u{1F600}ab'],
    ['ab', tooShort(3)],
    ['\u{1F600}a', tooShort(3)],
    [12, tooShort(3)],
  ],
])

export const max = valueCase('values.text.max', [
  { ...text, max: 5 },
  [
    ['abcde', 'abcde'],
    ['\u{1F600}'.repeat(5), '\u{1F600}'.repeat(5)],
    ['abcdef', tooLong(5)],
    ['\u{1F600}'.repeat(6), tooLong(5)],
  ],
])

export const maxDefault = valueCase('values.text.max-default', [
  { ...text, max: 0 },
  [
    ['a'.repeat(5000), 'a'.repeat(5000)],
    ['\u00e9'.repeat(5000), '\u00e9'.repeat(5000)],
    ['a'.repeat(5001), tooLong(5000)],
  ],
])

export const pattern = valueCase(
  'values.text.pattern',
  [
    { ...text, pattern: '[0-9]' },
    [
      ['ab1', 'ab1'],
      ['', ''],
      ['abc', badFormat],
    ],
  ],
  [
    { ...text, pattern: '^(?i)[a-z]\\pL\\z' },
    [
      ['A\u00e9', 'A\u00e9'],
      ['\u00e9a', badFormat],
      ['aa\n', badFormat],
    ],
  ],
  [
    { ...text, pattern: '^\\w[[:digit:]]$' },
    [
      ['a1', 'a1'],
      ['\u00e91', badFormat],
      ['a\u0661', badFormat],
    ],
  ],
  // Backtracking engines need longer than anybody waits for this one.
  [
    { ...text, pattern: '^(a+)+$' },
    [
      ['aaa', 'aaa'],
      [`${'a'.repeat(60)}!`, badFormat],
    ],
  ],
)

export const checkOrder = valueCase(
  'values.text.check-order',
  [
    { ...text, required: true, min: 5, max: 6, pattern: '^[0-9]+$' },
    [
      ['12345', '12345'],
      ['', blank],
      ['ab', tooShort(5)],
      ['abcdefg', tooLong(6)],
      ['abcde', badFormat],
    ],
  ],
  [
    { ...text, min: 5, pattern: '^[0-9]+$' },
    [
      ['', ''],
      ['ab', tooShort(5)],
    ],
  ],
)

export const anyCharacter = valueCase('values.text.any-character', [
  text,
  [
    ['a\u0000b', 'a\u0000b'],
    ['\u0001\u001f\u007f', '\u0001\u001f\u007f'],
    ['e\u0301', 'e\u0301'],
    ['\u00e9', '\u00e9'],
    ['\ufeffa', '\ufeffa'],
    ['\u{10ffff}\uffff\u0378', '\u{10ffff}\uffff\u0378'],
    ['\u202eabc\u2028', '\u202eabc\u2028'],
    ['<&>"\'\\/', '<&>"\'\\/'],
  ],
])

const slug = { ...text, autogeneratePattern: '[a-z]{8}' }

export const autogenerateOnCreate = conform('values.text.autogenerate-on-create', {
  lane: 'shared',
  async check({ guest, collection, claim }) {
    const { records } = await collection({ fields: [{ name: 'f', ...slug, required: true }] })
    const drawn = any.matching(/^[a-z]{8}$/)
    for (const [label, body] of [
      ['not sent', {}],
      ['empty', { f: '' }],
      ['null', { f: null }],
      ['an array', { f: [] }],
    ] as const) {
      const created = await guest.post(records, body)
      claim(label, created).status(200).json('/f', drawn)
      const read = await guest.get(`${records}/${String(created.at('/id'))}`)
      claim(`${label}, read`, read).json('/f', created.at('/f'))
    }
    const [one, other] = [await guest.post(records, {}), await guest.post(records, {})]
    claim('each time another', one.at('/f')).differs(other.at('/f'))
    claim('a value is kept', await guest.post(records, { f: 'x' })).json('/f', 'x')
  },
})

export const autogenerateNotOnUpdate = changeCase(
  'values.text.autogenerate-not-on-update',
  [
    slug,
    [
      ['abc', { f: '' }, ''],
      ['abc', { f: null }, ''],
      ['abc', {}, 'abc'],
    ],
  ],
  [
    { ...slug, required: true },
    [
      ['abc', { f: 'd' }, 'd'],
      ['abc', { f: '' }, blank],
    ],
  ],
)

export const autogenerateModifier = conform('values.text.autogenerate-modifier', {
  lane: 'shared',
  async check({ guest, collection, record, claim, refused }) {
    const made = await collection({
      fields: [
        { name: 'slug', ...text, autogeneratePattern: '[0-9]{4}', max: 10 },
        { name: 'title', ...text },
      ],
    })
    const created = await guest.post(made.records, { 'slug:autogenerate': 'abc-' })
    claim('on create', created)
      .status(200)
      .json('/slug', any.matching(/^abc-[0-9]{4}$/))
    const { id } = await record(made)
    const path = `${made.records}/${id}`
    for (const [label, prefix, pattern] of [
      ['on update', 'abc-', /^abc-[0-9]{4}$/],
      ['a number', 5, /^5[0-9]{4}$/],
      ['nothing before it', '', /^[0-9]{4}$/],
      ['null before it', null, /^[0-9]{4}$/],
    ] as const) {
      const changed = await guest.patch(path, { 'slug:autogenerate': prefix })
      claim(label, changed).status(200).json('/slug', any.matching(pattern))
      claim(`${label}, read`, await guest.get(path)).json('/slug', changed.at('/slug'))
    }
    const plain = await guest.patch(path, { 'title:autogenerate': 'abc' })
    claim('without a pattern', plain).status(200).json('/title', 'abc')
    const both = await guest.patch(path, { slug: 'x', 'slug:autogenerate': 'y' })
    claim('after the plain key', both).json('/slug', any.matching(/^y[0-9]{4}$/))
    const long = await guest.patch(path, { 'slug:autogenerate': '1234567' })
    claim('is validated', refused(both, long)).status(400).json('/data/slug', tooLong(10).shape)
  },
})

export const autogenerateGrammar = conform('values.text.autogenerate-grammar', {
  lane: 'shared',
  async check({ guest, collection, claim }) {
    const patterns: readonly (readonly [string, RegExp])[] = [
      ['[A-Z]{3}-\\d{2}\\w{4}', /^[A-Z]{3}-\d{2}\w{4}$/],
      ['(foo|ba[rz])_[0-9a-f]{8}', /^(foo|ba[rz])_[0-9a-f]{8}$/],
      ['x.{6}', /^x[A-Za-z0-9]{6}$/],
      ['[^a-zA-Z]{3}', /^[^a-zA-Z]{3}$/su],
      ['(?:ab){2}', /^abab$/],
      ['a{2,5}', /^a{2,5}$/],
      ['[b]+', /^b+$/],
    ]
    for (const [autogeneratePattern, expected] of patterns) {
      const { records } = await collection({
        fields: [{ name: 'f', ...text, autogeneratePattern }],
      })
      for (const attempt of [1, 2, 3]) {
        claim(`${autogeneratePattern} (${attempt})`, await guest.post(records, {}))
          .status(200)
          .json('/f', any.matching(expected))
      }
    }
  },
})

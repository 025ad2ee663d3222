import { conform } from '../harness/case.ts'
import { blank, Issue, missing, valueCase } from './support.ts'

const json = { type: 'json' }
const tooBig = (maxSize: number) =>
  new Issue('validation_json_size_limit', `The maximum allowed JSON size is ${maxSize} bytes.`, {
    maxSize,
  })
const notJson = new Issue('validation_invalid_json', 'Must be a valid json value.')

export const passthrough = conform('values.json.passthrough', {
  lane: 'shared',
  async check({ guest, collection, claim }) {
    const { records } = await collection({ fields: [{ name: 'f', ...json }] })
    const values: readonly (readonly [sent: string, shown: string])[] = [
      ['{"b":1,"a":[true,null,"x"]}', '{"a":[true,null,"x"],"b":1}'],
      ['{"z":{"b":1,"a":2},"y":[{"d":1,"c":2}]}', '{"y":[{"c":2,"d":1}],"z":{"a":2,"b":1}}'],
      ['{"10":1,"9":2,"a":3}', '{"10":1,"9":2,"a":3}'],
      ['{"__proto__":{"a":1},"constructor":2}', '{"__proto__":{"a":1},"constructor":2}'],
      ['{"a":1,"a":2}', '{"a":2}'],
      ['[]', '[]'],
      ['{}', '{}'],
      ['1.5', '1.5'],
      ['-0', '0|-0'],
      ['true', 'true'],
      ['false', 'false'],
      ['null', 'null'],
      ['["123","null","[1]"]', '["123","null","[1]"]'],
    ]
    for (const [sent, shown] of values) {
      const options = { raw: `{"f":${sent}}`, headers: { 'Content-Type': 'application/json' } }
      const created = await guest.send('POST', records, options)
      const pattern = new RegExp(
        `"f":(${shown
          .split('|')
          .map((part) => part.replace(/[^\w":,]/g, '\\$&'))
          .join('|')})(,"|})`,
      )
      claim(sent, created).status(200).textMatches(pattern)
      const read = await guest.get(`${records}/${String(created.at('/id'))}`)
      claim(`${sent}, read`, read).textMatches(pattern)
    }
  },
})

export const stringParsing = valueCase('values.json.string-parsing', [
  json,
  [
    ['123', 123],
    ['-1.5', -1.5],
    ['0', 0],
    ['[1,2]', [1, 2]],
    ['{"a":1}', { a: 1 }],
    ['"123"', '123'],
    ['""', ''],
    ['null', null],
    ['true', true],
    ['false', false],
    ['abc', 'abc'],
    ['True', 'True'],
    ['{bad', '{bad'],
    ['[1', '[1'],
    ['01', '01'],
    ['-', '-'],
    [' [1]', ' [1]'],
    [' true', ' true'],
    ['', ''],
    ['"a\nb"', '"a\nb"'],
    ['a"b\\c\nd\te', 'a"b\\c\nd\te'],
    ['\u00e9\u{1F600}', '\u00e9\u{1F600}'],
  ],
])

export const missingVersusEmpty = valueCase('values.json.missing-vs-empty', [
  json,
  [
    [missing, null],
    [null, null],
    ['', ''],
  ],
])

export const required = valueCase('values.json.required', [
  { ...json, required: true },
  [
    [0, 0],
    [false, false],
    [[null], [null]],
    ['a', 'a'],
    [{ a: null }, { a: null }],
    [missing, blank],
    [null, blank],
    ['null', blank],
    ['', blank],
    ['""', blank],
    [[], blank],
    ['[]', blank],
    [{}, blank],
    ['{}', blank],
  ],
])

export const maxSize = valueCase(
  'values.json.max-size',
  [
    { ...json, maxSize: 5 },
    [
      ['aaa', 'aaa'],
      [
        [1, 2],
        [1, 2],
      ],
      [missing, null],
      ['aaaa', tooBig(5)],
      ['\u00e9\u00e9', tooBig(5)],
      [[1, 2, 3], tooBig(5)],
      [123456, tooBig(5)],
    ],
  ],
  [
    { ...json, maxSize: 3, required: true },
    [
      [1, 1],
      ['', blank],
      [null, blank],
      ['{  }', tooBig(3)],
    ],
  ],
  [
    json,
    [
      ['a'.repeat(1_048_574), 'a'.repeat(1_048_574)],
      ['a'.repeat(1_048_575), tooBig(1_048_576)],
    ],
  ],
)

export const formValues = conform('values.json.form-values', {
  lane: 'shared',
  async check({ guest, collection, claim }) {
    const { records } = await collection({ fields: [{ name: 'f', ...json }] })
    const forms: readonly (readonly [texts: readonly string[], value: unknown])[] = [
      [['{"a":1}'], { a: 1 }],
      [['[1]'], [1]],
      [
        ['1', 'x'],
        [1, 'x'],
      ],
      [
        ['[1]', '2'],
        ['[1]', 2],
      ],
      [
        ['true', 'null', ''],
        [true, 'null', ''],
      ],
      [['5'], 5],
      [['05'], '05'],
      [['1.50'], 1.5],
      [['null'], null],
      [[''], ''],
      [['abc'], 'abc'],
    ]
    for (const [texts, value] of forms) {
      const pairs = texts.map((text) => ['f', text] as const)
      for (const [kind, options] of [
        ['multipart', { multipart: pairs }],
        ['urlencoded', { form: pairs }],
      ] as const) {
        const created = await guest.send('POST', records, options)
        claim(`${kind} ${JSON.stringify(texts)}`, created)
          .status(200)
          .json('/f', value)
      }
    }
  },
})

export const controlCharacters = valueCase('values.json.control-characters', [
  json,
  [
    ['a\u0008\t\n\f\r', 'a\u0008\t\n\f\r'],
    [['a\u0001\u007f'], ['a\u0001\u007f']],
    [{ a: '\u000b' }, { a: '\u000b' }],
    ['a\u0001', notJson],
    ['\u0000', notJson],
    ['\u000b', notJson],
    ['\u001f', notJson],
    ['\u007f', notJson],
    ['\u{e0001}', notJson],
  ],
])

export const largeNumbers = conform('values.json.fractional-and-large-numbers', {
  lane: 'shared',
  async check({ guest, collection, claim }) {
    const { records } = await collection({ fields: [{ name: 'f', ...json }] })
    for (const [sent, shown] of [
      ['9007199254740993', '9007199254740992'],
      ['1.0', '1'],
      ['0.1', '0.1'],
      ['1e2', '100'],
      ['1.7976931348623157e308', '1.7976931348623157e\\+308'],
    ]) {
      const options = { raw: `{"f":${sent}}`, headers: { 'Content-Type': 'application/json' } }
      const created = await guest.send('POST', records, options)
      const pattern = new RegExp(`"f":${shown},"`)
      claim(`${sent}`, created).status(200).textMatches(pattern)
      const read = await guest.get(`${records}/${String(created.at('/id'))}`)
      claim(`${sent}, read`, read).textMatches(pattern)
    }
  },
})

export const stringVerbatim = conform('values.json.string-verbatim', {
  lane: 'shared',
  async check({ guest, collection, claim, refused }) {
    const { records } = await collection({
      fields: [
        { name: 'f', ...json },
        { name: 'small', ...json, maxSize: 5 },
      ],
    })
    const created = await guest.post(records, { f: '{"b": 1, "a":2}' })
    claim('keeps the order', created)
      .status(200)
      .textMatches(/"f":\{"b":1,"a":2\}/)
    const read = await guest.get(`${records}/${created.text('/id')}`)
    claim('keeps the order, read', read)
      .status(200)
      .textMatches(/"f":\{"b":1,"a":2\}/)
    const object = await guest.post(records, { f: { b: 1, a: 2 } })
    claim('an object is sorted', object).textMatches(/"f":\{"a":2,"b":1\}/)
    const control = await guest.post(records, { small: [1, 2] })
    const spaced = refused(control, await guest.post(records, { small: '[1, 2]' }))
    claim('counts as sent', spaced).status(400).json('/data/small', tooBig(5).shape)
  },
})

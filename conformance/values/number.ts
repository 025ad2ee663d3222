import { conform } from '../harness/case.ts'
import { blank, Issue, missing, valueCase } from './support.ts'

const failed = 'Failed to create record.'

export const cast = conform('values.number.cast', {
  lane: 'shared',
  async check({ guest, collection, claim }) {
    const { records } = await collection({ fields: [{ name: 'n', type: 'number' }] })
    const inputs: readonly (readonly [unknown, number])[] = [
      [5, 5],
      ['5', 5],
      ['1e3', 1000],
      ['.5', 0.5],
      ['+7', 7],
      [' 5', 0],
      ['5abc', 0],
      ['', 0],
      [true, 1],
      [false, 0],
      [null, 0],
      [[5], 0],
      [{}, 0],
    ]
    for (const [input, value] of inputs) {
      const created = await guest.post(records, { n: input })
      claim(`${JSON.stringify(input)} is ${value}`, created)
        .status(200)
        .json('/n', value)
    }
  },
})

export const min = conform('values.number.min', {
  lane: 'shared',
  async check({ guest, collection, claim }) {
    const { records } = await collection({ fields: [{ name: 'n', type: 'number', min: 1.5 }] })
    claim('the bound is allowed', await guest.post(records, { n: 1.5 })).status(200)
    claim('below is refused', await guest.post(records, { n: 1 })).error(400, failed, {
      n: { code: 'validation_min_number_constraint', message: 'Must be larger than 1.500000.' },
    })
  },
})

export const modifiers = conform('values.number.modifiers', {
  lane: 'shared',
  async check({ guest, collection, record, claim }) {
    const made = await collection({ fields: [{ name: 'n', type: 'number', max: 15 }] })
    const { id } = await record(made, { n: 10 })
    const path = `${made.records}/${id}`
    claim('adds', await guest.patch(path, { 'n+': 5 }))
      .status(200)
      .json('/n', 15)
    claim('subtracts', await guest.patch(path, { 'n-': '3' }))
      .status(200)
      .json('/n', 12)
    claim('ignores what is no number', await guest.patch(path, { 'n+': 'abc' })).json('/n', 12)
    const over = await guest.patch(path, { 'n+': 5 })
    claim('is validated', over).status(400).json('/data/n/code', 'validation_max_number_constraint')
  },
})

export const onlyInt = conform('values.number.only-int', {
  lane: 'shared',
  async check({ guest, collection, claim }) {
    const { records } = await collection({
      fields: [{ name: 'n', type: 'number', onlyInt: true, min: 10 }],
    })
    claim('refuses a fraction first', await guest.post(records, { n: 1.5 })).error(400, failed, {
      n: { code: 'validation_only_int_constraint', message: 'Decimal numbers are not allowed.' },
    })
    for (const n of [1e19, -1e19]) {
      claim(`${n}, which is beyond 64 bits`, await guest.post(records, { n })).json(
        '/data/n/code',
        'validation_only_int_constraint',
      )
    }
    claim('then the range', await guest.post(records, { n: 2 })).json(
      '/data/n/code',
      'validation_min_number_constraint',
    )
  },
})

const number = { type: 'number' }
const notANumber = new Issue(
  'validation_not_a_number',
  'The submitted number is not properly formatted.',
)
const below = (min: string) =>
  new Issue('validation_min_number_constraint', `Must be larger than ${min}.`)
const above = (max: string) =>
  new Issue('validation_max_number_constraint', `Must be less than ${max}.`)

export const notANumberCase = valueCase(
  'values.number.not-a-number',
  [
    number,
    [
      ['1e400', 0],
      ['-1e400', 0],
      ['1e-400', 0],
      ['NaN', notANumber],
      ['nan', notANumber],
      ['Infinity', notANumber],
      ['-Infinity', notANumber],
      ['+inf', notANumber],
    ],
  ],
  [
    { ...number, required: true },
    [
      [1, 1],
      ['NaN', notANumber],
    ],
  ],
)

export const required = valueCase('values.number.required', [
  { ...number, required: true },
  [
    [-1, -1],
    [0.001, 0.001],
    [0, blank],
    ['0', blank],
    ['abc', blank],
    [false, blank],
    [null, blank],
    [missing, blank],
  ],
])

export const zeroSkipsRange = valueCase(
  'values.number.zero-skips-range',
  [
    { ...number, min: 5 },
    [
      [0, 0],
      [missing, 0],
      [5, 5],
      [1, below('5.000000')],
    ],
  ],
  [
    { ...number, max: -5 },
    [
      [0, 0],
      ['abc', 0],
      [-5, -5],
      [-1, above('-5.000000')],
    ],
  ],
)

export const max = valueCase('values.number.max', [
  { ...number, max: 10 },
  [
    [10, 10],
    [-1e9, -1e9],
    [10.5, above('10.000000')],
    ['11', above('10.000000')],
  ],
])

export const output = conform('values.number.output', {
  lane: 'shared',
  async check({ guest, collection, claim }) {
    const { records } = await collection({ fields: [{ name: 'f', ...number }] })
    const numbers: Readonly<Record<string, string>> = {
      '5.0': '5',
      '-2': '-2',
      '0.1': '0.1',
      '1e21': '1e+21',
      '1e20': '100000000000000000000',
      '0.000001': '0.000001',
      '0.0000001': '1e-07|1e-7',
      '9007199254740993': '9007199254740992',
      '123456789.125': '123456789.125',
      '1.7976931348623157e308': '1.7976931348623157e+308',
      '5e-324': '5e-324',
    }
    for (const [sent, shown] of Object.entries(numbers)) {
      const options = { raw: `{"f":${sent}}`, headers: { 'Content-Type': 'application/json' } }
      const created = await guest.send('POST', records, options)
      const pattern = new RegExp(`"f":(?:${shown.replace(/[.+]/g, '\\$&')}),"`)
      claim(sent, created).status(200).textMatches(pattern)
      const read = await guest.get(`${records}/${String(created.at('/id'))}`)
      claim(`${sent}, read`, read).textMatches(pattern)
    }
  },
})

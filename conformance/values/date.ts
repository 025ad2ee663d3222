import { conform } from '../harness/case.ts'
import { blank, Issue, missing, valueCase } from './support.ts'

export const accepted = conform('values.date.accepted', {
  lane: 'shared',
  async check({ guest, collection, claim }) {
    const { records } = await collection({ fields: [{ name: 'd', type: 'date' }] })
    const inputs = {
      '2022-01-01': '2022-01-01 00:00:00.000Z',
      '2022-01-01 10:00:00': '2022-01-01 10:00:00.000Z',
      '2022-01-01 10:00:00.123Z': '2022-01-01 10:00:00.123Z',
      '2022-01-01T10:00:00Z': '2022-01-01 10:00:00.000Z',
      '2022-01-01T10:00:00.123987+02:00': '2022-01-01 08:00:00.123Z',
      '2022-01-01 10:00:00+0200': '2022-01-01 08:00:00.000Z',
      'Sat, 01 Jan 2022 10:00:00 GMT': '2022-01-01 10:00:00.000Z',
      '01 Jan 2022': '2022-01-01 00:00:00.000Z',
    }
    for (const [input, value] of Object.entries(inputs)) {
      claim(input, await guest.post(records, { d: input }))
        .status(200)
        .json('/d', value)
    }
  },
})

export const invalidIsEmpty = conform('values.date.invalid-is-empty', {
  lane: 'shared',
  async check({ guest, collection, claim }) {
    const { records } = await collection({ fields: [{ name: 'd', type: 'date' }] })
    for (const input of [
      'invalid',
      '2022-01-01 10:00',
      '2022-02-30',
      1641024000,
      '1641024000',
      true,
      ['2022-01-01'],
    ]) {
      claim(JSON.stringify(input), await guest.post(records, { d: input }))
        .status(200)
        .json('/d', '')
    }
  },
})

const date = { type: 'date' }

export const formatOut = valueCase('values.date.format-out', [
  date,
  [
    ['2022-01-01T10:00:00.123987+02:00', '2022-01-01 08:00:00.123Z'],
    ['2022-01-01T10:00:00.9999Z', '2022-01-01 10:00:00.999Z'],
    ['2022-01-01T00:30:00+01:00', '2021-12-31 23:30:00.000Z'],
    ['1969-12-31 23:59:59.5Z', '1969-12-31 23:59:59.500Z'],
    ['9999-12-31 23:59:59.999Z', '9999-12-31 23:59:59.999Z'],
    ['', ''],
    [null, ''],
    [missing, ''],
  ],
])

export const required = valueCase('values.date.required', [
  { ...date, required: true },
  [
    ['2022-01-01', '2022-01-01 00:00:00.000Z'],
    ['', blank],
    ['abc', blank],
    [null, blank],
    [missing, blank],
    [1641024000, blank],
    ['0001-01-01', blank],
  ],
])

const tooEarly = (words: string, threshold: string) =>
  new Issue('validation_min_greater_equal_than_required', `Must be no less than ${words}.`, {
    threshold,
  })
const tooLate = (words: string, threshold: string) =>
  new Issue('validation_max_less_equal_than_required', `Must be no greater than ${words}.`, {
    threshold,
  })

export const min = valueCase(
  'values.date.min',
  [
    { ...date, min: '2024-01-01 00:00:00.000Z' },
    [
      ['2024-01-01', '2024-01-01 00:00:00.000Z'],
      ['', ''],
      ['abc', ''],
      ['2023-12-31', tooEarly('2024-01-01 00:00:00 +0000 UTC', '2024-01-01T00:00:00Z')],
      [
        '2024-01-01T00:00:00+00:01',
        tooEarly('2024-01-01 00:00:00 +0000 UTC', '2024-01-01T00:00:00Z'),
      ],
    ],
  ],
  [
    { ...date, min: '2024-01-01 00:00:00.120Z' },
    [
      ['2024-01-02', '2024-01-02 00:00:00.000Z'],
      ['2024-01-01', tooEarly('2024-01-01 00:00:00.12 +0000 UTC', '2024-01-01T00:00:00.12Z')],
    ],
  ],
)

export const max = valueCase('values.date.max', [
  { ...date, max: '2024-01-01 00:00:00.000Z' },
  [
    ['2024-01-01', '2024-01-01 00:00:00.000Z'],
    ['', ''],
    ['2024-01-02', tooLate('2024-01-01 00:00:00 +0000 UTC', '2024-01-01T00:00:00Z')],
    ['2024-01-01 00:00:00.0001', tooLate('2024-01-01 00:00:00 +0000 UTC', '2024-01-01T00:00:00Z')],
  ],
])

export const timeOnly = valueCase('values.date.time-only', [
  date,
  [
    ['3:04PM', '0000-01-01 15:04:00.000Z'],
    ['12:00AM', '0000-01-01 00:00:00.000Z'],
    ['Jan 31 10:00:00', '0000-01-31 10:00:00.000Z'],
    ['Jan  2 10:00:00.123', '0000-01-02 10:00:00.123Z'],
    ['0001-01-01', ''],
    ['0001-01-01 00:00:00.000Z', ''],
  ],
])

export const spaces = valueCase('values.date.spaces', [
  date,
  [
    ['2022-01-01   10:00:00', '2022-01-01 10:00:00.000Z'],
    ['2022-01-01  10:00:00.123Z', '2022-01-01 10:00:00.123Z'],
    ['2022-01-01  10:00:00  +02:00', '2022-01-01 08:00:00.000Z'],
    ['2022-01-01 10:00:00  +0200  CET', '2022-01-01 08:00:00.000Z'],
    ['Sat,  01  Jan  2022  10:00:00  GMT', '2022-01-01 10:00:00.000Z'],
    ['Sat, 01 Jan 2022 10:00:00   +0200', '2022-01-01 08:00:00.000Z'],
    ['01  Jan  22  10:00  +0200', '2022-01-01 08:00:00.000Z'],
    ['Saturday,  01-Jan-22  10:00:00  CET', '2022-01-01 10:00:00.000Z'],
    ['Sat  Jan  1  10:00:00  2022', '2022-01-01 10:00:00.000Z'],
    ['Sat  Jan  1  10:00:00  CET  2022', '2022-01-01 10:00:00.000Z'],
    ['01  Jan   2022', '2022-01-01 00:00:00.000Z'],
    ['Jan 31   10:00:00', '0000-01-31 10:00:00.000Z'],
    ['2022-01-01\t10:00:00', ''],
    ['2022-01-01 10:00:00 \n+02:00', ''],
    ['2022-01-0110:00:00', ''],
    [' 2022-01-01 10:00:00', ''],
    ['2022-01-01 10:00:00 ', ''],
    ['2022 -01-01', ''],
  ],
])

export const dayDigits = valueCase('values.date.day-digits', [
  date,
  [
    ['Sat Jan 1 10:00:00 2022', '2022-01-01 10:00:00.000Z'],
    ['Sat Jan 01 10:00:00 2022', '2022-01-01 10:00:00.000Z'],
    ['Sat Jan 1 10:00:00 CET 2022', '2022-01-01 10:00:00.000Z'],
    ['Sat Jan 01 10:00:00 +0200 2022', '2022-01-01 08:00:00.000Z'],
    ['Sat Jan  01 10:00:00 +0200 2022', '2022-01-01 08:00:00.000Z'],
    ['Sat Jan 1 10:00:00 +0200 2022', ''],
    ['Sat Jan  1 10:00:00 +0200 2022', ''],
  ],
])

export const zoneNumbers = valueCase('values.date.zone-numbers', [
  date,
  [
    ['Sat Jan 1 10:00:00 +0000 2022', '2022-01-01 10:00:00.000Z'],
    ['Sat Jan 1 10:00:00 -05 2022', '2022-01-01 10:00:00.000Z'],
    ['Sat Jan 1 10:00:00 +5 2022', '2022-01-01 10:00:00.000Z'],
    ['Sat Jan 01 10:00:00 +0023 2022', '2022-01-01 10:00:00.000Z'],
    ['Sat, 01 Jan 2022 10:00:00 +005', '2022-01-01 10:00:00.000Z'],
    ['01 Jan 22 10:00 +00000', '2022-01-01 10:00:00.000Z'],
    ['Saturday, 01-Jan-22 10:00:00 -0012', '2022-01-01 10:00:00.000Z'],
    ['2022-01-01 10:00:00 +0200 +0000', '2022-01-01 08:00:00.000Z'],
    ['Sat Jan 1 10:00:00 +24 2022', ''],
    ['Sat, 01 Jan 2022 10:00:00 -24', ''],
    ['Sat, 01 Jan 2022 10:00:00 +5', ''],
  ],
])

import { conform } from '../harness/case.ts'

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

import { conform } from '../harness/case.ts'
import { blank, missing, valueCase } from './support.ts'

export const cast = conform('values.bool.cast', {
  lane: 'shared',
  async check({ guest, collection, claim }) {
    const { records } = await collection({ fields: [{ name: 'b', type: 'bool' }] })
    const inputs: readonly (readonly [unknown, boolean])[] = [
      [true, true],
      [1, true],
      [-1, true],
      ['1', true],
      ['T', true],
      [0, false],
      ['yes', false],
      ['tRUE', false],
      ['', false],
      [null, false],
      [[true], false],
      [{}, false],
    ]
    for (const [input, value] of inputs) {
      const created = await guest.post(records, { b: input })
      claim(`${JSON.stringify(input)} is ${value}`, created)
        .status(200)
        .json('/b', value)
    }
  },
})

export const required = valueCase('values.bool.required', [
  { type: 'bool', required: true },
  [
    [true, true],
    ['true', true],
    [2, true],
    [false, blank],
    [missing, blank],
    [null, blank],
    ['yes', blank],
  ],
])

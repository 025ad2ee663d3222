import { conform } from '../harness/case.ts'

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
    claim('then the range', await guest.post(records, { n: 2 })).json(
      '/data/n/code',
      'validation_min_number_constraint',
    )
  },
})

import { conform } from '../harness/case.ts'

const refusal = 'Something went wrong while processing your request.'

export const numberInvalid = conform('filter.lex.number-invalid', {
  lane: 'shared',
  async check({ guest, collection, claim }) {
    const { records } = await collection({ fields: [{ name: 'num', type: 'number' }] })
    claim('the control', await guest.get(records, { filter: 'num = 5' })).status(200)
    for (const filter of ['num = .5', 'num = 5.', 'num = +5', 'num = - 5', 'num = 1e3']) {
      claim(filter, await guest.get(records, { filter })).error(400, refusal)
    }
  },
})

export const signLongestRun = conform('filter.lex.sign-longest-run', {
  lane: 'shared',
  async check({ guest, collection, claim }) {
    const { records } = await collection({ fields: [{ name: 'num', type: 'number' }] })
    claim('the control', await guest.get(records, { filter: 'num ?= 5' })).status(200)
    for (const filter of ['num == 5', 'num <> 5', 'num =~ 5', 'num ! 5']) {
      claim(filter, await guest.get(records, { filter })).error(400, refusal)
    }
  },
})

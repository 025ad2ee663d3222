import { conform } from '../harness/case.ts'
import { listIds } from './fixture-q.ts'
import { filters } from './table.ts'

export const keywordsCase = conform('filter.literal.keywords-case', {
  lane: 'shared',
  async check(context) {
    const { claim, collection, record, guest, superuser, refused, unique } = context
    const made = await collection({
      fields: [
        { name: 'flag', type: 'bool' },
        { name: 'title', type: 'text' },
      ],
    })
    const on = await record(made, { flag: true })
    const off = await record(made, { flag: false, title: 'a' })
    const keywords = {
      'title = NULL': on.id,
      'title = Null': on.id,
      'flag = TRUE': on.id,
      'True = flag': on.id,
      'flag = FaLsE': off.id,
    }
    for (const [filter, id] of Object.entries(keywords)) {
      claim(filter, await listIds(guest, made, { filter })).equals(id)
    }
    const named = await collection({
      fields: [
        { name: 'True', type: 'bool' },
        { name: 'NULL', type: 'text' },
      ],
    })
    const { id } = await record(named, { True: false, NULL: 'x' })
    const fields = { 'True = false': id, "NULL = 'x'": id, 'true = True': '', "null = 'x'": '' }
    for (const [filter, expected] of Object.entries(fields)) {
      claim(`field: ${filter}`, await listIds(guest, named, { filter })).equals(expected)
    }
    const control = await superuser.get(named.path)
    for (const name of ['null', 'true', 'false']) {
      const body = { name: unique('c_'), fields: [{ name, type: 'text' }] }
      const answer = await superuser.post('/api/collections', body)
      claim(`no field is named ${name}`, refused(control, answer)).status(400)
    }
  },
})

export const trueFalseAre10 = conform(
  'filter.literal.true-false-are-1-0',
  filters({
    vals: {
      'flag = 1': 'v1 v4 v6',
      'flag = 0': 'v2 v3 v5 v7 v8',
      'num = true': 'v1',
      'num = false': 'v3',
      '1 = true': 'all',
      '1 = false': '',
      'title = true': 'v4',
      'flag > false': 'v1 v4 v6',
    },
  }),
)

export const numberIsReal = conform(
  'filter.literal.number-is-real',
  filters({ vals: { 'title = 1': 'v5', 'title = 1.0': 'v5', "title = '1'": 'v4' } }),
)

export const textVsNumberColumn = conform(
  'filter.literal.text-vs-number-column',
  filters({
    vals: {
      "num = '5'": 'v6 v7',
      "num = '5.0'": 'v6 v7',
      "num = ' 5 '": 'v6 v7',
      "num > '2'": 'v2 v5 v6 v7 v8',
      "flag = '1'": 'v1 v4 v6',
      "flag = 'true'": '',
      "num = 'abc'": '',
      "num != 'abc'": 'all',
    },
  }),
)

export const noConversionBetweenLiterals = conform(
  'filter.literal.no-conversion-between-literals',
  filters({ vals: { "'1' = 1": '', "'1' != 1": 'all', "2 < '1'": 'all', "'a' < 'B'": '' } }),
)

export const bigIntegersLosePrecision = conform(
  'filter.literal.big-integers-lose-precision',
  filters({
    vals: {
      '9007199254740993 = 9007199254740992': 'all',
      '9007199254740994 = 9007199254740992': '',
    },
  }),
)

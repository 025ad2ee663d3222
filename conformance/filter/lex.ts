import { type CaseContext, conform } from '../harness/case.ts'
import { createFixtureQ } from './fixture-q.ts'
import { filters, refusal } from './table.ts'

export const whitespace = conform(
  'filter.lex.whitespace',
  filters({
    vals: {
      'num=5': 'v6 v7',
      'num =5': 'v6 v7',
      'num= 5': 'v6 v7',
      'num\t=\n5': 'v6 v7',
      ' \n\tnum = 5 \n\t': 'v6 v7',
      "num=5&&flag=true||title='1'": 'v4 v6',
    },
  }),
)

export const crRejected = conform(
  'filter.lex.cr-rejected',
  filters({
    vals: { 'num = 5\n&& flag = true': 'v6' },
    refused: {
      vals: ['num = 5\r\n&& flag = true', 'num\u00a0= 5', 'num = 5;', 'num\f= 5', 'num\v= 5'],
    },
  }),
)

export const identifier = conform(
  'filter.lex.identifier',
  filters({
    vals: { 'num = 5': 'v6 v7' },
    refused: {
      vals: [
        'title. = 1',
        'title: = 1',
        '@ = 1',
        '_ = 1',
        '# = 1',
        '.title = 1',
        'té = 1',
        '#x = 1',
        '1title = 1',
      ],
    },
  }),
)

export const number = conform(
  'filter.lex.number',
  filters({
    vals: {
      'num = 2.5': 'v2',
      'num = -7': 'v4',
      'num=-7': 'v4',
      'num = 005': 'v6 v7',
      'num = 5.000': 'v6 v7',
      'num > -0.5 && num < 0.5': 'v3',
    },
  }),
)

export const numberInvalid = conform(
  'filter.lex.number-invalid',
  filters({
    vals: { 'num = 5': 'v6 v7' },
    refused: {
      vals: ['.5', '5.', '+5', '- 5', '1e3', '1_000', '0x1f', '1.2.3', '-', '--5'].map(
        (written) => `num = ${written}`,
      ),
    },
  }),
)

export const textQuotes = conform(
  'filter.lex.text-quotes',
  filters({
    vals: {
      [`title = "ÄÖ it's"`]: 'v8',
      [`title = 'alpha'`]: 'v1',
      [`title = "alpha"`]: 'v1',
      [`title != 'a"b'`]: 'all',
    },
    refused: { vals: [`title = 'alpha"`, 'title = `alpha`', `title = 'alpha`, `title = "`] },
  }),
)

export const textEscape = conform(
  'filter.lex.text-escape',
  filters({
    vals: {
      "title = 'ÄÖ it\\'s'": 'v8',
      'title = "ÄÖ it\\\'s"': '',
      [String.raw`title = 'back\slash'`]: 'v7',
      [String.raw`title = 'back\\slash'`]: '',
    },
  }),
)

export const textCannotEndInBackslash = conform(
  'filter.lex.text-cannot-end-in-backslash',
  filters({
    vals: { [String.raw`title = 'back\slash'`]: 'v7' },
    refused: { vals: [String.raw`title = 'a\'`, String.raw`title = 'a\\'`] },
  }),
)

export const textAnyChar = conform(
  'filter.lex.text-any-char',
  filters({
    async prepare({ record }, { vals }) {
      await record(vals, { id: 'w1', title: 'a)&&(b' })
      await record(vals, { id: 'w2', title: 'two\nlines // \u{1F600}' })
    },
    vals: {
      "title = 'a)&&(b'": 'w1',
      "(title = 'a)&&(b')": 'w1',
      "(title = 'two\nlines // \u{1F600}')": 'w2',
    },
  }),
)

export const comment = conform(
  'filter.lex.comment',
  filters({
    vals: {
      'num = 5 // x': 'v6 v7',
      '// x\nnum = 5': 'v6 v7',
      'num = // x\n 5': 'v6 v7',
      'num // x\n // y\n = 5 //': 'v6 v7',
      "num = 5 // it's (": 'v6 v7',
    },
  }),
)

export const commentSingleSlash = conform(
  'filter.lex.comment-single-slash',
  filters({
    vals: { 'num = 5 // x': 'v6 v7' },
    refused: { vals: ['num = 5 / x', 'num = 5 /* x */', '/num = 5'] },
  }),
)

export const commentInGroup = conform(
  'filter.lex.comment-in-group',
  filters({
    vals: { "num = 5 // it's": 'v6 v7', '(num = 5 // in (group)\n)': 'v6 v7' },
    refused: { vals: ["(num = 5 // it's\n)", '(num = 5 // x)\n)'] },
  }),
)

export const signLongestRun = conform(
  'filter.lex.sign-longest-run',
  filters({
    vals: { 'num>=-7&&num<=0': 'v3 v4', 'num ?= 5': 'v6 v7' },
    refused: {
      vals: [
        'num == 5',
        'num <> 5',
        'num =! 5',
        'num => 5',
        "title =~ 'a'",
        'num ?= = 5',
        'num ! 5',
        'num ? 5',
        'num ??= 5',
      ],
    },
  }),
)

export const joinLongestRun = conform(
  'filter.lex.join-longest-run',
  filters({
    vals: { 'num=5&&flag=true': 'v6', 'num=5||flag=true': 'v1 v4 v6 v7' },
    refused: {
      vals: [
        'num = 5 & flag = true',
        'num = 5 | flag = true',
        'num = 5 &&& flag = true',
        'num = 5 &| flag = true',
        'num = 5 and flag = true',
        'num = 5 or flag = true',
        "title in ('a')",
        "title like 'a'",
        'not num = 5',
      ],
    },
  }),
)

export const nul = conform(
  'filter.lex.nul',
  filters({
    vals: {
      "title='alpha'\0(((": 'v1',
      '(num = 5)\0 && nope': 'v6 v7',
      'num=5\0&&flag=true': 'v6',
      'num\0=\0 5': 'v6 v7',
    },
    refused: { vals: ["title='al\0pha'", '(num = 5\0', '(num\0 = 5)'] },
  }),
)

/** Bytes that are no text arrive only in a request line that is written by hand. */
const askRaw = async ({ raw }: CaseContext, path: string): Promise<string> => {
  const head = `GET ${path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n`
  const { status, text } = await raw(head)
  return `${String(status)} ${text}`
}

export const invalidUtf8 = conform('filter.lex.invalid-utf8', {
  lane: 'shared',
  async check(context) {
    const { vals } = await createFixtureQ(context)
    const found = (query: string) => askRaw(context, `${vals.records}?fields=id&${query}`)
    const { claim } = context
    claim('is in no text', await found("filter=title%3D'%FF'")).matches(/^200 \{"items":\[\]/)
    claim('is a text of its own', await found("filter=title!%3D'%FF'")).matches(/"totalItems":8/)
    for (const query of ["filter=title%3D'a'%FF", 'filter=%FF', 'sort=%FF']) {
      claim(query, await found(query)).matches(new RegExp(`^400 .*"message":"${refusal}"`))
    }
  },
})

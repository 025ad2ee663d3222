import { conform } from '../harness/case.ts'
import { filters } from './table.ts'

export const format = conform(
  'filter.parse.format',
  filters({
    vals: {
      '5 = num': 'v6 v7',
      '1 = 1': 'all',
      "'a' = 'b'": '',
      "'alpha' = title": 'v1',
      "strftime('%Y', day) = '2025'": 'v6',
      "'2025' = strftime('%Y', day)": 'v6',
      '@now > day': 'all',
      'num = 5 && flag = true': 'v6',
      'num = 5 || flag = true': 'v1 v4 v6 v7',
    },
  }),
)

export const group = conform(
  'filter.parse.group',
  filters({
    vals: {
      "(title = 'alpha' || num = 5) && flag = true": 'v1 v6',
      "flag = true && (title = 'alpha' || num = 5)": 'v1 v6',
      '(((num = 5)))': 'v6 v7',
      "((num = 5 && flag = true) || (title = '1' && (kind = 'x' || kind = 'y')))": 'v4 v6',
    },
  }),
)

export const precedence = conform(
  'filter.parse.precedence',
  filters({
    vals: {
      "title = 'alpha' || num = 5 && flag = true": 'v1 v6',
      "num = 5 && flag = true || title = 'alpha'": 'v1 v6',
      "(num = 5 || title = '1.0') && flag = true": 'v6',
      "num = 5 || title = '1.0' && flag = true": 'v6 v7',
      "title = '1.0' && flag = true || num = 5": 'v6 v7',
    },
  }),
)

export const incomplete = conform(
  'filter.parse.incomplete',
  filters({
    vals: { 'num = 5 && flag = true': 'v6' },
    refused: {
      vals: [
        'num',
        'flag',
        '5',
        'num =',
        '= 5',
        '=',
        'num = 5 &&',
        '&& num = 5',
        '|| num = 5',
        '&&',
        'num = 5 && || num = 6',
        'num = 5 && && num = 6',
        'num = 5 5',
        'num = 5 flag = true',
        'num = 5 = 5',
      ],
    },
  }),
)

export const emptyGroup = conform(
  'filter.parse.empty-group',
  filters({
    vals: { '(num = 5)': 'v6 v7' },
    refused: { vals: ['()', '( )', '(// x\n)', 'num = 5 && ()', '() && num = 5', '(())'] },
  }),
)

export const unbalanced = conform(
  'filter.parse.unbalanced',
  filters({
    vals: { '((num = 5))': 'v6 v7' },
    refused: { vals: ['(num = 5', 'num = 5)', '((num = 5)', '(num = 5))', ')num = 5(', '(', ')'] },
  }),
)

export const noNot = conform(
  'filter.parse.no-not',
  filters({
    vals: { 'num = 5': 'v6 v7' },
    refused: {
      vals: [
        '!(num = 5)',
        '!num = 5',
        'num + 1 = 6',
        'num - 1 = 4',
        'num * 2 = 10',
        '-num = 5',
        'num -1 = 4',
      ],
    },
  }),
)

export const noPlaceholders = conform(
  'filter.parse.no-placeholders',
  filters({
    vals: { 'num = 5': 'v6 v7' },
    refused: { vals: ['title = {:t}', 'title = :t', 'title = ?', 'title = $1'] },
  }),
)

export const adjacentGroups = conform(
  'filter.parse.adjacent-groups',
  filters({
    vals: {
      '(num = 5)(flag = true)': 'v6',
      "(num = 5) || title = '1' (flag = true)": 'v1 v4 v6 v7',
    },
  }),
)

export const groupDiscardsPending = conform(
  'filter.parse.group-discards-pending',
  filters({ vals: { 'title (num = 5)': 'v6 v7', 'title = (num = 5)': 'v6 v7' } }),
)

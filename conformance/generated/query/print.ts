import { nameOf } from '../../model/query/path.ts'
import type {
  Comparison,
  Filter,
  Operand,
  Path,
  PathStart,
  SortKey,
} from '../../model/query/tree.ts'

/** How much of the freedom of the grammar a text takes. */
export interface Spelling {
  /** Between tokens; `''` where nothing has to be. */
  readonly space: '' | ' ' | '\n' | '\t '
  readonly quote: "'" | '"'
  /** Behind the last token. */
  readonly comment: string
}

export const plainSpelling: Spelling = { space: ' ', quote: "'", comment: '' }

const printStart = (from: PathStart): readonly string[] => {
  switch (from.kind) {
    case 'row':
      return []
    case 'collection':
      return ['@collection', from.collection + (from.alias === undefined ? '' : `:${from.alias}`)]
    case 'request':
      return ['@request', from.of]
    default:
      return from satisfies never
  }
}

export const printPath = ({ from, parts, modifier }: Path): string =>
  [
    ...printStart(from),
    ...parts.map((part) => (typeof part === 'string' ? part : nameOf(part))),
  ].join('.') + (modifier === undefined ? '' : `:${modifier}`)

const printOperand = (operand: Operand, spelling: Spelling): string => {
  switch (operand.kind) {
    case 'text': {
      const { quote } = spelling
      return quote + operand.text.replaceAll(quote, `\\${quote}`) + quote
    }
    case 'number':
      return operand.spelled
    case 'constant':
      return String(operand.value)
    case 'macro':
      return operand.name
    case 'path':
      return printPath(operand)
    case 'call':
      return `${operand.name}(${operand.args.map((arg) => printOperand(arg, spelling)).join(',')})`
    default:
      return operand satisfies never
  }
}

const printComparison = ({ left, sign, anyOf, right }: Comparison, spelling: Spelling): string =>
  [printOperand(left, spelling), (anyOf ? '?' : '') + sign, printOperand(right, spelling)].join(
    spelling.space,
  )

const printTerms = ({ terms, joins }: Filter, spelling: Spelling): string =>
  terms
    .map((term, index) => {
      const text =
        term.kind === 'group'
          ? `(${printTerms(term.inner, spelling)})`
          : printComparison(term, spelling)
      return index === 0 ? text : `${joins[index - 1] ?? '&&'}${spelling.space}${text}`
    })
    .join(spelling.space)

export const printFilter = (filter: Filter, spelling: Spelling = plainSpelling): string =>
  printTerms(filter, spelling) + spelling.comment

export const printSort = (keys: readonly SortKey[]): string =>
  keys
    .map(
      ({ by, descending }) =>
        (descending ? '-' : '') + (by.kind === 'rowid' ? '@rowid' : printPath(by)),
    )
    .join(',')

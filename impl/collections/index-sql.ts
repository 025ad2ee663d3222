import { quoteName } from '../values/sql-name.ts'

/** One entry of an index: a column or an expression, with what follows it. */
export interface IndexColumn {
  readonly name: string
  /** As written; empty when unset. */
  readonly collate: string
  readonly sort: '' | 'ASC' | 'DESC'
}

export interface ParsedIndex {
  readonly unique: boolean
  readonly ifNotExists: boolean
  readonly schema: string
  readonly name: string
  readonly table: string
  readonly columns: readonly IndexColumn[]
  readonly where: string
}

const quotes: Readonly<Record<string, string>> = { '`': '`', '"': '"', "'": "'", '[': ']' }

const unquote = (text: string): string => {
  const trimmed = text.trim()
  const closing = quotes[trimmed.charAt(0)]
  return closing !== undefined && trimmed.length > 1 && trimmed.endsWith(closing)
    ? trimmed.slice(1, -1).trim()
    : trimmed
}

// Found anywhere in the text. The table is greedy, so an expression needs a space before the list: `on x (lower(a))`; the
// database refuses what `on x(lower(a))` is read as.
const headPattern =
  /create\s+(unique\s+)?index(?:\s+|(?=[`"'[]))(if\s+not\s+exists\s+)?(\S+)\s+on\s+(\S*)\s*\(([\s\S]*)$/i

/** Splits at commas outside parentheses and quotes; undefined when one of them stays open. */
const splitColumns = (list: string): readonly string[] | undefined => {
  const parts: string[] = []
  let depth = 0
  let closing: string | undefined
  let start = 0
  for (let at = 0; at < list.length; at++) {
    const character = list.charAt(at)
    if (closing !== undefined) {
      if (character === closing) closing = undefined
    } else if (character === '(') depth++
    else if (character === ')') depth--
    else if (character === ',' && depth === 0) {
      parts.push(list.slice(start, at))
      start = at + 1
    } else closing = quotes[character]
    if (depth < 0) return undefined
  }
  if (depth !== 0 || closing !== undefined) return undefined
  return [...parts, list.slice(start)]
}

/** The text before the last word, and that word; a pattern would take quadratic time for long runs of spaces. */
const cutLastWord = (text: string): readonly [rest: string, word: string] => {
  const trimmed = text.trimEnd()
  let at = trimmed.length
  while (at > 0 && !/\s/.test(trimmed.charAt(at - 1))) at--
  return [trimmed.slice(0, at).trimEnd(), trimmed.slice(at)]
}

const cutSort = (text: string): readonly [rest: string, sort: IndexColumn['sort']] => {
  const [rest, word] = cutLastWord(text)
  const sort = word.toUpperCase()
  return rest !== '' && (sort === 'ASC' || sort === 'DESC') ? [rest, sort] : [text, '']
}

const cutCollate = (text: string): readonly [rest: string, collate: string] => {
  const [beforeName, name] = cutLastWord(text)
  const [rest, keyword] = cutLastWord(beforeName)
  return rest !== '' && keyword.toLowerCase() === 'collate' ? [rest, unquote(name)] : [text, '']
}

const parseColumn = (text: string): IndexColumn | undefined => {
  const [beforeSort, sort] = cutSort(text.trim())
  const [column, collate] = cutCollate(beforeSort)
  const name = unquote(column)
  return name === '' ? undefined : { name, collate, sort }
}

/**
 * Reads `CREATE [UNIQUE] INDEX [IF NOT EXISTS] [schema.]name ON [table] (column, ...) [WHERE expr]`, as lenient as the
 * contract (collections.indexes.grammar, .lenient); undefined for anything without a name or columns.
 */
export const parseIndex = (sql: string): ParsedIndex | undefined => {
  // The list ends at the last closing parenthesis, which is what makes an expression with parentheses after WHERE invalid
  // (collections.indexes.where-parentheses).
  const end = sql.lastIndexOf(')')
  const match = end < 0 ? null : headPattern.exec(sql.slice(0, end))
  if (match === null) return undefined
  const [, unique, ifNotExists, path = '', table = '', list = ''] = match
  const where = /^\s*where\s+([\s\S]*)$/i.exec(sql.slice(end + 1))?.[1] ?? ''
  const dot = path.indexOf('.')
  const name = unquote(path.slice(dot + 1))
  const parts = splitColumns(list)
  if (name === '' || parts === undefined) return undefined
  const columns = parts.map(parseColumn).filter((column) => column !== undefined)
  if (columns.length === 0) return undefined
  return {
    unique: unique !== undefined,
    ifNotExists: ifNotExists !== undefined,
    schema: dot < 0 ? '' : unquote(path.slice(0, dot)),
    name,
    table: unquote(table),
    columns,
    where: where.trim(),
  }
}

const buildColumn = ({ name, collate, sort }: IndexColumn): string => {
  const isExpression = name.includes('(') || name.includes(' ')
  const target = isExpression ? name : quoteName(name)
  return `${target}${collate === '' ? '' : ` COLLATE ${collate}`}${sort === '' ? '' : ` ${sort}`}`
}

/** The normalised statement that the database gets (collections.indexes.*). */
export const buildIndex = (index: ParsedIndex): string => {
  const { unique, ifNotExists, schema, name, table, columns, where } = index
  const built = columns.map(buildColumn)
  return [
    `CREATE ${unique ? 'UNIQUE ' : ''}INDEX ${ifNotExists ? 'IF NOT EXISTS ' : ''}`,
    `${schema === '' ? '' : `${quoteName(schema)}.`}${quoteName(name)} ON ${quoteName(table)} `,
    built.length === 1 ? `(${built.join('')})` : `(\n  ${built.join(',\n  ')}\n)`,
    where === '' ? '' : ` WHERE ${where}`,
  ].join('')
}

/** Whether some index alone keeps the values of one column unique (partial ones count; names compare without case). */
export const hasUniqueIndexOn = (indexes: readonly string[], column: string): boolean =>
  indexes.some((sql) => {
    const index = parseIndex(sql)
    const [only, ...others] = index?.columns ?? []
    return (
      index?.unique === true &&
      others.length === 0 &&
      only?.name.toLowerCase() === column.toLowerCase()
    )
  })

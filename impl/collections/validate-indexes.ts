import { validationItem } from '../../spec/errors.ts'
import type { FieldIssue, FieldIssues } from '../errors.ts'
import { type Issues } from '../issues.ts'
import { buildIndex, parseIndex, type ParsedIndex } from './index-sql.ts'
import type { Collection } from './model.ts'
import type { Validation } from './validate.ts'

const at = (position: number, found: FieldIssue): FieldIssues => ({ [String(position)]: found })

/** What remains when index, schema and table names are left out. */
const definitionOf = (index: ParsedIndex): string =>
  buildIndex({ ...index, name: '', schema: '', table: '' })

/** The first index, by position, that is invalid, or named or defined like another. */
const singleIssues = ({ config, before, schema }: Validation): FieldIssues | undefined => {
  const ownTables = new Set([config.name.toLowerCase(), before?.name.toLowerCase()])
  const names = new Set<string>()
  const definitions = new Set<string>()
  for (const [position, sql] of config.indexes.entries()) {
    const index = parseIndex(sql)
    if (index === undefined || /\s/.test(index.name + index.table)) {
      return at(position, validationItem('validation_invalid_index_expression'))
    }
    const name = index.name.toLowerCase()
    if (names.has(name)) {
      return at(position, validationItem('validation_duplicated_index_name'))
    }
    names.add(name)
    const usedTableName = schema.indexes.get(name)
    if (usedTableName !== undefined && !ownTables.has(usedTableName.toLowerCase())) {
      return at(position, validationItem('validation_existing_index_name', { usedTableName }))
    }
    const definition = definitionOf(index)
    if (definitions.has(definition)) {
      return at(position, validationItem('validation_duplicated_index_definition'))
    }
    definitions.add(definition)
  }
  return undefined
}

/** What must stay of an index; IF NOT EXISTS belongs to it. */
const columnsOf = ({ ifNotExists, columns }: ParsedIndex): string =>
  [String(ifNotExists), ...columns.map(({ name }) => name)].join('\n')

/** Every unique index with a system field must stay, with the same columns (collections.indexes.system-field-unique). */
const lostSystemIndex = (
  indexes: readonly string[],
  before: Collection,
): FieldIssue | undefined => {
  const kept = new Set(
    indexes.flatMap((sql) => {
      const index = parseIndex(sql)
      return index?.unique === true ? [columnsOf(index)] : []
    }),
  )
  for (const sql of before.indexes) {
    const index = parseIndex(sql)
    if (index?.unique !== true || kept.has(columnsOf(index))) continue
    const column = index.columns.find(
      ({ name }) => before.fieldByName.get(name)?.config.system === true,
    )
    if (column === undefined) continue
    return validationItem('validation_invalid_unique_system_field_index', {
      fieldName: column.name,
    })
  }
  return undefined
}

/** What is wrong with the list of indexes, before the database has tried to create them. */
export const validateIndexes = (validation: Validation): Issues | undefined => {
  const { config, before } = validation
  if (config.type === 'view') {
    return config.indexes.length === 0
      ? undefined
      : validationItem('validation_indexes_not_supported')
  }
  return (
    singleIssues(validation) ??
    (before === undefined ? undefined : lostSystemIndex(config.indexes, before))
  )
}

import type { FieldTypeName } from '../fields/field-type.ts'
import type { Incoming } from '../request.ts'
import { namesIn } from '../rules/names.ts'
import { FilterError, type Planner, type RowSource } from '../rules/query.ts'
import type { Catalog } from './catalog.ts'
import { buildField } from './field-config.ts'
import type { Collection } from './model.ts'

/** A table of the system whose list is open to a fixed set of names. */
export interface ListedTable {
  readonly name: string
  /** What filter and sort may name, with the field types that compare alike. */
  readonly fields: Readonly<Record<string, FieldTypeName>>
  /** Paths and modifiers that are open, too; left out: none. */
  readonly openPath?: RegExp
}

interface ListedTableContext {
  readonly catalog: Pick<Catalog, 'compileDraft' | 'findType'>
  readonly planner: Planner
}

/** The table as the planner sees it: a collection that has those fields and nothing else. */
const describe = (
  { compileDraft, findType }: ListedTableContext['catalog'],
  { name: table, fields }: ListedTable,
): Collection =>
  compileDraft({
    id: table,
    name: table,
    type: 'base',
    system: true,
    fields: Object.entries(fields).map(([name, typeName]) => {
      const type = findType(typeName)
      if (type === undefined) throw new Error(`no field type "${typeName}" is registered`)
      return buildField(type, { id: name, name })
    }),
    indexes: [],
    rules: { listRule: null, viewRule: null, createRule: null, updateRule: null, deleteRule: null },
    options: {},
    created: '',
    updated: '',
  })

/** Plans lists of the table for superusers. The plan throws `FilterError` for what does not compile or names anything else. */
export const planListed = ({ catalog, planner }: ListedTableContext, table: ListedTable) => {
  const collection = describe(catalog, table)
  // Plain fields, literals and macros have no path and no modifier; everything else is closed.
  const isClosed = (name: string): boolean =>
    /[.:]/.test(name) && table.openPath?.test(name) !== true

  return ({ info }: Incoming, filter: string, sort: string): RowSource => {
    const closed = namesIn(filter, sort).find(isClosed)
    if (closed !== undefined) throw new FilterError(`unknown field "${closed}"`)
    // A path into the body would be closed.
    const request = { ...info, body: new Map() }
    const query = { collection, request, rule: undefined, filter, sort }
    return planner.list({ ...query, restricted: false })
  }
}

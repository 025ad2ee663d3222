import type { SortKey } from './formula.ts'
import { trimSpace } from '../values/trim.ts'
import { identifierOperand } from './identifier.ts'
import { FilterError } from './query.ts'
import type { Scope } from './scope.ts'

const maxItems = 8
const maxItemBytes = 255

/** `sort` text -> what to order by (sort.*). Throws {@link FilterError}. */
export const toSortKeys = (text: string, scope: Scope): readonly SortKey[] => {
  if (text === '') return []
  const items = text.split(',')
  if (items.length > maxItems) {
    throw new FilterError(`at most ${String(maxItems)} sort fields, got ${String(items.length)}`)
  }
  return items.map((item) => toSortKey(trimSpace(item), scope))
}

const toSortKey = (item: string, scope: Scope): SortKey => {
  const isSigned = item.startsWith('-') || item.startsWith('+')
  const direction = item.startsWith('-') ? 'DESC' : 'ASC'
  const name = isSigned ? item.slice(1) : item
  if (Buffer.byteLength(name) > maxItemBytes) {
    throw new FilterError(`a sort field is longer than ${String(maxItemBytes)} bytes`)
  }
  if (name === '@random') return { value: ['random()'], uses: [], direction }
  if (name === '@rowid') return rowid(scope, direction)
  const operand = identifierOperand(scope, name)
  if (operand.sortable !== true) throw new FilterError(`"${name}" cannot be sorted by`)
  return { value: operand.value, uses: operand.uses, direction }
}

const rowid = ({ base }: Scope, direction: SortKey['direction']): SortKey => {
  if (base.collection.type === 'view') throw new FilterError('a view has no @rowid')
  return { value: [...base.alias, '._rowid_'], uses: [], direction }
}

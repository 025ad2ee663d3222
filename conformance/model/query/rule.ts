import { compile } from './condition.ts'
import { expand } from './expand.ts'
import type { Cell } from './path.ts'
import type { Request } from './request.ts'
import type { Filter } from './tree.ts'
import { Refused, Undecided } from './undecided.ts'
import type { Collection, Row } from './world.ts'

export type Decision =
  { readonly kind: 'allowed' | 'denied' } | { readonly kind: 'undecided'; readonly because: string }

/** The record that a rule is asked about. */
export interface Subject {
  readonly collection: Collection
  readonly row: Row
  /** The values of one that is not stored yet have no type in the database. */
  readonly isStored: boolean
}

const rootKey = 'row'

/** Whether a rule holds for a record; one that cannot be compiled holds for none. */
export const decide = (
  collections: readonly Collection[],
  rule: Filter,
  { collection, row, isStored }: Subject,
  request: Request,
  now: Date,
): Decision => {
  const base = { key: rootKey, collection, joins: [], isMulti: false, hasAffinity: isStored }
  try {
    const condition = compile(rule, {
      ...{ collections, base, request, now, isFree: true, enter: () => undefined },
    })
    for (const joined of expand(condition.joins, new Map<string, Cell>([[rootKey, row]]))) {
      if (condition.truth(joined) === true) return { kind: 'allowed' }
    }
    return { kind: 'denied' }
  } catch (error) {
    if (error instanceof Refused) return { kind: 'denied' }
    if (error instanceof Undecided) return { kind: 'undecided', because: error.message }
    throw error
  }
}

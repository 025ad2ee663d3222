import type { Incoming } from '../request.ts'
import type { RowSource } from '../rules/query.ts'
import { FilterError } from '../rules/query.ts'
import { SqlFailure, type Step } from '../store/store.ts'
import type { Collection } from '../collections/model.ts'
import type { RecordContext } from './context.ts'
import { holds, ruleGuard } from './writing.ts'

export interface Management {
  readonly manages: boolean
  /** Keeps the decision true until the commit; empty when it does not rest on stored rows. */
  readonly guards: readonly Step[]
}

/**
 * Whether the caller may do what only managers may: superusers always, other authenticated callers when the collection's
 * manageRule holds (records.auth.manage-rule-update, -create). `source` plans the rule over the stored row or the candidate.
 */
export const management = async (
  context: RecordContext,
  { options }: Collection,
  { isSuperuser, info }: Incoming,
  source: (rule: string) => RowSource,
  id?: string,
): Promise<Management> => {
  if (isSuperuser) return { manages: true, guards: [] }
  const rule = options['manageRule']
  if (info.auth === undefined || typeof rule !== 'string' || rule === '') {
    return { manages: false, guards: [] }
  }
  try {
    const planned = source(rule)
    const manages = await holds(context, planned, id)
    return { manages, guards: manages ? [ruleGuard(planned, 'stale', id)] : [] }
  } catch (error) {
    if (error instanceof FilterError || error instanceof SqlFailure) {
      return { manages: false, guards: [] }
    }
    throw error
  }
}

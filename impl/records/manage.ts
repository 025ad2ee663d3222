import type { Collection } from '../collections/model.ts'
import type { Incoming } from '../request.ts'
import type { RowSource } from '../rules/query.ts'
import type { Step } from '../store/store.ts'
import type { RecordContext } from './context.ts'
import { holds, planned, ruleGuard } from './rule-source.ts'

export interface Management {
  readonly manages: boolean
  /** Keeps the decision true until the commit; empty when it does not rest on stored rows. */
  readonly guards: readonly Step[]
}

const no: Management = { manages: false, guards: [] }

/**
 * Whether the caller may do what only managers may: superusers always, other authenticated callers when the collection's
 * manageRule holds (records.auth.manage-rule-update, -create). `plan` plans the rule over the stored row or the candidate.
 */
export const management = async (
  context: RecordContext,
  { options }: Collection,
  { isSuperuser, info }: Incoming,
  plan: (rule: string) => RowSource,
  id?: string,
): Promise<Management> => {
  if (isSuperuser) return { manages: true, guards: [] }
  const rule = options['manageRule']
  if (info.auth === undefined || typeof rule !== 'string' || rule === '') return no
  const source = planned(() => plan(rule))
  if (source === undefined || !(await holds(context, source, id))) return no
  return { manages: true, guards: [ruleGuard(source, 'stale', id)] }
}

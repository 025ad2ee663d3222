import { ApiError } from '../errors.ts'
import type { Incoming } from '../request.ts'
import type { Step } from '../store/store.ts'
import { requireCollection, requireRule, requireWritable } from './access.ts'
import type { RecordContext } from './context.ts'
import { quote } from './record.ts'
import { planRemoval, removalSteps } from './references.ts'
import { ruleSource } from './rule-source.ts'
import { findVisible } from './view.ts'
import { failedUnit, refuseWrite, retryWhileStale, ruleGuard, Stale, unitOf } from './writing.ts'

const blockedMessage =
  'Failed to delete record. Make sure that the record is not part of a required relation reference.'
const lastSuperuserMessage = "You can't delete the only existing superuser."

/** Deletes a record with everything that cascades from it, in one unit; answers nothing (204). */
export const deleteRecord =
  (context: RecordContext) =>
  async (nameOrId: string, id: string, incoming: Incoming): Promise<undefined> => {
    const collection = requireCollection(context.collections, nameOrId)
    requireWritable(collection)
    const body = await incoming.body()
    const rule = requireRule(collection, 'deleteRule', incoming)
    const request = { ...incoming.info, body }
    return retryWhileStale(async () => {
      const builtOn = context.collections.all()
      const record = await findVisible(context, id, { collection, rule, request })
      if (record === undefined) throw new ApiError({ kind: 'not-found' })
      const removal = await planRemoval(context, record)
      if (removal.blocked) throw refuseWrite(blockedMessage)
      const guards = [existsGuard(collection.name, id)]
      if (rule !== undefined && rule !== '') {
        const source = ruleSource(context.planner, { collection, rule, request })
        if (source === undefined) throw new ApiError({ kind: 'not-found' })
        guards.push(ruleGuard(source, 'missing', id))
      }
      const steps = [...guards, ...removalSteps(context, removal)]
      const outcome = await context.store.commit(unitOf(context, steps))
      switch (outcome.kind) {
        case 'ok':
          return undefined
        case 'refused':
          if (outcome.tag === 'stale') throw new Stale()
          if (outcome.tag === 'last-superuser') throw refuseWrite(lastSuperuserMessage)
          throw new ApiError({ kind: 'not-found' })
        case 'constraint':
          throw refuseWrite(blockedMessage)
        case 'failed':
          throw failedUnit(context, builtOn, refuseWrite(blockedMessage))
        case 'unknown':
          throw outcome.cause
        default:
          return outcome satisfies never
      }
    })
  }

const existsGuard = (table: string, id: string): Step => ({
  kind: 'guard',
  sql: `SELECT 1 FROM ${quote(table)} WHERE id = ?`,
  args: [id],
  expect: 'some',
  tag: 'missing',
})

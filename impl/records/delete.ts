import { ApiError, refusal } from '../errors.ts'
import type { Incoming } from '../request.ts'
import { openForWriting } from './access.ts'
import type { RecordContext } from './context.ts'
import { planRemoval, removalFiles, removalSteps } from './references.ts'
import { ruleGuard, ruleSource } from './rule-source.ts'
import type { InTurn } from './turns.ts'
import { findVisible } from './view.ts'
import { commitWrite } from './commit.ts'
import { unchangedGuard } from './steps.ts'

/** Deletes a record with everything that cascades from it, in one unit; answers nothing (204). */
export const deleteRecord =
  (context: RecordContext, inTurn: InTurn) =>
  (nameOrId: string, id: string, incoming: Incoming): Promise<undefined> =>
    inTurn(id, () => attempt(context, nameOrId, id, incoming))

const attempt = async (
  context: RecordContext,
  nameOrId: string,
  id: string,
  incoming: Incoming,
): Promise<undefined> => {
  const { collections, planner } = context
  const builtOn = collections.all()
  const door = { nameOrId, rule: 'deleteRule', incoming } as const
  const { collection, sent, rule } = await openForWriting(collections, door)
  const query = { collection, request: { ...incoming.info, body: sent } }
  const record = await findVisible(context, id, { ...query, rule })
  if (record === undefined) throw notFound()
  const removal = await planRemoval(context, [record])
  if (removal.blocked) throw refusal('deleteRecord')
  const source = rule === undefined ? undefined : ruleSource(planner, { ...query, rule })
  await commitWrite(context, {
    collection,
    builtOn,
    files: removalFiles(context, removal),
    steps: [
      unchangedGuard(record, [], 'missing'),
      ...(source === undefined ? [] : [ruleGuard(source, 'missing', id)]),
      ...removalSteps(context, removal),
    ],
    refused: (tag) => (tag === 'last-superuser' ? refusal('lastSuperuser') : notFound()),
    constraint: () => refusal('deleteRecord'),
    failed: (cause) => refusal('deleteRecord', { cause }),
  })
}

const notFound = (): ApiError => new ApiError({ kind: 'not-found' })

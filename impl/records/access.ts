import type { Collection, Collections, RuleName } from '../collections/model.ts'
import { requireCurrent } from '../collections/stale.ts'
import { refusal, type RefusalKey } from '../errors.ts'
import type { Incoming } from '../request.ts'

type MissingCollection = RefusalKey & `missing${string}Collection`

/** Finds the collection in the path or refuses. Reads and deletes word it differently from writes (records.collection.*). */
export const requireCollection = (
  collections: Collections,
  nameOrId: string,
  missing: MissingCollection = 'missingCollection',
): Collection => {
  const collection = collections.find(nameOrId)
  if (collection === undefined) throw refusal(missing)
  return collection
}

const requireWritable = (collection: Collection): void => {
  if (collection.type === 'view') throw refusal('unsupportedCollection')
}

interface Door {
  readonly nameOrId: string
  readonly rule: 'createRule' | 'updateRule' | 'deleteRule'
  readonly incoming: Incoming
  readonly missing?: MissingCollection
}

/**
 * What a write starts from, refused in the order of the contract (records.order.*). Throws {@link Stale} when the collection
 * changed while the body arrived.
 */
export const openForWriting = async (
  collections: Collections,
  { nameOrId, rule, incoming, missing }: Door,
): Promise<Opened> => {
  const collection = requireCollection(collections, nameOrId, missing)
  requireWritable(collection)
  const sent = await incoming.body()
  // A body may take its time, and what is looked up from here on has to be there.
  requireCurrent(collections, collection)
  return { collection, sent, rule: requireRule(collection, rule, incoming) }
}

export interface Opened {
  readonly collection: Collection
  readonly sent: ReadonlyMap<string, unknown>
  /** As {@link requireRule} answers it. */
  readonly rule: string | undefined
}

/**
 * The rule that a record must satisfy for this caller: undefined when any record does, for superusers and where the rule is
 * empty. A null rule is refused here (403).
 */
export const requireRule = (
  collection: Collection,
  name: RuleName,
  { isSuperuser }: Incoming,
): string | undefined => {
  if (isSuperuser) return undefined
  const rule = collection.rules[name]
  if (rule === null) throw refusal('superusersOnly')
  return rule === '' ? undefined : rule
}

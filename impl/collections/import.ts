import { validationItem } from '../../spec/errors.ts'
import { ApiError, type FieldIssue, type FieldIssues, refusal } from '../errors.ts'
import type { Incoming } from '../request.ts'
import { goQuote } from '../values/go-quote.ts'
import { createPlanner } from '../rules/planner.ts'
import { toSortedJson } from '../values/json.ts'
import { isObject, type JsonObject, mergeKey, spellings, Undecodable } from '../values/shape.ts'
import { decodeOr } from './access.ts'
import { type Applied, apply } from './apply.ts'
import type { CollectionContext } from './context.ts'
import { dropSteps } from './delete.ts'
import { configOfItem, keptBy, matchOf } from './import-items.ts'
import { parseIndex } from './index-sql.ts'
import { writeIssueReport } from './issue-report.ts'
import { lookUpIn } from './lookup.ts'
import type { Collection } from './model.ts'
import { type Prepared, prepare } from './save.ts'
import { readSchema, type StoredSchema } from './schema-facts.ts'
import { retryWhileStale } from './stale.ts'
import { renameSteps, type SaveSteps, saveSteps, unchangedGuards } from './unit.ts'
import { validate } from './validate.ts'

interface Submitted {
  readonly items: readonly JsonObject[]
  readonly deleteMissing: boolean
}

/** An item of the import, ready to be saved. */
interface Imported extends Prepared {
  readonly before: Collection | undefined
}

/** What an import makes of the collections, decided and not yet written. */
interface Plan {
  readonly deleted: readonly Collection[]
  /** All items, in the order in which they are saved. */
  readonly items: readonly Imported[]
  /** Those that stay: of several items about one collection the last. */
  readonly lasting: readonly Imported[]
  /** The collections as they will be. */
  readonly after: readonly Collection[]
}

const refuse = (fields: FieldIssues): ApiError => refusal('importCollections', { fields })

const refuseRaw = (reason: string): ApiError =>
  refuse({ collections: validationItem('validation_collections_import_failure/other', { reason }) })

const refuseSave = ({ name }: Collection, reason: string): ApiError =>
  refuseRaw(`failed to save collection ${goQuote(name)}: ${reason}`)

const decodeItems = <T>(decode: () => T): T => {
  try {
    return decode()
  } catch (cause) {
    if (cause instanceof Undecodable) throw refuseRaw('a value has the wrong type')
    throw cause
  }
}

/** Of several spellings of a key the last in byte order counts, not the last sent (collections.import.key-order). */
const readItem = (raw: unknown): JsonObject => {
  if (raw === null) return {}
  if (!isObject(raw)) throw new Undecodable()
  return JSON.parse(toSortedJson(raw)) as JsonObject // the text is that of an object
}

const readItems = (raw: unknown): readonly JsonObject[] => {
  if (raw === null) return []
  if (!Array.isArray(raw)) throw new Undecodable()
  return raw.map(readItem)
}

/** A body of a format that is not read keeps its own refusal (collections.body.unsupported-content-type). */
const readEntries = async (incoming: Incoming): Promise<ReadonlyMap<string, unknown>> => {
  try {
    return await incoming.body()
  } catch (cause) {
    const isMalformed = cause instanceof ApiError && cause.refusal.kind === 'invalid'
    throw isMalformed && cause.refusal.message === undefined
      ? refusal('loadData', { cause })
      : cause
  }
}

const readImport = async (incoming: Incoming): Promise<Submitted> => {
  const body = Object.fromEntries(await readEntries(incoming))
  const { items, deleteMissing } = decodeOr('loadData', () => ({
    items: spellings(body, 'collections').map(readItems).at(-1) ?? [],
    deleteMissing: mergeKey('boolean', false, body, 'deleteMissing'),
  }))
  if (items.length === 0) {
    throw refusal('validateData', {
      fields: { collections: validationItem('validation_required') },
    })
  }
  return { items, deleteMissing }
}

const prepareItems = (
  context: CollectionContext,
  { items, deleteMissing }: Submitted,
): Pick<Plan, 'deleted' | 'items'> => {
  const { catalog, random } = context
  const matched = items.map((item) => ({ item, before: matchOf(catalog, item) }))
  const kept = new Set(items.map((item) => keptBy(catalog, item)))
  const isDeleted = (each: Collection) => deleteMissing && !each.system && !kept.has(each)
  const ids = new Set(catalog.all().flatMap((each) => (isDeleted(each) ? [] : [each.id])))
  const tools = {
    findType: catalog.findType,
    drawSecret: () => random.tokenKey(),
    isTaken: (id: string) => ids.has(id),
    deleteMissing,
  }
  const prepared = matched.map(({ item, before }): Imported => {
    const config = configOfItem(item, before, tools)
    ids.add(config.id)
    return { before, ...prepare(context, { before, config }) }
  })
  // collections.import.views-last
  const rank = ({ config }: Imported) => (config.type === 'view' ? 1 : 0)
  return {
    deleted: catalog.all().filter(isDeleted),
    items: prepared.toSorted((a, b) => rank(a) - rank(b)),
  }
}

const planImport = (context: CollectionContext, sent: Submitted): Plan => {
  const { deleted, items } = prepareItems(context, sent)
  const last = new Map(items.map((item) => [item.before, item]))
  const isLast = (item: Imported) => item.before === undefined || last.get(item.before) === item
  const gone = new Set(deleted)
  const changed = context.catalog
    .all()
    .filter((each) => !gone.has(each))
    .map((each) => last.get(each)?.after ?? each)
  const created = items.filter(({ before }) => before === undefined)
  return {
    deleted,
    items,
    lasting: items.filter(isLast),
    after: [...changed, ...created.map(({ after }) => after)],
  }
}

/** The table of each index as it will be; of two collections that list one name the first has it. */
const indexesOf = (collections: readonly Collection[]): ReadonlyMap<string, string> => {
  const tables = new Map<string, string>()
  for (const { indexes, name: table } of collections) {
    for (const sql of indexes) {
      const name = parseIndex(sql)?.name.toLowerCase() ?? ''
      if (!tables.has(name)) tables.set(name, table)
    }
  }
  return tables
}

/** What is wrong with the first item that is not valid among the collections as they will be. */
const judge = ({ items, after }: Plan, stored: StoredSchema): FieldIssue | undefined => {
  const collections = lookUpIn(after)
  const planner = createPlanner({ collections })
  const schema = { ...stored, indexes: indexesOf(after) }
  for (const { config, after: draft, before } of items) {
    const validation = { config, draft, before, collections, planner, schema, saved: true }
    const issues = validate(validation)
    if (issues === undefined) continue
    return validationItem('validation_collections_import_failure', {
      name: goQuote(config.name).slice(1, -1),
      id: config.id,
      reason: writeIssueReport(issues),
    })
  }
  return undefined
}

/** Of several items about one collection each is saved on what the one before has left (collections.import.superseded-item). */
const savesOf = (items: readonly Imported[], schema: StoredSchema): readonly SaveSteps[] => {
  const left = new Map<Collection, Collection>()
  return items.map((item) => {
    if (item.before === undefined) return saveSteps(item, schema)
    const before = left.get(item.before)
    left.set(item.before, item.after)
    if (before === undefined) return saveSteps(item, schema)
    const tables = new Set([...schema.tables, before.name.toLowerCase()])
    const save = saveSteps({ ...item, before }, { ...schema, tables })
    return { ...save, conversions: [], base: [...save.conversions, ...save.base] }
  })
}

const attempt = async (context: CollectionContext, sent: Submitted): Promise<undefined> => {
  const plan = decodeItems(() => planImport(context, sent))
  const unsupported = plan.items.find(({ config }) => config.type === 'view')
  if (unsupported !== undefined) {
    throw refuseSave(unsupported.after, 'view collections are not supported yet')
  }
  const stored = readSchema(context.store)
  const gone = new Set(plan.deleted.map(({ name }) => name))
  const schema = { ...stored, views: stored.views.filter(({ name }) => !gone.has(name)) }
  const invalid = judge(plan, schema)
  const before = [...unchangedGuards(context), ...plan.deleted.flatMap(dropSteps)]
  const changes = {
    before,
    renames: renameSteps(context, plan.lasting),
    saves: savesOf(plan.items, schema),
  }
  // What the database refuses is told before what is not valid.
  refuseUnapplied(await apply(context, changes, { tryOnly: invalid !== undefined }))
  if (invalid !== undefined) throw refuse({ collections: invalid })
  return undefined
}

const refuseUnapplied = (applied: Applied): void => {
  switch (applied.kind) {
    case 'applied':
      return
    case 'indexes':
      throw refuse({ indexes: applied.issues })
    case 'raw':
      throw applied.collection === undefined
        ? refuseRaw(applied.reason)
        : refuseSave(applied.collection, applied.reason)
    default:
      applied satisfies never
  }
}

/**
 * Creates, changes and, on demand, deletes collections in one unit: all of it or nothing. Answers nothing (204). Items are
 * judged together as they will be, so they may refer to each other in any order (collections.import.relations-within-import).
 */
export const importCollections =
  (context: CollectionContext) =>
  async (incoming: Incoming): Promise<undefined> => {
    const sent = await readImport(incoming)
    return await retryWhileStale(context, () => attempt(context, sent))
  }

import { defaultAuthOptions } from '../store/data-dir/default-auth-options.ts'
import { castDate } from '../values/date.ts'
import { type CollectionConfig, isCollectionType, optionsShape, ruleNames } from './compile.ts'
import { decodeFields, fieldBuilder, type FindFieldType } from './field-config.ts'
import { collectionId } from './ids.ts'
import { defaultIndex, uniqueAuthFields } from './indexes.ts'
import { withMandatoryFields } from './system-fields.ts'
import { type JsonObject, merge, mergeKey, spellings } from '../values/shape.ts'

const noRules: CollectionConfig['rules'] = {
  listRule: null,
  viewRule: null,
  createRule: null,
  updateRule: null,
  deleteRule: null,
}

export interface DraftTools {
  readonly findType: FindFieldType
  readonly drawSecret: () => string
  /** Whether a collection has the id already. */
  readonly isTaken: (id: string) => boolean
}

const rulesBy = (of: (name: (typeof ruleNames)[number]) => unknown): CollectionConfig['rules'] =>
  // One entry per name of the list, which is all of them.
  Object.fromEntries(ruleNames.map((name) => [name, of(name)])) as CollectionConfig['rules']

/** The keys that decide which defaults a new collection starts from. Throws {@link Undecodable}. */
export const readKind = (body: JsonObject): { readonly type: string; readonly name: string } => ({
  type: mergeKey('string', '', body, 'type') || 'base',
  name: mergeKey('string', '', body, 'name'),
})

/** The id that a collection gets when it has none and nobody else has it. */
export const firstId = ({ type, name }: ReturnType<typeof readKind>): string =>
  collectionId(type, name, () => false)

/** A new collection as it is before its body is applied (collections.auth.default-*). `id` is what its indexes are named after. */
export const blank = (
  kind: ReturnType<typeof readKind>,
  { drawSecret, findType }: Omit<DraftTools, 'isTaken'>,
  id = firstId(kind),
): CollectionConfig => {
  const { type, name } = kind
  return {
    id: '',
    name,
    type,
    system: false,
    // A type that is none starts as a base collection; the others get their fields when they are saved.
    fields: isCollectionType(type) ? [] : withMandatoryFields('base', [], fieldBuilder(findType)),
    indexes: type === 'auth' ? uniqueAuthFields.map((field) => defaultIndex(field, id, name)) : [],
    rules: noRules,
    options: type === 'auth' ? defaultAuthOptions({ drawSecret }) : {},
    created: '',
    updated: '',
  }
}

/** Applies a body to a configuration: omitted keys keep their values. Throws {@link Undecodable}. */
export const applyBody = (
  before: CollectionConfig,
  body: JsonObject,
  findType: FindFieldType,
): CollectionConfig => {
  // An earlier spelling loses, but it must be a list of fields, too.
  const lists = spellings(body, 'fields').map((list) => decodeFields(list, findType))
  const type = mergeKey('string', before.type, body, 'type') || before.type
  // Saving sets it, but it must be a date's text nevertheless.
  mergeKey('string', before.updated, body, 'updated')
  return {
    id: mergeKey('string', before.id, body, 'id'),
    name: mergeKey('string', before.name, body, 'name'),
    type,
    system: mergeKey('boolean', before.system, body, 'system'),
    fields: lists.at(-1) ?? before.fields,
    indexes: mergeKey('string-list', before.indexes, body, 'indexes'),
    rules: rulesBy((name) => mergeKey('nullable-string', before.rules[name], body, name)),
    options: merge(optionsShape(type), before.options, body),
    created: castDate(mergeKey('string', before.created, body, 'created')),
    updated: before.updated,
  }
}

const opened = (value: unknown): unknown => value ?? ''

/** A form has no null, so what it does not name is open where it was closed (collections.body.form-resets-null-rules). */
export const asFormSees = (config: CollectionConfig): CollectionConfig => ({
  ...config,
  rules: rulesBy((name) => opened(config.rules[name])),
  options: Object.fromEntries(
    Object.entries(config.options).map(([name, value]) => [
      name,
      name === 'authRule' || name === 'manageRule' ? opened(value) : value,
    ]),
  ),
})

/** A new collection from a submitted body, with its id. Throws {@link Undecodable}. */
export const draftOfNew = (
  body: JsonObject,
  tools: DraftTools,
  start: CollectionConfig,
): CollectionConfig => {
  const kind = readKind(body)
  const draft = applyBody(start, body, tools.findType)
  const first = firstId(kind)
  // The generated id may be spelled out, too, and gives way when it is taken.
  if (draft.id !== '' && draft.id !== first) return draft
  const id = collectionId(kind.type, kind.name, tools.isTaken)
  // collections.create.id-collision-index-names
  const indexes = draft.indexes.map((sql) => sql.replaceAll(first, id))
  return { ...draft, id, indexes }
}

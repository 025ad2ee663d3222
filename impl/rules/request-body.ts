import type { Field } from '../collections/model.ts'
import { toJsonText } from '../values/json.ts'
import { isObject } from '../values/shape.ts'
import { lowered } from './as-text.ts'
import { compare } from './compare.ts'
import { fixed, type Fragment, input, sql } from './fragment.ts'
import { goQuote } from '../values/go-quote.ts'
import { join, joinRow, type Source } from './joins.ts'
import { patternsIn } from './like.ts'
import { type FieldModifier, isMultiple, splitModifier } from './modifier.ts'
import { boolOperand, boundOperand, nullOperand, type Operand } from './operand.ts'
import { decimalText } from '../values/number-text.ts'
import { resolvePath, targetId } from './path.ts'
import { FilterError, type RequestInfo, SentJson } from './query.ts'
import {
  dig,
  isset,
  numberLike,
  readJson,
  type ReadRequest,
  requestValue,
} from './request-value.ts'
import type { Scope } from './scope.ts'

/** `@request.body.<path>` (rules.request.body-*). */
export const bodyOperand = (scope: Scope, path: string): Operand => {
  const { fieldByName } = scope.base.collection
  const parts = path.split('.')
  const [first = '', ...rest] = parts
  const { name, modifier } = splitModifier(first)
  const field = fieldByName.get(name)
  if (rest.length === 0) {
    return field === undefined
      ? plainValue(scope, readBody(name), parts)
      : fieldValue(scope, field, modifier)
  }
  if (field?.type.references !== undefined) return throughRelation(scope, field, rest.join('.'))
  const native: ReadRequest = (request) => {
    const value = request.body.get(first)
    return value instanceof SentJson ? readJson(value) : value
  }
  return plainValue(scope, native, parts)
}

const readBody =
  (key: string): ReadRequest =>
  (request) =>
    request.body.get(key)

/** A value that is no field's: text, numbers and whatever JSON was sent. Shared with query parameters and headers. */
export const plainValue = (
  { env, base }: Scope,
  readFirst: ReadRequest,
  parts: readonly string[],
): Operand => {
  const last = parts.at(-1) ?? ''
  const { name, modifier } = splitModifier(last)
  const path = parts.length === 1 ? [] : [...parts.slice(1, -1), name]
  const read: ReadRequest = (request) => dig(readFirst(request), path)
  const value = (): Operand =>
    requestValue(env, numberLike(read, base.collection.fieldByName.get(name)))
  switch (modifier) {
    case undefined:
      return value()
    case 'isset':
      return isset(env, read)
    case 'lower':
      return lowered(value())
    case 'each':
    case 'length':
    case 'changed':
      throw new FilterError(`invalid modifier sequence ${last}`)
    default:
      return modifier satisfies never
  }
}

const fieldValue = (scope: Scope, field: Field, modifier: FieldModifier | undefined): Operand => {
  const { name } = field.config
  const read: ReadRequest = (request) => {
    const value = request.body.get(name)
    if (value instanceof SentJson) return value.json
    // Not with sorted keys: a geoPoint keeps lon before lat.
    return typeof value === 'object' && value !== null ? toJsonText(value) : value
  }
  const value = (): Operand => requestValue(scope.env, numberLike(read, field))
  switch (modifier) {
    case 'isset':
      return isset(scope.env, read)
    case 'lower':
      return lowered(
        requestValue(scope.env, (request) => {
          const value = request.body.get(name)
          return isBare(field, value) ? '' : toText(value, read(request))
        }),
      )
    case 'changed':
      return changed(scope, name, read, value)
    case 'length':
      requireList(field)
      return boundOperand(
        'known',
        input(({ request }) => itemsOf(request.body.get(name)).length),
      )
    case 'each':
      requireList(field)
      return eachItem(scope, field)
    case undefined:
      return value()
    default:
      return modifier satisfies never
  }
}

/** An object where no record is saved, so that nobody has made a json field's text of it. */
const isBare = ({ type }: Field, value: unknown): boolean =>
  type.jsonLike === true && isObject(value) && !(value instanceof SentJson)

/** A field's value as text, for `:lower`: unlike other values, what is missing and what is a list become the empty text. */
const toText = (value: unknown, shown: unknown): string => {
  if (typeof shown === 'number') return decimalText(shown)
  if (shown === undefined || shown === null || Array.isArray(value)) return ''
  return String(shown)
}

const requireList = ({ type, config }: Field): void => {
  if (type.listLike === true) return
  throw new FilterError(`field ${goQuote(config.name)} doesn't support multivalue operations`)
}

/** A single value counts as one item even when it is empty; what was not sent has none. */
const itemsOf = (value: unknown): readonly unknown[] => {
  if (value === undefined || value === null) return []
  return Array.isArray(value) ? value : [value]
}

const eachItem = ({ base, joins }: Scope, field: Field): Operand => {
  const { name } = field.config
  const list = input(({ request }) => JSON.stringify(itemsOf(request.body.get(name))))
  const key = `${base.path}@request.body.${name}[]`
  const common = { key, parent: undefined, many: true }
  const read = (items: Fragment) => (alias: Fragment) => sql`json_each(${items}) AS ${alias}`
  const { alias } = join(joins, { ...common, on: read(list) })
  /** What was said last of a list holds wherever a text names it. */
  const readFrom = (items: Fragment): Source => {
    const source = { ...common, alias, path: key, join: read(items)(alias) }
    joins.sources.set(key, source)
    return source
  }
  return {
    class: 'known',
    value: sql`${alias}.value`,
    uses: [readFrom(list)],
    multi: isMultiple(field),
    becomePattern() {
      joins.sources.set(key, { ...readFrom(patternsIn(list)), tried: true })
    },
  }
}

/** Sent, and not what the row holds (rules.request.body-changed). */
const changed = (scope: Scope, name: string, read: ReadRequest, sent: () => Operand): Operand => {
  const isSent = scope.env.decide((request) => (read(request) === undefined ? 'no' : 'yes'))
  if (isSent === 'no') return { ...boolOperand(false), class: 'json' }
  const stored = resolvePath(scope, scope.base, name)
  const value = fixed(sql`(${compare(sent(), '!=', stored)})`)
  return { class: 'json', value, uses: stored.uses, multi: false }
}

/** A field of the records whose ids were sent. */
const throughRelation = (scope: Scope, field: Field, path: string): Operand => {
  const { name } = field.config
  const read = (request: RequestInfo): readonly unknown[] =>
    itemsOf(request.body.get(name)).filter((id) => typeof id === 'string' && id !== '')
  const target = scope.env.findCollection(targetId(field))
  const isSent = scope.env.decide((request) => (read(request).length === 0 ? 'none' : 'some'))
  if (isSent === 'none' || target === undefined) return nullOperand
  const ids = input(({ request }) => JSON.stringify(read(request)))
  const row = joinRow(scope.joins, target, {
    key: `${scope.base.path}@request.body.${name}`,
    parent: undefined,
    many: isMultiple(field),
    where: (alias): Fragment => sql`${alias}.id IN (SELECT value FROM json_each(${ids}))`,
  })
  return resolvePath(scope, row, path, { multi: isMultiple(field), lenient: true })
}

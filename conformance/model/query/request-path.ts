import { bodyOperand } from './body-path.ts'
import { ofBound, ofSource, type Resolved } from './resolved.ts'
import type { Scope } from './scope.ts'
import { follow, type JoinStep, nameOf } from './path.ts'
import {
  type Bound,
  boundBool,
  boundText,
  type Caller,
  castNumber,
  nothing,
  wasSent,
} from './request.ts'
import type { Path, PathStart } from './tree.ts'
import { Refused, Undecided } from './undecided.ts'
import { lowered } from './value.ts'
import { type Collection, fieldOf, findCollection, type Row } from './world.ts'

type RequestPart = (PathStart & { readonly kind: 'request' })['of']

/** `@request.…`: a bound value, or a column of the caller's record or of records that the body names. */
export const requestOperand = (path: Path, of: RequestPart, scope: Scope): Resolved => {
  const { request, base } = scope
  switch (of) {
    case 'method':
      return ofBound(boundText(request.method))
    case 'context':
      return ofBound(boundText(request.context))
    case 'query':
      return ofBound(sentText(path, request.query, base.collection))
    case 'headers':
      return ofBound(sentText(path, request.headers, base.collection))
    case 'auth':
      return authOperand(path, scope)
    case 'body':
      return bodyOperand(path, scope)
    default:
      return of satisfies never
  }
}

const sentText = (
  { parts, modifier }: Path,
  values: Readonly<Record<string, string>>,
  collection: Collection,
): Bound => {
  const [key = '', ...rest] = parts.map((part) => (typeof part === 'string' ? part : nameOf(part)))
  const isSent = Object.hasOwn(values, key) && rest.length === 0
  const text = isSent ? values[key] : undefined
  switch (modifier) {
    case 'isset':
      return wasSent(isSent)
    case 'lower':
    case undefined: {
      if (text === undefined) return nothing
      const value = castNumber(text, key, collection)
      return modifier === undefined ? value : boundText(String(lowered(value.value)))
    }
    default:
      throw new Refused(`no ":${modifier}" here`)
  }
}

const ofRecord = ({ collection, id }: Caller): Row | undefined =>
  collection.rows.find((row) => row.get('id') === id)

const ownValue = (caller: Caller, name: string): Bound | undefined => {
  const { collection, id } = caller
  const row = ofRecord(caller)
  switch (name) {
    case 'id':
      return boundText(id)
    case 'collectionId':
      return boundText(collection.id)
    case 'collectionName':
      return boundText(collection.name)
    case 'email':
      return boundText(String(row?.get('email')))
    case 'emailVisibility':
    case 'verified':
      return boundBool(row?.get(name) === true)
    default:
      return undefined
  }
}

const authOperand = ({ parts, modifier }: Path, scope: Scope): Resolved => {
  const { auth } = scope.request
  const [first, ...rest] = parts
  if (auth === undefined || first === undefined) return ofBound(nothing)
  const own = typeof first === 'string' ? ownValue(auth, first) : undefined
  if (own !== undefined) {
    if (rest.length > 0) throw new Undecided('a path below a value of the caller')
    if (auth.isSuperuser && first === 'id') throw new Undecided('an id that the server drew')
    if (modifier === 'lower') return ofBound(boundText(String(lowered(own.value))))
    return ofBound(own)
  }
  const { collection } = auth
  if (!startsAt(first, collection, scope)) return ofBound(nothing)
  const row = ofRecord(auth)
  const step: JoinStep = { key: '@request.auth', cells: () => (row === undefined ? [] : [row]) }
  const place = { key: step.key, collection, joins: [step], isMulti: false, hasAffinity: true }
  return ofSource(follow({ parts, ...(modifier === undefined ? {} : { modifier }) }, place, scope))
}

/** Whether the caller's record has such a field, or a back-relation to it is one; what it does not have is null. */
const startsAt = (
  first: Path['parts'][number],
  { fields, name }: Collection,
  { collections }: Scope,
): boolean => {
  if (typeof first === 'string') return fields.some((field) => field.name === first)
  const from = findCollection(collections, first.collection)
  return from !== undefined && fieldOf(from, first.via)?.target === name
}

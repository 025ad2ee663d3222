import { decide, type Decision } from '../../model/query/rule.ts'
import type { Request } from '../../model/query/request.ts'
import type { Filter } from '../../model/query/tree.ts'
import { type Collection, fieldOf, findCollection, type Row } from '../../model/query/world.ts'
import { asRecord } from '../answer.ts'
import type { Both } from '../pair.ts'
import type { Answer, Step } from '../session.ts'
import { requestOf, sent } from './ask.ts'
import type { Difference } from './judge.ts'
import { emptyValue, needed, toSent } from './plan.ts'
import { type Attempt, newId } from './rules.ts'

/** What is done to one record of the collection that has the rule. */
export type Deed = Exclude<Attempt, { readonly kind: 'list' }>

const query = new URLSearchParams({ ...sent.query, fields: 'id' }).toString().replaceAll('+', '%20')

type Body = (Deed & { readonly kind: 'create' })['body']

const toJson = ({ fields }: Collection, body: Body): Body =>
  Object.fromEntries(
    Object.entries(body).map(([name, value]) => [
      name,
      toSent(
        fields.find((field) => field.name === name),
        value,
      ),
    ]),
  )

/**
 * The request of a deed. None of them changes anything: a write lacks what is required, and a record that an anchor needs cannot be
 * deleted.
 */
export const deedStep = (collection: Collection, deed: Deed): Step => {
  const { by } = deed
  const all = `/api/collections/${collection.name}/records`
  const common = { by, headers: sent.headers }
  switch (deed.kind) {
    case 'view':
      return { ...common, method: 'GET', path: `${all}/${deed.id}?${query}` }
    case 'update':
      return {
        ...{ ...common, method: 'PATCH', path: `${all}/${deed.id}?${query}` },
        json: { ...toJson(collection, deed.body), [needed]: '' },
      }
    case 'create':
      return {
        ...{ ...common, method: 'POST', path: `${all}?${query}` },
        json: { ...toJson(collection, deed.body), id: newId },
      }
    case 'delete':
      return { ...common, method: 'DELETE', path: `${all}/${deed.id}?${query}` }
    default:
      return deed satisfies never
  }
}

/** A record as it would be, which no table has: what is not sent is empty. */
const candidate = ({ fields }: Collection, body: Body): Row =>
  new Map([
    ...fields.map(
      (field) => [field.name, field.type === 'autodate' ? '' : emptyValue(field)] as const,
    ),
    ...Object.entries(body),
    ['id', newId],
  ])

const methods = { view: 'GET', update: 'PATCH', create: 'POST', delete: 'DELETE' } as const

const requestFor = (
  deed: Deed,
  collection: Collection,
  collections: readonly Collection[],
): Request => {
  const common = { ...requestOf(deed.by, collections), method: methods[deed.kind] }
  switch (deed.kind) {
    case 'view':
    case 'delete':
      return common
    case 'update':
      return { ...common, body: { ...seen(collection, deed.body), [needed]: '' } }
    case 'create':
      return { ...common, body: { ...seen(collection, deed.body), id: newId } }
    default:
      return deed satisfies never
  }
}

/** Nobody but a superuser sends a hidden field. */
const seen = (collection: Collection, body: Body): Body =>
  Object.fromEntries(
    Object.entries(body).filter(([name]) => fieldOf(collection, name)?.hidden !== true),
  )

/** What the model makes of a rule and a deed. */
export const expectDeed = (
  collections: readonly Collection[],
  { name, rule }: { readonly name: string; readonly rule: Filter },
  deed: Deed,
): Decision => {
  const collection = findCollection(collections, name)
  if (collection === undefined) return { kind: 'undecided', because: 'no collection' }
  const row =
    deed.kind === 'create'
      ? candidate(collection, seen(collection, deed.body))
      : collection.rows.find((each) => each.get('id') === deed.id)
  // Looked for in vain.
  if (row === undefined) return { kind: 'denied' }
  const subject = { collection, row, isStored: deed.kind !== 'create' }
  return decide(collections, rule, subject, requestFor(deed, collection, collections), new Date())
}

/** Whether the rule let somebody through, as an answer shows it. */
const isAllowed = ({ kind }: Deed, answer: Answer): boolean => {
  const data = asRecord(answer)['data'] as Readonly<Record<string, unknown>> | undefined
  switch (kind) {
    case 'view':
      return answer.status === 200
    case 'update':
    case 'create':
      return answer.status === 400 && data !== undefined && Object.hasOwn(data, needed)
    case 'delete':
      return answer.status === 400
    default:
      return kind satisfies never
  }
}

/** What the three say differently about a deed. */
export const judgeDeed = (
  { a, b }: Both<Answer>,
  decision: Decision,
  deed: Deed,
): Difference | undefined => {
  const show = ({ status, body }: Answer): string => `${status ?? 'no answer'} ${body.trimEnd()}`
  if (show(a) !== show(b)) return { about: 'answer', seen: { a: show(a), b: show(b) } }
  if (decision.kind === 'undecided') return undefined
  const found = isAllowed(deed, a) ? 'allowed' : 'denied'
  return found === decision.kind
    ? undefined
    : { about: 'model', seen: { a: `${found}: ${show(a)}`, b: decision.kind } }
}

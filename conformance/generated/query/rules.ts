import fc, { type Arbitrary } from 'fast-check'
import type { Filter } from '../../model/query/tree.ts'
import type { Collection } from '../../model/query/world.ts'
import { idOf, type Plan, type PlannedField } from './plan.ts'
import { type Asked, type By, callers, filters, listsBy } from './queries.ts'
import { valueOf } from './worlds.ts'

/** A rule for every action of a collection, and what is tried under it. */
export interface RuleTrial {
  readonly collection: string
  readonly rule: Filter
  readonly attempts: readonly Attempt[]
}

type Body = Readonly<Record<string, unknown>>

export type Attempt =
  /** Of any collection: its paths may enter the one that has the rule. */
  | { readonly kind: 'list'; readonly asked: Asked }
  | { readonly kind: 'view' | 'delete'; readonly by: By; readonly id: string }
  | { readonly kind: 'update'; readonly by: By; readonly id: string; readonly body: Body }
  | { readonly kind: 'create'; readonly by: By; readonly body: Body }

/** A list with ids of records that there are; the same one is not named twice. */
const sent = (field: PlannedField, plan: Plan): Arbitrary<unknown> => {
  if (field.type !== 'relation') return valueOf(field)
  const ids = plan.find(({ name }) => name === field.target)?.records.map(({ id }) => id) ?? []
  return field.multiple === true
    ? fc.subarray(ids, { maxLength: Math.min(3, ids.length) })
    : fc.constantFrom('', ...ids)
}

const unsent = new Set(['file', 'autodate'])

const bodies = (fields: readonly PlannedField[], plan: Plan): Arbitrary<Body> =>
  fc.record(
    {
      ...Object.fromEntries(
        fields
          .filter(({ type }) => !unsent.has(type))
          .map((field) => [field.name, sent(field, plan)]),
      ),
      extra: fc.constantFrom<unknown>('x', 5, true, null, { k: ['a', 1] }),
    },
    { requiredKeys: [] },
  )

/** Rules with attempts of everybody whom they bind. */
export const ruleTrials = (plan: Plan, collections: readonly Collection[]): Arbitrary<RuleTrial> =>
  fc.noBias(
    fc.oneof(
      ...plan.flatMap(({ name, isAuth, fields, records }) => {
        // Anchors are in none of them.
        const collection = collections.find((each) => each.name === name)
        if (collection === undefined || records.length === 0) return []
        const by = fc.constantFrom(...callers(collections).filter((each) => each !== 'superuser'))
        const id = fc.constantFrom(...records.map((record) => record.id))
        const body = bodies(fields, plan)
        const reads = [
          fc.record({
            kind: fc.constant('list' as const),
            asked: by.chain((who) => listsBy(collections, who)),
          }),
          fc.record({ kind: fc.constant('view' as const), by, id }),
          fc.record({ kind: fc.constant('delete' as const), by, id }),
        ]
        // Accounts have checks of their own.
        const writes = isAuth
          ? []
          : [
              fc.record({ kind: fc.constant('update' as const), by, id, body }),
              fc.record({ kind: fc.constant('create' as const), by, body }),
            ]
        return fc.record({
          // Shrunk first: the fewer there are, the faster goes the rest.
          attempts: fc.array(fc.oneof(...reads, ...writes), {
            minLength: 1,
            maxLength: attemptsPerRule,
            size: 'max',
          }),
          collection: fc.constant(name),
          rule: filters({ collection, collections, isWide: true, isRule: true }),
        })
      }),
    ),
  )

const attemptsPerRule = 24

/** Of the record that no attempt makes in the end. */
export const newId = idOf('new', 1)

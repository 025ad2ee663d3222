import type { Listed, ListQuery } from '../../model/query/list.ts'
import type { SortKey } from '../../model/query/tree.ts'
import { asRecord } from '../answer.ts'
import type { Both } from '../pair.ts'
import type { Answer } from '../session.ts'

/** Two of the three judges that differ, and what they say. */
export interface Difference {
  readonly about: 'answer' | 'model'
  /** `b` is the model's where it is one of them. */
  readonly seen: Both<string>
}

const show = ({ status, body }: Answer): string => `${status ?? 'no answer'} ${body.trimEnd()}`

type Page = Listed & { readonly kind: 'page' }

/** Ids in their order, but within a group in that of the group where it has the same ones. */
const inGroups = (ids: readonly string[], { groups }: Page): readonly string[] => {
  let at = 0
  const known = groups.flatMap((group) => {
    const found = ids.slice(at, (at += group.length))
    return found.toSorted().join() === group.toSorted().join() ? group : found
  })
  return [...known, ...ids.slice(at)]
}

const idsOf = (answer: Answer): readonly string[] => {
  const { items } = asRecord(answer)
  return Array.isArray(items) ? items.map((item: { readonly id?: unknown }) => String(item.id)) : []
}

const messages = {
  400: 'Something went wrong while processing your request.',
  403: 'Only superusers can ',
}

/** Whether a sort leaves no two records of the same rank. */
export const isTotal = (keys: readonly SortKey[]): boolean =>
  keys.some(
    ({ by }) => by.kind === 'rowid' || (by.parts.join() === 'id' && by.modifier === undefined),
  )

/** The status, the numbers and the ids of an answer, in an order of our own where it does not matter. */
const readPage = (answer: Answer, order: (ids: readonly string[]) => readonly string[]): string => {
  if (answer.status !== 200) return show(answer)
  const { page, perPage, totalItems, totalPages } = asRecord(answer)
  return `200 ${JSON.stringify({ page, perPage, totalItems, totalPages, ids: order(idsOf(answer)) })}`
}

const expected = ({ groups, total }: Page, { page, perPage }: ListQuery): string => {
  const totalPages = total < 0 ? -1 : Math.ceil(total / perPage)
  const ids = groups.flat()
  return `200 ${JSON.stringify({ page, perPage, totalItems: total, totalPages, ids })}`
}

/** What the three say differently; undefined when they agree, or the two do where the model does not say. */
export const judgeList = (
  { a, b }: Both<Answer>,
  listed: Listed,
  query: ListQuery,
): Difference | undefined => {
  const order =
    listed.kind === 'page'
      ? (ids: readonly string[]) => inGroups(ids, listed)
      : (ids: readonly string[]) => (isTotal(query.sort) ? ids : ids.toSorted())
  const pages = { a: readPage(a, order), b: readPage(b, order) }
  if (pages.a !== pages.b) return { about: 'answer', seen: { a: show(a), b: show(b) } }
  switch (listed.kind) {
    case 'undecided':
      return undefined
    case 'refused': {
      const isAsExpected =
        a.status === listed.status &&
        String(asRecord(a)['message']).startsWith(messages[listed.status])
      return isAsExpected
        ? undefined
        : { about: 'model', seen: { a: show(a), b: `${listed.status} ${messages[listed.status]}` } }
    }
    case 'page': {
      const wanted = expected(listed, query)
      return pages.a === wanted ? undefined : { about: 'model', seen: { a: pages.a, b: wanted } }
    }
    default:
      return listed satisfies never
  }
}

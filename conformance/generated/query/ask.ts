import { list, type Listed, type World } from '../../model/query/list.ts'
import type { Caller, Request } from '../../model/query/request.ts'
import { type Collection, findCollection } from '../../model/query/world.ts'
import type { Step } from '../session.ts'
import { printFilter, printSort } from './print.ts'
import type { Asked, By } from './queries.ts'

/** Sent with every list: what rules and filters may ask about. */
export const sent = {
  query: { k: 'Alpha 100%', num: '5', empty: '' },
  headers: { 'X-K': 'a_b', 'X-Num': '5' },
}

const superusers: Collection = {
  ...{ name: '_superusers', id: 'pbc_3142635823', isAuth: true, fields: [] },
  rows: [
    new Map<string, unknown>([
      ['id', ''],
      ['email', 'root@example.com'],
      ['verified', true],
      ['emailVisibility', false],
    ]),
  ],
}

const callerOf = (by: By, collections: readonly Collection[]): Caller | undefined => {
  if (by === 'guest') return undefined
  if (by === 'superuser') return { collection: superusers, id: '', isSuperuser: true }
  const collection = findCollection(collections, by.collection)
  return collection === undefined ? undefined : { collection, id: by.id, isSuperuser: false }
}

/** What a rule knows of a request without a body. */
export const requestOf = (by: By, collections: readonly Collection[]): Request => {
  const auth = callerOf(by, collections)
  const headers = Object.entries(sent.headers).map(
    ([name, value]) => [name.toLowerCase().replaceAll('-', '_'), value] as const,
  )
  return {
    ...{ context: 'default', method: 'GET', query: sent.query, body: {} },
    headers: Object.fromEntries(headers),
    ...(auth === undefined ? {} : { auth }),
  }
}

const listPath = ({ query, spelling }: Asked): string => {
  const { collection, filter, sort, page, perPage, skipTotal } = query
  const params = new URLSearchParams(sent.query)
  params.set('fields', 'id')
  if (filter !== undefined) params.set('filter', printFilter(filter, spelling))
  if (sort.length > 0) params.set('sort', printSort(sort))
  if (page !== 1) params.set('page', String(page))
  params.set('perPage', String(perPage))
  if (skipTotal) params.set('skipTotal', '1')
  // A browser writes a space as a plus sign; a reader of the report sees %20 in both servers' logs alike.
  return `/api/collections/${collection}/records?${params.toString().replaceAll('+', '%20')}`
}

export const toStep = (asked: Asked): Step => ({
  ...{ method: 'GET', path: listPath(asked), by: asked.by, headers: sent.headers },
})

export const expectList = (world: World, { by, query }: Asked): Listed =>
  list(world, query, requestOf(by, world.collections), new Date())

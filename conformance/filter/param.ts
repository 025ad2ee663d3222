import { type CaseContext, conform } from '../harness/case.ts'
import { withQuery } from '../harness/fault.ts'
import { listIds } from './fixture-q.ts'
import { refusal } from './table.ts'

const two = async ({ collection, record }: CaseContext) => {
  const made = await collection({ fields: [{ name: 'title', type: 'text' }] })
  const a = await record(made, { title: 'a' })
  const b = await record(made, { title: 'b' })
  return { ...made, a: a.id, b: b.id }
}

export const emptyIgnored = conform('filter.param.empty-ignored', {
  lane: 'shared',
  async check(context) {
    const { records } = await two(context)
    const answer = await context.guest.get(records, { filter: '' })
    context.claim('finds all', answer).status(200).json('/totalItems', 2)
  },
  mustCatch: { 'finds all': [withQuery((query) => query.set('filter', "title = 'a'"))] },
})

export const blankIsError = conform('filter.param.blank-is-error', {
  lane: 'shared',
  async check(context) {
    const { records } = await two(context)
    const { guest, claim, refused } = context
    const control = await guest.get(records, { filter: '' })
    for (const filter of [' ', '//x', '\n\t', ' // x\n']) {
      const answer = refused(control, await guest.get(records, { filter }))
      claim(JSON.stringify(filter), answer).error(400, refusal)
    }
  },
  mustCatch: {
    '" "': [withQuery((query) => query.set('filter', query.get('filter')?.trim() ?? ''))],
  },
})

export const firstValue = conform('filter.param.first-value', {
  lane: 'shared',
  async check(context) {
    const made = await two(context)
    const { guest, claim } = context
    const filtered = await guest.get(made.records, [
      ['filter', "title='a'"],
      ['filter', "title='b'"],
    ])
    claim('of filter', filtered).length('/items', 1).json('/items/0/id', made.a)
    const paged = await guest.get(made.records, [
      ['perPage', '1'],
      ['perPage', '2'],
    ])
    claim('of perPage', paged).json('/perPage', 1)
    const sorted = await guest.get(made.records, [
      ['sort', '-title'],
      ['sort', 'title'],
    ])
    claim('of sort', sorted).json('/items/0/id', made.b)
  },
})

export const malformedPairIgnored = conform('filter.param.malformed-pair-ignored', {
  lane: 'shared',
  async check(context) {
    const { records } = await two(context)
    for (const query of ['filter=%zz', "filter=title='a';x", "filter=title='a'%2"]) {
      const head = `GET ${records}?${query} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n`
      const { status, text } = await context.raw(head)
      context.claim(query, `${String(status)} ${text}`).matches(/^200 .*"totalItems":2/)
    }
  },
})

/** A is listed and first, B is not listed, C is listed and second. */
const ruled = async ({ collection, record }: CaseContext, listRule: string) => {
  const made = await collection({
    listRule,
    fields: [
      { name: 'flag', type: 'bool' },
      { name: 'num', type: 'number' },
    ],
  })
  const a = await record(made, { flag: true, num: 1 })
  const b = await record(made, { flag: false, num: 1 })
  const c = await record(made, { flag: true, num: 2 })
  return { ...made, a: a.id, b: b.id, c: c.id }
}

const ids = (...all: readonly string[]): string => all.toSorted().join(' ')

export const andedWithListRule = conform('filter.param.anded-with-list-rule', {
  lane: 'shared',
  async check(context) {
    const made = await ruled(context, 'flag = true')
    const { guest, superuser, claim } = context
    const query = { filter: 'num=1', sort: 'id' }
    claim('both bind a guest', await listIds(guest, made, query)).equals(made.a)
    claim('only the filter binds a superuser', await listIds(superuser, made, query)).equals(
      ids(made.a, made.b),
    )
    claim('only the rule without a filter', await listIds(guest, made, { sort: 'id' })).equals(
      ids(made.a, made.c),
    )
  },
  mustCatch: { 'both bind a guest': [withQuery((query) => query.delete('filter'))] },
})

export const orCannotEscapeRule = conform('filter.param.or-cannot-escape-rule', {
  lane: 'shared',
  async check(context) {
    const { guest, claim } = context
    const made = await ruled(context, 'flag = true')
    const wide = await listIds(guest, made, { filter: 'num=1||num=2', sort: 'id' })
    claim('a filter with ||', wide).equals(ids(made.a, made.c))
    const other = await ruled(context, 'flag = true || num = 1')
    const narrow = await listIds(guest, other, { filter: 'num=2', sort: 'id' })
    claim('a rule with ||', narrow).equals(other.c)
    const quoted = await guest.get(made.records, { filter: '1=1) || (1=1' })
    claim('brackets do not open the enclosure', quoted).error(400, refusal)
  },
})

import { conform } from '../harness/case.ts'
import { createFixtureQ, listIds, vectors } from '../filter/fixture-q.ts'
import { type Fault, withJson, withQuery, withStatus } from '../harness/fault.ts'
import { seededRandom, shuffle } from '../harness/random.ts'
import { setRules } from './support.ts'

const closed = { listRule: null, viewRule: null }
const rows = vectors.fixture.records.vals
const some = 30

const drawn = <T>(items: readonly T[], seed: number): readonly T[] =>
  shuffle(items, seededRandom(seed)).slice(0, some)

const ofVals = vectors.matching.filter(({ collection }) => collection === 'vals')

/** Vectors whose meaning depends on who asks, or on when, are not the same as a rule. */
const asRules = ofVals.filter(({ filter }) => !filter.includes('@now'))

export const view = conform('rules.semantics.view', {
  lane: 'shared',
  async check(context) {
    const { guest, superuser, claim } = context
    const { vals, text } = await createFixtureQ(context, { people: closed })
    const wrong = { vector: [] as string[], filter: [] as string[], viewed: [] as string[] }
    for (const { filter, ids } of drawn(asRules, 1)) {
      const rule = text(filter)
      await setRules(context, vals, { listRule: rule, viewRule: rule })
      const listed = await listIds(guest, vals, { sort: 'id' })
      if (listed !== ids.toSorted().join(' ')) wrong.vector.push(`${filter} => ${listed}`)
      const filtered = await listIds(superuser, vals, { filter: rule, sort: 'id' })
      if (listed !== filtered) wrong.filter.push(`${filter} => ${listed}, as filter ${filtered}`)
      const seen: string[] = []
      for (const { id } of rows) {
        const { status } = await guest.get(`${vals.records}/${id}`)
        if (status === 200) seen.push(id)
      }
      if (seen.join(' ') !== listed) {
        wrong.viewed.push(`${filter} => lists ${listed}, shows ${seen.join(' ')}`)
      }
    }
    claim('a listRule lists what the vector finds', wrong.vector).equals([])
    claim('and what the same filter of a superuser finds', wrong.filter).equals([])
    claim('a viewRule shows what an equal listRule lists', wrong.viewed).equals([])
  },
  mustCatch: {
    'a listRule lists what the vector finds': [withJson('/items', [])],
    'and what the same filter of a superuser finds': [withQuery((query) => query.delete('filter'))],
    'a viewRule shows what an equal listRule lists': [withStatus(404, 200)],
  },
})

/**
 * Comparisons of a field with a literal of its own kind: on values that are not stored nothing is converted
 * (rules.create.no-numeric-text-conversion).
 */
const text = String.raw`(title|kind|day|owner|owner\.id)(:lower|:each)? \?? ?(=|!=|<|>|<=|>=|~|!~) ('[^'\\]*'|null)`
const number = String.raw`(num|flag|tags:length|refs:length|kind:length|owner\.score|refs\.score) (\?)?(=|!=|<|>|<=|>=) (-?[\d.]+|true|false|null)`
const several = String.raw`(tags:each|refs:each|refs\.name|refs\.id|owner\.name|owner\.boss\.name|refs\.boss\.name) (\?)?(=|!=|~|!~|>) ('[^'\\]*'|null)`
const json = String.raw`(meta|point)(\.\w+)+ (=|!=|>|<) (-?\d+|'[^']*'|null|true)`
const term = `(${[text, number, several, json].join('|')})`
const alike = new RegExp(`^${term}( (&&|\\|\\|) ${term})*$`)

const forCandidates = ofVals.filter(({ filter }) => alike.test(filter))

/** What a create request sends for a row of the vectors; a text for a json field as JSON. */
const bodyOf = ({ id, ...row }: (typeof rows)[number]) => ({
  ...row,
  id: `${id}x`,
  meta: typeof row.meta === 'string' ? JSON.stringify(row.meta) : row.meta,
})

/** Takes no record from guests. */
const refusingGuests: Fault = (send) => async (request) => {
  const response = await send(request)
  const isCreate = request.method === 'POST' && request.url.endsWith('/records')
  if (!isCreate || request.headers.has('Authorization')) return response
  return new Response(response.body, { status: 400, headers: response.headers })
}

export const create = conform('rules.semantics.create', {
  lane: 'shared',
  async check(context) {
    const { guest, superuser, claim, accepted } = context
    const { vals } = await createFixtureQ(context, { people: closed })
    claim('there is enough to ask', forCandidates.length).atLeast(some)
    const wrong: string[] = []
    for (const { filter, ids } of drawn(forCandidates, 2)) {
      await setRules(context, vals, { createRule: filter })
      for (const row of rows) {
        const answer = await guest.post(vals.records, bodyOf(row))
        const expected = ids.includes(row.id) ? 200 : 400
        if (answer.status !== expected)
          wrong.push(`${filter} for ${row.id} => ${answer.describe()}`)
        if (answer.status === 200) accepted(await superuser.delete(`${vals.records}/${row.id}x`))
      }
    }
    claim('accepts the rows that the vector finds', wrong).equals([])
  },
  mustCatch: { 'accepts the rows that the vector finds': [refusingGuests] },
})

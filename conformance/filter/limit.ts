import { conform } from '../harness/case.ts'
import { filters, refusal } from './table.ts'

/** The comparison `1=1` so many times. */
const times = (count: number): string => Array.from({ length: count }, () => '1=1').join('&&')

const titleOf = (bytes: number, character: string): string => {
  const room = bytes - "title = ''".length
  const width = Buffer.byteLength(character)
  return `title = '${character.repeat(Math.floor(room / width))}${'a'.repeat(room % width)}'`
}

export const length = conform('filter.limit.length', {
  lane: 'shared',
  async check({ claim, guest, superuser, collection, refused }) {
    const { records } = await collection({ fields: [{ name: 'title', type: 'text' }] })
    for (const character of ['a', 'é']) {
      for (const [who, client] of [
        ['guest', guest],
        ['superuser', superuser],
      ] as const) {
        const most = await client.get(records, { filter: titleOf(3500, character) })
        claim(`3500 bytes of ${character}, ${who}`, most).status(200)
        const more = await client.get(records, { filter: titleOf(3501, character) })
        claim(`3501 bytes of ${character}, ${who}`, refused(most, more)).error(400, refusal)
      }
    }
  },
})

export const expressions = conform('filter.limit.expressions', {
  lane: 'shared',
  async check({ claim, guest, superuser, collection, record, refused }) {
    const made = await collection()
    await record(made)
    const ask = (filter: string, client = guest) => client.get(made.records, { filter })
    const most = await ask(times(200))
    claim('200 in a row', most).status(200).length('/items', 1)
    const spread = `(${times(100)})&&(${times(99)}&&(1=1))`
    claim('200 in groups', await ask(spread))
      .status(200)
      .length('/items', 1)
    claim('201 in a row', refused(most, await ask(times(201)))).error(400, refusal)
    const more = `(${times(100)})&&(${times(50)}&&(${times(51)}))`
    claim('201 in groups', refused(most, await ask(more))).error(400, refusal)
    claim('also for superusers', refused(most, await ask(more, superuser))).error(400, refusal)
  },
})

export const ruleNoLength = conform('filter.limit.rule-no-length', {
  lane: 'shared',
  async check({ claim, guest, superuser, collection, record, unique }) {
    const fields = [{ name: 'title', type: 'text' }]
    const made = await collection({ fields, listRule: `title != '${'a'.repeat(4000)}'` })
    await record(made)
    claim('a long rule', await guest.get(made.records))
      .status(200)
      .length('/items', 1)
    const full = await collection({ fields, listRule: times(200) })
    await record(full)
    claim('200 comparisons', await guest.get(full.records)).length('/items', 1)
    const body = { name: unique('c_'), fields, listRule: times(201) }
    const answer = await superuser.post('/api/collections', body)
    const invalid = 'validation_invalid_rule'
    claim('201 comparisons', answer).status(400).json('/data/listRule/code', invalid)
  },
})

export const independent = conform('filter.limit.independent', {
  lane: 'shared',
  async check({ claim, guest, collection, record }) {
    const made = await collection({ listRule: times(150) })
    await record(made)
    const answer = await guest.get(made.records, { filter: times(150) })
    claim('150 and 150', answer).status(200).length('/items', 1)
  },
})

export const joinedRulePlusOne = conform('filter.limit.joined-rule-plus-one', {
  lane: 'shared',
  async check({ claim, guest, collection, refused }) {
    const parentOf = async (comparisons: number) => {
      const fields = [{ name: 'x', type: 'number' }]
      const related = await collection({ fields, listRule: times(comparisons) })
      return collection({
        fields: [{ name: 'rel', type: 'relation', collectionId: related.id, maxSelect: 1 }],
      })
    }
    const few = await guest.get((await parentOf(199)).records, { filter: 'rel.x = 1' })
    claim('199 comparisons', few).status(200)
    const many = await guest.get((await parentOf(200)).records, { filter: 'rel.x = 1' })
    claim('200 comparisons', refused(few, many)).error(400, refusal)
  },
})

const boss = (hops: number): string => Array.from({ length: hops }, () => 'boss').join('.')

export const relationDepth = conform(
  'filter.limit.relation-depth',
  filters({
    fixture: { people: { fields: [{ name: 'info', type: 'json' }] } },
    people: {
      [`${boss(6)}.name = null`]: 'all',
      [`${boss(6)}.id = null`]: 'all',
      [`${boss(6)}.info.a.b.c.d = null`]: 'all',
      [`${boss(5)}.people_via_boss.name ?= null`]: 'all',
    },
    refused: {
      people: [
        `${boss(7)}.name = null`,
        `${boss(7)}.id = null`,
        `${boss(6)}.people_via_boss.name ?= null`,
        `${boss(7)}.info.a = null`,
      ],
    },
  }),
)

export const joinTables = conform('filter.limit.join-tables', {
  lane: 'shared',
  async check({ claim, guest, collection, refused }) {
    const related = await collection({ fields: [{ name: 'name', type: 'text' }] })
    const fields = Array.from({ length: 70 }, (_, index) => ({
      name: `r${String(index)}`,
      type: 'relation',
      collectionId: related.id,
      maxSelect: 1,
    }))
    const { records } = await collection({ fields })
    const over = (count: number): string =>
      fields
        .slice(0, count)
        .map(({ name }) => `${name}.name=null`)
        .join('&&')
    const most = await guest.get(records, { filter: over(60) })
    claim('60 of them', most).status(200)
    const more = await guest.get(records, { filter: over(70) })
    claim('70 of them', refused(most, more)).error(400, refusal)
  },
})

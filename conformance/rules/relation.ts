import { conform } from '../harness/case.ts'
import { createFixtureQ, listIds } from '../filter/fixture-q.ts'
import { notFound, setRules } from './support.ts'

export const path = conform('rules.relation.path', {
  lane: 'shared',
  async check(context) {
    const { guest, claim } = context
    const { vals, people, text } = await createFixtureQ(context)
    const lists = {
      "owner.name = 'Ann'": 'v1 v6',
      "refs.name ?= 'bob'": 'v1 v2 v6 v8',
      "refs.name = 'bob'": 'v2',
      "refs.name ?= 'bob' && refs.score ?> 0": '',
      "owner.boss.name = 'Ann'": 'v2 v7',
    }
    for (const [listRule, expected] of Object.entries(lists)) {
      await setRules(context, vals, { listRule })
      claim(listRule, await listIds(guest, vals, { sort: 'id' })).equals(expected)
    }
    await setRules(context, people, { viewRule: text('vals_via_owner.num ?> 50') })
    claim('a back-relation holds', await guest.get(`${people.records}/p3`)).status(200)
    const denied = await guest.get(`${people.records}/p1`)
    claim('a back-relation does not hold', denied).error(404, notFound)
  },
})

export const missing = conform('rules.relation.missing', {
  lane: 'shared',
  async check(context) {
    const { guest, claim } = context
    const { vals } = await createFixtureQ(context)
    const rows = {
      "owner.name != 'bob'": { v3: 200, v2: 404 },
      'owner.score < 100': { v3: 404, v2: 200 },
      "owner.name !~ 'zz'": { v3: 404, v2: 200 },
      "owner.name = 'bob'": { v3: 404, v2: 200 },
      "owner.name = ''": { v3: 200, v2: 404 },
    }
    for (const [viewRule, expected] of Object.entries(rows)) {
      await setRules(context, vals, { viewRule })
      for (const [id, status] of Object.entries(expected)) {
        claim(`${viewRule}: ${id}`, await guest.get(`${vals.records}/${id}`)).status(status)
      }
    }
  },
})

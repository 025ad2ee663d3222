import { conform } from '../harness/case.ts'
import { refusal } from './table.ts'

const requestMessage = 'Only superusers can filter by @request.'
const collectionMessage = 'Only superusers can filter by @collection.'

export const superuserOnly = conform('filter.request.superuser-only', {
  lane: 'shared',
  async check({ claim, guest, user, superuser, collection, refused }) {
    const { records } = await collection()
    const { client } = await user()
    const filter = "@request.auth.id != ''"
    const control = await superuser.get(records, { filter })
    for (const [who, caller] of [
      ['a guest', guest],
      ['a user', client],
    ] as const) {
      const filtered = refused(control, await caller.get(records, { filter }))
      claim(`${who} does not filter`, filtered).error(403, requestMessage)
      const sorted = refused(control, await caller.get(records, { sort: '@request.auth.name' }))
      claim(`${who} does not sort`, sorted).error(403, requestMessage)
    }
  },
})

export const substringCheck = conform('filter.request.substring-check', {
  lane: 'shared',
  async check({ claim, guest, collection }) {
    const { records } = await collection({ fields: [{ name: 'title', type: 'text' }] })
    const ask = (filter: string) => guest.get(records, { filter })
    claim('in a text', await ask("title~'x@request.y'")).error(403, requestMessage)
    claim('in a comment', await ask("title='a' // @collection.x")).error(403, collectionMessage)
    claim('without the dot', await ask("title~'x@request'")).status(200)
    claim('in another case', await ask("@REQUEST.auth.id=''")).error(400, refusal)
  },
})

export const checkOrder = conform('filter.request.check-order', {
  lane: 'shared',
  async check({ claim, guest, collection }) {
    const { records } = await collection()
    const both = { filter: '@request.a=1', sort: '@collection.b.c' }
    claim('filter before sort', await guest.get(records, both)).error(403, requestMessage)
    const filter = '@request.a=1 || @collection.b.c=1'
    const answer = await guest.get(records, { filter })
    claim('@collection before @request', answer).error(403, collectionMessage)
  },
})

export const superuserAllowed = conform('filter.request.superuser-allowed', {
  lane: 'shared',
  async check({ claim, superuser, collection, record }) {
    const made = await collection()
    await record(made)
    const rows = {
      "@request.query.x='5'": 1,
      "@request.query.x='6'": 0,
      "@request.method='GET'": 1,
      "@request.method='POST'": 0,
      "@request.auth.collectionName='_superusers'": 1,
      "@request.context='default'": 1,
      '@request.query.none=null': 1,
      '@request.query.none!=null': 0,
    }
    for (const [filter, count] of Object.entries(rows)) {
      const answer = await superuser.get(made.records, { x: '5', filter })
      claim(filter, answer).status(200).length('/items', count)
    }
  },
})

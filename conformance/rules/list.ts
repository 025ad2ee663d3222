import { conform } from '../harness/case.ts'
import { superusersOnly } from './support.ts'

export const filtersRows = conform('rules.list.filters-rows', {
  lane: 'shared',
  async check({ user, guest, collection, record, claim }) {
    const made = await collection({
      listRule: "@request.auth.id != '' && @request.auth.id = owner",
      fields: [{ name: 'owner', type: 'text' }],
    })
    const one = await user()
    const other = await user()
    const { id } = await record(made, { owner: one.id })
    await record(made, { owner: '' })
    const own = await one.client.get(made.records)
    claim('shows what holds', own).status(200).length('/items', 1).json('/items/0/id', id)
    const empty = { items: [], page: 1, perPage: 30, totalItems: 0, totalPages: 0 }
    claim('nothing is no error', await other.client.get(made.records))
      .status(200)
      .body(empty)
    claim('nor for guests', await guest.get(made.records))
      .status(200)
      .body(empty)
  },
})

export const usesOnlyListRule = conform('rules.list.uses-only-list-rule', {
  lane: 'shared',
  async check({ guest, collection, record, claim }) {
    const listed = await collection({ viewRule: null })
    const one = await record(listed)
    claim('listing uses the listRule', await guest.get(listed.records))
      .status(200)
      .length('/items', 1)
    const viewed = await guest.get(`${listed.records}/${one.id}`)
    claim('viewing does not', viewed).error(403, superusersOnly)
    const shown = await collection({ listRule: null })
    const { id } = await record(shown)
    claim('viewing uses the viewRule', await guest.get(`${shown.records}/${id}`)).status(200)
    claim('listing does not', await guest.get(shown.records)).error(403, superusersOnly)
  },
})

export const brokenRule = conform('rules.list.broken-rule', {
  lane: 'shared',
  async check({ guest, superuser, collection, record, accepted, claim }) {
    const posts = await collection({ fields: [{ name: 'title', type: 'text' }] })
    const comments = await collection({
      fields: [{ name: 'post', type: 'relation', collectionId: posts.id, maxSelect: 1 }],
    })
    await record(posts)
    const listRule = `${comments.name}_via_post.id = ''`
    accepted(await superuser.patch(posts.path, { listRule }))
    claim('holds before', await guest.get(posts.records))
      .status(200)
      .length('/items', 1)
    accepted(await superuser.delete(comments.path))
    const message = 'Something went wrong while processing your request.'
    claim('is refused', await guest.get(posts.records)).error(400, message)
    claim('not for superusers', await superuser.get(posts.records)).length('/items', 1)
  },
})

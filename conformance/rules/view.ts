import { conform } from '../harness/case.ts'
import { notFound } from './support.ts'

export const denied = conform('rules.view.denied', {
  lane: 'shared',
  async check({ guest, collection, record, claim, refused }) {
    const made = await collection({
      viewRule: 'flag = true',
      fields: [{ name: 'flag', type: 'bool' }],
    })
    const shown = await record(made, { flag: true })
    const hidden = await record(made, { flag: false })
    const control = await guest.get(`${made.records}/${shown.id}`)
    const answer = refused(control, await guest.get(`${made.records}/${hidden.id}`))
    claim('is not found', answer).error(404, notFound)
    claim('like a missing one', await guest.get(`${made.records}/missing00000000`))
      .sameBodyAs(answer)
      .status(404)
  },
})

export const brokenRule = conform('rules.view.broken-rule', {
  lane: 'shared',
  async check({ guest, superuser, collection, record, accepted, claim }) {
    const posts = await collection({ fields: [{ name: 'title', type: 'text' }] })
    const comments = await collection({
      fields: [{ name: 'post', type: 'relation', collectionId: posts.id, maxSelect: 1 }],
    })
    const { id } = await record(posts)
    const path = `${posts.records}/${id}`
    const rule = `${comments.name}_via_post.id = ''`
    const rules = { viewRule: rule, updateRule: rule, deleteRule: rule }
    accepted(await superuser.patch(posts.path, rules))
    claim('holds before', await guest.get(path)).status(200)
    accepted(await superuser.delete(comments.path))
    claim('view', await guest.get(path)).error(404, notFound)
    claim('update', await guest.patch(path, {})).error(404, notFound)
    claim('delete', await guest.delete(path)).error(404, notFound)
    claim('not for superusers', await superuser.get(path)).status(200)
  },
})

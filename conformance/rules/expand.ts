import { conform } from '../harness/case.ts'
import { notFound, setRules } from './support.ts'

export const usesViewRule = conform('rules.expand.uses-view-rule', {
  lane: 'shared',
  async check(context) {
    const { guest, superuser, collection, record, claim } = context
    const authors = await collection({ viewRule: null, fields: [{ name: 'name', type: 'text' }] })
    const author = await record(authors, { name: 'Ann' })
    const other = await record(authors, { name: 'bob' })
    const posts = await collection({
      fields: [
        { name: 'author', type: 'relation', collectionId: authors.id, maxSelect: 1 },
        { name: 'readers', type: 'relation', collectionId: authors.id, maxSelect: 9 },
      ],
    })
    const { id } = await record(posts, { author: author.id, readers: [author.id, other.id] })
    const path = `${posts.records}/${id}`
    const ask = (client: typeof guest) => client.get(path, { expand: 'author,readers' })
    claim('a null rule', await ask(guest))
      .status(200)
      .absent('/expand')
    claim('not for superusers', await ask(superuser)).json('/expand/author/id', author.id)
    await setRules(context, authors, { viewRule: "@request.context = 'expand'" })
    const direct = await guest.get(`${authors.records}/${author.id}`)
    claim('its context: not directly', direct).error(404, notFound)
    claim('its context: expanded', await ask(guest)).json('/expand/author/name', 'Ann')
    await setRules(context, authors, { viewRule: "name = 'bob'", listRule: null })
    const pruned = await ask(guest)
    claim('one of several', pruned).status(200).length('/expand/readers', 1)
    claim('is the visible one', pruned).json('/expand/readers/0/name', 'bob')
    claim('the other is left out', pruned).absent('/expand/author')
    claim('without an error', pruned).json('/author', author.id)
  },
})

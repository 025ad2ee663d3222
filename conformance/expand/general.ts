import { type CaseContext, conform } from '../harness/case.ts'
import type { CollectionHandle } from '../harness/world.ts'

type Options = Readonly<Record<string, unknown>>

/** Records b with relations to records a (a1, a2), and one b that has none. */
const related = async ({ collection, record }: CaseContext, options: Options = {}) => {
  const a = await collection({
    fields: [
      { name: 'title', type: 'text' },
      { name: 'code', type: 'text', hidden: true },
    ],
    ...options,
  })
  const b = await collection({
    fields: [
      { name: 'title', type: 'text' },
      { name: 'rel', type: 'relation', collectionId: a.id, maxSelect: 1 },
      { name: 'rels', type: 'relation', collectionId: a.id, maxSelect: 2000 },
    ],
  })
  const a1 = await record(a, { title: 'a1', code: 'x' })
  const a2 = await record(a, { title: 'a2', code: 'y' })
  const full = await record(b, { title: 'b1', rel: a1.id, rels: [a2.id, a1.id] })
  const empty = await record(b, { title: 'b2' })
  return { a, b, a1, a2, full: `${b.records}/${full.id}`, empty: `${b.records}/${empty.id}` }
}

export const singleShape = conform('expand.single-shape', {
  lane: 'shared',
  async check(context) {
    const { guest, claim } = context
    const { full, a1, a2 } = await related(context)
    const answer = await guest.get(full, { expand: 'rel,rels' })
    claim('one is an object', answer).status(200).json('/expand/rel/id', a1.id)
    claim('several are an array in the order of the ids', answer)
      .length('/expand/rels', 2)
      .json('/expand/rels/0/id', a2.id)
      .json('/expand/rels/1/id', a1.id)
    claim('the fields keep their ids', answer).json('/rel', a1.id).json('/rels', [a2.id, a1.id])
  },
})

export const syntax = conform('expand.syntax', {
  lane: 'shared',
  async check(context) {
    const { guest, claim } = context
    const { full } = await related(context)
    const plain = await guest.get(full, { expand: 'rel' })
    claim('the control', plain).json('/expand/rel/title', 'a1')
    const messy = await guest.get(full, { expand: ' r e l ,,.rel.,rel' })
    claim('spaces, dots and repetitions make no difference', messy).sameBodyAs(plain)
  },
})

export const where = conform('expand.where', {
  lane: 'shared',
  async check(context) {
    const { guest, claim } = context
    const { b, full, a1 } = await related(context)
    const query = { expand: 'rel' }
    const json = { rel: a1.id, expand: 'rels' }
    const created = await guest.send('POST', b.records, { query, json })
    claim('at create', created).status(200).keys('/expand', ['rel'])
    claim('at update', await guest.send('PATCH', full, { query, json })).keys('/expand', ['rel'])
    claim('at list', await guest.get(b.records, query)).json('/items/0/expand/rel/id', a1.id)
    const twice: [string, string][] = [
      ['expand', 'rel'],
      ['expand', 'rels'],
    ]
    claim('only the first counts', await guest.get(full, twice)).keys('/expand', ['rel'])
  },
})

export const nested = conform('expand.nested', {
  lane: 'shared',
  async check(context) {
    const { guest, collection, record, claim } = context
    const { b, full } = await related(context)
    const c = await collection({
      fields: [{ name: 'up', type: 'relation', collectionId: b.id, maxSelect: 1 }],
    })
    const { id } = await record(c, { up: full.split('/').at(-1) })
    const answer = await guest.get(`${c.records}/${id}`, { expand: 'up.rel,up.rels,up' })
    claim('merges paths with one beginning', answer).keys('/expand/up/expand', ['rel', 'rels'])
    claim('goes down', answer).json('/expand/up/expand/rels/0/title', 'a2')
  },
})

export const unknownIgnored = conform('expand.unknown-ignored', {
  lane: 'shared',
  async check(context) {
    const { guest, claim } = context
    const { full } = await related(context)
    claim('alone', await guest.get(full, { expand: 'missing' }))
      .status(200)
      .absent('/expand')
    claim('beside others', await guest.get(full, { expand: 'title,rel' })).keys('/expand', ['rel'])
  },
})

export const emptyObject = conform('expand.empty-object', {
  lane: 'shared',
  async check(context) {
    const { guest, claim } = context
    const open = await related(context)
    claim('nothing related', await guest.get(open.empty, { expand: 'rel' })).json('/expand', {})
    const closed = await related(context, { viewRule: '1=2' })
    claim('nothing visible', await guest.get(closed.full, { expand: 'rel,rels' })).json(
      '/expand',
      {},
    )
  },
})

export const viewRule = conform('expand.view-rule', {
  lane: 'shared',
  async check(context) {
    const { guest, superuser, claim } = context
    const { full, a1, a2 } = await related(context, { viewRule: "title = 'a1'", listRule: null })
    const answer = await guest.get(full, { expand: 'rels' })
    claim('shows what it allows', answer).length('/expand/rels', 1).json('/expand/rels/0/id', a1.id)
    claim('leaves the field alone', answer).json('/rels', [a2.id, a1.id])
    const all = await superuser.get(full, { expand: 'rels' })
    claim('does not bind superusers', all).length('/expand/rels', 2)
  },
})

export const viewRuleNull = conform('expand.view-rule-null', {
  lane: 'shared',
  async check(context) {
    const { guest, superuser, claim } = context
    const { full, empty, a1 } = await related(context, { viewRule: null })
    claim('adds nothing', await guest.get(full, { expand: 'rel' }))
      .status(200)
      .absent('/expand')
    claim('even when empty', await guest.get(empty, { expand: 'rel' })).absent('/expand')
    const all = await superuser.get(full, { expand: 'rel' })
    claim('does not bind superusers', all).json('/expand/rel/id', a1.id)
  },
})

export const nestedFailure = conform('expand.nested-failure-drops-path', {
  lane: 'shared',
  async check(context) {
    const { guest, claim } = context
    const { full, empty } = await related(context)
    const drop = await guest.get(full, { expand: 'rel.missing' })
    claim('drops the whole path', drop).status(200).absent('/expand')
    claim(
      'listing the first part does not help',
      await guest.get(full, { expand: 'rel,rel.missing' }),
    ).absent('/expand')
    claim('others stay', await guest.get(full, { expand: 'rels,rel.missing' })).keys('/expand', [
      'rels',
    ])
    claim('nothing to go down from', await guest.get(empty, { expand: 'rel.missing' })).json(
      '/expand',
      {},
    )
  },
})

export const fieldVisibility = conform('expand.field-visibility', {
  lane: 'shared',
  async check(context) {
    const { guest, superuser, user, collection, record, claim } = context
    const { full } = await related(context)
    claim('hides hidden fields', await guest.get(full, { expand: 'rel' })).absent(
      '/expand/rel/code',
    )
    const shown = await superuser.get(full, { expand: 'rel' })
    claim('not from superusers', shown).json('/expand/rel/code', 'x')
    const people = await collection({ type: 'auth' })
    const { id, client, email } = await user({}, people)
    const posts = await collection({
      fields: [{ name: 'by', type: 'relation', collectionId: people.id, maxSelect: 1 }],
    })
    const post = await record(posts, { by: id })
    const path = `${posts.records}/${post.id}`
    const seen = await guest.get(path, { expand: 'by' })
    claim('hides private e-mails', seen).json('/expand/by/id', id).absent('/expand/by/email')
    claim('not from their owner', await client.get(path, { expand: 'by' })).json(
      '/expand/by/email',
      email,
    )
  },
})

export const context = conform('expand.context', {
  lane: 'shared',
  async check(given) {
    const { guest, superuser, accepted, claim } = given
    const { a, b, full, a1 } = await related(given, { viewRule: "@request.context = 'expand'" })
    claim('a view is another context', await guest.get(`${a.records}/${a1.id}`)).status(404)
    claim('an expansion is this one', await guest.get(full, { expand: 'rel' })).json(
      '/expand/rel/id',
      a1.id,
    )
    // The body as it was applied: under the name of the field, whatever modifier it was sent with.
    const viewRule = "@request.body.rels:isset = true && @request.body.title = 'open'"
    accepted(await superuser.patch(a.path, { viewRule }))
    for (const [title, keys] of [
      ['open', ['rel']],
      ['closed', []],
    ] as const) {
      const sent = { query: { expand: 'rel' }, json: { rel: a1.id, 'rels+': a1.id, title } }
      claim(`a create that sends "${title}"`, await guest.send('POST', b.records, sent))
        .status(200)
        .keys('/expand', keys)
      claim(`an update that sends "${title}"`, await guest.send('PATCH', full, sent))
        .status(200)
        .keys('/expand', keys)
    }
  },
})

export const depth = conform('expand.depth', {
  lane: 'shared',
  async check({ guest, collection, changeFields, record, claim }) {
    const chain = await collection()
    const relation = { name: 'r', type: 'relation', collectionId: chain.id, maxSelect: 1 }
    await changeFields(chain, (fields) => [...fields, relation])
    let id = ''
    for (let level = 0; level < 8; level++) id = (await record(chain, { r: id })).id
    const answer = await guest.get(`${chain.records}/${id}`, {
      expand: Array(8).fill('r').join('.'),
    })
    claim('six levels', answer)
      .status(200)
      .json(`${'/expand/r'.repeat(6)}/collectionId`, chain.id)
    claim('no seventh', answer).absent(`${'/expand/r'.repeat(6)}/expand`)
  },
})

export const backRelation = conform('expand.back-relation', {
  lane: 'shared',
  async check(given) {
    const { guest, claim } = given
    const { a, b, a1 } = await related(given)
    const key = `${b.name}_via_rel`
    const answer = await guest.get(`${a.records}/${a1.id}`, { expand: key })
    claim('is an array under its own text', answer).status(200).keys('/expand', [key])
    claim('of what points here', answer)
      .length(`/expand/${key}`, 1)
      .json(`/expand/${key}/0/title`, 'b1')
  },
})

export const backRelationMulti = conform('expand.back-relation-multi', {
  lane: 'shared',
  async check(given) {
    const { guest, claim } = given
    const { a, b, a2 } = await related(given)
    const key = `${b.name}_via_rels`
    const answer = await guest.get(`${a.records}/${a2.id}`, { expand: key })
    claim('finds the id in the array', answer)
      .length(`/expand/${key}`, 1)
      .json(`/expand/${key}/0/title`, 'b1')
  },
})

export const backRelationEmpty = conform('expand.back-relation-empty', {
  lane: 'shared',
  async check(given) {
    const { guest, claim } = given
    const { a, b, a2 } = await related(given)
    const answer = await guest.get(`${a.records}/${a2.id}`, { expand: `${b.name}_via_rel` })
    claim('is an empty object', answer).status(200).json('/expand', {})
  },
})

export const backRelationUnique = conform('expand.back-relation-unique', {
  lane: 'shared',
  async check({ guest, collection, record, unique, claim }) {
    const users = await collection()
    const name = unique('profiles_')
    const profiles = await collection({
      name,
      fields: [{ name: 'user', type: 'relation', collectionId: users.id, maxSelect: 1 }],
      indexes: [`CREATE UNIQUE INDEX idx_${name} ON ${name} (user)`],
    })
    const { id } = await record(users)
    const profile = await record(profiles, { user: id })
    const answer = await guest.get(`${users.records}/${id}`, { expand: `${name}_via_user` })
    claim('is an object', answer).status(200).json(`/expand/${name}_via_user/id`, profile.id)
  },
})

export const backRelationOldSyntax = conform('expand.back-relation-old-syntax', {
  lane: 'shared',
  async check(given) {
    const { guest, claim } = given
    const { a, b, a1 } = await related(given)
    const key = `${b.name}(rel)`
    const answer = await guest.get(`${a.records}/${a1.id}`, { expand: key })
    claim('is kept, under its own text', answer).status(200).length(`/expand/${key}`, 1)
  },
})

export const list = conform('expand.list', {
  lane: 'shared',
  async check(given) {
    const { guest, claim } = given
    const { b, a1 } = await related(given)
    const answer = await guest.get(b.records, { expand: 'rel', sort: 'title' })
    claim('expands each item', answer).status(200).json('/items/0/expand/rel/id', a1.id)
    claim('an item without has an empty one', answer).json('/items/1/expand', {})
  },
})

/** Records with the numbers 0 to `count - 1`; the batch door is closed by default, so they come one by one, many at a time. */
const manyRecords = async (
  { record }: Pick<CaseContext, 'record'>,
  at: CollectionHandle,
  count: number,
  values: (index: number) => Readonly<Record<string, unknown>>,
): Promise<readonly string[]> => {
  const ids: string[] = []
  for (let start = 0; start < count; start += 50) {
    const size = Math.min(50, count - start)
    const made = Array.from({ length: size }, (_, index) => record(at, values(start + index)))
    ids.push(...(await Promise.all(made)).map(({ id }) => id))
  }
  return ids
}

export const forwardUnlimited = conform('expand.forward-unlimited', {
  lane: 'shared',
  async check(context) {
    const { guest, collection, record, claim } = context
    const a = await collection({ fields: [{ name: 'n', type: 'number' }] })
    const ids = await manyRecords(context, a, 1100, (n) => ({ n }))
    const rels = ids.toReversed()
    const b = await collection({
      fields: [{ name: 'rels', type: 'relation', collectionId: a.id, maxSelect: 2000 }],
    })
    const { id } = await record(b, { rels })
    const answer = await guest.get(`${b.records}/${id}`, {
      expand: 'rels',
      fields: 'expand.rels.id',
    })
    claim('all in order', answer)
      .status(200)
      .json(
        '/expand/rels',
        rels.map((each) => ({ id: each })),
      )
  },
})

export const superuserExpands = conform('expand.superuser', {
  lane: 'shared',
  async check(context) {
    const { guest, superuser, user, collection, record, claim } = context
    const { full, a1 } = await related(context, { viewRule: null, listRule: null })
    claim('hidden fields of a closed collection', await superuser.get(full, { expand: 'rel' }))
      .status(200)
      .json('/expand/rel/id', a1.id)
      .json('/expand/rel/code', 'x')
    claim('which guests do not see', await guest.get(full, { expand: 'rel' })).absent('/expand')
    const users = await collection({ type: 'auth', viewRule: '1=2' })
    const owner = await user({}, users)
    const made = await collection({
      fields: [{ name: 'by', type: 'relation', collectionId: users.id, maxSelect: 1 }],
    })
    const { id } = await record(made, { by: owner.id })
    claim('e-mails', await superuser.get(`${made.records}/${id}`, { expand: 'by' })).json(
      '/expand/by/email',
      owner.email,
    )
  },
})

export const hiddenRelation = conform('expand.hidden-relation', {
  lane: 'shared',
  async check({ guest, collection, record, claim }) {
    const a = await collection({ fields: [{ name: 'title', type: 'text' }] })
    const b = await collection({
      fields: [{ name: 'rel', type: 'relation', collectionId: a.id, maxSelect: 1, hidden: true }],
    })
    const target = await record(a, { title: 'a' })
    const { id } = await record(b, { rel: target.id })
    claim('expands all the same', await guest.get(`${b.records}/${id}`, { expand: 'rel' }))
      .status(200)
      .absent('/rel')
      .json('/expand/rel/title', 'a')
  },
})

export const backRelationId = conform('expand.back-relation-collection-id', {
  lane: 'shared',
  async check({ guest, collection, record, unique, claim }) {
    const posts = await collection({ fields: [{ name: 'title', type: 'text' }] })
    const comments = await collection({
      name: unique('Comments_'),
      fields: [
        { name: 'title', type: 'text' },
        { name: 'post', type: 'relation', collectionId: posts.id, maxSelect: 1 },
      ],
    })
    const other = await collection({
      fields: [{ name: 'post', type: 'relation', collectionId: comments.id, maxSelect: 1 }],
    })
    const post = await record(posts)
    const comment = await record(comments, { post: post.id })
    const path = `${posts.records}/${post.id}`
    for (const part of [comments.name, comments.name.toUpperCase(), comments.id]) {
      const key = `${part}_via_post`
      claim(
        part === comments.id ? 'by id' : part === comments.name ? 'by name' : 'in capitals',
        await guest.get(path, { expand: key }),
      )
        .status(200)
        .json(`/expand/${key}/0/id`, comment.id)
    }
    for (const part of [
      `${comments.name}_via_title`,
      `${other.name}_via_post`,
      `${comments.name}_via_missing`,
      'missing_via_post',
    ]) {
      const label = part.replace(comments.name, 'comments').replace(other.name, 'other')
      claim(label, await guest.get(path, { expand: part }))
        .status(200)
        .absent('/expand')
    }
  },
})

export const backRelationLimit = conform('expand.back-relation-limit', {
  lane: 'shared',
  async check(context) {
    const { guest, collection, record, claim } = context
    const posts = await collection()
    const comments = await collection({
      viewRule: 'n != 7',
      fields: [
        { name: 'post', type: 'relation', collectionId: posts.id, maxSelect: 1 },
        { name: 'n', type: 'number' },
      ],
    })
    const [one, other] = [await record(posts), await record(posts)]
    await manyRecords(context, comments, 1001, () => ({ post: one.id, n: 1 }))
    await manyRecords(context, comments, 3, (n) => ({ post: other.id, n: n + 6 }))
    const key = `${comments.name}_via_post`
    const query = { expand: key, fields: `expand.${key}.id` }
    const answer = await guest.get(`${posts.records}/${one.id}`, query)
    claim('a thousand', answer).status(200).length(`/expand/${key}`, 1000)
    const few = await guest.get(`${posts.records}/${other.id}`, query)
    claim('the rule comes after', few).length(`/expand/${key}`, 2)
    const list = await guest.get(posts.records, query)
    claim('for each record', list).length(`/items/0/expand/${key}`, 1000)
    claim('and the other', list).length(`/items/1/expand/${key}`, 2)
  },
})

export const backRelationNested = conform('expand.back-relation-nested', {
  lane: 'shared',
  async check({ guest, collection, record, claim }) {
    const people = await collection({ fields: [{ name: 'name', type: 'text' }] })
    const posts = await collection({ fields: [{ name: 'title', type: 'text' }] })
    const comments = await collection({
      fields: [
        { name: 'post', type: 'relation', collectionId: posts.id, maxSelect: 1 },
        { name: 'person', type: 'relation', collectionId: people.id, maxSelect: 1 },
      ],
    })
    const person = await record(people, { name: 'ann' })
    const post = await record(posts, { title: 'p' })
    const comment = await record(comments, { post: post.id, person: person.id })
    const via = `${comments.name}_via_post`
    claim(
      'followed by a part',
      await guest.get(`${posts.records}/${post.id}`, { expand: `${via}.person` }),
    )
      .status(200)
      .json(`/expand/${via}/0/id`, comment.id)
      .json(`/expand/${via}/0/expand/person/name`, 'ann')
    claim(
      'after a part',
      await guest.get(`${comments.records}/${comment.id}`, { expand: `post.${via}` }),
    )
      .status(200)
      .json(`/expand/post/expand/${via}/0/id`, comment.id)
    const both = `${comments.name}_via_person.post.${via}.person`
    claim('twice', await guest.get(`${people.records}/${person.id}`, { expand: both })).json(
      `/expand/${comments.name}_via_person/0/expand/post/expand/${via}/0/expand/person/id`,
      person.id,
    )
  },
})

export const viewCollection = conform('expand.view-collection', {
  lane: 'shared',
  async check(context) {
    const { guest, collection, record, claim } = context
    const { a, b, a1, a2 } = await related(context)
    const view = await collection({
      type: 'view',
      viewQuery: `select id, rel, rels, rel as other from ${b.name}`,
    })
    const full = await guest.get(view.records, { filter: "rel != ''", expand: 'rel,rels,other' })
    claim('under its own name', full).status(200).json('/items/0/expand/rel/id', a1.id)
    claim('under an alias', full).json('/items/0/expand/other/id', a1.id)
    claim('several', full).json('/items/0/expand/rels/0/id', a2.id)
    const key = `${view.name}_via_rel`
    claim('as the source', await guest.get(`${a.records}/${a1.id}`, { expand: key })).json(
      `/expand/${key}/0/rel`,
      a1.id,
    )
    const closed = await collection({ viewRule: null, fields: [{ name: 'title', type: 'text' }] })
    const target = await record(closed)
    const source = await collection({
      fields: [{ name: 'rel', type: 'relation', collectionId: closed.id, maxSelect: 1 }],
    })
    await record(source, { rel: target.id })
    const hiding = await collection({
      type: 'view',
      viewQuery: `select id, rel from ${source.name}`,
    })
    claim('the viewRule of the target', await guest.get(hiding.records, { expand: 'rel' }))
      .status(200)
      .absent('/items/0/expand')
  },
})

export const deleteIgnored = conform('expand.delete-ignored', {
  lane: 'shared',
  async check(context) {
    const { guest, claim } = context
    const { full } = await related(context)
    const query = { expand: 'rel', fields: 'id' }
    claim('answers nothing', await guest.send('DELETE', full, { query }))
      .status(204)
      .empty()
    const { empty } = await related(context)
    const broken = { expand: '((', fields: 'id:excerpt(' }
    claim('nor reads them', await guest.send('DELETE', empty, { query: broken }))
      .status(204)
      .empty()
  },
})

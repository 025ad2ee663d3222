import { idField } from '../filter/fixture-q.ts'
import { conform } from '../harness/case.ts'
import { blank } from '../harness/wording.ts'
import {
  createFailed,
  decideCreates,
  declareHuge,
  limitToOne,
  setRules,
  superusersOnly,
} from './support.ts'

const titleAndNum = {
  fields: [
    { name: 'title', type: 'text' },
    { name: 'num', type: 'number' },
  ],
}

export const againstNewRecord = conform('rules.create.against-new-record', {
  lane: 'shared',
  async check(context) {
    await decideCreates(context, titleAndNum, {
      "title != '' && num > 3": [
        [{ title: 'a', num: 5 }, true],
        [{ num: 5 }, false],
        [{ title: 'a', num: '7' }, true],
        [{ title: 'a' }, false],
      ],
      'num = 0': [
        [{}, true],
        [{ num: null }, true],
        [{ num: 1 }, false],
      ],
    })
  },
})

export const denied = conform('rules.create.denied', {
  lane: 'shared',
  async check({ guest, superuser, collection, claim, refused }) {
    const { records } = await collection({ ...titleAndNum, createRule: "title = 'ok'" })
    const control = await guest.post(records, { title: 'ok' })
    claim('what satisfies it', control).status(200)
    const answer = refused(control, await guest.post(records, { title: 'no' }))
    claim('what does not', answer).error(400, createFailed)
    const stored = await superuser.get(records, { fields: 'title' })
    claim('stores nothing', stored).json('/items', [{ title: 'ok' }])
  },
})

export const beforeValidation = conform('rules.create.before-validation', {
  lane: 'shared',
  async check({ guest, user, collection, claim }) {
    const { records } = await collection({
      createRule: "@request.auth.id != ''",
      fields: [{ name: 'title', type: 'text', required: true }],
    })
    const { client } = await user()
    claim('denied', await guest.post(records, {})).error(400, createFailed)
    claim('allowed', await client.post(records, {})).error(400, createFailed, { title: blank })
  },
})

const broken = { raw: '{', headers: { 'Content-Type': 'application/json' } }

export const checkOrder = conform('rules.create.check-order', {
  lane: 'exclusive',
  async check(context) {
    const { guest, superuser, collection, claim } = context
    const base = await collection({
      createRule: null,
      fields: [{ name: 'title', type: 'text', required: true }],
    })
    const view = await collection({ type: 'view', viewQuery: `SELECT id FROM ${base.name}` })
    const missing = '/api/collections/missing/records'
    const unknown = 'Missing or invalid collection context.'
    claim('the collection first', await guest.send('POST', missing, broken)).error(404, unknown)
    const type = 'Unsupported collection type.'
    for (const [who, client] of [
      ['guest', guest],
      ['superuser', superuser],
    ] as const) {
      const answer = await client.send('POST', view.records, broken)
      claim(`a view before the body, ${who}`, answer).error(400, type)
    }
    const unread = await guest.send('POST', base.records, broken)
    const generic = 'Something went wrong while processing your request.'
    claim('the body before a null rule', unread).error(400, generic)
    claim('a null rule', await guest.post(base.records, {})).error(403, superusersOnly)
    const never = await collection({
      createRule: "title = 'a'",
      fields: [{ name: 'title', type: 'text', max: 2 }],
    })
    const long = await guest.post(never.records, { title: 'long' })
    claim('the rule before validation', long).error(400, createFailed)
    claim('the collection before the size', await declareHuge(context, 'POST', missing)).equals(404)
    claim('the size before a view', await declareHuge(context, 'POST', view.records)).equals(413)
    const open = await collection()
    await limitToOne(context, `${open.name}:create`)
    claim('within the limit', await guest.post(open.records, {})).status(200)
    const limited = await guest.send('POST', open.records, broken)
    claim('the limiter before the body', limited).status(429)
    await limitToOne(context, `${view.name}:create`)
    await guest.post(view.records, {})
    claim('a view before the limiter', await guest.post(view.records, {})).error(400, type)
  },
})

export const noNumericTextConversion = conform('rules.create.no-numeric-text-conversion', {
  lane: 'shared',
  async check(context) {
    const made = await decideCreates(context, titleAndNum, {
      "num = '5'": [[{ num: 5 }, false]],
      "num > '4'": [[{ num: 5 }, false]],
      'num = 5': [[{ num: 5 }, true]],
      'title = true': [[{ title: '1' }, false]],
      "title = '1'": [[{ title: '1' }, true]],
    })
    await setRules(context, made, { listRule: "num = '5'" })
    const listed = await context.guest.get(made.records)
    context.claim('stored, it converts', listed).json('/totalItems', 1)
  },
})

export const idAndAutofields = conform('rules.create.id-and-autofields', {
  lane: 'shared',
  async check(context) {
    const { collection, guest, claim, unique } = context
    const id = 'abcdefghij12345'
    const fields = [
      { name: 'made', type: 'autodate', onCreate: true },
      { name: 'code', type: 'text', autogeneratePattern: '[a-z]{8}' },
    ]
    await decideCreates(
      context,
      { fields },
      {
        "id != '' && made = ''": [[{}, true]],
        "made != ''": [[{}, false]],
        [`id = '${id}'`]: [
          [{ id }, true],
          [{}, false],
        ],
        "code != ''": [
          [{}, false],
          [{ code: 'given' }, true],
        ],
      },
    )
    const auth = await collection({ type: 'auth', createRule: 'verified = true' })
    const body = {
      email: `${unique('m')}@x.com`,
      password: '12345678',
      passwordConfirm: '12345678',
      verified: true,
    }
    const answer = await guest.post(auth.records, body)
    claim('verified is false', answer).error(400, createFailed)
    await setRules(context, auth, { createRule: 'verified = false' })
    const unverified = { ...body, verified: undefined }
    claim('and nothing else', await guest.post(auth.records, unverified)).status(200)
  },
})

export const relationFields = conform('rules.create.relation-fields', {
  lane: 'shared',
  async check(context) {
    const { collection, record } = context
    const people = await collection({ fields: [idField, { name: 'score', type: 'number' }] })
    const ten = await record(people, { id: 'ten', score: 10 })
    const one = await record(people, { id: 'one', score: 1 })
    const relation = { type: 'relation', collectionId: people.id }
    const fields = [
      { name: 'author', ...relation, maxSelect: 1 },
      { name: 'readers', ...relation, maxSelect: 9 },
    ]
    await decideCreates(
      context,
      { fields },
      {
        'author.score > 5': [
          [{ author: ten.id }, true],
          [{ author: one.id }, false],
          [{}, false],
        ],
        'readers.score > 5': [
          [{ readers: [ten.id] }, true],
          [{ readers: [ten.id, one.id] }, false],
          [{}, false],
        ],
        'readers.score ?> 5': [
          [{ readers: [ten.id, one.id] }, true],
          [{ readers: [one.id] }, false],
        ],
      },
    )
  },
})

export const backRelationFails = conform('rules.create.back-relation-fails', {
  lane: 'shared',
  async check(context) {
    const { collection, guest, claim } = context
    const people = await collection({ fields: [{ name: 'name', type: 'text' }] })
    const vals = await collection({
      fields: [{ name: 'owner', type: 'relation', collectionId: people.id, maxSelect: 1 }],
    })
    claim('without it', await guest.post(people.records, {})).status(200)
    const createRule = `${vals.name}_via_owner.id = ''`
    claim('saves', await setRules(context, people, { createRule })).status(200)
    claim('is denied', await guest.post(people.records, {})).error(400, createFailed)
  },
})

const tags = [{ name: 'tags', type: 'select', values: ['a', 'b', 'c'], maxSelect: 3 }]

export const multiValue = conform('rules.create.multi-value', {
  lane: 'shared',
  async check(context) {
    await decideCreates(
      context,
      { fields: tags },
      {
        "tags:length > 0 && tags:each != 'c'": [
          [{ tags: ['a', 'b'] }, true],
          [{ tags: ['a', 'c'] }, false],
          [{ tags: [] }, false],
        ],
        "tags:each ?= 'c'": [
          [{ tags: ['a', 'c'] }, true],
          [{ tags: ['a'] }, false],
        ],
      },
    )
  },
})

export const selfCollectionNotIncluded = conform('rules.create.self-collection-not-included', {
  lane: 'shared',
  async check(context) {
    const { collection, record, guest, claim } = context
    const posts = await collection(titleAndNum)
    await setRules(context, posts, { createRule: `@collection.${posts.name}.title ?= title` })
    const first = await guest.post(posts.records, { title: 'a' })
    claim('not the new record', first).error(400, createFailed)
    await record(posts, { title: 'a' })
    claim('a stored one', await guest.post(posts.records, { title: 'a' })).status(200)
  },
})

export const hiddenFieldsStripped = conform('rules.create.hidden-fields-stripped', {
  lane: 'shared',
  async check(context) {
    const { collection, guest, superuser, claim, accepted, unique } = context
    const made = await collection({
      createRule: "secret = '' && @request.body.secret:isset = false",
      fields: [{ name: 'secret', type: 'text', hidden: true }],
    })
    const answer = await guest.post(made.records, { secret: 'x' })
    claim('is created', answer).status(200)
    const stored = await superuser.get(`${made.records}/${accepted(answer).text('/id')}`)
    claim('without it', stored).json('/secret', '')
    const auth = await collection({
      type: 'auth',
      createRule: '@request.body.password:isset = true && @request.body.tokenKey:isset = false',
    })
    const body = {
      email: `${unique('m')}@x.com`,
      password: '12345678',
      passwordConfirm: '12345678',
      tokenKey: 'x'.repeat(40),
    }
    claim('but the password', await guest.post(auth.records, body)).status(200)
  },
})

export const responseNotViewChecked = conform('rules.create.response-not-view-checked', {
  lane: 'shared',
  async check({ collection, guest, claim, accepted }) {
    const made = await collection({ ...titleAndNum, viewRule: null, listRule: null })
    const created = await guest.post(made.records, { title: 'a' })
    claim('create', created).status(200).json('/title', 'a')
    const path = `${made.records}/${accepted(created).text('/id')}`
    claim('update', await guest.patch(path, { title: 'b' }))
      .status(200)
      .json('/title', 'b')
    claim('view', await guest.get(path)).error(403, superusersOnly)
  },
})

import { type CaseContext, conform } from '../harness/case.ts'
import type { CollectionHandle } from '../harness/world.ts'
import { any } from '../harness/match.ts'

const invalid = {
  code: 'validation_invalid_rule',
  message: any.matching(/^Invalid rule\. Raw error: .+\.$/),
}
const updateFailed = 'Failed to update collection.'
const createFailed = 'Failed to create collection.'
const names = ['listRule', 'viewRule', 'createRule', 'updateRule', 'deleteRule'] as const
const title = { name: 'title', type: 'text' }

export const invalidRule = conform('rules.save.invalid', {
  lane: 'shared',
  async check({ superuser, collection, claim, unique, accepted }) {
    const base = await collection({ fields: [title] })
    const auth = await collection({ type: 'auth' })
    const before = accepted(await superuser.get(base.path))
    for (const name of names) {
      const answer = await superuser.patch(base.path, { [name]: 'nope = 1' })
      claim(name, answer).error(400, updateFailed, { [name]: invalid })
    }
    for (const name of ['authRule', 'manageRule']) {
      const answer = await superuser.patch(auth.path, { [name]: 'nope = 1' })
      claim(name, answer).error(400, updateFailed, { [name]: invalid })
    }
    const two = { listRule: 'nope = 1', viewRule: '((', name: base.name }
    const both = await superuser.patch(base.path, { ...two, fields: [title] })
    claim('two of them', both).status(400).json('/data/listRule', invalid)
    claim('and the other', both).json('/data/viewRule', invalid)
    claim('nothing is saved', await superuser.get(base.path)).sameBodyAs(before)
    const body = { name: unique('c_'), fields: [title], listRule: 'nope = 1' }
    const created = await superuser.post('/api/collections', body)
    claim('on create', created).error(400, createFailed, { listRule: invalid })
  },
})

export const rawErrorText = conform('rules.save.raw-error-text', {
  lane: 'shared',
  async check({ superuser, collection, claim }) {
    const { path, name } = await collection({
      fields: [title, { name: 'tags', type: 'select', values: ['a', 'b'], maxSelect: 2 }],
    })
    const rows = {
      'nope = 1': 'invalid left operand "nope" - unknown field "nope"',
      '1 = nope': 'invalid right operand "nope" - unknown field "nope"',
      'title =': 'invalid or incomplete filter expression',
      '// x': 'empty filter expression',
      'title = 1 title': 'expected && or ||, got "title" (identifier)',
      'title title': 'expected a sign operator, got "title" (identifier)',
      '= 1': 'expected left operand (identifier, function, text or number), got "=" (sign)',
      'title = =': 'expected right operand (identifier, function text or number), got "=" (sign)',
      'title == 1': 'invalid sign operator "=="',
      'title = 1 & title = 2': 'invalid join operator "&"',
      'title = 1.': 'invalid number "1."',
      "title = 'a": 'invalid quoted text "\'a"',
      'title. = 1': 'invalid identifier "title."',
      'title = ;': "unexpected character ';'",
      '(title = 1': 'invalid formatted group - missing 1 closing bracket(s)',
      'title:nope = 1': 'invalid left operand "title:nope" - unknown modifier in "title:nope"',
      'foo(1) = 1': 'invalid left operand "foo" - unknown function "foo"',
      'title.x = 1': 'invalid left operand "title.x" - field "title" is not a valid relation',
      'geoDistance(1,2,3) = 1':
        'invalid left operand "geoDistance" - [geoDistance] expected 4 arguments, got 3',
      [`@collection.${name}x.id = 1`]: `invalid left operand "@collection.${name}x.id" - failed to load collection "${name}x" from field path "@collection.${name}x.id"`,
      '@request.body.title:each = 1':
        'invalid left operand "@request.body.title:each" - field "title" doesn\'t support multivalue operations',
    }
    for (const [listRule, text] of Object.entries(rows)) {
      const answer = await superuser.patch(path, { listRule })
      const message = `Invalid rule. Raw error: ${text}.`
      claim(listRule.replace(name, 'this'), answer).json('/data/listRule/message', message)
    }
  },
})

const isInvalid = async (
  { superuser, claim }: CaseContext,
  { path }: CollectionHandle,
  rule: string,
): Promise<void> => {
  const answer = await superuser.patch(path, { listRule: rule })
  claim(JSON.stringify(rule), answer).error(400, updateFailed, { listRule: invalid })
}

export const blank = conform('rules.save.blank', {
  lane: 'shared',
  async check(context) {
    const { superuser, collection, claim } = context
    const made = await collection({ fields: [title] })
    for (const rule of [' ', '\n', '// x', '\t // x\n', '()']) await isInvalid(context, made, rule)
    const empty = await superuser.patch(made.path, { listRule: '' })
    claim('the empty text is public', empty).status(200).json('/listRule', '')
  },
})

export const comments = conform('rules.save.comments', {
  lane: 'shared',
  async check({ superuser, guest, collection, record, claim }) {
    const made = await collection({ fields: [{ name: 'flag', type: 'bool' }] })
    const listRule = '// a\nflag = true\n// b'
    const saved = await superuser.patch(made.path, { listRule })
    claim('saves', saved).status(200).json('/listRule', listRule)
    const { id } = await record(made, { flag: true })
    await record(made, { flag: false })
    const listed = await guest.get(made.records)
    claim('filters', listed).length('/items', 1).json('/items/0/id', id)
  },
})

export const lenientRequestPaths = conform('rules.save.lenient-request-paths', {
  lane: 'shared',
  async check(context) {
    const { superuser, collection, claim } = context
    const made = await collection({ fields: [title] })
    for (const listRule of [
      "@request.auth.nope = 'a'",
      "@request.auth.nope.deep = 'a'",
      "@request.query.x = 'a'",
      "@request.query.x.y = 'a'",
      "@request.headers.x = 'a'",
      '@request.body.nope = 1',
      '@request.body.nope.deep.0 = 1',
      '@request.body.nope:isset = true',
      "@request.body.nope:lower = 'a'",
      '@request.body.title:changed = true',
    ]) {
      const answer = await superuser.patch(made.path, { listRule })
      claim(listRule, answer).status(200).json('/listRule', listRule)
    }
    for (const rule of [
      'nope = 1',
      '@collection.nope.id ?= 1',
      'foo() = 1',
      '@request.body.nope:changed = true',
      '@request.body.nope:each = 1',
      '@request.body.nope:length = 1',
      "@request.body.title:each = 'a'",
      '@request.body.title:length = 1',
      '@request.nope = 1',
      '@request.auth = 1',
    ]) {
      await isInvalid(context, made, rule)
    }
  },
})

export const hiddenAndNullRuleFields = conform('rules.save.hidden-and-null-rule-fields', {
  lane: 'shared',
  async check({ superuser, guest, user, collection, record, claim }) {
    const authors = await collection({
      type: 'auth',
      listRule: null,
      viewRule: null,
      fields: [{ name: 'code', type: 'text', hidden: true }],
    })
    const author = await user({ code: 'x' }, authors)
    const posts = await collection({
      fields: [
        { name: 'secret', type: 'text', hidden: true },
        { name: 'author', type: 'relation', collectionId: authors.id, maxSelect: 1 },
      ],
    })
    const { id } = await record(posts, { secret: 'a', author: author.id })
    await record(posts, { secret: 'b', author: author.id })
    await record(posts, { secret: 'a' })
    const listRule = "secret = 'a' && author.email != '' && author.code = 'x'"
    const saved = await superuser.patch(posts.path, { listRule })
    claim('saves', saved).status(200).json('/listRule', listRule)
    const listed = await guest.get(posts.records)
    claim('lists for guests', listed).length('/items', 1).json('/items/0/id', id)
    claim('and shows no secret', listed).absent('/items/0/secret')
  },
})

import type { RequirementId } from '../../spec/registry.ts'
import { type Case, type CaseContext, conform } from '../harness/case.ts'

export const basic = conform('fields.basic', {
  lane: 'shared',
  async check({ guest, collection, record, claim }) {
    const made = await collection({ fields: [{ name: 'title', type: 'text' }] })
    const { id } = await record(made, { title: 'a' })
    const pick = (fields: string) => guest.get(`${made.records}/${id}`, { fields })
    claim('keeps what is listed', await pick(' id ,title,foo'))
      .status(200)
      .body({ id, title: 'a' })
    claim('a next line is white space', await pick('\u0085id\u00a0'))
      .status(200)
      .body({ id })
    claim('a byte order mark is none', await pick('\ufeffid'))
      .status(200)
      .body({})
    claim('nothing listed exists', await pick('foo'))
      .status(200)
      .body({})
    claim('letter case counts', await pick('ID'))
      .status(200)
      .body({})
  },
})

export const listItemsOnly = conform('fields.list-items-only', {
  lane: 'shared',
  async check({ guest, collection, record, claim }) {
    const made = await collection({ fields: [{ name: 'title', type: 'text' }] })
    const { id } = await record(made, { title: 'a' })
    claim('keeps the envelope', await guest.get(made.records, { fields: 'id' }))
      .status(200)
      .body({
        items: [{ id }],
        page: 1,
        perPage: 30,
        totalItems: 1,
        totalPages: 1,
      })
  },
})

export const invalidModifier = conform('fields.invalid-modifier', {
  lane: 'shared',
  async check({ guest, collection, record, claim }) {
    const made = await collection({ fields: [{ name: 'title', type: 'text' }] })
    await record(made, { title: 'a' })
    for (const fields of ['title:foo(1)', 'title:excerpt()', 'title:excerpt(5']) {
      claim(fields, await guest.get(made.records, { fields }))
        .status(200)
        .empty()
    }
    const created = await guest.send('POST', made.records, {
      query: { fields: 'title:excerpt()' },
      json: { title: 'b' },
    })
    claim('a write is kept all the same', created).status(200).empty()
    claim('and stored', await guest.get(made.records)).json('/totalItems', 2)
  },
})

export const where = conform('fields.where', {
  lane: 'shared',
  async check({ guest, superuser, user, collection, record, claim }) {
    const made = await collection({ fields: [{ name: 'title', type: 'text' }] })
    const { id } = await record(made, { title: 'a' })
    const path = `${made.records}/${id}`
    const whole = await guest.get(path)
    claim('view', await guest.get(path, { fields: 'id' }))
      .status(200)
      .body({ id })
    const query = { fields: 'title' }
    const json = { title: 'b', fields: 'id' }
    claim('create', await guest.send('POST', made.records, { query, json })).body({ title: 'b' })
    claim('update', await guest.send('PATCH', path, { query, json })).body({ title: 'b' })
    await guest.patch(path, { title: 'a' })
    const owner = await user()
    const signedIn = await guest.send('POST', '/api/collections/users/auth-with-password', {
      query: { fields: 'record.id' },
      json: { identity: owner.email, password: owner.password },
    })
    claim('an auth response', signedIn).body({ record: { id: owner.id } })
    const one = await superuser.get(made.path, { fields: 'name' })
    claim('a collection', one).body({ name: made.name })
    const all = await superuser.get('/api/collections', {
      fields: 'name',
      filter: `id = '${made.id}'`,
    })
    claim('collections', all).json('/items', [{ name: made.name }])
    const settings = await superuser.get('/api/settings', { fields: 'meta.appName' })
    claim('settings', settings).keys('', ['meta']).keys('/meta', ['appName'])
    claim('health', await guest.get('/api/health', { fields: 'code' })).body({ code: 200 })
    const missing = await guest.get(`${made.records}/missing`, { fields: 'status' })
    claim('not an error', missing).error(404, "The requested resource wasn't found.")
    claim('an empty value', await guest.get(path, { fields: '' })).sameBodyAs(whole)
    const twice: [string, string][] = [
      ['fields', 'id'],
      ['fields', 'title'],
    ]
    claim('only the first counts', await guest.get(path, twice)).body({ id })
  },
})

export const plainArrays = conform('fields.plain-arrays', {
  lane: 'shared',
  async check({ superuser, claim }) {
    const all = await superuser.get('/api/crons')
    const picked = await superuser.get('/api/crons', { fields: 'id' })
    const jobs = all.json
    const ids = Array.isArray(jobs)
      ? jobs.map((job) => ({ id: (job as { id?: unknown }).id }))
      : jobs
    claim('there are some', jobs).includes({ id: '__pbLogsCleanup__', expression: '0 */6 * * *' })
    claim('each element', picked).status(200).body(ids)
  },
})

/** A record with a related one, several tags and nested JSON. */
const nestedRecord = async ({ collection, record, guest }: CaseContext) => {
  const related = await collection({
    fields: [
      { name: 'title', type: 'text' },
      { name: 'n', type: 'number' },
    ],
  })
  const made = await collection({
    fields: [
      { name: 'title', type: 'text' },
      { name: 'n', type: 'number' },
      { name: 'tags', type: 'select', values: ['a', 'b'], maxSelect: 2 },
      { name: 'geo', type: 'geoPoint' },
      { name: 'j', type: 'json' },
      { name: 'rel', type: 'relation', collectionId: related.id, maxSelect: 1 },
      { name: 'rels', type: 'relation', collectionId: related.id, maxSelect: 5 },
    ],
  })
  const one = await record(related, { title: 'one', n: 1 })
  const two = await record(related, { title: 'two', n: 2 })
  const { id } = await record(made, {
    title: 'abcdef',
    n: 12345,
    tags: ['a', 'b'],
    geo: { lon: 1, lat: 2 },
    j: { b: 2, a: 1, list: [{ x: 1, y: 2 }, 5, { y: 3 }], deep: { a: { c: 1, d: 2 } } },
    rel: one.id,
    rels: [one.id, two.id],
  })
  const path = `${made.records}/${id}`
  const pick = (fields: string, expand = 'rel,rels') => guest.get(path, { expand, fields })
  return { id, made, related, path, pick, one: one.id, two: two.id }
}

export const nested = conform('fields.nested', {
  lane: 'shared',
  async check(context) {
    const { claim } = context
    const { id, pick } = await nestedRecord(context)
    claim('through an array', await pick('id,expand.rels.title'))
      .status(200)
      .body({ expand: { rels: [{ title: 'one' }, { title: 'two' }] }, id })
    claim('through an object', await pick('expand.rel.title')).body({
      expand: { rel: { title: 'one' } },
    })
    claim('into JSON', await pick('j.a')).body({ j: { a: 1 } })
    claim('several below one', await pick('j.a,j.b,j.deep.a.c')).body({
      j: { a: 1, b: 2, deep: { a: { c: 1 } } },
    })
    claim('a missing key', await pick('j.z')).body({ j: {} })
    claim('prototype names', await pick('j.__proto__,constructor,j.a')).body({ j: { a: 1 } })
    claim('into a point', await pick('geo.lat')).body({ geo: { lat: 2 } })
  },
})

export const nestedOnScalar = conform('fields.nested-on-scalar', {
  lane: 'shared',
  async check(context) {
    const { claim } = context
    const { pick } = await nestedRecord(context)
    claim('a text', await pick('title.x'))
      .status(200)
      .body({ title: 'abcdef' })
    claim('a number', await pick('n.x')).body({ n: 12345 })
    claim('an array of texts', await pick('tags.x')).body({ tags: ['a', 'b'] })
  },
})

export const parentWins = conform('fields.parent-wins', {
  lane: 'shared',
  async check(context) {
    const { claim } = context
    const { pick, path } = await nestedRecord(context)
    const full = await context.guest.get(path, { expand: 'rel,rels' })
    for (const fields of ['expand,expand.rel.id', 'expand.rel.id,expand']) {
      claim(fields, await pick(fields))
        .status(200)
        .keys('', ['expand'])
        .json('/expand', full.at('/expand'))
    }
    claim('in JSON', await pick('j.deep,j.deep.a.c')).body({ j: { deep: { a: { c: 1, d: 2 } } } })
  },
})

export const wildcard = conform('fields.wildcard', {
  lane: 'shared',
  async check(context) {
    const { claim, guest } = context
    const { pick, path, one } = await nestedRecord(context)
    const full = await guest.get(path, { expand: 'rel,rels' })
    claim('everything', await pick('*'))
      .status(200)
      .body(full.json)
    const reduced = await pick('*,expand.rel.id')
    claim('but what others address', reduced).json('/expand', { rel: { id: one } })
    for (const key of ['title', 'n', 'tags', 'geo', 'j', 'rel', 'rels', 'collectionId', 'id']) {
      claim(`keeps ${key}`, reduced).json(`/${key}`, full.at(`/${key}`))
    }
  },
})

export const wildcardNested = conform('fields.wildcard-nested', {
  lane: 'shared',
  async check(context) {
    const { claim, guest } = context
    const { pick, path, id } = await nestedRecord(context)
    const full = await guest.get(path, { expand: 'rel,rels' })
    claim('at the end', await pick('id,expand.rel.*'))
      .status(200)
      .body({ id, expand: { rel: full.at('/expand/rel') } })
    claim('beside others', await pick('j.*,j.deep.a.c')).body({
      j: { b: 2, a: 1, list: [{ x: 1, y: 2 }, 5, { y: 3 }], deep: { a: { c: 1 } } },
    })
    claim('at the beginning', await pick('*.id')).body({})
    claim('in the middle', await pick('expand.*.id')).body({ expand: {} })
  },
})

export const keyOrder = conform('fields.key-order', {
  lane: 'shared',
  async check(context) {
    const { claim } = context
    const { pick, id } = await nestedRecord(context)
    claim('at the root and below', await pick('title,id,geo')).text(
      `{"geo":{"lat":2,"lon":1},"id":"${id}","title":"abcdef"}\n`,
    )
    claim(
      'in a list',
      await context.guest.get((await nestedRecord(context)).made.records, { fields: 'n,geo' }),
    ).text(
      '{"items":[{"geo":{"lat":2,"lon":1},"n":12345}],"page":1,"perPage":30,"totalItems":1,"totalPages":1}\n',
    )
    claim(
      'without a selection',
      await context.guest.get((await nestedRecord(context)).path),
    ).textMatches(/"geo":\{"lon":1,"lat":2\}/)
  },
})

export const hiddenNotRevealed = conform('fields.hidden-not-revealed', {
  lane: 'shared',
  async check({ guest, superuser, collection, user, claim }) {
    const made = await collection({
      type: 'auth',
      fields: [{ name: 'code', type: 'text', hidden: true }],
    })
    const { id, email } = await user({ code: 'x' }, made)
    const path = `${made.records}/${id}`
    const fields = 'id,email,code,tokenKey,password'
    claim('guest', await guest.get(path, { fields }))
      .status(200)
      .body({ id })
    claim('superuser', await superuser.get(path, { fields })).body({ code: 'x', email, id })
    claim('everything', await guest.get(path, { fields: '*,email' }))
      .absent('/email')
      .absent('/code')
  },
})

export const onlySeparators = conform('fields.only-separators', {
  lane: 'shared',
  async check(context) {
    const { claim, guest } = context
    const { path } = await nestedRecord(context)
    const whole = await guest.get(path)
    for (const fields of [',', ' ', ' , ,']) {
      claim(JSON.stringify(fields), await guest.get(path, { fields }))
        .status(200)
        .body(whole.json)
    }
  },
})

/** A record with this text, and what `excerpt` with these arguments makes of it. */
type Excerpt = readonly [html: string, args: string, text: string]

const excerptCase = (id: RequirementId, rows: readonly Excerpt[]): Case =>
  conform(id, {
    lane: 'shared',
    async check({ guest, collection, record, claim }) {
      const made = await collection({ fields: [{ name: 'e', type: 'editor' }] })
      for (const [html, args, text] of rows) {
        const { id: recordId } = await record(made, { e: html })
        const fields = `e:excerpt${args}`
        const answer = await guest.get(`${made.records}/${recordId}`, { fields })
        claim(`${JSON.stringify(html)} ${args}`, answer)
          .status(200)
          .body({ e: text })
      }
    },
  })

const hello = '<p>Hello <b>world</b></p>'

export const excerpt = excerptCase('fields.excerpt', [
  [hello, '(5)', 'Hello'],
  [hello, '(5,true)', 'Hello...'],
  [hello, '(5, 1)', 'Hello...'],
  [hello, '(5,t)', 'Hello...'],
  [hello, '(5,false)', 'Hello'],
  [hello, '(5,0)', 'Hello'],
  [hello, '(50,true)', 'Hello world'],
  [hello, '(11,true)', 'Hello world'],
  ['a  \n\t b', '(10)', 'a b'],
  ['', '(10,true)', ''],
])

export const excerptBlocks = excerptCase('fields.excerpt-blocks', [
  ['<p>a</p><p>b</p>', '(50)', 'a b'],
  ['<b>a</b><i>b</i>', '(50)', 'ab'],
  ['a<br>b', '(50)', 'ab'],
  ['<div>a<div>b</div>c</div>', '(50)', 'a b c'],
  ['<ul><li>a</li><li>b</li></ul>', '(50)', 'a b'],
  ['<p>a <span>b</span> c</p>', '(50)', 'a b c'],
  ...[
    'script',
    'style',
    'iframe',
    'svg',
    'button',
    'form',
    'textarea',
    'select',
    'object',
    'template',
    'dialog',
  ].map((tag): Excerpt => [`x<${tag}>a</${tag}>y`, '(50)', 'xy']),
  ['<script>x</script>y<button>z</button>', '(50)', 'y'],
  ['<html><head><title>a</title></head><body>b</body></html>', '(50)', 'b'],
  ['a<img src="x" alt="b"><input value="c">d', '(50)', 'ad'],
])

export const excerptTrim = excerptCase('fields.excerpt-trim', [
  ['<p>ab cd</p>', '(3)', 'ab'],
  ['<p>ab cd</p>', '(3,true)', 'ab...'],
  ['a &amp; b', '(10)', 'a & b'],
  ['&lt;b&gt;', '(10)', '<b>'],
  ['  a  ', '(10)', 'a'],
  ['\u0430\u0431\u0432\u0433', '(3,true)', '\u0430\u0431\u0432...'],
  ['\u{1F600}\u{1F601}\u{1F602}', '(2,true)', '\u{1F600}\u{1F601}...'],
  ['abcdef', '(3,true)', 'abc...'],
])

export const excerptDepth = conform('fields.excerpt-depth', {
  lane: 'shared',
  async check({ guest, collection, record, claim }) {
    const made = await collection({ fields: [{ name: 'e', type: 'editor' }] })
    const rows: readonly (readonly [label: string, html: string, text: string])[] = [
      ['510 in one another', `${'<div>'.repeat(510)}a`, 'a'],
      ['one more', `${'<div>'.repeat(511)}a`, ''],
      ['inline ones', `${'<i>'.repeat(511)}a`, ''],
      ['one that cannot hold others', `${'<div>'.repeat(510)}<img>a`, ''],
      ['text around', `b${'<div>'.repeat(600)}${'</div>'.repeat(600)}a`, ''],
      ['one after another', `${'<div></div>'.repeat(600)}a`, 'a'],
      ['closed by what follows', `${'<p><b>'.repeat(600)}a`, 'a'],
      ['100,000', `${'<div>'.repeat(100_000)}a`, ''],
    ]
    for (const [label, html, text] of rows) {
      const { id } = await record(made, { e: html })
      const answer = await guest.get(`${made.records}/${id}`, { fields: 'e:excerpt(10,true)' })
      claim(label, answer).status(200).json('/e', text)
    }
  },
})

export const excerptNonString = conform('fields.excerpt-nonstring', {
  lane: 'shared',
  async check(context) {
    const { claim, guest } = context
    const { pick, path } = await nestedRecord(context)
    const full = await guest.get(path, { expand: 'rel,rels' })
    claim('a number', await pick('n:excerpt(2)'))
      .status(200)
      .body({ n: 12345 })
    claim('an array', await pick('tags:excerpt(1)')).body({ tags: ['a', 'b'] })
    claim('an object', await pick('expand.rel:excerpt(5)')).body({
      expand: { rel: full.at('/expand/rel') },
    })
    claim('a missing key', await pick('zzz:excerpt(5),n')).body({ n: 12345 })
  },
})

export const excerptNested = conform('fields.excerpt-nested-and-wildcard', {
  lane: 'shared',
  async check(context) {
    const { claim } = context
    const { pick, made, id, one, two } = await nestedRecord(context)
    const answer = await pick('*:excerpt(2),expand.rel.title:excerpt(2,true)')
    claim('every text of the root', answer)
      .status(200)
      .json('/title', 'ab')
      .json('/id', id.slice(0, 2))
      .json('/collectionId', made.id.slice(0, 2))
      .json('/collectionName', made.name.slice(0, 2))
      .json('/rel', one.slice(0, 2))
    claim('but nothing else', answer).json('/n', 12345).json('/rels', [one, two])
    claim('the nested one by its own', answer).json('/expand', { rel: { title: 'on...' } })
    claim('in an array', await pick('expand.rels.title:excerpt(1)')).body({
      expand: { rels: [{ title: 'o' }, { title: 't' }] },
    })
  },
})

export const excerptArgs = conform('fields.excerpt-arg-forms', {
  lane: 'shared',
  async check({ guest, collection, record, claim }) {
    const made = await collection({ fields: [{ name: 'e', type: 'text' }] })
    const { id } = await record(made, { e: 'abcdef' })
    const pick = (fields: string) => guest.get(`${made.records}/${id}`, { fields })
    const forms: Readonly<Record<string, string>> = {
      'excerpt(3 true)': 'abc...',
      'excerpt( 3 , true )': 'abc...',
      'excerpt(3.9)': 'abc',
      'excerpt(3,yes)': 'abc',
      'excerpt(3,TRUE)': 'abc...',
      'excerpt(3))': 'abc',
      'excerpt(3)x': 'abc',
    }
    for (const [form, text] of Object.entries(forms)) {
      claim(form, await pick(`e:${form}`))
        .status(200)
        .body({ e: text })
    }
    claim('a negative one', await pick('e:excerpt(-1)'))
      .status(200)
      .empty()
  },
})

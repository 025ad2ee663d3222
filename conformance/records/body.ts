import { conform } from '../harness/case.ts'
import type { RequestOptions } from '../harness/client.ts'
import { blank } from '../harness/wording.ts'
import { createFailed } from '../values/support.ts'

const badRequest = 'Something went wrong while processing your request.'
const unsupported = 'Unsupported Content-Type.'

const title = { name: 'title', type: 'text' }
const number = { name: 'n', type: 'number' }
const tags = { name: 'tags', type: 'select', values: ['a', 'b', 'c'], maxSelect: 3 }

const sent = (raw: string | Uint8Array, type?: string): RequestOptions => ({
  raw,
  headers: type === undefined ? {} : { 'Content-Type': type },
})
const asJson = (raw: string | Uint8Array): RequestOptions => sent(raw, 'application/json')

type Pairs = readonly (readonly [string, string])[]

/** The same pairs in both kinds of form. */
const forms = (pairs: Pairs): readonly (readonly [kind: string, options: RequestOptions])[] => [
  ['multipart', { multipart: pairs }],
  ['urlencoded', { form: pairs }],
]

export const empty = conform('records.body.empty', {
  lane: 'shared',
  async check({ guest, collection, claim, refused }) {
    const { records } = await collection({ fields: [{ ...title, required: true }] })
    const control = await guest.post(records, { title: 'a' })
    for (const type of [undefined, 'application/json', 'text/plain', 'multipart/form-data', 'x']) {
      const options = type === undefined ? {} : { headers: { 'Content-Type': type } }
      const created = refused(control, await guest.send('POST', records, options))
      claim(`POST with ${type ?? 'no type'}`, created).error(400, createFailed, { title: blank })
      const path = `${records}/${control.text('/id')}`
      claim(`PATCH with ${type ?? 'no type'}`, await guest.send('PATCH', path, options))
        .status(200)
        .json('/title', 'a')
    }
  },
})

export const unsupportedContentType = conform('records.body.unsupported-content-type', {
  lane: 'shared',
  async check({ guest, collection, claim, refused }) {
    const { records } = await collection({ fields: [title] })
    const body = '{"title":"a"}'
    const control = await guest.send('POST', records, asJson(body))
    const path = `${records}/${control.text('/id')}`
    for (const type of [
      'text/plain',
      undefined,
      'Application/json',
      ' x',
      'application/octet-stream',
    ]) {
      const answer = refused(control, await guest.send('POST', records, sent(body, type)))
      claim(`POST with ${type ?? 'no type'}`, answer).error(400, unsupported)
    }
    const patched = refused(control, await guest.send('PATCH', path, sent(body, 'text/plain')))
    claim('PATCH', patched).error(400, unsupported)
    const deleted = refused(control, await guest.send('DELETE', path, sent(body, 'text/plain')))
    claim('DELETE', deleted).error(400, unsupported)
    claim('nothing is deleted', await guest.get(path)).status(200)
    claim('DELETE with a JSON body', await guest.send('DELETE', path, asJson(body))).status(204)
  },
})

export const xmlRejected = conform('records.body.xml-rejected', {
  lane: 'shared',
  async check({ guest, collection, claim, refused }) {
    const { records } = await collection({ fields: [title] })
    const control = await guest.post(records, { title: 'a' })
    for (const type of ['application/xml', 'text/xml; charset=utf-8']) {
      const answer = refused(control, await guest.send('POST', records, sent('<a>1</a>', type)))
      claim(type, answer).error(400, badRequest)
    }
  },
})

export const invalidJson = conform('records.body.invalid-json', {
  lane: 'shared',
  async check({ guest, collection, claim, refused }) {
    const { records } = await collection({ fields: [title, number] })
    const control = await guest.send('POST', records, asJson('{"n":1e308}'))
    const path = `${records}/${control.text('/id')}`
    const bodies = [
      '{"',
      '{',
      ' ',
      '\n\t',
      '[]',
      '"a"',
      '1',
      'true',
      '{"n":1e999}',
      "{'title':'a'}",
      '{"title":"a",}',
      '{title:"a"}',
      '{"title":"a\nb"}',
      '{"title":"\\x"}',
      '{"n":01}',
      '{"n":NaN}',
      '{"n":+1}',
      'undefined',
      `${'['.repeat(20_000)}${']'.repeat(20_000)}`,
      `{"title":${'{"a":'.repeat(20_000)}1${'}'.repeat(20_000)}}`,
    ]
    for (const [index, body] of bodies.entries()) {
      const label = `${JSON.stringify(body.slice(0, 20))} (${index})`
      const posted = refused(control, await guest.send('POST', records, asJson(body)))
      claim(label, posted).error(400, badRequest)
      const patched = refused(control, await guest.send('PATCH', path, asJson(body)))
      claim(`${label}, PATCH`, patched).error(400, badRequest)
    }
    claim('nothing is stored', await guest.get(records)).json('/totalItems', 1)
  },
})

export const jsonNull = conform('records.body.json-null', {
  lane: 'shared',
  async check({ guest, collection, record, claim }) {
    const made = await collection({ fields: [title] })
    const { id } = await record(made, { title: 'a' })
    const path = `${made.records}/${id}`
    claim('PATCH', await guest.send('PATCH', path, asJson('null')))
      .status(200)
      .json('/title', 'a')
    claim('POST', await guest.send('POST', made.records, asJson(' null ')))
      .status(200)
      .json('/title', '')
  },
})

export const trailingGarbage = conform('records.body.json-trailing-garbage', {
  lane: 'shared',
  async check({ guest, collection, claim }) {
    const { records } = await collection({ fields: [title] })
    for (const body of [
      '{"title":"a"},junk',
      '{"title":"a"}{"title":"b"}',
      '{"title":"a"}}',
      'null{',
    ]) {
      claim(body, await guest.send('POST', records, asJson(body)))
        .status(200)
        .json('/title', body === 'null{' ? '' : 'a')
    }
  },
})

export const contentTypePrefix = conform('records.body.content-type-prefix', {
  lane: 'shared',
  async check({ guest, collection, claim }) {
    const { records } = await collection({ fields: [title] })
    for (const type of [
      'application/json; charset=utf-8',
      'application/json;charset=iso-8859-1',
      'application/jsonx',
      'application/json-patch+json',
    ]) {
      claim(type, await guest.send('POST', records, sent('{"title":"\u00e9"}', type)))
        .status(200)
        .json('/title', '\u00e9')
    }
    const form = sent('title=a', 'application/x-www-form-urlencoded; charset=utf-8')
    claim('a form', await guest.send('POST', records, form))
      .status(200)
      .json('/title', 'a')
  },
})

export const unknownKeysIgnored = conform('records.body.unknown-keys-ignored', {
  lane: 'shared',
  async check({ guest, collection, claim }) {
    const { records, id, name } = await collection({ fields: [title, number] })
    const body =
      '{"title":"a","foo":1,"collectionId":"x","collectionName":"y","expand":{"a":1},"title++":"b","Title":"c",' +
      '"__proto__":{"title":"d","n":7},"constructor":{"prototype":{"n":7}},"toString":"e","hasOwnProperty":1,"":2,"n:length":5,"n.a":1}'
    const created = await guest.send('POST', records, asJson(body))
    claim('only what is a field', created)
      .status(200)
      .keys('', ['collectionId', 'collectionName', 'id', 'n', 'title'])
      .json('/title', 'a')
      .json('/n', 0)
      .json('/collectionId', id)
      .json('/collectionName', name)
    const path = `${records}/${created.text('/id')}`
    const updated = await guest.send('PATCH', path, asJson(body.replace('"a"', '"b"')))
    claim('on update', updated)
      .status(200)
      .keys('', ['collectionId', 'collectionName', 'id', 'n', 'title'])
      .json('/title', 'b')
      .json('/collectionId', id)
    claim('others stay as they are', await guest.post(records, {}))
      .status(200)
      .json('/n', 0)
      .json('/title', '')
    const twice = await guest.send('POST', records, asJson('{"title":"a","title":"b"}'))
    claim('the last of two', twice).json('/title', 'b')
  },
})

const code = { name: 'code', type: 'text', hidden: true }

export const hiddenDropped = conform('records.body.hidden-fields-dropped', {
  lane: 'shared',
  async check({ guest, superuser, collection, user, unique, claim, refused }) {
    const made = await collection({
      createRule: '@request.body.code:isset = false',
      updateRule: '@request.body.code:isset = false',
      fields: [title, code],
    })
    const created = await guest.post(made.records, { title: 'a', code: 'x' })
    claim('create passes the rule', created).status(200).absent('/code')
    const path = `${made.records}/${created.text('/id')}`
    claim('and is not stored', await superuser.get(path)).json('/code', '')
    await superuser.patch(path, { code: 'kept' })
    claim('update', await guest.patch(path, { code: 'x', 'code:autogenerate': 'y' })).status(200)
    claim('keeps its value', await superuser.get(path)).json('/code', 'kept')
    const strict = await collection({ fields: [title, { ...code, required: true }] })
    const control = await superuser.post(strict.records, { code: 'x' })
    const answer = refused(control, await guest.post(strict.records, { code: 'x' }))
    claim('is validated all the same', answer).error(400, createFailed, { code: blank })
    const users = await collection({ type: 'auth' })
    const email = `${unique('u')}@example.com`
    const password = '1234567890'
    const body = { email, password, passwordConfirm: password, tokenKey: 'k'.repeat(50) }
    claim('a password is taken', await guest.post(users.records, body)).status(200)
    const { client } = await user({}, users)
    claim('a user may sign in', await client.get(users.records)).status(200)
    const signedIn = await guest.post(`${users.path}/auth-with-password`, {
      identity: email,
      password,
    })
    claim('with it', signedIn).status(200)
  },
})

export const hiddenSuperuser = conform('records.body.hidden-fields-superuser', {
  lane: 'shared',
  async check({ superuser, collection, claim }) {
    const { records } = await collection({ fields: [title, code] })
    const created = await superuser.post(records, { code: 'x' })
    claim('create', created).status(200).json('/code', 'x')
    const path = `${records}/${created.text('/id')}`
    claim('update', await superuser.patch(path, { code: 'y' }))
      .status(200)
      .json('/code', 'y')
    claim('read', await superuser.get(path)).json('/code', 'y')
  },
})

export const formUrlencoded = conform('records.body.form-urlencoded', {
  lane: 'shared',
  async check({ guest, collection, claim }) {
    const { records } = await collection({
      fields: [title, number, { name: 'ok', type: 'bool' }, { name: 'f', type: 'file' }],
    })
    const type = 'application/x-www-form-urlencoded'
    const created = await guest.send('POST', records, sent('title=abc&n=5&ok=true', type))
    claim('values', created).status(200).json('/title', 'abc').json('/n', 5).json('/ok', true)
    const path = `${records}/${created.text('/id')}`
    const escaped = await guest.send('PATCH', path, sent('title=a+b%26c%3D%C3%A9&n=', type))
    claim('escapes', escaped).status(200).json('/title', 'a b&c=\u00e9').json('/n', 0)
    const bare = await guest.send('PATCH', path, sent('&&title&ok=', type))
    claim('without a value', bare).status(200).json('/title', '').json('/ok', false)
    claim('no files', await guest.send('POST', records, sent('f=a.txt', type)))
      .status(400)
      .json('/data/f/code', 'validation_invalid_file')
    for (const broken of ['title=%', 'title=%zz', 'title=a;b']) {
      claim(broken, await guest.send('POST', records, sent(broken, type))).error(400, badRequest)
    }
  },
})

export const formInference = conform('records.body.form-inference', {
  lane: 'shared',
  async check({ guest, collection, claim }) {
    const { records } = await collection({ fields: [title, { name: 'j', type: 'json' }] })
    const texts: readonly (readonly [text: string, json: unknown])[] = [
      ['5', 5],
      ['-5', -5],
      ['-0', 0],
      ['0', 0],
      ['1.5', 1.5],
      ['-3.4', -3.4],
      ['0.0001', 0.0001],
      ['true', true],
      ['false', false],
      ['TRUE', 'TRUE'],
      ['05', '05'],
      ['0001', '0001'],
      ['1e5', 100000],
      ['null', null],
      ['abc', 'abc'],
      ['+5', '+5'],
      ['.5', '.5'],
      ['5.', '5.'],
      ['-', '-'],
      ['1-2', '1-2'],
      ['1.2.3', '1.2.3'],
      [' 1', ' 1'],
      ['0xFF', '0xFF'],
      ['', ''],
    ]
    for (const [text, json] of texts) {
      for (const [kind, options] of forms([
        ['title', text],
        ['j', text],
      ])) {
        // A number is written in the shortest form, which these are; other texts stay as they are.
        claim(`${kind} ${JSON.stringify(text)}`, await guest.send('POST', records, options))
          .status(200)
          .json('/title', text)
          .json('/j', Object.is(json, 0) && text === '-0' ? -0 : json)
      }
    }
    const long = '12345678901234567890'
    for (const [kind, options] of forms([['title', long]])) {
      claim(`${kind}: digits beyond a double`, await guest.send('POST', records, options)).json(
        '/title',
        long,
      )
    }
  },
})

export const repeatedKey = conform('records.body.form-repeated-key', {
  lane: 'shared',
  async check({ guest, collection, claim }) {
    const { records } = await collection({
      fields: [title, tags, { name: 'j', type: 'json' }, number],
    })
    const rows: readonly (readonly [Pairs, string, unknown])[] = [
      [
        [
          ['tags', 'a'],
          ['tags', 'b'],
        ],
        '/tags',
        ['a', 'b'],
      ],
      [
        [
          ['tags', 'b'],
          ['n', '1'],
          ['tags', 'a'],
        ],
        '/tags',
        ['b', 'a'],
      ],
      [[['tags', 'a']], '/tags', ['a']],
      [
        [
          ['title', 'a'],
          ['title', 'b'],
        ],
        '/title',
        '',
      ],
      [
        [
          ['n', '1'],
          ['n', '2'],
        ],
        '/n',
        0,
      ],
      [
        [
          ['j', '1'],
          ['j', 'x'],
          ['j', 'true'],
        ],
        '/j',
        [1, 'x', true],
      ],
      [[['j', '1']], '/j', 1],
      [
        [
          ['tags[]', 'a'],
          ['tags[0]', 'b'],
        ],
        '/tags',
        [],
      ],
    ]
    for (const [pairs, pointer, value] of rows) {
      for (const [kind, options] of forms(pairs)) {
        claim(`${kind} ${JSON.stringify(pairs)}`, await guest.send('POST', records, options))
          .status(200)
          .json(pointer, value)
      }
    }
  },
})

export const jsonArrayString = conform('records.body.form-json-array-string', {
  lane: 'shared',
  async check({ guest, collection, record, claim }) {
    const target = await collection()
    const { id } = await record(target)
    const { records } = await collection({
      fields: [
        tags,
        { name: 'rels', type: 'relation', collectionId: target.id, maxSelect: 3 },
        { name: 'docs', type: 'file', maxSelect: 3 },
      ],
    })
    for (const [kind, options] of forms([
      ['tags', '["a","b"]'],
      ['rels', JSON.stringify([id])],
      ['docs', '[]'],
    ])) {
      claim(kind, await guest.send('POST', records, options))
        .status(200)
        .json('/tags', ['a', 'b'])
        .json('/rels', [id])
        .json('/docs', [])
    }
    for (const [kind, options] of forms([['docs', '["x.txt","y.txt"]']])) {
      claim(`${kind}, files`, await guest.send('POST', records, options))
        .status(400)
        .json('/data/docs/params', { invalidFiles: ['x.txt', 'y.txt'] })
    }
  },
})

export const queryMerged = conform('records.body.form-query-merged', {
  lane: 'shared',
  async check({ guest, collection, claim }) {
    const { records } = await collection({ fields: [title, { name: 'j', type: 'json' }] })
    const query = { title: 'fromquery', j: '1' }
    for (const [kind, options] of forms([['x', '1']])) {
      claim(kind, await guest.send('POST', records, { ...options, query }))
        .status(200)
        .json('/title', 'fromquery')
        .json('/j', 1)
    }
    claim('JSON', await guest.send('POST', records, { json: {}, query }))
      .status(200)
      .json('/title', '')
      .json('/j', null)
    const orders = { multipart: [1, 'body'], urlencoded: ['body', 1] }
    for (const [kind, options] of forms([['j', 'body']])) {
      claim(`${kind}: both`, await guest.send('POST', records, { ...options, query }))
        .status(200)
        .json('/j', orders[kind as keyof typeof orders])
    }
  },
})

export const jsonPayload = conform('records.body.json-payload', {
  lane: 'shared',
  async check({ guest, collection, claim }) {
    const { records } = await collection({
      fields: [title, number, tags, { name: 'f', type: 'file' }, { name: 'j', type: 'json' }],
    })
    const merged = await guest.send('POST', records, {
      multipart: [
        ['title', 'a'],
        ['@jsonPayload', '{"title":"b","n":"5","j":"1"}'],
        ['@jsonPayload', '{"n":"6","tags":["a","b"]}'],
        ['f', { name: 'hello.txt', content: 'hello' }],
      ],
    })
    claim('later ones win', merged)
      .status(200)
      .json('/title', 'b')
      .json('/n', 6)
      .json('/tags', ['a', 'b'])
      .json('/j', 1)
    claim('beside a file', merged.at('/f')).matches(/^hello_[a-z0-9]{10}\.txt$/)
    for (const [kind, options] of forms([
      ['@jsonPayload', '{"title":"b"}'],
      ['title', 'a'],
    ])) {
      claim(`${kind}: over what comes later`, await guest.send('POST', records, options))
        .status(200)
        .json('/title', 'b')
    }
    for (const [kind, options] of forms([['@jsonPayload', '{"title":"1.50","j":"true"}']])) {
      claim(`${kind}: no inference`, await guest.send('POST', records, options))
        .json('/title', '1.50')
        .json('/j', true)
    }
    for (const [kind, options] of forms([['@jsonPayload', '{"__proto__":{"n":7},"n+":2}']])) {
      claim(`${kind}: odd keys`, await guest.send('POST', records, options))
        .status(200)
        .json('/n', 2)
    }
    claim(
      'in JSON it means nothing',
      await guest.post(records, { '@jsonPayload': '{"title":"b"}' }),
    ).json('/title', '')
  },
})

export const jsonPayloadInvalid = conform('records.body.json-payload-invalid', {
  lane: 'shared',
  async check({ guest, collection, claim, refused }) {
    const { records } = await collection({ fields: [title] })
    const control = await guest.send('POST', records, { form: [['@jsonPayload', '{}']] })
    for (const payload of ['{', '[1]', '"a"', '1', '', '{}x', '{"a":1e999}']) {
      for (const [kind, options] of forms([
        ['title', 'a'],
        ['@jsonPayload', payload],
      ])) {
        const answer = refused(control, await guest.send('POST', records, options))
        claim(`${kind} ${JSON.stringify(payload)}`, answer).error(400, badRequest)
      }
    }
    claim('nothing is stored', await guest.get(records)).json('/totalItems', 1)
  },
})

const lines = (...parts: readonly string[]): string => parts.join('\r\n')

export const multipartInvalid = conform('records.body.multipart-invalid', {
  lane: 'shared',
  async check({ guest, collection, claim, refused }) {
    const { records } = await collection({ fields: [title] })
    const type = 'multipart/form-data; boundary=XX'
    const part = ['--XX', 'Content-Disposition: form-data; name="title"', '', 'a']
    const control = await guest.send('POST', records, sent(lines(...part, '--XX--', ''), type))
    claim('a whole one', control).status(200).json('/title', 'a')
    const wrong: Readonly<Record<string, RequestOptions>> = {
      'no boundary': sent('abc', 'multipart/form-data'),
      'an empty boundary': sent('abc', 'multipart/form-data; boundary='),
      'no part': sent('abc', type),
      'cut off in the value': sent(lines(...part), type),
      'another boundary': sent(lines('--YY', ...part.slice(1), '--YY--', ''), type),
    }
    for (const [label, options] of Object.entries(wrong)) {
      const answer = refused(control, await guest.send('POST', records, options))
      claim(label, answer).error(400, badRequest)
    }
    claim('nothing is stored', await guest.get(records)).json('/totalItems', 1)
  },
})

export const filesByField = conform('records.body.multipart-files-by-field', {
  lane: 'shared',
  async check({ guest, collection, claim }) {
    const { records } = await collection({
      fields: [title, { name: 'docs', type: 'file', maxSelect: 5 }],
    })
    const file = (name: string) => ({ name, content: 'x' })
    const created = await guest.send('POST', records, {
      multipart: [
        ['title', file('title.txt')],
        ['other', file('other.txt')],
        ['docs-', file('minus.txt')],
        ['docs', file('plain.txt')],
        ['docs+', file('after.txt')],
        ['+docs', file('before.txt')],
      ],
    })
    claim('no other names', created)
      .status(200)
      .json('/title', '')
      .keys('', ['collectionId', 'collectionName', 'docs', 'id', 'title'])
    const names = created.at('/docs')
    const bases = Array.isArray(names) ? names.map((name) => String(name).split('_')[0]) : names
    claim('the three of the field', bases).length(3)
    for (const base of ['before', 'plain', 'after']) claim(base, bases).includes(base)
  },
})

export const invalidUnicode = conform('records.body.invalid-unicode', {
  lane: 'shared',
  async check({ guest, collection, claim, refused }) {
    const { records } = await collection({ fields: [title] })
    const bytes = (...parts: readonly (string | number)[]): Uint8Array =>
      Buffer.concat(
        parts.map((part) => (typeof part === 'string' ? Buffer.from(part) : Buffer.from([part]))),
      )
    const control = await guest.send('POST', records, asJson(bytes('{"title":"a', 0xff, 'b"}')))
    claim('no UTF-8 in JSON', control).status(200).json('/title', 'a\ufffdb')
    for (const escape of ['\\ud800', '\\udc00']) {
      const body = `{"title":"a${escape}b"}`
      claim(`${escape}`, await guest.send('POST', records, asJson(body))).json('/title', 'a\ufffdb')
    }
    const pair = await guest.send('POST', records, asJson('{"title":"\\ud83d\\ude00"}'))
    claim('a pair', pair).json('/title', '\u{1F600}')
    const form = sent('title=a%FFb', 'application/x-www-form-urlencoded')
    claim('in a form', await guest.send('POST', records, form))
      .status(200)
      .json('/title', 'a\ufffdb')
    const type = 'multipart/form-data; boundary=XX'
    const head = lines('--XX', 'Content-Disposition: form-data; name="title"', '', 'a')
    const multipart = bytes(head, 0xff, lines('b', '--XX--', ''))
    claim('in a multipart form', await guest.send('POST', records, sent(multipart, type)))
      .status(200)
      .json('/title', 'a\ufffdb')
    const marked = await guest.send('POST', records, asJson(bytes(0xef, 0xbb, 0xbf, '{}')))
    claim('a byte order mark', refused(control, marked)).error(400, badRequest)
  },
})

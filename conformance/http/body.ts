import { conform } from '../harness/case.ts'
import { any } from '../harness/match.ts'
import { blank, loading } from '../harness/wording.ts'

const wrong = 'Something went wrong while processing your request.'
const unsupported = 'Unsupported Content-Type.'
const signIn = '/api/collections/users/auth-with-password'
const title = { name: 'title', type: 'text' }
const j = { name: 'j', type: 'json' }

const typed = (type: string, raw: string | Uint8Array) => ({
  raw,
  headers: { 'Content-Type': type },
})
const json = (raw: string | Uint8Array) => typed('application/json', raw)

export const contentTypes = conform('http.body.content-types', {
  lane: 'shared',
  async check({ guest, collection, claim }) {
    const { records } = await collection({ fields: [title] })
    const send = (type: string, body: string) => guest.send('POST', records, typed(type, body))
    claim('JSON', await send('application/json; charset=utf-8', '{"title":"a"}'))
      .status(200)
      .json('/title', 'a')
    claim('what begins like it', await send('application/jsonish', '{"title":"a"}'))
      .status(200)
      .json('/title', 'a')
    claim('a form', await send('application/x-www-form-urlencoded; x=y', 'title=b'))
      .status(200)
      .json('/title', 'b')
    const multipart = '--b\r\nContent-Disposition: form-data; name="title"\r\n\r\nc\r\n--b--\r\n'
    claim('multipart', await send('multipart/form-data; boundary=b', multipart))
      .status(200)
      .json('/title', 'c')
    claim('not in other letters', await send('APPLICATION/JSON', '{"title":"a"}')).error(
      400,
      unsupported,
    )
    claim('not behind a space', await send('text/plain, application/json', '{}')).error(
      400,
      unsupported,
    )
  },
})

export const unsupportedType = conform('http.body.unsupported-content-type', {
  lane: 'shared',
  async check({ guest, superuser, collection, raw, claim }) {
    const { records } = await collection()
    const plain = typed('text/plain', '{"a":1}')
    claim('another', await guest.send('POST', records, plain)).error(400, unsupported)
    const none = await raw(
      `POST ${records} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nContent-Length: 7\r\n\r\n{"a":1}`,
    )
    claim('none', [none.status, none.text]).equals([
      400,
      `{"data":{},"message":"${unsupported}","status":400}\n`,
    ])
    claim('of a sign-in', await guest.send('POST', signIn, plain)).error(400, unsupported)
    claim('of an import', await superuser.send('PUT', '/api/collections/import', plain)).error(
      400,
      unsupported,
    )
    claim('of settings', await superuser.send('PATCH', '/api/settings', plain)).error(400, loading)
  },
})

export const empty = conform('http.body.empty', {
  lane: 'shared',
  async check({ guest, collection, claim }) {
    const { records } = await collection({ fields: [title] })
    claim('a record', await guest.send('POST', records))
      .status(200)
      .json('/title', '')
    const plain = { headers: { 'Content-Type': 'text/plain' } }
    claim('of any type', await guest.send('POST', records, plain))
      .status(200)
      .json('/title', '')
    claim('a sign-in', await guest.send('POST', signIn)).error(
      400,
      'An error occurred while validating the submitted data.',
      { identity: blank, password: blank },
    )
  },
})

export const invalidJson = conform('http.body.invalid-json', {
  lane: 'shared',
  async check({ guest, superuser, collection, record, claim }) {
    const made = await collection()
    const { id } = await record(made)
    const endpoints = [
      ['a record', guest, 'POST', made.records, wrong],
      ['a changed record', guest, 'PATCH', `${made.records}/${id}`, wrong],
      ['a sign-in', guest, 'POST', signIn, loading],
      ['settings', superuser, 'PATCH', '/api/settings', loading],
      ['an import', superuser, 'PUT', '/api/collections/import', loading],
      [
        'a collection',
        superuser,
        'POST',
        '/api/collections',
        'Failed to load the collection type data due to invalid formatting.',
      ],
      [
        'a changed collection',
        superuser,
        'PATCH',
        made.path,
        'Failed to load the submitted data due to invalid formatting.',
      ],
    ] as const
    for (const [name, client, method, path, message] of endpoints) {
      for (const body of ['{"a":', '[]', '"x"', '1', 'true']) {
        claim(`${name}: ${body}`, await client.send(method, path, json(body))).error(400, message)
      }
    }
  },
})

export const jsonNull = conform('http.body.json-null', {
  lane: 'shared',
  async check({ guest, collection, claim }) {
    const { records } = await collection({ fields: [title] })
    claim('is an empty object', await guest.send('POST', records, json('null')))
      .status(200)
      .json('/title', '')
  },
})

export const trailingGarbage = conform('http.body.json-trailing-garbage', {
  lane: 'shared',
  async check({ guest, collection, claim }) {
    const { records } = await collection({ fields: [title] })
    claim('is not read', await guest.send('POST', records, json('{"title":"a"},oops')))
      .status(200)
      .json('/title', 'a')
  },
})

export const duplicateKeys = conform('http.body.json-duplicate-keys', {
  lane: 'shared',
  async check({ guest, collection, claim }) {
    const { records } = await collection({ fields: [title] })
    claim('the last one', await guest.send('POST', records, json('{"title":"a","title":"b"}')))
      .status(200)
      .json('/title', 'b')
  },
})

export const keyCase = conform('http.body.json-key-case', {
  lane: 'shared',
  async check({ guest, collection, user, claim }) {
    const { email, password } = await user()
    const credentials = { Identity: email, PASSWORD: password, other: 1 }
    claim('a fixed shape reads any', await guest.post(signIn, credentials)).status(200)
    const { records } = await collection({ fields: [title] })
    claim('a record only its own', await guest.post(records, { TITLE: 'a' }))
      .status(200)
      .json('/title', '')
      .absent('/TITLE')
  },
})

export const bigNumbers = conform('http.body.json-big-numbers', {
  lane: 'shared',
  async check({ guest, collection, claim }) {
    const { records } = await collection({ fields: [{ name: 'num', type: 'number' }, j] })
    const send = (body: string) => guest.send('POST', records, json(body))
    claim('a number', await send('{"num":9007199254740993}')).textMatches(
      /"num":9007199254740992[,}]/,
    )
    claim('one inside JSON', await send('{"j":{"a":9007199254740993}}')).textMatches(
      /"j":\{"a":9007199254740992\}/,
    )
    claim('one too large', await send('{"num":1e400}')).error(400, wrong)
    const digits = '9'.repeat(250)
    claim('one of many digits', await send(`{"num":-${digits}e99}`)).error(400, wrong)
    claim('one that is no field', await send(`{"other":[${digits}e99]}`)).error(400, wrong)
    claim('the largest', await send('{"num":1e308}'))
      .status(200)
      .json('/num', 1e308)
  },
})

export const depth = conform('http.body.json-depth', {
  lane: 'shared',
  async check({ guest, collection, claim }) {
    const { records } = await collection({ fields: [j] })
    const nested = [
      ['arrays', '[', '0', ']', /^\{"j":\[{9999}0\]{9999}\}\n?$/],
      ['objects', '{"a":', '0', '}', /^\{"j":(?:\{"a":){9999}0\}{10000}\n?$/],
      // Half a pair, which is to be replaced wherever it stands.
      ['a text in them', '{"a":', '"\\ud800"', '}', /^\{"j":(?:\{"a":){9999}"\ufffd"\}{10000}\n?$/],
    ] as const
    for (const [label, open, inmost, close, shown] of nested) {
      const send = (levels: number) =>
        guest.send(
          'POST',
          records,
          json(`{"j":${open.repeat(levels)}${inmost}${close.repeat(levels)}}`),
        )
      const made = await send(9999)
      claim(label, made).status(200)
      const path = `${records}/${String(made.at('/id'))}`
      claim(`${label}, chosen`, await guest.get(path, { fields: 'j' }))
        .status(200)
        .textMatches(shown)
      claim(`${label}, one more`, await send(10_000)).error(400, wrong)
    }
  },
})

export const utf8 = conform('http.body.json-utf8', {
  lane: 'shared',
  async check({ guest, collection, claim }) {
    const { records } = await collection({ fields: [title] })
    const send = (body: string | Uint8Array) => guest.send('POST', records, json(body))
    const bytes = Buffer.from('{"title":"\xff\xfe"}', 'latin1')
    claim('bytes that are none', await send(bytes)).json('/title', '\ufffd\ufffd')
    claim('half a pair', await send('{"title":"\\ud800x"}')).json('/title', '\ufffdx')
    claim('zero', await send('{"title":"a\\u0000b"}')).json('/title', 'a\u0000b')
    claim('a byte order mark', await send('\ufeff{"title":"a"}')).error(400, wrong)
    claim('white space before', await send(' \n\t{"title":"a"}')).json('/title', 'a')
  },
})

export const wrongType = conform('http.body.json-wrong-type', {
  lane: 'shared',
  async check({ guest, superuser, claim }) {
    claim('a sign-in', await guest.post(signIn, { identity: 1, password: 'x' })).error(400, loading)
    claim('settings', await superuser.patch('/api/settings', { meta: { appName: 1 } })).error(
      400,
      loading,
    )
    claim('an import', await superuser.put('/api/collections/import', { collections: 'x' })).error(
      400,
      loading,
    )
  },
})

export const inference = conform('http.body.form-inference', {
  lane: 'shared',
  async check({ guest, collection, claim }) {
    const { records } = await collection({ fields: [j] })
    const values = [
      ['true', true],
      ['false', false],
      ['12', 12],
      ['1', 1],
      ['-2.5', -2.5],
      ['012', '012'],
      ['001', '001'],
      ['+1', '+1'],
      ['.5', '.5'],
      ['TRUE', 'TRUE'],
      ['x', 'x'],
    ] as const
    for (const [sent, read] of values) {
      const multipart = [['j', sent]] as const
      claim(`multipart ${sent}`, await guest.send('POST', records, { multipart })).json('/j', read)
      const form = [['j', sent]] as const
      claim(`form ${sent}`, await guest.send('POST', records, { form })).json('/j', read)
    }
    const send = (...texts: readonly string[]) =>
      guest.send('POST', records, { multipart: texts.map((text) => ['j', text] as const) })
    claim('a repeated key', await send('a', 'b')).json('/j', ['a', 'b'])
    claim('each on its own', await send('1.0', 'x')).json('/j', ['1.0', 'x'])
    claim('mixed', await send('1', 'true', '01')).json('/j', [1, true, '01'])
  },
})

export const jsonPayload = conform('http.body.form-json-payload', {
  lane: 'shared',
  async check({ guest, collection, claim }) {
    const { records } = await collection({ fields: [title, { name: 'other', type: 'text' }] })
    const send = (...multipart: readonly (readonly [string, string])[]) =>
      guest.send('POST', records, { multipart })
    const payload = '{"title":"123"}'
    claim('wins', await send(['@jsonPayload', payload], ['title', 'x']))
      .status(200)
      .json('/title', '123')
    const twice = await send(['@jsonPayload', payload], ['@jsonPayload', '{"other":"o"}'])
    claim('may be repeated', twice).json('/title', '123').json('/other', 'o')
    const form = [['@jsonPayload', payload]] as const
    claim('in a form', await guest.send('POST', records, { form })).json('/title', '123')
    claim('must be JSON', await send(['@jsonPayload', '{'])).error(400, wrong)
  },
})

export const mergesQuery = conform('http.body.form-merges-query', {
  lane: 'shared',
  async check({ guest, collection, claim }) {
    const { records } = await collection({ fields: [title, j] })
    const multipart = [['other', '1']] as const
    const query = { title: 'from the query' }
    claim('multipart', await guest.send('POST', records, { multipart, query })).json(
      '/title',
      'from the query',
    )
    claim('a form', await guest.send('POST', records, { form: multipart, query })).json(
      '/title',
      'from the query',
    )
    const both = { multipart: [['j', 'sent']] as const, query: { j: 'asked' } }
    const answer = await guest.send('POST', records, both)
    claim('the same key in both', [...((answer.at('/j') ?? []) as string[])].sort()).equals([
      'asked',
      'sent',
    ])
  },
})

export const xml = conform('http.body.xml-records-unsupported', {
  lane: 'shared',
  async check({ guest, collection, claim }) {
    const { records } = await collection()
    for (const type of ['application/xml', 'text/xml']) {
      claim(type, await guest.send('POST', records, typed(type, '<a/>'))).error(400, wrong)
    }
  },
})

export const noBoundary = conform('http.body.multipart-no-boundary', {
  lane: 'shared',
  async check({ guest, collection, claim }) {
    const { records } = await collection({ fields: [title] })
    const send = (type: string, body: string) => guest.send('POST', records, typed(type, body))
    const part = '--b\r\nContent-Disposition: form-data; name="title"\r\n\r\nc\r\n'
    const type = 'multipart/form-data; boundary=b'
    claim('a good one', await send(type, `${part}--b--\r\n`))
      .status(200)
      .json('/title', 'c')
    claim('no boundary', await send('multipart/form-data', `${part}--b--\r\n`)).error(400, wrong)
    claim('an empty one', await send('multipart/form-data; boundary=', part)).error(400, wrong)
    claim('no part', await send(type, 'x')).error(400, wrong)
    claim('no end', await send(type, part)).error(400, wrong)
  },
})

export const boundary = conform('http.body.multipart-boundary', {
  lane: 'shared',
  async check({ guest, collection, claim }) {
    const { records } = await collection({ fields: [title] })
    const send = (head: string, value: string) =>
      guest.send(
        'POST',
        records,
        typed('multipart/form-data; boundary=b', `--b\r\n${head}\r\n\r\n${value}\r\n--b--\r\n`),
      )
    const head = 'Content-Disposition: form-data; name="title"'
    for (const value of ['one\r\n--bX', 'one\r\n--b-', 'one\r\n--']) {
      claim(JSON.stringify(value), await send(head, value))
        .status(200)
        .json('/title', value)
    }
    claim('a field without a colon', await send(`${head}\r\nnonsense`, 'x')).error(400, wrong)
    claim('a control character', await send(`${head}\r\nX-A: \u0001`, 'x')).error(400, wrong)
    claim('white space first', await send(` ${head}`, 'x')).error(400, wrong)
  },
})

export const beforeRules = conform('http.body.parsed-before-rules', {
  lane: 'shared',
  async check({ guest, superuser, collection, record, claim }) {
    const closed = {
      listRule: null,
      viewRule: null,
      createRule: null,
      updateRule: null,
      deleteRule: null,
    }
    const made = await collection(closed)
    const { id } = await record(made)
    const one = `${made.records}/${id}`
    const only = 'Only superusers can perform this action.'
    const create = await guest.send('POST', made.records, json('{}'))
    claim('a closed rule', create).error(403, only)
    claim('create', await guest.send('POST', made.records, json('{'))).error(400, wrong)
    claim('update', await guest.send('PATCH', one, json('{'))).error(400, wrong)
    claim('delete', await guest.send('DELETE', one, json('{'))).error(400, wrong)
    claim('nothing was deleted', await superuser.get(one)).json('/id', any.id)
  },
})

export const guardFirst = conform('http.body.guard-before-parse', {
  lane: 'shared',
  async check({ guest, superuser, collection, claim }) {
    const required = 'The request requires valid record authorization token.'
    const { path } = await collection()
    const endpoints = [
      ['PATCH', '/api/settings'],
      ['POST', '/api/collections'],
      ['PATCH', path],
      ['PUT', '/api/collections/import'],
      ['POST', '/api/collections/users/auth-refresh'],
    ] as const
    claim('it is malformed', await superuser.send('PATCH', '/api/settings', json('{'))).status(400)
    for (const [method, at] of endpoints) {
      const name = at === path ? 'a collection' : at
      claim(`${method} ${name}`, await guest.send(method, at, json('{'))).error(401, required)
    }
  },
})

const disposition = 'Content-Disposition: form-data; name="title"\r\n'
const partWith = (fields: number): string =>
  `--b\r\n${'X-A: b\r\n'.repeat(fields)}${disposition}\r\nx\r\n`
const multipart = (...parts: readonly string[]) =>
  typed('multipart/form-data; boundary=b', `${parts.join('')}--b--\r\n`)

export const multipartParts = conform('http.body.multipart-parts', {
  lane: 'shared',
  async check({ guest, collection, claim, refused }) {
    const { records } = await collection({ fields: [title] })
    const send = (count: number) =>
      guest.send('POST', records, multipart(partWith(0).repeat(count)))
    const most = await send(1000)
    claim('a thousand', most).status(200)
    claim('one more', refused(most, await send(1001))).error(400, wrong)
  },
})

export const multipartFields = conform('http.body.multipart-fields', {
  lane: 'shared',
  async check({ guest, collection, claim, refused }) {
    const { records } = await collection({ fields: [title] })
    const most = await guest.send('POST', records, multipart(partWith(5500), partWith(5500)))
    claim('in two parts', most).status(200)
    const one = await guest.send('POST', records, multipart(partWith(11_000)))
    claim('in one', refused(most, one)).error(400, wrong)
  },
})

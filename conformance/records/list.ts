import { conform } from '../harness/case.ts'

const byCollection = 'Only superusers can filter by @collection.'
const byRequest = 'Only superusers can filter by @request.'

export const superuserOnlyTerms = conform('records.list.superuser-only-filter-terms', {
  lane: 'shared',
  async check({ guest, superuser, user, collection, claim, refused }) {
    const { records, name } = await collection()
    const { client } = await user()
    const control = await guest.get(records, { filter: "id != ''" })
    const queries: readonly (readonly [query: Record<string, string>, message: string])[] = [
      [{ filter: `@collection.${name}.id = 'x'` }, byCollection],
      [{ filter: "@request.auth.id = ''" }, byRequest],
      [{ sort: `@collection.${name}.id` }, byCollection],
      [{ sort: '@request.auth.id' }, byRequest],
      [{ filter: "id = '@collection.'" }, byCollection],
      [{ filter: "id = '@request.'" }, byRequest],
      [{ filter: `@request.auth.id = @collection.${name}.id` }, byCollection],
      [{ filter: "@request.auth.id = ''", sort: '@collection.x' }, byRequest],
      [{ filter: '@collection.', sort: '@request.' }, byCollection],
    ]
    for (const [query, message] of queries) {
      for (const [who, caller] of [
        ['guest', guest],
        ['user', client],
      ] as const) {
        const answer = refused(control, await caller.get(records, query))
        claim(`${JSON.stringify(query).replace(name, 'c')}, ${who}`, answer).error(403, message)
      }
    }
    const filter = `@collection.${name}.id = 'x' || @request.auth.id != ''`
    claim('superuser', await superuser.get(records, { filter })).status(200)
  },
})

export const shape = conform('records.list.shape', {
  lane: 'shared',
  async check({ guest, collection, record, claim }) {
    const made = await collection()
    const empty = await guest.get(made.records)
    claim('empty', empty)
      .status(200)
      .text('{"items":[],"page":1,"perPage":30,"totalItems":0,"totalPages":0}\n')
    const { id } = await record(made)
    claim('one', await guest.get(made.records))
      .keys('', ['items', 'page', 'perPage', 'totalItems', 'totalPages'])
      .json('/items/0/id', id)
      .json('/totalItems', 1)
      .json('/totalPages', 1)
    claim('past the end', await guest.get(made.records, { page: '2' }))
      .status(200)
      .json('/items', [])
      .json('/page', 2)
  },
})

export const parseError = conform('records.list.rule-parse-error', {
  lane: 'shared',
  async check({ guest, superuser, collection, changeFields, claim, refused }) {
    const badRequest = 'Something went wrong while processing your request.'
    const related = await collection({ fields: [{ name: 'gone', type: 'text' }] })
    const made = await collection({
      listRule: "rel.gone = ''",
      fields: [{ name: 'rel', type: 'relation', collectionId: related.id, maxSelect: 1 }],
    })
    const control = await guest.get(made.records, { filter: 'id != 1', sort: 'id' })
    for (const query of [
      { filter: 'missing_field=1' },
      { filter: 'id =' },
      { filter: 'id' },
      { filter: '((id=1)' },
    ]) {
      const answer = refused(control, await guest.get(made.records, query))
      claim(JSON.stringify(query), answer).error(400, badRequest)
    }
    const sorted = refused(control, await guest.get(made.records, { sort: 'missing_field' }))
    claim('sort', sorted).error(400, badRequest)
    // Renaming a field elsewhere is possible and leaves the rule without it.
    await changeFields(related, (fields) =>
      fields.map((field) => (field.name === 'gone' ? { ...field, name: 'other' } : field)),
    )
    claim('a rule', refused(control, await guest.get(made.records))).error(400, badRequest)
    claim('which superusers skip', await superuser.get(made.records)).status(200)
  },
})

/** What a body says in vain, each beside a query that says otherwise or nothing. */
const wishes = {
  page: '2',
  perPage: '1',
  skipTotal: '1',
  filter: "title = 'b'",
  sort: '-title',
}

/** What would be refused if it were read. */
const nonsense = {
  page: 'a',
  perPage: 'a',
  skipTotal: 'x',
  filter: '@collection.',
  sort: '@request.',
}

export const queryOnly = conform('records.list.query-only', {
  lane: 'shared',
  async check({ raw, guest, collection, record, claim, accepted }) {
    const made = await collection({ fields: [{ name: 'title', type: 'text' }] })
    for (const title of ['a', 'b', 'c']) await record(made, { title })
    const asked = { sort: 'title' }
    const bare = accepted(await guest.get(made.records, asked))
    // A control of the same query with what the bodies say: each of these does change the answer.
    for (const [name, value] of Object.entries(wishes)) {
      const otherwise = accepted(await guest.get(made.records, { ...asked, [name]: value }))
      claim(`${name} in the query`, otherwise.body).differs(bare.body)
    }
    // fetch gives a GET no body, so these are written by hand.
    const withBody = async (wished: object) => {
      const body = JSON.stringify(wished)
      const head = `GET ${made.records}?sort=title HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nContent-Type: application/json\r\nContent-Length: ${Buffer.byteLength(body)}\r\n\r\n`
      const { status, text } = await raw(head + body)
      return { status, text }
    }
    const same = { status: 200, text: bare.body }
    for (const [name, value] of Object.entries(wishes)) {
      claim(`${name} in the body`, await withBody({ [name]: value })).equals(same)
    }
    claim('nonsense in the body', await withBody(nonsense)).equals(same)
  },
})

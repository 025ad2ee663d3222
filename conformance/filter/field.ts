import { conform } from '../harness/case.ts'
import { listIds } from './fixture-q.ts'
import { filters, refusal } from './table.ts'

export const anySchemaField = conform(
  'filter.field.any-schema-field',
  filters({
    fixture: {
      vals: {
        fields: [
          { name: 'mail', type: 'email' },
          { name: 'site', type: 'url' },
          { name: 'body', type: 'editor' },
          { name: 'secret', type: 'password' },
          { name: 'doc', type: 'file' },
          { name: 'made', type: 'autodate', onCreate: true },
        ],
      },
    },
    as: 'superuser',
    vals: {
      "id = 'v4'": 'v4',
      "title = 'alpha'": 'v1',
      'num = -7': 'v4',
      'flag = true': 'v1 v4 v6',
      "day ~ '2025'": 'v6',
      "kind = 'z'": 'v5 v8',
      "tags ~ 'c'": 'v4 v5 v6',
      'meta = 5': 'v4',
      "point ~ '-70.5'": 'v4',
      "owner = 'p3'": 'v4 v8',
      "refs ~ 'p3'": 'v4 v5 v6 v8',
      "mail = ''": 'all',
      "site = ''": 'all',
      "body = ''": 'all',
      "secret = ''": 'all',
      "doc = ''": 'all',
      'made <= @now': 'all',
    },
  }),
)

export const unknown = conform(
  'filter.field.unknown',
  filters({
    vals: { "owner.name = 'Ann'": 'v1 v6' },
    refused: { vals: ['nope = 1', '1 = nope', 'nope.x = 1', 'owner.nope = 1', 'owner.nope.x = 1'] },
  }),
)

export const caseSensitive = conform(
  'filter.field.case-sensitive',
  filters({
    vals: { "title = 'alpha'": 'v1' },
    refused: { vals: ["Title = 'alpha'", "TITLE = 'alpha'", "Id = 'v1'", "owner.Name = 'Ann'"] },
  }),
)

export const pseudoFields = conform('filter.field.pseudo-fields', {
  lane: 'shared',
  async check({ collection, superuser, claim, refused }) {
    const { name, records } = await collection()
    const control = await superuser.get(records, { filter: "id != ''" })
    const filters = [`collectionName = '${name}'`, "collectionId != ''", "expand = ''"]
    for (const [index, field] of ['collectionName', 'collectionId', 'expand'].entries()) {
      const filtered = await superuser.get(records, { filter: filters[index] ?? '' })
      claim(`filter by ${field}`, refused(control, filtered)).error(400, refusal)
      const sorted = await superuser.get(records, { sort: field })
      claim(`sort by ${field}`, refused(control, sorted)).error(400, refusal)
    }
  },
})

export const pathThroughPlainField = conform(
  'filter.field.path-through-plain-field',
  filters({
    vals: { 'meta.k = 1': 'v1' },
    refused: {
      vals: [
        'title.x = 1',
        'num.x = 1',
        "tags.0 = 'a'",
        'day.year = 2024',
        'flag.x = 1',
        'id.x = 1',
        'owner.name.x = 1',
      ],
    },
  }),
)

export const file = conform('filter.field.file', {
  lane: 'shared',
  async check({ collection, guest, superuser, record, accepted, claim, refused }) {
    const made = await collection({
      fields: [
        { name: 'docs', type: 'file', maxSelect: 5 },
        { name: 'doc', type: 'file', maxSelect: 1 },
      ],
    })
    const content = { name: 'a.txt', content: 'text', type: 'text/plain' }
    const sent = await superuser.send('POST', made.records, {
      multipart: [
        ['docs', content],
        ['doc', content],
      ],
    })
    const id = accepted(sent).text('/id')
    const { id: bare } = await record(made)
    const rows = {
      'docs:length = 1': id,
      'docs:length = 0': bare,
      "docs:each ?~ '.txt'": id,
      "docs ~ '.txt'": id,
      [`doc = '${sent.text('/doc')}'`]: id,
      "doc = ''": bare,
    }
    for (const [filter, expected] of Object.entries(rows)) {
      claim(filter, await listIds(guest, made, { filter })).equals(expected)
    }
    const control = await guest.get(made.records, { filter: "doc = ''" })
    for (const filter of ["docs.name = 'a'", "doc.name = 'a'"]) {
      claim(filter, refused(control, await guest.get(made.records, { filter }))).error(400, refusal)
    }
  },
})

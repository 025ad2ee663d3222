import { conform } from '../harness/case.ts'

export const basic = conform('fields.basic', {
  lane: 'shared',
  async check({ guest, collection, record, claim }) {
    const made = await collection({ fields: [{ name: 'title', type: 'text' }] })
    const { id } = await record(made, { title: 'a' })
    const pick = (fields: string) => guest.get(`${made.records}/${id}`, { fields })
    claim('keeps what is listed', await pick(' id ,title,foo'))
      .status(200)
      .body({ id, title: 'a' })
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

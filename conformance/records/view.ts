import { conform } from '../harness/case.ts'

const notFound = "The requested resource wasn't found."

export const success = conform('records.view.success', {
  lane: 'shared',
  async check({ guest, collection, record, claim }) {
    const made = await collection({
      fields: [
        { name: 'title', type: 'text' },
        { name: 'n', type: 'number' },
      ],
    })
    const { id } = await record(made, { title: 'a', n: 5 })
    await record(made, { title: 'b' })
    claim('the record itself', await guest.get(`${made.records}/${id}`))
      .status(200)
      .body({ collectionId: made.id, collectionName: made.name, id, n: 5, title: 'a' })
  },
})

export const missing = conform('records.view.not-found', {
  lane: 'shared',
  async check({ guest, superuser, collection, record, claim, refused }) {
    const made = await collection()
    const { id } = await record(made, { id: 'abcdefghijklmno' })
    const control = await guest.get(`${made.records}/${id}`)
    const wrong: Readonly<Record<string, string>> = {
      unknown: 'missing',
      'upper case': id.toUpperCase(),
      'with a space': `${id}%20`,
      'a quote': "'",
      'a wildcard': '%25',
      'a zero byte': '%00',
      'a slash': `${id}%2F`,
      'no UTF-8': '%FF',
      'very long': 'a'.repeat(3000),
      prototype: '__proto__',
      constructor: 'constructor',
      'SQL text': "x' OR '1'='1",
    }
    for (const [label, at] of Object.entries(wrong)) {
      for (const [who, client] of [
        ['guest', guest],
        ['superuser', superuser],
      ] as const) {
        const answer = refused(control, await client.get(`${made.records}/${at}`))
        claim(`${label}, ${who}`, answer).error(404, notFound)
      }
    }
  },
})

export const viewCollection = conform('records.view.view-collection', {
  lane: 'shared',
  async check({ guest, collection, record, claim }) {
    const source = await collection({
      fields: [
        { name: 'title', type: 'text' },
        { name: 'n', type: 'number' },
      ],
    })
    await record(source, { title: 'a', n: 1 })
    await record(source, { title: 'b', n: 2 })
    const viewQuery = `select n as id, title, n from ${source.name}`
    const made = await collection({ type: 'view', viewQuery })
    const list = await guest.get(made.records, { sort: 'id' })
    claim('lists', list).status(200).json('/totalItems', 2).json('/items/0/id', '1')
    const keys = ['collectionId', 'collectionName', 'id', 'n', 'title']
    claim('exactly the columns', list).keys('/items/0', keys)
    claim('by id', await guest.get(`${made.records}/2`))
      .status(200)
      .keys('', keys)
      .json('/id', '2')
      .json('/title', 'b')
      .json('/collectionName', made.name)
    claim('unknown', await guest.get(`${made.records}/3`)).error(404, notFound)
  },
})

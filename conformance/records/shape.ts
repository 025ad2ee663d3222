import { conform } from '../harness/case.ts'

export const jsonHeaders = conform('records.http.json-headers', {
  lane: 'shared',
  async check({ guest, collection, claim }) {
    const { records } = await collection({ fields: [{ name: 'title', type: 'text' }] })
    const created = await guest.post(records, { title: '<a>&' })
    claim('the type has no charset', created).status(200).header('content-type', 'application/json')
    claim('escapes < > &', created).textMatches(/"title":"\\u003ca\\u003e\\u0026"/)
    claim('ends with a line end', created).textMatches(/\}\n$/)
  },
})

export const keyOrder = conform('records.shape.key-order', {
  lane: 'shared',
  async check({ guest, collection, claim }) {
    const { records } = await collection({
      fields: ['zeta', 'Beta', 'alpha', '_x'].map((name) => ({ name, type: 'text' })),
    })
    claim('is by bytes', await guest.post(records, {})).keys('', [
      'Beta',
      '_x',
      'alpha',
      'collectionId',
      'collectionName',
      'id',
      'zeta',
    ])
  },
})

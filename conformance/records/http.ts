import { conform } from '../harness/case.ts'
import { blank } from '../harness/wording.ts'
import { createFailed, updateFailed } from '../values/support.ts'

const notFound = "The requested resource wasn't found."

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

export const routes = conform('records.http.routes', {
  lane: 'shared',
  async check({ guest, collection, claim }) {
    const { records } = await collection()
    const created = await guest.post(records, {})
    claim('create', created).status(200)
    const path = `${records}/${created.text('/id')}`
    claim('list', await guest.get(records)).status(200)
    claim('view', await guest.get(path)).status(200)
    claim('update', await guest.patch(path, {})).status(200)
    claim('delete', await guest.delete(path))
      .status(204)
      .empty()
  },
})

export const otherMethods = conform('records.http.other-methods-404', {
  lane: 'shared',
  async check({ guest, superuser, collection, record, claim }) {
    const made = await collection()
    const { id } = await record(made)
    const path = `${made.records}/${id}`
    for (const [who, client] of [
      ['guest', guest],
      ['superuser', superuser],
    ] as const) {
      for (const [method, at] of [
        ['PUT', path],
        ['POST', path],
        ['PUT', made.records],
        ['PATCH', made.records],
        ['DELETE', made.records],
      ] as const) {
        const options = { json: {} }
        const label = `${method} ${at === path ? 'a record' : 'all'}`
        claim(`${label}, ${who}`, await client.send(method, at, options)).error(404, notFound)
      }
    }
    claim('it is still there', await guest.get(path)).status(200)
  },
})

export const errorShape = conform('records.http.error-shape', {
  lane: 'shared',
  async check({ guest, collection, claim }) {
    const { records } = await collection({
      fields: [
        { name: 'title', type: 'text', required: true },
        { name: 'long', type: 'text', min: 3 },
      ],
    })
    const failed = await guest.post(records, { long: 'a' })
    claim('the keys', failed).status(400).keys('', ['data', 'message', 'status'])
    claim('an issue', failed).keys('/data/title', ['code', 'message'])
    claim('an issue with params', failed).keys('/data/long', ['code', 'message', 'params'])
    claim('the whole', failed).error(400, createFailed, {
      title: blank,
      long: {
        code: 'validation_min_text_constraint',
        message: 'Must be at least 3 character(s).',
        params: { min: 3 },
      },
    })
    claim('nothing specific', await guest.get(`${records}/missing`)).text(
      `{"data":{},"message":"${notFound}","status":404}\n`,
    )
  },
})

export const docsMessagesDiffer = conform('records.http.docs-messages-differ', {
  lane: 'shared',
  async check({ guest, collection, record, claim }) {
    const made = await collection({ fields: [{ name: 'title', type: 'text', required: true }] })
    const { id } = await record(made, { title: 'a' })
    claim('a missing value', await guest.post(made.records, {})).error(400, createFailed, {
      title: blank,
    })
    claim('an update', await guest.patch(`${made.records}/${id}`, { title: '' })).error(
      400,
      updateFailed,
      { title: blank },
    )
    const missing = '/api/collections/missing/records'
    claim('a collection that is read', await guest.get(missing)).error(
      404,
      'Missing collection context.',
    )
    claim('a collection that is written', await guest.post(missing, {})).error(
      404,
      'Missing or invalid collection context.',
    )
    claim('a filter', await guest.get(made.records, { filter: 'x =' })).error(
      400,
      'Something went wrong while processing your request.',
    )
    claim('a creation', await guest.post(made.records, { title: 'b' }))
      .status(200)
      .keys('', ['collectionId', 'collectionName', 'id', 'title'])
  },
})

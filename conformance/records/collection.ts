import { conform } from '../harness/case.ts'

export const byNameOrId = conform('records.collection.by-name-or-id', {
  lane: 'shared',
  async check({ guest, collection, unique, record, claim }) {
    const made = await collection({ name: unique('Posts_'), id: unique('PostsId_') })
    await record(made)
    const list = (key: string) => guest.get(`/api/collections/${key}/records`)
    const other = await list(made.name.toUpperCase())
    claim('in any letter case of the name', other).status(200)
    claim('shows the stored name', other).json('/items/0/collectionName', made.name)
    claim('by id', await list(made.id)).sameBodyAs(other)
    claim('ids keep their letter case', await list(made.id.toUpperCase())).status(404)
  },
})

export const missing = conform('records.collection.missing-list-view-delete', {
  lane: 'shared',
  async check({ guest, claim }) {
    const at = '/api/collections/missing/records'
    const message = 'Missing collection context.'
    claim('list', await guest.get(at)).error(404, message)
    claim('view', await guest.get(`${at}/x`)).error(404, message)
    claim('delete', await guest.delete(`${at}/x`)).error(404, message)
  },
})

export const missingWrites = conform('records.collection.missing-create-update', {
  lane: 'shared',
  async check({ guest, claim }) {
    const at = '/api/collections/missing/records'
    const message = 'Missing or invalid collection context.'
    claim('create', await guest.post(at, {})).error(404, message)
    claim('update', await guest.patch(`${at}/x`, {})).error(404, message)
  },
})

export const bodyLimit = conform('records.collection.body-limit', {
  lane: 'shared',
  async check({ raw, guest, collection, claim }) {
    const plain = await collection({ fields: [{ name: 'title', type: 'text' }] })
    const editor = await collection({ fields: [{ name: 'text', type: 'editor', maxSize: 10 }] })
    const declare = async (path: string, bytes: number) => {
      const head = `POST ${path} HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: ${bytes}\r\nConnection: close\r\n\r\n`
      // The body never follows: the declared length alone is refused.
      const { status } = await raw(head)
      return status
    }
    const send = (path: string, bytes: number) =>
      guest.send('POST', path, {
        raw: '{}'.padEnd(bytes),
        headers: { 'Content-Type': 'application/json' },
      })
    claim('one byte over', await declare(plain.records, 33_554_433)).equals(413)
    claim('the limit itself', await send(plain.records, 33_554_432)).status(200)
    claim('an editor adds its size', await send(editor.records, 33_554_442)).status(200)
    claim('and not more', await declare(editor.records, 33_554_443)).equals(413)
  },
})

export const viewReadonly = conform('records.collection.view-type-readonly', {
  lane: 'shared',
  async check({ guest, superuser, collection, claim }) {
    const made = await collection({ type: 'view', viewQuery: "select 'a' as id, 1 as n" })
    const message = 'Unsupported collection type.'
    for (const [who, client] of [
      ['guest', guest],
      ['superuser', superuser],
    ] as const) {
      const broken = { raw: '{', headers: { 'Content-Type': 'application/json' } }
      claim(`create, ${who}`, await client.send('POST', made.records, broken)).error(400, message)
      for (const id of ['a', 'missing']) {
        const path = `${made.records}/${id}`
        const label = `${id}, ${who}`
        claim(`update ${label}`, await client.send('PATCH', path, broken)).error(400, message)
        claim(`delete ${label}`, await client.delete(path)).error(400, message)
      }
      claim(`list, ${who}`, await client.get(made.records))
        .status(200)
        .json('/totalItems', 1)
      claim(`view, ${who}`, await client.get(`${made.records}/a`))
        .status(200)
        .json('/n', 1)
    }
  },
})

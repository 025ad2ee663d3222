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

import { conform } from '../harness/case.ts'

const broken = { raw: '{', headers: { 'Content-Type': 'application/json' } }
const superusersOnly = 'Only superusers can perform this action.'

export const list = conform('records.order.list', {
  lane: 'shared',
  async check({ guest, collection, claim }) {
    const { records } = await collection({ listRule: null })
    claim('the rule', await guest.get(records)).error(403, superusersOnly)
    const terms = await guest.get(records, { filter: '@request.x' })
    claim('before the filter', terms).error(403, superusersOnly)
  },
})

export const view = conform('records.order.view', {
  lane: 'shared',
  async check({ guest, collection, record, claim }) {
    const closed = await collection({ viewRule: null })
    const { id } = await record(closed)
    claim('the rule before the record', await guest.get(`${closed.records}/missing`)).status(403)
    claim('the rule', await guest.get(`${closed.records}/${id}`)).status(403)
    const open = await collection()
    claim('the record', await guest.get(`${open.records}/missing`)).status(404)
  },
})

export const create = conform('records.order.create', {
  lane: 'shared',
  async check({ guest, collection, claim }) {
    const closed = await collection({ createRule: null })
    const unread = await guest.send('POST', closed.records, broken)
    claim('the body before the rule', unread).status(400)
    claim('the rule', await guest.post(closed.records, {})).error(403, superusersOnly)
    const never = await collection({
      createRule: '1=2',
      fields: [{ name: 'title', type: 'text', required: true }],
    })
    const answer = await guest.post(never.records, {})
    claim('the rule before the fields', answer).error(400, 'Failed to create record.')
  },
})

export const update = conform('records.order.update', {
  lane: 'shared',
  async check({ guest, collection, record, claim }) {
    const closed = await collection({ updateRule: null })
    const at = `${closed.records}/missing`
    claim('the body before the rule', await guest.send('PATCH', at, broken)).status(400)
    claim('the rule before the record', await guest.patch(at, {})).status(403)
    const fields = [{ name: 'title', type: 'text', max: 3 }]
    const open = await collection({ fields })
    const long = { title: 'too long' }
    claim(
      'the record before the fields',
      await guest.patch(`${open.records}/missing`, long),
    ).status(404)
    const never = await collection({ updateRule: '1=2', fields })
    const { id } = await record(never)
    claim('the rule before the fields', await guest.patch(`${never.records}/${id}`, long)).status(
      404,
    )
  },
})

export const remove = conform('records.order.delete', {
  lane: 'shared',
  async check({ guest, collection, record, claim }) {
    const closed = await collection({ deleteRule: null })
    const at = `${closed.records}/missing`
    claim('the body before the rule', await guest.send('DELETE', at, broken)).status(400)
    claim('the rule before the record', await guest.delete(at)).status(403)
    const never = await collection({ deleteRule: '1=2' })
    const { id } = await record(never)
    claim('the rule', await guest.delete(`${never.records}/${id}`)).status(404)
  },
})

export const readBody = conform('records.order.read-body', {
  lane: 'shared',
  async check({ raw, guest, collection, record, claim, refused }) {
    const open = await collection()
    const closed = await collection({ listRule: null, viewRule: null })
    const { id } = await record(closed)
    const control = await guest.get(open.records)
    // fetch sends no body with GET, so the bytes are written by hand.
    const withBody = async (path: string) => {
      const head = `GET ${path} HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: 1\r\nConnection: close\r\n\r\n{`
      const { status } = await raw(head)
      return status
    }
    for (const path of [closed.records, `${closed.records}/${id}`]) {
      const bare = refused(control, await guest.get(path))
      claim(`without a body: ${path === closed.records ? 'list' : 'view'}`, bare).status(403)
      const name = `with a broken one: ${path === closed.records ? 'list' : 'view'}`
      claim(name, await withBody(path)).equals(400)
    }
  },
})

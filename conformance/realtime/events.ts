import { conform } from '../harness/case.ts'
import { readPointer } from '../harness/exchange.ts'

export const restCrud = conform('realtime.events.rest-crud', {
  lane: 'shared',
  async check({ guest, realtime, collection, accepted, claim }) {
    const { name, records } = await collection({ fields: [{ name: 'title', type: 'text' }] })
    const subscriber = await realtime()
    accepted(await subscriber.subscribe([`${name}/*`]))
    const next = async () => {
      const { value, missing } = await subscriber.next((event) => event.event === `${name}/*`)
      return readPointer(value?.json, '/action') ?? missing
    }
    const created = accepted(await guest.post(records, { title: 'a' }))
    claim('a create', await next()).equals('create')
    const path = `${records}/${created.text('/id')}`
    accepted(await guest.patch(path, { title: 'b' }))
    claim('an update', await next()).equals('update')
    accepted(await guest.delete(path))
    claim('a delete', await next()).equals('delete')
  },
})

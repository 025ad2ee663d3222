import { conform } from '../harness/case.ts'
import { any } from '../harness/match.ts'
import type { World } from '../harness/world.ts'

const enable = async ({ maker, accepted, defer }: World): Promise<void> => {
  const set = (enabled: boolean) => maker.patch('/api/settings', { batch: { enabled } })
  accepted(await set(true))
  defer(() => set(false))
}

export const successShape = conform('batch.success-shape', {
  lane: 'exclusive',
  async check(world) {
    const { guest, collection, record, claim } = world
    await enable(world)
    const made = await collection({ fields: [{ name: 'title', type: 'text' }] })
    const { id } = await record(made, { title: 'old' })
    const answer = await guest.post('/api/batch', {
      requests: [
        { method: 'POST', url: made.records, body: { title: 'new' } },
        { method: 'DELETE', url: `${made.records}/${id}` },
      ],
    })
    claim('has one element per request', answer)
      .status(200)
      .body([
        {
          body: { collectionId: made.id, collectionName: made.name, id: any.id, title: 'new' },
          status: 200,
        },
        { body: null, status: 204 },
      ])
  },
})

export const rollback = conform('batch.rollback', {
  lane: 'exclusive',
  async check(world) {
    const { guest, collection, record, claim } = world
    await enable(world)
    const made = await collection({ updateRule: null, fields: [{ name: 'title', type: 'text' }] })
    const { id } = await record(made, { title: 'old' })
    const answer = await guest.post('/api/batch', {
      requests: [
        { method: 'POST', url: made.records, body: { title: 'new' } },
        { method: 'PATCH', url: `${made.records}/${id}`, body: { title: 'x' } },
      ],
    })
    claim('fails as a whole', answer).status(400).keys('/data/requests', ['1'])
    claim('leaves nothing', await guest.get(made.records))
      .json('/totalItems', 1)
      .json('/items/0/title', 'old')
  },
})

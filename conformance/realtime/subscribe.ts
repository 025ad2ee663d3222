import { conform } from '../harness/case.ts'

export const success = conform('realtime.subscribe.success', {
  lane: 'shared',
  async check({ realtime, collection, claim }) {
    const { name } = await collection()
    const subscriber = await realtime()
    claim('answers nothing', await subscriber.subscribe([`${name}/*`]))
      .status(204)
      .empty()
  },
})

export const unknownClient = conform('realtime.subscribe.unknown-client', {
  lane: 'shared',
  async check({ guest, claim }) {
    const answer = await guest.post('/api/realtime', { clientId: 'missing', subscriptions: [] })
    claim('is not found', answer).error(404, 'Missing or invalid client id.')
  },
})

import { conform } from '../harness/case.ts'

export const firstFrame = conform('realtime.connect.first-frame', {
  lane: 'shared',
  async check({ realtime, claim }) {
    const subscriber = await realtime()
    const { clientId } = subscriber
    claim('is this text', subscriber.text()).equals(
      `id:${clientId}\nevent:PB_CONNECT\ndata:{"clientId":"${clientId}"}\n\n`,
    )
  },
})

export const clientIdFormat = conform('realtime.connect.client-id-format', {
  lane: 'shared',
  async check({ realtime, claim }) {
    const [first, second] = [await realtime(), await realtime()]
    claim('is 40 letters and digits', first.clientId).matches(/^[A-Za-z0-9]{40}$/)
    claim('differs', second.clientId).differs(first.clientId)
  },
})

export const headers = conform('realtime.connect.headers', {
  lane: 'shared',
  async check({ realtime, claim }) {
    const { headers: seen, status } = await realtime()
    claim('answers 200', status).equals(200)
    claim('is an event stream', seen.get('content-type')).equals('text/event-stream')
    claim('is not stored', seen.get('cache-control')).equals('no-store')
    claim('is not buffered', seen.get('x-accel-buffering')).equals('no')
  },
})

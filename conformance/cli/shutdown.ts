import { conform } from '../harness/case.ts'

export const killDurable = conform('cli.shutdown.kill-durable', {
  lane: 'private',
  needs: ['restart'],
  async check({ superuser, server, collection, record, claim }) {
    const made = await collection({ fields: [{ name: 'n', type: 'number' }] })
    const ids: string[] = []
    for (let n = 0; n < 20; n++) ids.push((await record(made, { n })).id)
    await server.kill()
    await server.start()
    const kept = await superuser.get(made.records, { perPage: '100', sort: 'n', fields: 'id' })
    claim('keeps every answered create', kept)
      .status(200)
      .json(
        '/items',
        ids.map((id) => ({ id })),
      )
    claim('is writable', await superuser.post(made.records, { n: 21 })).status(200)
  },
})

export const graceful = conform('cli.shutdown.graceful', {
  lane: 'private',
  needs: ['restart'],
  async check({ guest, superuser, server, collection, record, claim }) {
    const made = await collection()
    const { id } = await record(made)
    const code = await server.stop()
    claim('ends with code 0', code).equals(0)
    claim('answers no more', (await guest.get('/api/health')).failure).matches(/./)
    await server.start()
    claim('has what it had', await superuser.get(`${made.records}/${id}`)).status(200)
  },
})

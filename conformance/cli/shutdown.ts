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

export const gracefulRealtime = conform('cli.shutdown.graceful-realtime', {
  lane: 'private',
  needs: ['restart'],
  async check({ server, realtime, claim }) {
    const subscriber = await realtime()
    const code = await server.stop()
    claim('the connection ends', (await subscriber.ended()).value).matches(/./)
    claim('the process ends well', code).equals(0)
  },
})

export const gracefulLogs = conform('cli.shutdown.graceful-logs', {
  lane: 'private',
  needs: ['restart'],
  async check({ guest, superuser, server, unique, claim }) {
    const mark = unique('mark')
    await guest.get('/api/health', { mark })
    await server.restart()
    const found = await superuser.get('/api/logs', { filter: `data.url ~ '${mark}'` })
    claim('the last request is in the logs', found).status(200).length('/items', 1)
  },
})

export const killDurableFiles = conform('cli.shutdown.kill-durable-files', {
  lane: 'private',
  needs: ['restart'],
  async check({ guest, server, collection, accepted, claim }) {
    const { name, records } = await collection({ fields: [{ name: 'doc', type: 'file' }] })
    const multipart = [['doc', { name: 'a.txt', content: 'kept' }]] as const
    const made = accepted(await guest.send('POST', records, { multipart }))
    const path = `/api/files/${name}/${made.text('/id')}/${made.text('/doc')}`
    claim('it is served', await guest.get(path))
      .status(200)
      .text('kept')
    await server.kill()
    await server.start()
    claim('after the kill, too', await guest.get(path))
      .status(200)
      .text('kept')
  },
})

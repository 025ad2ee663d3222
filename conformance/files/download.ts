import { conform } from '../harness/case.ts'

export const route = conform('files.download.route', {
  lane: 'shared',
  async check({ guest, collection, accepted, claim }) {
    const { records, id, name } = await collection({ fields: [{ name: 'doc', type: 'file' }] })
    const content = 'text of the file'
    const created = accepted(
      await guest.send('POST', records, { multipart: [['doc', { name: 'a.txt', content }]] }),
    )
    const file = `${created.text('/id')}/${created.text('/doc')}`
    for (const [what, key] of [
      ['by name', name],
      ['by id', id],
    ] as const) {
      claim(what, await guest.get(`/api/files/${key}/${file}`))
        .status(200)
        .text(content)
    }
  },
})

export const missingRecord = conform('files.download.missing-record', {
  lane: 'shared',
  async check({ guest, claim }) {
    const answer = await guest.get('/api/files/users/missing/x.png')
    claim('is the general 404', answer).error(404, "The requested resource wasn't found.")
  },
})

import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { conform } from '../harness/case.ts'
import { eventually } from '../harness/eventually.ts'
import { filesOf, leftovers } from '../probes/stored-files.ts'

export const failureCleanup = conform('files.lifecycle.db-failure-cleanup', {
  lane: 'shared',
  needs: ['data-dir'],
  async check(context) {
    const { server, guest, collection, unique, accepted, refused, claim } = context
    const name = unique('f_')
    const made = await collection({
      name,
      fields: [
        { name: 'title', type: 'text' },
        { name: 'doc', type: 'file' },
      ],
      indexes: [`CREATE UNIQUE INDEX idx_${name} ON ${name} (title)`],
    })
    const upload = (title: string, more: readonly (readonly [string, string])[] = []) =>
      guest.send('POST', made.records, {
        multipart: [...more, ['title', title], ['doc', { name: 'a.txt', content: title }]],
      })
    const first = accepted(await upload('first'))
    const [id, doc] = [first.text('/id'), first.text('/doc')]
    const left = () =>
      eventually(
        () => leftovers(context, made).length,
        (count) => count === 2,
      )
    claim('a file and what is known of it', leftovers(context, made)).length(2)
    refused(first, await upload('second', [['id', id]]))
    claim('under a taken id: nothing is left of the new file', await left()).equals(2)
    claim('under a taken id: the file that was there stays', filesOf(context, made, id)).equals([
      doc,
    ])
    refused(first, await upload('first'))
    claim('against an index: no file is left', await left()).equals(2)
    const records = readdirSync(join(server.dataDir ?? '', 'storage', made.id))
    claim('against an index: nor a directory', records).equals([id])
  },
})

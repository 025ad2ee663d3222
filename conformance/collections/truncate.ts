import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { conform } from '../harness/case.ts'
import { readPointer } from '../harness/exchange.ts'
import { withoutFiles } from '../probes/stored-files.ts'

const truncateFailed =
  'Failed to truncate collection (most likely due to required cascade delete record references).'

export const success = conform('collections.truncate.success', {
  lane: 'shared',
  async check({ superuser, collection, record, claim }) {
    const made = await collection()
    const other = await collection()
    for (const into of [made, made, made, other]) await record(into)
    claim('answers nothing', await superuser.delete(`${made.path}/truncate`))
      .status(204)
      .empty()
    claim('no record is left', await superuser.get(made.records))
      .status(200)
      .json('/totalItems', 0)
    claim('others stay', await superuser.get(other.records))
      .status(200)
      .json('/totalItems', 1)
    claim('the collection stays', await superuser.get(made.path)).status(200)
    claim('again', await superuser.delete(`${made.path}/truncate`)).status(204)
    const byId = `/api/collections/${other.id}/truncate`
    claim('by id', await superuser.delete(byId)).status(204)
    claim('by id: none is left', await superuser.get(other.records)).json('/totalItems', 0)
  },
})

export const likeDelete = conform('collections.truncate.like-record-delete', {
  lane: 'shared',
  async check({ superuser, collection, record, claim }) {
    const parent = await collection()
    const link = { name: 'rel', type: 'relation', collectionId: parent.id, maxSelect: 1 }
    const child = await collection({ fields: [{ ...link, cascadeDelete: true }] })
    const loose = await collection({ fields: [link] })
    const { id } = await record(parent)
    await record(child, { rel: id })
    const kept = await record(loose, { rel: id })
    claim('truncate', await superuser.delete(`${parent.path}/truncate`)).status(204)
    claim('cascades', await superuser.get(child.records))
      .status(200)
      .json('/totalItems', 0)
    claim('unsets', await superuser.get(`${loose.records}/${kept.id}`))
      .status(200)
      .json('/rel', '')
  },
})

export const files = conform('collections.truncate.files', {
  lane: 'shared',
  needs: ['data-dir'],
  async check({ server, superuser, collection, accepted, claim }) {
    const made = await collection({ fields: [{ name: 'f', type: 'file' }] })
    const multipart = [['f', { name: 'a.txt', content: 'text' }]] as const
    const created = accepted(await superuser.send('POST', made.records, { multipart }))
    const directory = join(server.dataDir ?? '', 'storage', made.id)
    const file = join(directory, created.text('/id'), created.text('/f'))
    claim('the file is there', existsSync(file)).equals(true)
    claim('truncate', await superuser.delete(`${made.path}/truncate`)).status(204)
    claim('removes files', await withoutFiles(directory)).equals(true)
  },
})

export const told = conform('collections.truncate.realtime', {
  lane: 'shared',
  async check({ superuser, collection, record, realtime, accepted, claim }) {
    const made = await collection()
    const { id } = await record(made)
    const subscriber = await realtime()
    accepted(await subscriber.subscribe([`${made.name}/*`]))
    accepted(await superuser.delete(`${made.path}/truncate`))
    const { value, missing } = await subscriber.next(({ event }) => event === `${made.name}/*`)
    claim('tells subscribers', readPointer(value?.json, '/action') ?? missing).equals('delete')
    claim('of the record', readPointer(value?.json, '/record/id')).equals(id)
  },
})

export const auth = conform('collections.truncate.auth', {
  lane: 'shared',
  async check({ superuser, collection, user, claim }) {
    const made = await collection({ type: 'auth' })
    const { client } = await user({}, made)
    const filter = `collectionRef='${made.id}'`
    const origins = () => superuser.get('/api/collections/_authOrigins/records', { filter })
    claim('a sign-in leaves an origin', await origins())
      .status(200)
      .length('/items', 1)
    claim('truncate', await superuser.delete(`${made.path}/truncate`)).status(204)
    claim('voids the token', await client.post(`${made.path}/auth-refresh`)).status(401)
    claim('removes the origin', await origins())
      .status(200)
      .json('/items', [])
  },
})

export const blocked = conform('collections.truncate.blocked', {
  lane: 'shared',
  async check({ superuser, collection, record, claim }) {
    const parent = await collection()
    const child = await collection({
      fields: [
        { name: 'rel', type: 'relation', collectionId: parent.id, maxSelect: 1, required: true },
      ],
    })
    const { id } = await record(parent)
    await record(parent)
    const { id: childId } = await record(child, { rel: id })
    const truncate = () => superuser.delete(`${parent.path}/truncate`)
    claim('is refused', await truncate()).error(400, truncateFailed)
    claim('deletes nothing', await superuser.get(parent.records))
      .status(200)
      .json('/totalItems', 2)
    await superuser.delete(`${child.records}/${childId}`)
    claim('until nothing refers', await truncate()).status(204)
  },
})

export const view = conform('collections.truncate.view', {
  lane: 'shared',
  async check({ superuser, collection, record, claim }) {
    const made = await collection()
    await record(made)
    const viewQuery = `select id from ${made.name}`
    const { path } = await collection({ type: 'view', viewQuery })
    claim('is refused', await superuser.delete(`${path}/truncate`)).error(
      400,
      "View collections cannot be truncated since they don't store their own records.",
    )
    claim('deletes nothing', await superuser.get(made.records))
      .status(200)
      .json('/totalItems', 1)
  },
})

export const superusers = conform('collections.truncate.superusers', {
  lane: 'private',
  async check({ superuser, claim }) {
    const path = '/api/collections/_superusers'
    const before = await superuser.get(`${path}/records`)
    claim('is refused', await superuser.delete(`${path}/truncate`)).error(400, truncateFailed)
    claim('deletes nothing', await superuser.get(`${path}/records`))
      .status(200)
      .json('/totalItems', before.at('/totalItems'))
  },
})

export const systemAllowed = conform('collections.truncate.system-allowed', {
  lane: 'private',
  async check({ superuser, collection, user, claim }) {
    const made = await collection({ type: 'auth' })
    await user({}, made)
    const path = '/api/collections/_authOrigins'
    const before = await superuser.get(`${path}/records`)
    claim('has records', before.at('/totalItems')).atLeast(1)
    claim('truncate', await superuser.delete(`${path}/truncate`)).status(204)
    claim('has none', await superuser.get(`${path}/records`)).json('/totalItems', 0)
  },
})

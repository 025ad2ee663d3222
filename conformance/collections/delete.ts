import { join } from 'node:path'
import { conformSchema, invalidRule, updateFailed } from './support.ts'
import { filesIn, withoutFiles } from '../probes/stored-files.ts'

const failed = 'Failed to delete collection.'

export const success = conformSchema('collections.delete.success', {
  lane: 'shared',
  async check({ superuser, unique, claim, accepted, create, remove }) {
    const name = unique('gone_')
    const fields = [{ name: 't', type: 'text' }]
    const indexes = [`CREATE INDEX idx_${name} ON ${name} (t)`]
    const first = accepted(await create({ name, fields, indexes }))
    const id = first.text('/id')
    claim('answers nothing', await remove(name))
      .status(204)
      .empty()
    claim('is gone', await superuser.get(`/api/collections/${name}`)).status(404)
    claim('its records, too', await superuser.get(`/api/collections/${name}/records`)).status(404)
    const again = await create({ name, fields, indexes })
    claim('can be made again, with the same id', again).status(200).json('/id', id)
    claim('by id', await remove(id))
      .status(204)
      .empty()
  },
})

export const system = conformSchema('collections.delete.system', {
  lane: 'shared',
  async check({ superuser, collection, remove, claim, refused }) {
    const { name } = await collection()
    const control = await remove(name)
    for (const kept of ['_mfas', '_superusers']) {
      claim(kept, refused(control, await remove(kept))).error(400, failed)
    }
    claim('they stay', await superuser.get('/api/collections/_mfas')).status(200)
  },
})

export const referenced = conformSchema('collections.delete.referenced', {
  lane: 'shared',
  async check({ collection, remove, claim }) {
    const target = await collection()
    const fields = [{ name: 'rel', type: 'relation', collectionId: target.id, maxSelect: 1 }]
    const other = await collection({ fields })
    const message = (name: string) =>
      `Failed to delete collection probably due to existing reference in ${name}.`
    claim('names the collection', await remove(target.name)).error(400, message(other.name))
  },
})

export const referencedByView = conformSchema('collections.delete.referenced-by-view', {
  lane: 'shared',
  async check({ collection, remove, claim }) {
    const target = await collection()
    const fields = [{ name: 'rel', type: 'relation', collectionId: target.id, maxSelect: 1 }]
    const table = await collection({ fields })
    const viewQuery = `select id, rel from ${table.name}`
    const view = await collection({ type: 'view', viewQuery })
    const answer = await remove(target.name)
    claim('is refused', answer).status(400).json('/data', {})
    claim('names the view', answer.at('/message')).includes(view.name)
    claim('beside the table', answer.at('/message')).includes(table.name)
  },
})

export const selfReference = conformSchema('collections.delete.self-reference', {
  lane: 'shared',
  async check({ collection, update, accepted, remove, claim }) {
    const { id, name } = await collection()
    const fields = [{ name: 'rel', type: 'relation', collectionId: id, maxSelect: 1 }]
    accepted(await update(name, { fields }))
    claim('does not count', await remove(name)).status(204)
  },
})

export const usedByView = conformSchema('collections.delete.used-by-view', {
  lane: 'shared',
  async check({ superuser, collection, remove, claim }) {
    const { name, path } = await collection({ fields: [{ name: 'title', type: 'text' }] })
    const viewQuery = `select id, title from ${name}`
    const view = await collection({ type: 'view', viewQuery })
    const above = await collection({ type: 'view', viewQuery: `select id from ${view.name}` })
    claim('the table stays', await remove(name)).error(400, failed)
    claim('the view below stays', await remove(view.name)).error(400, failed)
    claim('and works', await superuser.get(path)).status(200)
    claim('until the view goes', await remove(above.name)).status(204)
    claim('and the next', await remove(view.name)).status(204)
    claim('and the table', await remove(name)).status(204)
  },
})

export const ruleReferences = conformSchema('collections.delete.rule-references', {
  lane: 'shared',
  async check({ guest, collection, update, remove, claim }) {
    const target = await collection()
    const other = await collection({ listRule: `@collection.${target.name}.id = ''` })
    claim('the rule works before', await guest.get(other.records)).status(200)
    claim('do not count', await remove(target.name)).status(204)
    claim('the rule fails', await guest.get(other.records))
      .status(400)
      .json('/data', {})
    claim('so does a save', await update(other.name, {})).error(400, updateFailed, {
      listRule: invalidRule,
    })
  },
})

export const files = conformSchema('collections.delete.files', {
  lane: 'shared',
  needs: ['data-dir'],
  async check({ server, superuser, collection, accepted, remove, claim }) {
    const { id, name, records } = await collection({ fields: [{ name: 'f', type: 'file' }] })
    const multipart = [['f', { name: 'a.txt', content: 'text' }]] as const
    accepted(await superuser.send('POST', records, { multipart }))
    const directory = join(server.dataDir ?? '', 'storage', id)
    claim('the file is there', filesIn(directory).length).atLeast(1)
    claim('the collection goes', await remove(name)).status(204)
    claim('its files follow', await withoutFiles(directory)).equals(true)
  },
})

export const authRefs = conformSchema('collections.delete.auth-refs', {
  lane: 'shared',
  async check({ superuser, collection, user, remove, claim }) {
    const auth = await collection({ type: 'auth' })
    await user({}, auth)
    const filter = `collectionRef='${auth.id}'`
    const origins = () => superuser.get('/api/collections/_authOrigins/records', { filter })
    claim('a sign-in leaves an origin', await origins())
      .status(200)
      .length('/items', 1)
    claim('the collection goes', await remove(auth.name)).status(204)
    claim('its origins, too', await origins())
      .status(200)
      .json('/items', [])
  },
})

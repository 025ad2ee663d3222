import { conformSchema, oneOfEachType } from './support.ts'

const at = '/api/collections'

export const byIdOrName = conformSchema('collections.view.by-id-or-name', {
  lane: 'shared',
  async check({ superuser, unique, collection, create, update, remove, accepted, claim }) {
    for (const key of ['users', 'USERS', '_pb_users_auth_']) {
      claim(key, await superuser.get(`${at}/${key}`))
        .status(200)
        .json('/id', '_pb_users_auth_')
    }
    const related = await collection()
    for (const [type, body] of Object.entries(oneOfEachType(related))) {
      const made = accepted(await create({ ...body, name: unique('c_') }))
      const shown = await superuser.get(`${at}/${made.text('/id')}`)
      claim(`shows what creating it answered: ${type}`, shown).status(200).sameBodyAs(made)
    }
    claim('ids are case-sensitive', await superuser.get(`${at}/_PB_USERS_AUTH_`)).status(404)
    const { id, name } = await collection()
    const loud = name.toUpperCase()
    claim('update by id', await update(id, {}))
      .status(200)
      .json('/id', id)
    claim('update by name', await update(loud, {}))
      .status(200)
      .json('/id', id)
    claim('not by an id in capitals', await update(id.toUpperCase(), {})).status(404)
    claim('truncate by id', await superuser.delete(`${at}/${id}/truncate`)).status(204)
    claim('truncate by name', await superuser.delete(`${at}/${loud}/truncate`)).status(204)
    claim('delete by name', await remove(loud)).status(204)
    const second = accepted(await create({ name: unique('c_') })).text('/id')
    claim('delete by id', await remove(second)).status(204)
  },
})

export const missing = conformSchema('collections.view.missing', {
  lane: 'shared',
  async check({ superuser, collection, update, remove, claim, refused }) {
    const { path, name } = await collection()
    const control = await superuser.get(path)
    const gone = `${name}_missing`
    const answers = {
      view: await superuser.get(`${at}/${gone}`),
      update: await update(gone, {}),
      delete: await remove(gone),
      truncate: await superuser.delete(`${at}/${gone}/truncate`),
    }
    for (const [route, answer] of Object.entries(answers)) {
      claim(route, refused(control, answer)).error(404, "The requested resource wasn't found.")
    }
  },
})

import { conform } from '../harness/case.ts'
import { notFound, superusersOnly } from './support.ts'

const closed = {
  listRule: null,
  viewRule: null,
  createRule: null,
  updateRule: null,
  deleteRule: null,
}

export const nullRule = conform('rules.value.null', {
  lane: 'shared',
  async check({ guest, superuser, user, collection, record, claim, refused }) {
    const made = await collection({ ...closed, fields: [{ name: 'title', type: 'text' }] })
    const { id } = await record(made, { title: 'a' })
    const { client } = await user()
    const path = `${made.records}/${id}`
    for (const [who, caller] of [
      ['guest', guest],
      ['user', client],
    ] as const) {
      const pairs = {
        list: [await superuser.get(made.records), await caller.get(made.records)],
        view: [await superuser.get(path), await caller.get(path)],
        create: [await superuser.post(made.records, {}), await caller.post(made.records, {})],
        update: [await superuser.patch(path, {}), await caller.patch(path, {})],
        delete: [await superuser.get(path), await caller.delete(path)],
      } as const
      for (const [action, [control, answer]] of Object.entries(pairs)) {
        claim(`${action} as ${who}`, refused(control, answer)).error(403, superusersOnly)
      }
    }
    claim('a superuser deletes', await superuser.delete(path)).status(204)
  },
})

export const nullBeforeExistence = conform('rules.value.null-before-existence', {
  lane: 'shared',
  async check({ guest, superuser, collection, claim }) {
    const made = await collection(closed)
    const path = `${made.records}/doesnotexist123`
    claim('view', await guest.get(path)).error(403, superusersOnly)
    claim('update', await guest.patch(path, {})).error(403, superusersOnly)
    claim('delete', await guest.delete(path)).error(403, superusersOnly)
    claim('a superuser is told', await superuser.get(path)).error(404, notFound)
  },
})

export const empty = conform('rules.value.empty', {
  lane: 'shared',
  async check({ guest, collection, claim, accepted }) {
    const made = await collection({ fields: [{ name: 'title', type: 'text' }] })
    const created = await guest.post(made.records, { title: 'a' })
    claim('guests create', created).status(200).json('/title', 'a')
    const path = `${made.records}/${accepted(created).text('/id')}`
    claim('guests list', await guest.get(made.records))
      .status(200)
      .length('/items', 1)
    claim('guests view', await guest.get(path)).status(200)
    claim('guests update', await guest.patch(path, { title: 'b' }))
      .status(200)
      .json('/title', 'b')
    claim('guests delete', await guest.delete(path)).status(204)
  },
})

export const expression = conform('rules.value.expression', {
  lane: 'shared',
  async check({ guest, collection, record, claim }) {
    const made = await collection({
      listRule: 'flag = true',
      fields: [{ name: 'flag', type: 'bool' }],
    })
    const { id } = await record(made, { flag: true })
    await record(made, { flag: false })
    const answer = await guest.get(made.records)
    claim('lists what holds', answer).status(200).length('/items', 1).json('/items/0/id', id)
    claim('counts what holds', answer).json('/totalItems', 1)
  },
})

export const superuserBypass = conform('rules.value.superuser-bypass', {
  lane: 'shared',
  async check({ superuser, user, collection, record, claim, refused }) {
    const never = "id = 'none'"
    const made = await collection({
      listRule: never,
      viewRule: never,
      createRule: never,
      updateRule: never,
      deleteRule: never,
    })
    const { id } = await record(made)
    const { client } = await user()
    const path = `${made.records}/${id}`
    const view = await superuser.get(path)
    claim('superusers list', await superuser.get(made.records)).length('/items', 1)
    claim('others list nothing', await client.get(made.records))
      .status(200)
      .length('/items', 0)
    const created = await superuser.post(made.records, {})
    claim('superusers create', created).status(200)
    const denied = refused(created, await client.post(made.records, {}))
    claim('others do not create', denied).error(400, 'Failed to create record.')
    claim('superusers update', await superuser.patch(path, {})).status(200)
    claim('others do not view', refused(view, await client.get(path))).error(404, notFound)
    claim('others do not update', refused(view, await client.patch(path, {}))).error(404, notFound)
    claim('others do not delete', refused(view, await client.delete(path))).error(404, notFound)
    claim('superusers delete', await superuser.delete(path)).status(204)
  },
})

import { conform } from '../harness/case.ts'

const notFound = "The requested resource wasn't found."

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

export const viewDenied = conform('rules.view.denied', {
  lane: 'shared',
  async check({ guest, collection, record, claim, refused }) {
    const made = await collection({
      viewRule: 'flag = true',
      fields: [{ name: 'flag', type: 'bool' }],
    })
    const shown = await record(made, { flag: true })
    const hidden = await record(made, { flag: false })
    const control = await guest.get(`${made.records}/${shown.id}`)
    const denied = refused(control, await guest.get(`${made.records}/${hidden.id}`))
    claim('is not found', denied).error(404, notFound)
    claim('like a missing one', await guest.get(`${made.records}/missing00000000`))
      .sameBodyAs(denied)
      .status(404)
  },
})

export const usesOnlyListRule = conform('rules.list.uses-only-list-rule', {
  lane: 'shared',
  async check({ guest, collection, record, claim }) {
    const open = await collection({ viewRule: null })
    const { id } = await record(open)
    claim('listing uses the listRule', await guest.get(open.records))
      .status(200)
      .length('/items', 1)
    claim('viewing does not', await guest.get(`${open.records}/${id}`)).status(403)
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
    claim('superusers update', await superuser.patch(path, {})).status(200)
    claim('others do not view', refused(view, await client.get(path))).error(404, notFound)
    claim('others do not update', refused(view, await client.patch(path, {}))).error(404, notFound)
    claim('others do not delete', refused(view, await client.delete(path))).error(404, notFound)
    claim('superusers delete', await superuser.delete(path)).status(204)
  },
})

export const againstStored = conform('rules.update.against-stored-record', {
  lane: 'shared',
  async check({ guest, collection, record, claim }) {
    const made = await collection({
      updateRule: "title = 'old'",
      fields: [{ name: 'title', type: 'text' }],
    })
    const { id } = await record(made, { title: 'old' })
    const path = `${made.records}/${id}`
    claim('the stored title decides', await guest.patch(path, { title: 'new' })).status(200)
    claim('not the submitted one', await guest.patch(path, { title: 'old' })).status(404)
  },
})

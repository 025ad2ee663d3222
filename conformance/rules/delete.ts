import { conform } from '../harness/case.ts'
import { notFound, setRules } from './support.ts'

export const denied = conform('rules.delete.denied', {
  lane: 'shared',
  async check({ guest, superuser, collection, record, claim, refused }) {
    const made = await collection({
      deleteRule: 'flag = true',
      fields: [{ name: 'flag', type: 'bool' }],
    })
    const kept = await record(made, { flag: false })
    const gone = await record(made, { flag: true })
    const control = await guest.delete(`${made.records}/${gone.id}`)
    claim('a record that satisfies it', control).status(204)
    const answer = refused(control, await guest.delete(`${made.records}/${kept.id}`))
    claim('one that does not', answer).error(404, notFound)
    claim('stays', await superuser.get(`${made.records}/${kept.id}`)).status(200)
  },
})

export const queryInRule = conform('rules.delete.query-in-rule', {
  lane: 'shared',
  async check(context) {
    const { guest, collection, record, claim } = context
    const made = await collection({ deleteRule: '@request.query.test:isset = true' })
    const remove = async (query: string) =>
      guest.delete(`${made.records}/${(await record(made)).id}${query}`)
    claim('without the parameter', await remove('')).error(404, notFound)
    claim('with it', await remove('?test=1')).status(204)
    claim('with it, empty', await remove('?test=')).status(204)
    await setRules(context, made, { deleteRule: "@request.headers.x_token = 'a'" })
    claim('without the header', await remove('')).error(404, notFound)
    const { id } = await record(made)
    const allowed = guest.withHeaders({ 'X-Token': 'a' })
    claim('with the header', await allowed.delete(`${made.records}/${id}`)).status(204)
  },
})

export const viewCollection = conform('rules.delete.view-collection', {
  lane: 'shared',
  async check({ guest, superuser, collection, record, claim }) {
    const base = await collection()
    const { id } = await record(base)
    const view = await collection({ type: 'view', viewQuery: `SELECT id FROM ${base.name}` })
    const path = `${view.records}/${id}`
    for (const [who, client] of [
      ['guest', guest],
      ['superuser', superuser],
    ] as const) {
      const message = 'Unsupported collection type.'
      claim(`create, ${who}`, await client.post(view.records, {})).error(400, message)
      claim(`update, ${who}`, await client.patch(path, {})).error(400, message)
      claim(`delete, ${who}`, await client.delete(path)).error(400, message)
    }
  },
})

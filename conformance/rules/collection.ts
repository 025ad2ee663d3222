import { conform, type CaseContext } from '../harness/case.ts'
import { notFound } from './support.ts'

/** Teams that a rule opens by memberships; `member` belongs to the first of the two. */
const teams = async (context: CaseContext, rule: (memberships: string) => string) => {
  const { collection, record, user } = context
  const made = await collection({ fields: [{ name: 'name', type: 'text' }] })
  const closed = {
    listRule: null,
    viewRule: null,
    createRule: null,
    updateRule: null,
    deleteRule: null,
  }
  const memberships = await collection({
    ...closed,
    fields: [
      { name: 'user', type: 'text' },
      { name: 'team', type: 'text' },
    ],
  })
  const viewRule = rule(memberships.name)
  context.accepted(await context.superuser.patch(made.path, { viewRule, listRule: viewRule }))
  const first = await record(made)
  const second = await record(made)
  const member = await user()
  const other = await user()
  await record(memberships, { user: member.id, team: first.id })
  await record(memberships, { user: other.id, team: second.id })
  const stranger = await user()
  return { made, first: `${made.records}/${first.id}`, member, other, stranger }
}

export const reference = conform('rules.collection.reference', {
  lane: 'shared',
  async check(context) {
    const { claim, guest } = context
    const { made, first, member, other, stranger } = await teams(
      context,
      (name) => `@collection.${name}.team ?= id && @collection.${name}.user ?= @request.auth.id`,
    )
    claim('a member', await member.client.get(first)).status(200)
    claim('a member of another', await other.client.get(first)).error(404, notFound)
    claim('a member of none', await stranger.client.get(first)).error(404, notFound)
    claim('a guest', await guest.get(first)).error(404, notFound)
    claim('a member lists', await member.client.get(made.records)).json('/totalItems', 1)
    claim('others list nothing', await stranger.client.get(made.records)).json('/totalItems', 0)
  },
})

export const alias = conform('rules.collection.alias', {
  lane: 'shared',
  async check(context) {
    const { claim } = context
    const { first, member, other, stranger } = await teams(
      context,
      (name) =>
        `@collection.${name}:a.team ?= id && @collection.${name}:b.user ?= @request.auth.id`,
    )
    claim('a member', await member.client.get(first)).status(200)
    claim('a member of another', await other.client.get(first)).status(200)
    claim('a member of none', await stranger.client.get(first)).error(404, notFound)
  },
})

import { conform } from '../harness/case.ts'

const failed = 'Failed to create record.'

export const falseRule = conform('records.rule.false-create', {
  lane: 'shared',
  async check({ guest, user, collection, claim, refused }) {
    const { records } = await collection({
      createRule: "@request.auth.id != ''",
      fields: [{ name: 'title', type: 'text' }],
    })
    const { client } = await user()
    const answer = refused(await client.post(records, {}), await guest.post(records, {}))
    claim('is a 400 without reasons', answer).error(400, failed)
  },
})

export const nullRule = conform('records.rule.null-superusers-only', {
  lane: 'shared',
  async check({ guest, superuser, user, collection, record, claim, refused }) {
    const closed = {
      listRule: null,
      viewRule: null,
      createRule: null,
      updateRule: null,
      deleteRule: null,
    }
    const made = await collection({ ...closed, fields: [{ name: 'title', type: 'text' }] })
    const { id } = await record(made, { title: 'a' })
    const { client } = await user()
    const control = await superuser.get(made.records)
    for (const [who, caller] of [
      ['guest', guest],
      ['user', client],
    ] as const) {
      const answers = {
        list: await caller.get(made.records),
        view: await caller.get(`${made.records}/${id}`),
        create: await caller.post(made.records, {}),
        update: await caller.patch(`${made.records}/${id}`, {}),
        delete: await caller.delete(`${made.records}/${id}`),
      }
      for (const [action, answer] of Object.entries(answers)) {
        const message = 'Only superusers can perform this action.'
        claim(`${action} as ${who}`, refused(control, answer)).error(403, message)
      }
    }
  },
})

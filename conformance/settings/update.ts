import { conform } from '../harness/case.ts'

export const deepPartial = conform('settings.update.deep-partial', {
  lane: 'exclusive',
  async check({ superuser, claim, accepted, defer }) {
    const before = accepted(await superuser.get('/api/settings'))
    defer(() => superuser.patch('/api/settings', { smtp: before.at('/smtp') }))
    const after = await superuser.patch('/api/settings', { smtp: { port: 2525 } })
    claim('changes what was sent', after).status(200).json('/smtp/port', 2525)
    claim('keeps the rest', after)
      .json('/smtp/host', before.at('/smtp/host'))
      .json('/meta', before.at('/meta'))
    const later = await superuser.get('/api/settings')
    claim('a later read shows the same', later).status(200).sameBodyAs(after)
  },
})

export const wrongType = conform('settings.update.wrong-type', {
  lane: 'shared',
  async check({ superuser, claim }) {
    const message = 'An error occurred while loading the submitted data.'
    const bodies = [
      { smtp: { port: '25' } },
      { smtp: { port: 25.5 } },
      { meta: { appName: 1 } },
      [],
      'x',
    ]
    for (const body of bodies) {
      claim(JSON.stringify(body), await superuser.patch('/api/settings', body)).error(400, message)
    }
  },
})

export const unknownKeys = conform('settings.update.unknown-keys', {
  lane: 'exclusive',
  async check({ superuser, claim }) {
    const before = await superuser.get('/api/settings')
    const answer = await superuser.patch('/api/settings', { foo: 1, meta: { bar: 2 } })
    claim('are ignored', answer).status(200).sameBodyAs(before)
  },
})

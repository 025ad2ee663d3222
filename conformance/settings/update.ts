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
  },
})

import { conform } from '../harness/case.ts'
import { notUnique } from '../harness/wording.ts'
import { account, lookUp, notFound, signIn } from './support.ts'

const links = '/api/collections/_externalAuths/records'

export const unlink = conform('auth.external.unlink', {
  lane: 'shared',
  async check(context) {
    const { guest, superuser, collection, user, unique, claim, accepted } = context
    const auth = await collection({ type: 'auth' })
    const { client, ...member } = await user({}, auth)
    const stranger = await user({}, auth)
    const stored = await superuser.get(`${auth.records}/${member.id}`)
    for (const [who, by] of Object.entries({ owner: client, superuser })) {
      const link = { collectionRef: auth.id, recordRef: member.id, provider: 'google' }
      const made = accepted(await superuser.post(links, { ...link, providerId: unique('p') }))
      const path = `${links}/${made.text('/id')}`
      claim(`${who}: not by others`, await stranger.client.delete(path)).error(404, notFound)
      claim(`${who}: unlinks`, await by.delete(path)).status(204)
      const gone = await lookUp(context, '_externalAuths', made.text('/id'))
      claim(`${who}: the link is gone`, gone).error(404, notFound)
    }
    const after = await superuser.get(`${auth.records}/${member.id}`)
    claim('the account is as it was', after).sameBodyAs(stored)
    claim('it still signs in', await signIn(guest, auth, member)).status(200)
  },
})

export const uniqueness = conform('auth.external.uniqueness', {
  lane: 'shared',
  async check(context) {
    const { superuser, collection, unique, claim, refused } = context
    const auth = await collection({ type: 'auth' })
    const other = await collection({ type: 'auth' })
    const one = await account(context, auth)
    const two = await account(context, auth)
    const three = await account(context, other)
    const providerId = unique('p')
    const link = { collectionRef: auth.id, recordRef: one.id, provider: 'google', providerId }
    const control = await superuser.post(links, link)
    const again = await superuser.post(links, { ...link, providerId: unique('p') })
    const failed = 'Failed to create record.'
    claim('one provider once', refused(control, again)).error(400, failed, {
      collectionRef: notUnique,
      provider: notUnique,
      recordRef: notUnique,
    })
    const taken = await superuser.post(links, { ...link, recordRef: two.id })
    claim('one account of a provider once', refused(control, taken)).error(400, failed, {
      collectionRef: notUnique,
      provider: notUnique,
      providerId: notUnique,
    })
    const another = await superuser.post(links, { ...link, provider: 'github' })
    claim('another provider may', another).status(200)
    const foreign = { ...link, collectionRef: other.id, recordRef: three.id }
    claim('another collection may', await superuser.post(links, foreign)).status(200)
  },
})

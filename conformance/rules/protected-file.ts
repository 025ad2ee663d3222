import { conform } from '../harness/case.ts'
import { setRules } from './support.ts'

export const viewRule = conform('rules.protected-file.view-rule', {
  lane: 'shared',
  async check(context) {
    const { collection, guest, superuser, user, accepted, claim } = context
    const made = await collection({
      viewRule: "@request.auth.id != ''",
      fields: [{ name: 'doc', type: 'file', maxSelect: 1, protected: true }],
    })
    const file = { name: 'a.txt', content: 'secret text', type: 'text/plain' }
    const sent = await superuser.send('POST', made.records, { multipart: [['doc', file]] })
    const url = `/api/files/${made.name}/${accepted(sent).text('/id')}/${sent.text('/doc')}`
    const { client } = await user()
    const tokenOf = async (caller: typeof guest): Promise<string> =>
      accepted(await caller.post('/api/files/token')).text('/token')
    const token = await tokenOf(client)
    const ask = (query: Readonly<Record<string, string>> = {}) => guest.get(url, query)
    claim('without a token', await ask()).status(404)
    claim('with one', await ask({ token }))
      .status(200)
      .text('secret text')
    await setRules(context, made, { viewRule: "@request.context = 'protectedFile'" })
    claim('its context', await ask({ token })).status(200)
    await setRules(context, made, { viewRule: "@request.auth.id = 'nobody'" })
    claim('an owner whom the rule denies', await ask({ token })).status(404)
    await setRules(context, made, { viewRule: null })
    claim('a null rule', await ask({ token })).status(404)
    const root = await tokenOf(superuser)
    claim("a superuser's token", await ask({ token: root })).status(200)
  },
})

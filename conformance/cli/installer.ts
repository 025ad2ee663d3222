import { conform } from '../harness/case.ts'
import { startFresh } from './start-fresh.ts'

const superusers = '/api/collections/_superusers/records'

export const firstStart = conform('cli.installer.first-start', {
  lane: 'private',
  needs: ['data-dir', 'restart'],
  async check({ guest, server, claim }) {
    const token = await startFresh(server)
    claim('prints a link', token).matches(/./)
    claim('and says what for', server.log()).includes(
      "(!) Launch the URL below in the browser if it hasn't been open already to create your first superuser account:",
    )
    claim('and how else', server.log()).matches(
      /\(you can also create your first superuser by running: .+ superuser upsert EMAIL PASS\)/,
    )
    const installer = guest.withToken(token ?? 'none')
    claim('its token is a superuser', await installer.get('/api/settings')).status(200)
    claim('a stand-in', await installer.get(superusers, { fields: 'email,verified' })).json(
      '/items',
      [{ email: '__pbinstaller@example.com', verified: true }],
    )
    const [, payload = ''] = (token ?? '').split('.')
    const claims = JSON.parse(Buffer.from(payload, 'base64url').toString()) as {
      readonly exp: number
      readonly refreshable: boolean
    }
    claim('that is not refreshed', claims.refreshable).equals(false)
    const minutes = (claims.exp - Date.now() / 1000) / 60
    claim('for thirty minutes', minutes > 28 && minutes <= 30.1).equals(true)
  },
})

export const tokenCreates = conform('cli.installer.token-creates-superuser', {
  lane: 'private',
  needs: ['data-dir', 'restart'],
  async check({ guest, server, claim }) {
    const token = await startFresh(server)
    const installer = guest.withToken(token ?? 'none')
    const email = 'first@example.com'
    const password = '1234567890'
    const made = await installer.post(superusers, { email, password, passwordConfirm: password })
    claim('makes the first', made).status(200).json('/email', email)
    claim('and is void', await installer.get('/api/settings')).status(401)
    const signIn = '/api/collections/_superusers/auth-with-password'
    const signedIn = await guest.post(signIn, { identity: email, password })
    const first = guest.withToken(signedIn.text('/token'))
    claim('the stand-in is gone', await first.get(superusers, { fields: 'email' })).json('/items', [
      { email },
    ])
  },
})

export const skipped = conform('cli.installer.skipped', {
  lane: 'private',
  needs: ['cli', 'data-dir', 'restart'],
  async check({ superuser, server, claim }) {
    claim('not with a superuser', server.log()).matches(/^(?![^]*pbinstal)/)
    claim('nor a stand-in', await superuser.get(superusers, { fields: 'email' })).json('/items', [
      { email: server.superuser.email },
    ])
    const first = await startFresh(server)
    const second = await startFresh(server)
    claim('a fresh link at each start without', [first === undefined, second === undefined]).equals(
      [false, false],
    )
    claim('is another', second).differs(first)
    await server.cli(['superuser', 'upsert', 'a@example.com', '1234567890'])
    const before = server.log().length
    await server.restart()
    await Bun.sleep(300)
    claim('none when there is one again', server.log().slice(before)).matches(/^(?![^]*pbinstal)/)
  },
})

import { conform } from '../harness/case.ts'

const signIn = '/api/collections/_superusers/auth-with-password'
const password = '1234567890'

export const create = conform('cli.superuser.create', {
  lane: 'private',
  needs: ['cli'],
  async check({ guest, server, claim }) {
    const identity = 'new@example.com'
    const created = await server.cli(['superuser', 'create', identity, password])
    claim('says so', created.stdout).equals(`Successfully created new superuser "${identity}"!\n`)
    claim('it can sign in', await guest.post(signIn, { identity, password })).status(200)
    const again = await server.cli(['superuser', 'create', identity, password])
    claim('not twice', again.stdout).matches(/^Error: failed to create new superuser account: /)
    const short = await server.cli(['superuser', 'create', 'other@example.com', '1234567'])
    claim('not with a short password', short.stdout).matches(
      /^Error: failed to create new superuser account: /,
    )
    claim('a refusal is no failure of the process', short.code).equals(0)
  },
})

export const concurrent = conform('cli.superuser.concurrent-with-serve', {
  lane: 'private',
  needs: ['cli'],
  async check({ guest, server, accepted, claim }) {
    const identity = 'second@example.com'
    await server.cli(['superuser', 'upsert', identity, password])
    const signedIn = accepted(await guest.post(signIn, { identity, password }))
    const second = guest.withToken(signedIn.text('/token'))
    claim('a new superuser is known at once', await second.get('/api/collections')).status(200)
    const removed = await server.cli(['superuser', 'delete', identity])
    claim('deleting says so', removed.stdout).equals(
      `Successfully deleted superuser "${identity}"!\n`,
    )
    claim('and its token is void at once', await second.get('/api/collections')).status(401)
  },
})

export const args = conform('cli.superuser.args', {
  lane: 'private',
  needs: ['cli'],
  async check({ server, claim }) {
    const few = await server.cli(['superuser', 'create', 'a@b.co'])
    claim('needs both', few.stdout).equals('Error: missing email and password arguments\n')
    const bad = await server.cli(['superuser', 'create', 'bad', password])
    claim('needs an address', bad.stdout).equals('Error: missing or invalid email address\n')
    claim('stderr stays empty', bad.stderr).equals('')
  },
})

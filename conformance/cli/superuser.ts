import { conform } from '../harness/case.ts'
import { any } from '../harness/match.ts'

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

const superusers = '/api/collections/_superusers/records'
const failed = /^Error: failed to upsert superuser account: ./

export const group = conform('cli.superuser.group', {
  lane: 'private',
  needs: ['cli'],
  async check({ server, claim }) {
    for (const args of [['superuser'], ['superuser', 'nonsense']]) {
      const { stdout, code } = await server.cli(args)
      for (const command of ['create', 'delete', 'otp', 'update', 'upsert']) {
        claim(`${args.join(' ')}: ${command}`, stdout).matches(new RegExp(`^ +${command}\\b`, 'm'))
      }
      claim(`${args.join(' ')}: code`, code).equals(0)
    }
  },
})

export const upsert = conform('cli.superuser.upsert', {
  lane: 'private',
  needs: ['cli'],
  async check({ guest, superuser, server, accepted, claim }) {
    const identity = 'new@example.com'
    const run = (secret: string) => server.cli(['superuser', 'upsert', identity, secret])
    const said = `Successfully saved superuser "${identity}"!\n`
    claim('creates', (await run('first secret')).stdout).equals(said)
    const before = accepted(await guest.post(signIn, { identity, password: 'first secret' }))
    const client = guest.withToken(before.text('/token'))
    claim('that signs in', await client.get('/api/settings')).status(200)
    claim('changes', (await run('second secret')).stdout).equals(said)
    claim(
      'the old password is void',
      await guest.post(signIn, { identity, password: 'first secret' }),
    ).status(400)
    claim(
      'the new one counts',
      await guest.post(signIn, { identity, password: 'second secret' }),
    ).status(200)
    claim('earlier tokens are void', await client.get('/api/settings')).status(401)
    const found = await superuser.get(superusers, { filter: `email='${identity}'` })
    claim('there is one', found).json('/totalItems', 1)
    claim('a short password', (await run('short')).stdout).matches(failed)
  },
})

export const update = conform('cli.superuser.update', {
  lane: 'private',
  needs: ['cli'],
  async check({ guest, server, claim }) {
    const { email: identity } = server.superuser
    const run = (address: string, secret: string) =>
      server.cli(['superuser', 'update', address, secret])
    claim('says so', (await run(identity, 'another secret')).stdout).equals(
      `Successfully changed superuser "${identity}" password!\n`,
    )
    const signedIn = await guest.post(signIn, { identity, password: 'another secret' })
    claim('the new password counts', signedIn).status(200)
    claim('nobody', (await run('nobody@example.com', 'another secret')).stdout).equals(
      'Error: superuser with email "nobody@example.com" doesn\'t exist\n',
    )
    claim('a short password', (await run(identity, 'short')).stdout).matches(
      /^Error: failed to change superuser ".+" password: ./,
    )
  },
})

export const remove = conform('cli.superuser.delete', {
  lane: 'private',
  needs: ['cli'],
  async check({ superuser, server, claim }) {
    const { email } = server.superuser
    const other = 'other@example.com'
    const run = (...args: readonly string[]) => server.cli(['superuser', 'delete', ...args])
    await server.cli(['superuser', 'upsert', other, password])
    claim('says so', (await run(other)).stdout).equals(
      `Successfully deleted superuser "${other}"!\n`,
    )
    claim('it is gone', await superuser.get(superusers, { fields: 'email' })).json('/items', [
      { email },
    ])
    claim('not there', (await run(other)).stdout).equals(
      `superuser "${other}" is missing or already deleted\n`,
    )
    claim('not the last', (await run(email)).stdout).equals(
      `Error: failed to delete superuser "${email}": You can't delete the only existing superuser.\n`,
    )
    for (const args of [[], ['bad']]) {
      claim(`"${args.join('')}"`, (await run(...args)).stdout).equals(
        'Error: invalid or missing email address\n',
      )
    }
  },
})

export const otp = conform('cli.superuser.otp', {
  lane: 'private',
  needs: ['cli'],
  async check({ guest, superuser, server, accepted, claim }) {
    const { email } = server.superuser
    const run = (...args: readonly string[]) => server.cli(['superuser', 'otp', ...args])
    claim('is off', (await run(email)).stdout).equals(
      'Error: OTP auth is not enabled for the _superusers collection\n',
    )
    claim('needs an address', (await run('bad')).stdout).equals(
      'Error: invalid or missing email address\n',
    )
    const collection = '/api/collections/_superusers'
    const on = { otp: { enabled: true, length: 6 }, mfa: { enabled: true } }
    accepted(await superuser.patch(collection, on))
    claim('nobody', (await run('nobody@example.com')).stdout).equals(
      'Error: superuser with email "nobody@example.com" doesn\'t exist\n',
    )
    const { stdout } = await run(email)
    claim('is told', stdout).matches(
      /^Successfully created OTP for superuser ".+":\n├─ Id: {4}\w{15}\n├─ Pass: {2}\d{6}\n└─ Valid: \d+s\n\n$/,
    )
    const [, otpId, code] = /Id: +(\w+)\n.*Pass: +(\d+)/.exec(stdout) ?? []
    const answer = await guest.post(`${collection}/auth-with-otp`, { otpId, password: code })
    claim('is taken, and asks for more', answer).status(401).json('/mfaId', any.string)
  },
})

import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { conform } from '../harness/case.ts'
import { readRows } from '../probes/data-dir.ts'
import { resolveTarget } from '../targets/resolve.ts'

const signIn = '/api/collections/_superusers/auth-with-password'

export const globalFlags = conform('cli.flags.global', {
  lane: 'private',
  needs: ['cli', 'data-dir'],
  async check({ server, unique, claim }) {
    const place = () => join(server.publicDir ?? '', '..', unique('place_'))
    const args = ['superuser', 'upsert', 'a@example.com', '1234567890']
    const [before, after, apart] = [place(), place(), place()]
    await server.cli([`--dir=${before}`, '--dev=false', ...args], { bare: true })
    await server.cli([...args, `--dir=${after}`], { bare: true })
    await server.cli([...args, '--dir', apart], { bare: true })
    for (const [name, dir] of Object.entries({ before, after, apart })) {
      claim(`--dir ${name}`, existsSync(join(dir, 'data.db'))).equals(true)
    }
    const all = [
      '--encryptionEnv=PLUMBLINE_NONE',
      '--dev=false',
      '--queryTimeout=10',
      '--hooksDir=/nonexistent',
      '--hooksWatch=false',
      '--hooksPool=1',
      '--migrationsDir=/nonexistent',
      '--automigrate=false',
      '--indexFallback=false',
      '--publicDir=/nonexistent',
    ]
    for (const flag of all) {
      const { stdout } = await server.cli([
        flag,
        'superuser',
        'upsert',
        'a@example.com',
        '1234567890',
      ])
      claim(flag, stdout).equals('Successfully saved superuser "a@example.com"!\n')
    }
    const help = (await server.cli(['--help'])).stdout
    for (const flag of all) {
      const [name = ''] = flag.split('=')
      claim(`the help names ${name}`, help).includes(name)
    }
  },
})

export const dataDir = conform('cli.bootstrap.data-dir', {
  lane: 'private',
  needs: ['cli', 'data-dir'],
  async check({ server, unique, claim }) {
    const dir = join(server.publicDir ?? '', '..', unique('new_'), 'deep')
    await server.cli(['superuser', 'upsert', 'a@example.com', '1234567890', `--dir=${dir}`], {
      bare: true,
    })
    for (const file of ['data.db', 'auxiliary.db'] as const) {
      claim(`${file} is there`, existsSync(join(dir, file))).equals(true)
      const mode = readRows({ dataDir: dir }, file, 'PRAGMA journal_mode')
      claim(`${file} has a write-ahead log`, mode).equals([{ journal_mode: 'wal' }])
    }
  },
})

export const migrations = conform('cli.bootstrap.system-migrations', {
  lane: 'private',
  needs: ['cli', 'data-dir'],
  async check({ server, unique, claim }) {
    const dir = { dataDir: join(server.publicDir ?? '', '..', unique('new_')) }
    const before = Date.now() * 1000
    await server.cli(
      ['superuser', 'upsert', 'a@example.com', '1234567890', `--dir=${dir.dataDir}`],
      { bare: true },
    )
    const tables = `SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY name`
    const names = readRows(dir, 'data.db', tables).map(({ name }) => name)
    claim('tables', names).equals([
      '_authOrigins',
      '_collections',
      '_externalAuths',
      '_mfas',
      '_migrations',
      '_otps',
      '_params',
      '_superusers',
      'users',
    ])
    claim('logs', readRows(dir, 'auxiliary.db', tables)).includes({ name: '_logs' })
    const applied = readRows(dir, 'data.db', 'SELECT file, applied FROM _migrations')
    const files = applied.map(({ file }) => file)
    claim('their files', files).includes('1640988000_init.go')
    claim('that of the logs', files).includes('1640988000_aux_init.go')
    const times = applied.map((row) => Number(row['applied']))
    claim('applied now, in microseconds', Math.min(...times)).atLeast(before - 5_000_000)
    claim('and no later', Math.max(...times)).atMost(Date.now() * 1000 + 5_000_000)
  },
})

export const settingsRow = conform('cli.bootstrap.settings-persisted', {
  lane: 'private',
  needs: ['cli', 'data-dir'],
  async check({ server, unique, claim }) {
    const dir = { dataDir: join(server.publicDir ?? '', '..', unique('new_')) }
    await server.cli(
      ['superuser', 'upsert', 'a@example.com', '1234567890', `--dir=${dir.dataDir}`],
      { bare: true },
    )
    const rows = readRows(
      dir,
      'data.db',
      `SELECT id, json_extract(CAST(value AS TEXT), '$.meta.appName') AS name FROM _params`,
    )
    claim('are stored', rows).equals([{ id: 'settings', name: 'Acme' }])
  },
})

export const tempCleanup = conform('cli.bootstrap.temp-cleanup', {
  lane: 'private',
  needs: ['restart', 'data-dir'],
  async check({ server, claim }) {
    const temp = join(server.dataDir ?? '', '.pb_temp_to_delete')
    await server.stop()
    await Bun.write(join(temp, 'x', 'y'), 'left over')
    claim('is there', existsSync(temp)).equals(true)
    await server.start()
    claim('is gone', existsSync(temp)).equals(false)
  },
})

export const defaultAddress = conform('cli.serve.default-address', {
  lane: 'private',
  needs: ['cli'],
  async check({ server, claim, defer }) {
    // Whoever has the port: the server that is started must ask for it, and be refused.
    try {
      const holder = Bun.listen({
        hostname: '127.0.0.1',
        port: 8090,
        socket: { data: () => undefined },
      })
      defer(() => holder.stop(true))
    } catch {
      // Somebody else has it.
    }
    const { stdout } = await server.cli(['serve'])
    claim('is asked for', stdout).matches(/^Error: .*127\.0\.0\.1:8090.*address already in use/)
  },
})

export const httpFlag = conform('cli.serve.http-flag', {
  lane: 'private',
  needs: ['restart'],
  async check({ server, launch, guest, claim }) {
    claim('the address that was given', await guest.get('/api/health')).status(200)
    const other = await launch({})
    claim('another, beside it', (await fetch(`${other.url}/api/health`)).status).equals(200)
    claim('is another', other.url).differs(server.url)
  },
})

export const origins = conform('cli.serve.origins', {
  lane: 'private',
  server: { flags: ['--origins=https://a.test', '--origins=https://b.test,https://c.test'] },
  async check({ guest, claim }) {
    const ask = (from: string) => guest.send('GET', '/api/health', { headers: { Origin: from } })
    for (const from of ['https://a.test', 'https://b.test', 'https://c.test']) {
      claim(from, await ask(from)).header('access-control-allow-origin', from)
    }
    claim('no other', await ask('https://d.test'))
      .status(200)
      .header('access-control-allow-origin', undefined)
  },
})

export const originsEmpty = conform('cli.serve.origins-empty', {
  lane: 'private',
  server: { flags: ['--origins='] },
  async check({ guest, claim }) {
    const headers = { Origin: 'https://a.test' }
    claim('any', await guest.send('GET', '/api/health', { headers }))
      .status(200)
      .header('access-control-allow-origin', '*')
  },
})

export const banner = conform('cli.serve.banner', {
  lane: 'private',
  needs: ['restart'],
  async check({ server, claim }) {
    const [first = '', ...lines] = server.log().split('\n')
    claim('the time and the address', first).matches(
      /^\d{4}\/\d\d\/\d\d \d\d:\d\d:\d\d Server started at http:\/\/127\.0\.0\.1:\d+$/,
    )
    claim('of this server', first.endsWith(server.url)).equals(true)
    claim('the API', lines[0]).equals(`├─ REST API:  ${server.url}/api/`)
    claim('the dashboard', lines[1]).equals(`└─ Dashboard: ${server.url}/_/`)
  },
})

export const addressInUse = conform('cli.serve.address-in-use', {
  lane: 'private',
  needs: ['cli'],
  async check({ guest, server, claim }) {
    const { host } = new URL(server.url)
    const { stdout, code } = await server.cli(['serve', `--http=${host}`])
    claim('names the address', stdout).matches(/^Error: /)
    claim('and the cause', [
      stdout.includes(host),
      stdout.includes('address already in use'),
    ]).equals([true, true])
    claim('ends well', code).equals(0)
    claim('the first goes on', await guest.get('/api/health')).status(200)
  },
})

export const encryption = conform('cli.encryption', {
  lane: 'private',
  needs: ['cli', 'data-dir', 'restart'],
  server: {
    flags: ['--encryptionEnv=PLUMBLINE_KEY'],
    env: { PLUMBLINE_KEY: '12345678901234567890123456789012' },
  },
  async check({ superuser, server, accepted, claim }) {
    accepted(await superuser.patch('/api/settings', { meta: { appName: 'sealed' } }))
    const [row] = readRows(server, 'data.db', `SELECT CAST(value AS TEXT) AS value FROM _params`)
    claim('is not JSON', row?.['value']).matches(/^[A-Za-z0-9+/=]+$/)
    await server.stop()
    const args = ['superuser', 'upsert', 'a@example.com', '1234567890']
    const without = await server.cli(args)
    claim('fails without a key', without.code).equals(1)
    claim('and says so', without.stderr).matches(
      /invalid settings db data or missing encryption key/,
    )
    const flag = '--encryptionEnv=PLUMBLINE_KEY'
    const other = { env: { PLUMBLINE_KEY: '99999999999999999999999999999999' } }
    claim('fails with another', (await server.cli([...args, flag], other)).code).equals(1)
    const same = { env: { PLUMBLINE_KEY: '12345678901234567890123456789012' } }
    claim('works with it', (await server.cli([...args, flag], same)).code).equals(0)
  },
})

export const encryptionBoth = conform('cli.encryption-shared', {
  lane: 'private',
  needs: ['data-dir', 'restart', 'oracle'],
  server: {
    flags: ['--encryptionEnv=PLUMBLINE_KEY'],
    env: { PLUMBLINE_KEY: '12345678901234567890123456789012' },
  },
  async check({ superuser, server, accepted, launch, defer, claim }) {
    accepted(await superuser.patch('/api/settings', { meta: { appName: 'sealed' } }))
    await server.stop()
    const options = {
      flags: ['--encryptionEnv=PLUMBLINE_KEY'],
      env: { PLUMBLINE_KEY: '12345678901234567890123456789012' },
    }
    const oracle = await resolveTarget('upstream')
    defer(() => oracle.close())
    const theirs = await launch({ ...options, dataFrom: server.dataDir ?? '' }, oracle)
    const nameAt = async (url: string, method: 'GET' | 'PATCH', body?: string) => {
      const { email: identity, password } = server.superuser
      const signedIn = await fetch(url + signIn, {
        method: 'POST',
        headers: { 'Content-Type': 'application/json' },
        body: JSON.stringify({ identity, password }),
      })
      const { token } = (await signedIn.json()) as { readonly token: string }
      const answer = await fetch(`${url}/api/settings`, {
        method,
        headers: { Authorization: token, 'Content-Type': 'application/json' },
        ...(body === undefined ? {} : { body }),
      })
      return ((await answer.json()) as { readonly meta: { readonly appName: string } }).meta.appName
    }
    claim('PocketBase reads them', await nameAt(theirs.url, 'GET')).equals('sealed')
    const changed = '{"meta":{"appName":"sealed again"}}'
    claim('and changes them', await nameAt(theirs.url, 'PATCH', changed)).equals('sealed again')
    await theirs.stop()
    const back = await launch({ ...options, dataFrom: theirs.dataDir ?? '' })
    claim('the server reads what PocketBase wrote', await nameAt(back.url, 'GET')).equals(
      'sealed again',
    )
  },
})

import { conform } from '../harness/case.ts'
import { changeRows, readRows } from '../probes/data-dir.ts'

const path = '/api/settings'
const key = '12345678901234567890123456789012'
const sql = `SELECT typeof(value) AS type, CAST(value AS TEXT) AS value, created, updated FROM _params WHERE id = 'settings'`

export const row = conform('settings.store.row', {
  lane: 'private',
  needs: ['data-dir'],
  async check({ superuser, server, accepted, claim }) {
    const [before] = readRows(server, 'data.db', sql)
    const secrets = {
      smtp: { password: 'p' },
      s3: { secret: 's' },
      backups: { s3: { secret: 'b' } },
    }
    accepted(await superuser.patch(path, secrets))
    const rows = readRows(server, 'data.db', sql)
    const [{ value, created, updated } = {}] = rows
    claim('there is one', rows).length(1)
    const stored = JSON.parse(String(value)) as Readonly<
      Record<string, Readonly<Record<string, unknown>>>
    >
    claim('keys as in the API', Object.keys(stored)).equals([
      'smtp',
      'backups',
      's3',
      'meta',
      'rateLimits',
      'trustedProxy',
      'batch',
      'logs',
    ])
    claim('a password in clear text', stored['smtp']?.['password']).equals('p')
    claim('secrets, too', [
      stored['s3']?.['secret'],
      (stored['backups']?.['s3'] as Readonly<Record<string, unknown>>)['secret'],
    ]).equals(['s', 'b'])
    claim('is created once', created).equals(before?.['created'])
    claim('is updated', String(updated) > String(before?.['updated'])).equals(true)
  },
})

export const encryption = conform('settings.store.encryption', {
  lane: 'private',
  needs: ['data-dir', 'restart'],
  server: { flags: ['--encryptionEnv=PLUMBLINE_KEY'], env: { PLUMBLINE_KEY: key } },
  async check({ superuser, server, accepted, claim }) {
    const smtp = { password: 'hush-hush' }
    accepted(await superuser.patch(path, { meta: { appName: 'sealed' }, smtp }))
    const [{ type, value } = {}] = readRows(server, 'data.db', sql)
    claim('is text', type).equals('text')
    claim('of base64', value).matches(/^[A-Za-z0-9+/]+={0,2}$/)
    const bytes = Buffer.from(String(value), 'base64')
    const open = async () => {
      const secret = await crypto.subtle.importKey('raw', Buffer.from(key), 'AES-GCM', false, [
        'decrypt',
      ])
      const algorithm = { name: 'AES-GCM', iv: bytes.subarray(0, 12) }
      return crypto.subtle.decrypt(algorithm, secret, bytes.subarray(12))
    }
    const json = JSON.parse(Buffer.from(await open()).toString()) as {
      readonly meta: { readonly appName: string }
      readonly smtp: { readonly password: string }
    }
    claim('nonce, ciphertext and tag of AES-256-GCM', [
      json.meta.appName,
      json.smtp.password,
    ]).equals(['sealed', 'hush-hush'])
    claim('the API shows it', await superuser.get(path)).json('/meta/appName', 'sealed')
    accepted(await superuser.patch(path, {}))
    const [again] = readRows(server, 'data.db', sql)
    claim('each time with another nonce', String(again?.['value']).slice(0, 16)).differs(
      String(value).slice(0, 16),
    )
    await server.restart()
    claim('it can be read again', await superuser.get(path)).json('/meta/appName', 'sealed')
  },
})

export const plainFirst = conform('settings.store.encryption-of-plain', {
  lane: 'private',
  needs: ['data-dir', 'restart'],
  async check({ superuser, server, accepted, launch, claim }) {
    accepted(await superuser.patch(path, { meta: { appName: 'plain' } }))
    await server.stop()
    const sealing = await launch({
      dataFrom: server.dataDir ?? '',
      flags: ['--encryptionEnv=PLUMBLINE_KEY'],
      env: { PLUMBLINE_KEY: key },
    })
    const client = superuser
    const ask = (method: string) =>
      fetch(`${sealing.url}${path}`, {
        method,
        headers: { Authorization: client.token ?? '', 'Content-Type': 'application/json' },
        ...(method === 'PATCH' ? { body: '{}' } : {}),
      })
    const read = (await (await ask('GET')).json()) as { meta: { appName: string } }
    claim('plain settings are read', read.meta.appName).equals('plain')
    claim('and saved', (await ask('PATCH')).status).equals(200)
    const [{ type } = {}] = readRows(sealing, 'data.db', sql)
    claim('encrypted', type).equals('text')
  },
})

export const createdOnBoot = conform('settings.store.created-on-boot', {
  lane: 'private',
  needs: ['data-dir', 'restart'],
  async check({ superuser, server, claim }) {
    await server.stop()
    changeRows(server, 'data.db', `DELETE FROM _params WHERE id = 'settings'`)
    claim('is gone', readRows(server, 'data.db', sql)).length(0)
    await server.start()
    claim('is there again', readRows(server, 'data.db', sql)).length(1)
    claim('with the defaults', await superuser.get(path)).json('/meta/appName', 'Acme')
  },
})

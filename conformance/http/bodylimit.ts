import { conform } from '../harness/case.ts'
import { changeSettings } from '../settings/support.ts'
import { chunked, declaring } from './support.ts'

const limit = 33_554_432
const tooLarge = '{"data":{},"message":"Request entity too large.","status":413}\n'
const signIn = '/api/collections/users/auth-with-password'

export const byDefault = conform('http.bodylimit.default', {
  lane: 'shared',
  async check({ raw, claim }) {
    for (const [method, path, otherwise] of [
      ['POST', signIn, 400],
      ['POST', '/api/nope', 404],
      ['PUT', '/nope', 404],
    ] as const) {
      const over = await raw(declaring(method, path, limit + 1))
      claim(`${method} ${path} over the limit`, [over.status, over.text]).equals([413, tooLarge])
      const exactly = await raw(declaring(method, path, limit))
      claim(`${method} ${path} at the limit`, exactly.status).equals(otherwise)
    }
  },
})

export const records = conform('http.bodylimit.records', {
  lane: 'shared',
  async check({ raw, collection, record, claim }) {
    const json = { name: 'json', type: 'json' }
    const editor = { name: 'editor', type: 'editor' }
    const files = { name: 'files', type: 'file', maxSelect: 3, maxSize: 100 }
    const cases = [
      ['nothing', [], limit],
      ['a json field', [json], limit + 1_048_576],
      ['a json field with a size', [{ ...json, maxSize: 10 }], limit + 10],
      ['an editor', [editor], limit + 5_242_880],
      ['files', [files], limit + 300],
      ['one file', [{ name: 'file', type: 'file' }], limit + 5_242_880],
      ['all of them', [json, editor, files], limit + 1_048_576 + 5_242_880 + 300],
    ] as const
    for (const [name, fields, bytes] of cases) {
      const made = await collection({ fields })
      const over = await raw(declaring('POST', made.records, bytes + 1))
      claim(`${name}: over`, [over.status, over.text]).equals([413, tooLarge])
      const exactly = await raw(declaring('POST', made.records, bytes))
      claim(`${name}: at the limit`, exactly.status).equals(400)
    }
    const made = await collection({ fields: [json] })
    const { id } = await record(made)
    const update = await raw(declaring('PATCH', `${made.records}/${id}`, limit + 1_048_577))
    claim('an update, too', update.status).equals(413)
  },
})

export const batch = conform('http.bodylimit.batch', {
  lane: 'exclusive',
  async check({ guest, maker, raw, claim, defer }) {
    await changeSettings({ maker, defer }, { batch: { enabled: true, maxBodySize: 10 } })
    const own = await guest.post('/api/batch', { requests: [] })
    claim('the size of the settings', own).error(413, 'Request entity too large.')
    await changeSettings({ maker, defer }, { batch: { enabled: true, maxBodySize: 0 } })
    const over = await raw(declaring('POST', '/api/batch', 134_217_729))
    claim('128 MiB without one', [over.status, over.text]).equals([413, tooLarge])
    const exactly = await raw(declaring('POST', '/api/batch', 134_217_728))
    claim('and no less', exactly.status).equals(400)
  },
})

export const chunkedBodies = conform('http.bodylimit.chunked', {
  lane: 'private',
  async check({ raw, superuser, collection, claim }) {
    const { records: path } = await collection({ fields: [{ name: 'a', type: 'text' }] })
    const body = `{"a":"${'x'.repeat(34.5 * 1024 * 1024)}"}`
    const signedIn = await raw(chunked('POST', signIn, body), { timeoutMs: 20_000 })
    claim('authentication', [signedIn.status, signedIn.text]).equals([413, tooLarge])
    const created = await raw(chunked('POST', path, body), { timeoutMs: 20_000 })
    claim('a record', [created.status, created.text]).equals([413, tooLarge])
    const token = `Authorization: ${superuser.token}`
    const settings = await raw(chunked('PATCH', '/api/settings', body, [token]), {
      timeoutMs: 20_000,
    })
    claim('settings say their own', [settings.status, settings.text]).equals([
      400,
      '{"data":{},"message":"An error occurred while loading the submitted data.","status":400}\n',
    ])
    const small = await raw(chunked('POST', path, '{"a":"x"}'))
    claim('a small one is read', small.status).equals(200)
  },
})

export const beforeGuard = conform('http.bodylimit.before-guard', {
  lane: 'shared',
  async check({ raw, claim }) {
    const within = await raw(declaring('PATCH', '/api/settings', limit))
    claim('a guest', within.status).equals(401)
    const over = await raw(declaring('PATCH', '/api/settings', limit + 1))
    claim('with a body too large', [over.status, over.text]).equals([413, tooLarge])
  },
})

export const backupUpload = conform('http.bodylimit.backup-upload-unlimited', {
  lane: 'private',
  async check({ raw, superuser, claim }) {
    const token = `Authorization: ${superuser.token}`
    const path = '/api/backups/upload'
    const answer = await raw(declaring('POST', path, limit + 1, [token]))
    claim('more than the limit of others', answer.status).equals(400)
  },
})

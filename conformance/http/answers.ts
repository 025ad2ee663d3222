import type { CaseContext } from '../harness/case.ts'
import type { Exchange } from '../harness/exchange.ts'

type Answers = Readonly<Record<string, Exchange>>

/** One accepted request of each operation that needs nothing but HTTP, for sentences about every answer. */
export const acceptedAnswers = async (context: CaseContext): Promise<Answers> => {
  const { superuser, unique, collection, record, user, defer } = context
  const { path, records } = await collection()
  const { id } = await record({ id: '', name: '', path, records })
  const auth = await collection({ type: 'auth', otp: { enabled: true } })
  const { id: userId, email, password, client } = await user({}, auth)
  const unknown = { email: `${unique('nobody')}@example.com` }
  const name = unique('c_')
  const created = await superuser.post('/api/collections', { name })
  defer(() => superuser.delete(`/api/collections/${name}`))
  const imported = { collections: [created.json] }
  return {
    health: await superuser.get('/api/health'),
    'collections list': await superuser.get('/api/collections'),
    'collections create': created,
    'collections view': await superuser.get(path),
    'collections update': await superuser.patch(`/api/collections/${name}`, {}),
    'collections import': await superuser.put('/api/collections/import', imported),
    'collections scaffolds': await superuser.get('/api/collections/meta/scaffolds'),
    'records list': await superuser.get(records),
    'records view': await superuser.get(`${records}/${id}`),
    'records create': await superuser.post(records, {}),
    'records update': await superuser.patch(`${records}/${id}`, {}),
    'records delete': await superuser.delete(`${records}/${id}`),
    'collections truncate': await superuser.delete(`${path}/truncate`),
    'collections delete': await superuser.delete(`/api/collections/${name}`),
    'auth methods': await superuser.get(`${auth.path}/auth-methods`),
    'auth with password': await superuser.post(`${auth.path}/auth-with-password`, {
      identity: email,
      password,
    }),
    'auth refresh': await client.post(`${auth.path}/auth-refresh`),
    'auth impersonate': await superuser.post(`${auth.path}/impersonate/${userId}`, {}),
    'auth request otp': await superuser.post(`${auth.path}/request-otp`, unknown),
    'auth request verification': await superuser.post(`${auth.path}/request-verification`, unknown),
    'auth request password reset': await superuser.post(
      `${auth.path}/request-password-reset`,
      unknown,
    ),
    'files token': await client.post('/api/files/token'),
    settings: await superuser.get('/api/settings'),
    'settings update': await superuser.patch('/api/settings', {}),
    'logs list': await superuser.get('/api/logs'),
    'logs stats': await superuser.get('/api/logs/stats'),
    'crons list': await superuser.get('/api/crons'),
  }
}

/** One refused request of each of them. */
export const refusedAnswers = async ({ guest }: CaseContext): Promise<Answers> => {
  const missing = '/api/collections/missing_xyz'
  const records = `${missing}/records`
  return {
    'collections list': await guest.get('/api/collections'),
    'collections create': await guest.post('/api/collections', {}),
    'collections view': await guest.get(missing),
    'collections update': await guest.patch(missing, {}),
    'collections import': await guest.put('/api/collections/import', {}),
    'collections scaffolds': await guest.get('/api/collections/meta/scaffolds'),
    'records list': await guest.get(records),
    'records view': await guest.get(`${records}/x`),
    'records create': await guest.post(records, {}),
    'records update': await guest.patch(`${records}/x`, {}),
    'records delete': await guest.delete(`${records}/x`),
    'collections truncate': await guest.delete(`${missing}/truncate`),
    'collections delete': await guest.delete(missing),
    'auth methods': await guest.get(`${missing}/auth-methods`),
    'auth with password': await guest.post(`${missing}/auth-with-password`, {}),
    'auth refresh': await guest.post(`${missing}/auth-refresh`),
    'auth impersonate': await guest.post(`${missing}/impersonate/x`, {}),
    'auth request otp': await guest.post(`${missing}/request-otp`, {}),
    'auth with otp': await guest.post(`${missing}/auth-with-otp`, {}),
    'auth with oauth2': await guest.post(`${missing}/auth-with-oauth2`, {}),
    'auth request verification': await guest.post(`${missing}/request-verification`, {}),
    'auth confirm verification': await guest.post(`${missing}/confirm-verification`, {}),
    'auth request password reset': await guest.post(`${missing}/request-password-reset`, {}),
    'auth confirm password reset': await guest.post(`${missing}/confirm-password-reset`, {}),
    'auth request email change': await guest.post(`${missing}/request-email-change`, {}),
    'auth confirm email change': await guest.post(`${missing}/confirm-email-change`, {}),
    'files token': await guest.post('/api/files/token'),
    'files download': await guest.get('/api/files/missing_xyz/x/y.txt'),
    settings: await guest.get('/api/settings'),
    'settings update': await guest.patch('/api/settings', {}),
    'settings test s3': await guest.post('/api/settings/test/s3', {}),
    'settings test email': await guest.post('/api/settings/test/email', {}),
    'settings apple': await guest.post('/api/settings/apple/generate-client-secret', {}),
    'logs list': await guest.get('/api/logs'),
    'logs view': await guest.get('/api/logs/x'),
    'logs stats': await guest.get('/api/logs/stats'),
    'crons list': await guest.get('/api/crons'),
    'crons run': await guest.post('/api/crons/x'),
    'backups list': await guest.get('/api/backups'),
    'backups create': await guest.post('/api/backups', {}),
    'backups delete': await guest.delete('/api/backups/x'),
    'backups restore': await guest.post('/api/backups/x/restore'),
    'realtime subscribe': await guest.post('/api/realtime', {}),
    batch: await guest.post('/api/batch', {}),
  }
}

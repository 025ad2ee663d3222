import type { CaseContext } from '../harness/case.ts'
import type { Exchange } from '../harness/exchange.ts'

type Answers = Readonly<Record<string, Exchange>>

/** One accepted request of each operation that needs nothing but HTTP, for sentences about every answer. */
export const acceptedAnswers = async (context: CaseContext): Promise<Answers> => {
  const { superuser, unique, collection, record, user, defer } = context
  const { path, records } = await collection()
  const { id } = await record({ id: '', name: '', path, records })
  const auth = await collection({ type: 'auth' })
  const { email, password, client } = await user({}, auth)
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
    settings: await superuser.get('/api/settings'),
    'settings update': await superuser.patch('/api/settings', {}),
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
    settings: await guest.get('/api/settings'),
    'settings update': await guest.patch('/api/settings', {}),
  }
}

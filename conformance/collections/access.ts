import { conform } from '../harness/case.ts'
import type { Client } from '../harness/client.ts'
import type { Exchange } from '../harness/exchange.ts'
import { conformSchema } from './support.ts'

const at = '/api/collections'

const routes: readonly (readonly [method: string, path: string])[] = [
  ['GET', at],
  ['POST', at],
  ['GET', `${at}/users`],
  ['PATCH', `${at}/users`],
  ['DELETE', `${at}/users`],
  ['DELETE', `${at}/users/truncate`],
  ['PUT', `${at}/import`],
  ['GET', `${at}/meta/scaffolds`],
]

/** Every route with a body that would change nothing even if it were let in. */
const callAll = async (
  client: Client,
): Promise<readonly (readonly [route: string, answer: Exchange])[]> => {
  const answers: (readonly [string, Exchange])[] = []
  for (const [method, path] of routes) {
    const options = method === 'GET' || method === 'DELETE' ? {} : { json: {} }
    answers.push([`${method} ${path}`, await client.send(method, path, options)])
  }
  return answers
}

export const endpoints = conformSchema('collections.access.endpoints', {
  lane: 'shared',
  async check({ superuser, unique, create, update, remove, importAll, claim }) {
    const name = unique('e_')
    claim('create', await create({ name })).status(200)
    claim('list', await superuser.get(at)).status(200)
    claim('view', await superuser.get(`${at}/${name}`)).status(200)
    claim('update', await update(name, { listRule: '' })).status(200)
    claim('truncate', await superuser.delete(`${at}/${name}/truncate`)).status(204)
    claim('delete', await remove(name)).status(204)
    claim('import', await importAll([{ name: unique('e_') }])).status(204)
    claim('scaffolds', await superuser.get(`${at}/meta/scaffolds`)).status(200)
  },
})

export const noOtherMeta = conform('collections.access.no-other-meta', {
  lane: 'shared',
  async check({ superuser, claim }) {
    for (const path of ['oauth2-providers', 'anything', 'dry-run-view']) {
      claim(path, await superuser.get(`${at}/meta/${path}`)).status(404)
    }
  },
})

export const unauthenticated = conform('collections.access.unauthenticated', {
  lane: 'shared',
  async check({ guest, superuser, claim, accepted }) {
    accepted(await superuser.get(at))
    const message = 'The request requires valid record authorization token.'
    for (const [route, answer] of await callAll(guest)) {
      claim(`${route} without a token`, answer).error(401, message)
    }
    for (const [route, answer] of await callAll(guest.withToken('not.a.token'))) {
      claim(`${route} with a malformed one`, answer).error(401, message)
    }
  },
})

export const nonSuperuser = conform('collections.access.non-superuser', {
  lane: 'shared',
  async check({ superuser, user, claim, accepted }) {
    accepted(await superuser.get(at))
    const { client } = await user()
    for (const [route, answer] of await callAll(client)) {
      claim(route, answer).error(
        403,
        'The authorized record is not allowed to perform this action.',
      )
    }
  },
})

export const checkedFirst = conform('collections.access.checked-first', {
  lane: 'shared',
  async check({ guest, superuser, claim }) {
    const headers = { 'Content-Type': 'application/json' }
    const malformed = { raw: '{', headers }
    claim('the missing collection is one', await superuser.get(`${at}/missing`)).status(404)
    claim('before the look-up', await guest.get(`${at}/missing`)).status(401)
    claim('before both', await guest.send('PATCH', `${at}/missing`, malformed)).status(401)
    claim('before the body', await guest.send('POST', at, malformed)).status(401)
    claim('before an import', await guest.send('PUT', `${at}/import`, malformed)).status(401)
  },
})

export const methodNotRouted = conform('collections.access.method-not-routed', {
  lane: 'shared',
  async check({ superuser, claim }) {
    for (const method of ['POST', 'PUT']) {
      claim(method, await superuser.send(method, `${at}/users`, { json: {} }))
        .status(404)
        .json('/data', {})
    }
    claim('DELETE of the list', await superuser.delete(at))
      .status(404)
      .json('/data', {})
  },
})

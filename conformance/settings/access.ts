import { conform } from '../harness/case.ts'

const path = '/api/settings'
const routes = [
  ['GET', path],
  ['PATCH', path],
  ['POST', `${path}/test/s3`],
  ['POST', `${path}/test/email`],
  ['POST', `${path}/apple/generate-client-secret`],
] as const

export const guest = conform('settings.auth.guest', {
  lane: 'shared',
  async check({ guest, claim }) {
    const broken = { raw: '{', headers: { 'Content-Type': 'application/json' } }
    for (const [method, at] of routes) {
      const answer = await guest.send(method, at, method === 'GET' ? {} : broken)
      claim(`${method} ${at}`, answer).error(
        401,
        'The request requires valid record authorization token.',
      )
    }
  },
})

export const nonSuperuser = conform('settings.auth.non-superuser', {
  lane: 'shared',
  async check({ user, claim }) {
    const { client } = await user()
    for (const [method, at] of routes) {
      claim(`${method} ${at}`, await client.send(method, at)).error(
        403,
        'The authorized record is not allowed to perform this action.',
      )
    }
  },
})

export const unsupported = conform('settings.method.unsupported', {
  lane: 'shared',
  async check({ superuser, claim }) {
    for (const method of ['PUT', 'POST', 'DELETE']) {
      claim(method, await superuser.send(method, path)).error(
        404,
        "The requested resource wasn't found.",
      )
    }
  },
})

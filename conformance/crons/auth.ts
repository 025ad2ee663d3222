import { conform } from '../harness/case.ts'

/** Both refuse before they look for the job. */
const asked = [
  ['GET', '/api/crons'],
  ['POST', '/api/crons/__pbDBOptimize__'],
  ['POST', '/api/crons/missing'],
] as const

export const guest = conform('crons.auth.guest', {
  lane: 'shared',
  async check({ guest: nobody, superuser, claim, refused }) {
    const control = await superuser.get('/api/crons')
    for (const [method, path] of asked) {
      const answer = refused(control, await nobody.send(method, path))
      claim(`${method} ${path}`, answer).error(
        401,
        'The request requires valid record authorization token.',
      )
    }
  },
})

export const nonSuperuser = conform('crons.auth.non-superuser', {
  lane: 'shared',
  async check({ user, superuser, claim, refused }) {
    const { client } = await user()
    const control = await superuser.get('/api/crons')
    for (const [method, path] of asked) {
      const answer = refused(control, await client.send(method, path))
      claim(`${method} ${path}`, answer).error(
        403,
        'The authorized record is not allowed to perform this action.',
      )
    }
  },
})

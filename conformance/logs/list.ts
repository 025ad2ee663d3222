import { conform } from '../harness/case.ts'

export const envelope = conform('logs.list.envelope', {
  lane: 'shared',
  async check({ superuser, claim }) {
    const answer = await superuser.get('/api/logs')
    claim('has these keys', answer)
      .status(200)
      .keys('', ['items', 'page', 'perPage', 'totalItems', 'totalPages'])
    claim('has the defaults', answer).json('/page', 1).json('/perPage', 30)
    claim('caps perPage', await superuser.get('/api/logs', { perPage: '5000' })).json(
      '/perPage',
      1000,
    )
  },
})

export const guest = conform('logs.auth.guest', {
  lane: 'shared',
  async check({ guest: nobody, superuser, claim, refused }) {
    const control = await superuser.get('/api/logs')
    for (const path of ['/api/logs', '/api/logs/stats', '/api/logs/abc']) {
      const answer = refused(control, await nobody.get(path))
      claim(path, answer).error(401, 'The request requires valid record authorization token.')
    }
  },
})

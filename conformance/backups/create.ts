import { conform } from '../harness/case.ts'
import { any } from '../harness/match.ts'

export const success = conform('backups.create.success', {
  lane: 'private',
  async check({ superuser, claim }) {
    const created = await superuser.post('/api/backups', { name: 'test.zip' })
    claim('answers when it is written', created).status(204).empty()
    claim('is listed at once', await superuser.get('/api/backups'))
      .status(200)
      .body([{ key: 'test.zip', modified: any.date, size: any.number }])
  },
})

export const nameFormat = conform('backups.create.name-format', {
  lane: 'shared',
  async check({ superuser, claim }) {
    for (const name of ['!test.zip', 'Test.zip', 'test', 'a.b.zip']) {
      const answer = await superuser.post('/api/backups', { name })
      claim(name, answer).error(400, 'An error occurred while validating the submitted data.', {
        name: { code: 'validation_match_invalid', message: 'Must be in a valid format.' },
      })
    }
  },
})

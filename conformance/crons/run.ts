import { statSync } from 'node:fs'
import { join } from 'node:path'
import { conform } from '../harness/case.ts'
import { eventually } from '../harness/eventually.ts'

const path = '/api/crons'
const missing = 'Missing or invalid cron job.'

export const success = conform('crons.run.success', {
  lane: 'shared',
  async check({ superuser, claim }) {
    const jobs = (await superuser.get(path, { fields: 'id' })).json
    claim('there are four at least', Array.isArray(jobs) && jobs.length >= 4).equals(true)
    for (const id of ['__pbDBOptimize__', '__pbMFACleanup__', '__pbOTPCleanup__']) {
      const answer = await superuser.post(`${path}/${id}`)
      claim(id, answer).success(204)
    }
    const answer = await superuser.post(`${path}/__pbOTPCleanup__`, { any: 'thing' })
    claim('a body does not matter', answer).status(204).empty()
  },
})

export const unknown = conform('crons.run.unknown', {
  lane: 'private',
  async check({ superuser, claim, refused }) {
    const known = await superuser.post(`${path}/__pbDBOptimize__`)
    claim('a known one runs', known).status(204).empty()
    const unknownIds = [
      'missing',
      '__pbdboptimize__',
      '%5F_pbDBOptimize__%20',
      '__pbAutoBackup__',
      '__pbRateLimitersCleanup__',
    ]
    for (const id of unknownIds) {
      const answer = refused(known, await superuser.post(`${path}/${id}`))
      claim(`${id} is not found`, answer).error(404, missing)
    }
  },
})

export const getMethod = conform('crons.run.get-method', {
  lane: 'private',
  async check({ superuser, claim }) {
    const job = `${path}/__pbDBOptimize__`
    claim('POST runs it', await superuser.post(job)).status(204)
    claim('GET looks for a file', await superuser.get(job)).error(404, 'File not found.')
    claim('HEAD too', await superuser.send('HEAD', job)).status(404)
    for (const method of ['PUT', 'PATCH', 'DELETE'] as const) {
      const answer = await superuser.send(method, job)
      claim(`${method} is no route`, answer).error(404, "The requested resource wasn't found.")
    }
  },
})

/** The planner's own notes are written after the log was folded. */
const aFewPages = 50_000

export const optimize = conform('crons.run.optimize', {
  lane: 'private',
  needs: ['data-dir'],
  async check({ server, superuser, collection, record, claim, accepted }) {
    const { dataDir = '' } = server
    const logBytes = () => statSync(join(dataDir, 'data.db-wal')).size
    const notes = await collection()
    for (let n = 0; n < 10; n++) await record(notes)
    claim('there is something to fold', logBytes() > 2 * aFewPages).equals(true)
    accepted(await superuser.post(`${path}/__pbDBOptimize__`))
    const left = await eventually(logBytes, (size) => size < aFewPages)
    claim('is folded', left < aFewPages).equals(true)
  },
})

import { expect, test } from 'bun:test'
import { createCrons } from './crons.ts'

const expression = '0 0 1 1 *'

test('a job that fails is told of, and whoever ran it is not', async () => {
  const failed: unknown[] = []
  const crons = createCrons({
    jobs: [
      { id: 'throws', expression, run: () => Promise.reject(new Error('no')) },
      {
        id: 'throws at once',
        expression,
        run() {
          throw new Error('no')
        },
      },
    ],
    clock: () => new Date(),
    failed: ({ id }) => failed.push(id),
  })
  await crons.useCases.run('throws')
  await crons.useCases.run('throws at once')
  await Promise.resolve()
  expect(failed.toSorted()).toEqual(['throws', 'throws at once'])
  crons.close()
})

test('a job that is not active is not there', async () => {
  let isActive = false
  let ran = 0
  const crons = createCrons({ jobs: [], clock: () => new Date(), failed: () => undefined })
  crons.add({ id: 'late', expression, isActive: () => isActive, run: () => void ran++ })
  expect(await crons.useCases.list()).toBe('[]')
  expect(() => crons.useCases.run('late')).toThrow('Missing or invalid cron job.')
  isActive = true
  expect(await crons.useCases.list()).toBe('[{"id":"late","expression":"0 0 1 1 *"}]')
  await crons.useCases.run('late')
  expect(ran).toBe(1)
  crons.close()
})

test('what is due in a minute of UTC is run', async () => {
  const ran: string[] = []
  const job = (cron: string) => ({ id: cron, expression: cron, run: () => void ran.push(cron) })
  const crons = createCrons({
    jobs: [job('0 0 * * *'), job('0 */6 * * *'), job('0 * * * *'), job('2 * * * *')],
    clock: () => new Date(),
    failed: (_job, cause) => {
      throw cause
    },
  })
  const dueAt = async (minute: string) => {
    ran.length = 0
    await crons.runDue(new Date(`2026-03-01T${minute}:00Z`))
    return [...ran]
  }
  expect(await dueAt('00:00')).toEqual(['0 0 * * *', '0 */6 * * *', '0 * * * *'])
  expect(await dueAt('06:00')).toEqual(['0 */6 * * *', '0 * * * *'])
  expect(await dueAt('07:00')).toEqual(['0 * * * *'])
  expect(await dueAt('07:02')).toEqual(['2 * * * *'])
  expect(await dueAt('07:01')).toEqual([])
  crons.close()
})

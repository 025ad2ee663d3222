import type { Cron } from 'croner'
import { refusal } from '../errors.ts'

/** Something that the server does by itself. */
export interface CronJob {
  /** Those of PocketBase are called `__pb…__`. */
  readonly id: string
  /** Five fields, in UTC. */
  readonly expression: string
  /** While it answers false the job is not there: neither listed nor run. */
  readonly isActive?: () => boolean
  run(): Promise<void> | void
}

export interface CronsContext {
  /** In the order of the list. */
  readonly jobs: readonly CronJob[]
  readonly clock: () => Date
  /** Hears why a job failed; whoever started it is not told (crons.run.success). */
  readonly failed: (job: CronJob, cause: unknown) => void
}

const minuteMs = 60_000

/** The jobs of the server: run by their schedule, and the use cases of `/api/crons` (crons.*). */
export const createCrons = ({ jobs: own, clock, failed }: CronsContext) => {
  const jobs = [...own]
  const schedules = new Map<string, Cron>()
  let timer: ReturnType<typeof setTimeout> | undefined

  const active = (): readonly CronJob[] => jobs.filter(({ isActive }) => isActive?.() ?? true)
  const run = async (job: CronJob): Promise<void> => {
    try {
      await job.run()
    } catch (cause) {
      failed(job, cause)
    }
  }

  /** Runs what is due in a minute (crons.schedule.utc-minute). */
  const runDue = async (minute: Date): Promise<void> => {
    // Reading an expression costs 1.5 ms, which no start and no reset should wait for.
    const { Cron } = await import('croner')
    const isDue = ({ expression }: CronJob): boolean => {
      const schedule = schedules.get(expression) ?? new Cron(expression, { utcOffset: 0 })
      schedules.set(expression, schedule)
      return schedule.match(minute)
    }
    await Promise.all(active().filter(isDue).map(run))
  }

  const arm = (): void => {
    timer = setTimeout(
      () => {
        arm()
        // A timer may come a moment early.
        void runDue(new Date(Math.round(clock().getTime() / minuteMs) * minuteMs))
      },
      minuteMs - (clock().getTime() % minuteMs),
    )
    // A schedule alone keeps no process alive.
    timer.unref()
  }
  arm()

  return {
    /** For parts that come later than the others. */
    add: (job: CronJob): void => void jobs.push(job),
    runDue,
    close: (): void => clearTimeout(timer),
    useCases: {
      list: (): Promise<string> =>
        Promise.resolve(JSON.stringify(active().map(({ id, expression }) => ({ id, expression })))),
      /** Answers before the job has ended. */
      run(id: string): Promise<undefined> {
        const job = active().find((each) => each.id === id)
        if (job === undefined) throw refusal('missingCron')
        void run(job)
        return Promise.resolve(undefined)
      },
    },
  }
}

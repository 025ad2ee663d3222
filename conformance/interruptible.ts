import { print } from './run-command.ts'

/** What a shell says of a process that a signal has ended. */
const exitCodes = { SIGHUP: 129, SIGINT: 130, SIGTERM: 143 } as const

/**
 * Does work that somebody may interrupt (Ctrl-C, or a signal that ends a process). Then `keep` keeps what there is, without
 * waiting for anything, because the servers are gone already; and the process ends as a shell tells of a signal.
 */
export const interruptible = async <T>(keep: () => void, work: () => Promise<T>): Promise<T> => {
  const listeners = Object.entries(exitCodes).map(([signal, code]) => {
    const end = (): void => {
      print('\ninterrupted')
      keep()
      process.exit(code)
    }
    process.once(signal, end)
    return { signal, end }
  })
  try {
    return await work()
  } finally {
    for (const { signal, end } of listeners) process.off(signal, end)
  }
}

import type { Log } from '../log.ts'

/** Work that nobody waits for; a failure is logged under this message and goes nowhere else. */
export const inBackground = (
  { log }: { readonly log: Log },
  failure: string,
  work: () => Promise<void>,
): void => {
  void Promise.try(work).catch((error: unknown) =>
    log(8, failure, { error: error instanceof Error ? error.message : String(error) }),
  )
}

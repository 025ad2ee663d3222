import { createExpiring } from './expiring.ts'

/** How often one client may try one record's codes before it has to wait. */
const maxAttempts = 5
const pauseMs = 180_000

export interface OtpAttempts {
  /** Counts an attempt; false when it is one too many, which is not counted. */
  take(recordKey: string, ip: string): boolean
  /** Saved settings give everybody all attempts back (auth.otp.attempt-limit-reset). */
  reset(): void
}

/**
 * Attempts per record and client, over all its codes; full again when no attempt was counted for three minutes
 * (auth.otp.attempt-limit). In memory: a restart forgets them.
 */
export const createOtpAttempts = (clock: () => Date): OtpAttempts => {
  const counted = createExpiring<number>(clock, pauseMs)
  return {
    take(recordKey, ip) {
      const key = `${recordKey} ${ip}`
      const used = counted.get(key) ?? 0
      if (used >= maxAttempts) return false
      counted.set(key, used + 1)
      return true
    },
    reset: () => counted.clear(),
  }
}

/** How often one client may try one record's codes before it has to wait. */
const maxAttempts = 5
const pauseMs = 180_000
const maxKnown = 10_000

export interface OtpAttempts {
  /** Counts an attempt; false when it is one too many, which is not counted. */
  take(recordKey: string, ip: string): boolean
  /** Saved settings give everybody all attempts back (auth.otp.attempt-limit-reset). */
  reset(): void
}

interface Counted {
  used: number
  lastMs: number
}

/**
 * Attempts per record and client, over all its codes; full again when no attempt was counted for three minutes
 * (auth.otp.attempt-limit). In memory: a restart forgets them.
 */
export const createOtpAttempts = (clock: () => Date): OtpAttempts => {
  const known = new Map<string, Counted>()

  /** Whoever waited long enough counts as new, so forgetting them changes nothing. */
  const forgetOld = (now: number): void => {
    for (const [key, { lastMs }] of known) if (now - lastMs >= pauseMs) known.delete(key)
  }

  return {
    take(recordKey, ip) {
      const now = clock().getTime()
      if (known.size >= maxKnown) forgetOld(now)
      const key = `${recordKey} ${ip}`
      const before = known.get(key)
      const used = before === undefined || now - before.lastMs >= pauseMs ? 0 : before.used
      if (used >= maxAttempts) return false
      known.set(key, { used: used + 1, lastMs: now })
      return true
    },
    reset: () => known.clear(),
  }
}

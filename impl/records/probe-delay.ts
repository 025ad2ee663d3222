import { createLru } from '../store/lru.ts'
import type { Random } from '../values/random.ts'

const freeProbes = 3
const windowMs = 3000
const maxDelayMs = 500
/** Whoever comes from more addresses than this is forgotten first, and only gets quick answers again. */
const maxWindows = 4096

interface Window {
  readonly endsAt: number
  probes: number
}

export interface ProbeDelayOptions {
  readonly clock: () => Date
  readonly random: Random
  readonly sleep: (ms: number) => Promise<unknown>
}

/**
 * Filtered lists that a rule left empty: asked often, how long they take tells what the rule hides. After some quick ones
 * each is held up for a random time (filter.timing.delay).
 */
export const createProbeDelay = ({ clock, random, sleep }: ProbeDelayOptions) => {
  const windows = createLru<string, Window>(maxWindows)
  return async (realIp: string, collectionId: string): Promise<void> => {
    const key = `${collectionId} ${realIp}`
    const now = clock().getTime()
    const known = windows.get(key)
    const window =
      known !== undefined && now < known.endsAt ? known : { endsAt: now + windowMs, probes: 0 }
    window.probes += 1
    windows.set(key, window)
    if (window.probes > freeProbes) await sleep(random.below(maxDelayMs))
  }
}

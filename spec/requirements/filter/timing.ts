import type { Requirement } from '../../requirement.ts'

/** The delay that protects relation filters from timing attacks. */
export const timingFilter = [
  {
    id: 'filter.timing.delay',
    level: 'may',
    says: 'For non-superusers, when listRule is a non-empty expression, a filter is given and the result page is empty, more than 3 such requests within about 3 seconds from one client IP for one collection are answered after a random delay below 500 ms; status and body stay the same, independent of the rate limit settings.',
    probe:
      "listRule \"id != ''\": guest sends 8 quick requests with ?filter=title='none' -> all 200 with empty items; the 4th and later may take up to 0.5 s longer.",
    basis: 'observed',
  },
] as const satisfies readonly Requirement[]

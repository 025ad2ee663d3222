import fc, { type Arbitrary } from 'fast-check'
import type { Step } from '../session.ts'
import { caller } from './arbitraries.ts'
import type { Part } from './part.ts'
import { type Caller, senderOf } from './world.ts'

type Edit =
  | { readonly kind: 'change'; readonly by: Caller; readonly change: object }
  | { readonly kind: 'look'; readonly by: Caller; readonly path: string }

const path = '/api/settings'

const change: Arbitrary<object> = fc.constantFrom<object>(
  ...[
    { meta: { appName: 'Other' } },
    { meta: { appName: '' } },
    { meta: { appURL: 'http://x.co' } },
  ],
  ...[
    { meta: { appURL: 'x' } },
    { meta: { senderAddress: 'nobody' } },
    { meta: { senderName: 'Me' } },
  ],
  ...[{ meta: { hideControls: true } }, { meta: null }, { meta: 5 }, { nope: 1 }, {}],
  ...[{ logs: { maxDays: 3 } }, { logs: { maxDays: -1 } }, { logs: { minLevel: 4, logIP: true } }],
  ...[{ batch: { enabled: true } }, { batch: { maxRequests: 0 } }, { batch: { timeout: 'x' } }],
  ...[{ trustedProxy: { headers: ['X-Real-IP'] } }, { trustedProxy: { useLeftmostIP: true } }],
  ...[{ backups: { cron: 'x' } }, { backups: { cronMaxKeep: 0 } }, { s3: { enabled: true } }],
  ...[{ rateLimits: { rules: [{ label: 'x', maxRequests: 0, duration: 1 }] } }],
)

const looks = [
  path,
  `${path}?fields=meta,logs`,
  '/api/health',
  '/api/nope',
  '/api/collections/meta/scaffolds',
]

const edit: Arbitrary<Edit> = fc.oneof<fc.WeightedArbitrary<Edit>[]>(
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constant('change' as const),
      by: fc.oneof(fc.constant<Caller>('superuser'), caller),
      change,
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      kind: fc.constant('look' as const),
      by: caller,
      path: fc.constantFrom(...looks),
    }),
  },
)

export const settingsPart: Part<Edit> = {
  name: 'settings',
  weight: 1,
  edit,
  open: (world) => ({
    plan(made): readonly Step[] {
      const by = senderOf(world, made.by)
      if (made.kind === 'look') return [{ method: 'GET', path: made.path, by }]
      return [{ method: 'PATCH', path, by, json: made.change }]
    },
  }),
}

/** What every session finds. */
export const settingsBefore: readonly Step[] = [
  {
    method: 'PATCH',
    path,
    json: {
      meta: {
        ...{ appName: 'Acme', appURL: 'http://localhost:8090', hideControls: false },
        ...{ senderName: 'Support', senderAddress: 'support@example.com' },
      },
      logs: { maxDays: 5, minLevel: 0, logIP: false },
      batch: { enabled: false, maxRequests: 50, timeout: 3 },
      trustedProxy: { headers: [], useLeftmostIP: false },
    },
  },
]

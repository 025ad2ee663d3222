import type { Requirement } from '../../requirement.ts'

/** Methods the settings endpoint does not have. */
export const methodSettings = [
  {
    id: 'settings.method.unsupported',
    level: 'should',
    says: 'Other methods (PUT, POST, DELETE on /api/settings) are not routed and give the generic 404.',
    probe: 'PUT /api/settings as superuser -> 404 "The requested resource wasn\'t found.".',
    basis: 'observed',
  },
] as const satisfies readonly Requirement[]

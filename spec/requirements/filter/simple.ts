import type { Requirement } from '../../requirement.ts'

/** Filters on lists of collections and logs. */
export const simpleFilter = [
  {
    id: 'filter.simple.collections',
    level: 'should',
    says: 'GET /api/collections (superuser) uses the same grammar but only the plain fields id, created, updated, name, system, type, without modifiers, paths, @request or @collection.',
    probe:
      "superuser: ?filter=name~'us' -> 200; ?filter=type='auth'&sort=-name -> 200; ?filter=listRule=null, ?filter=name:lower='x', ?filter=fields='x', ?sort=schema -> G400.",
    basis: 'observed',
  },
  {
    id: 'filter.simple.logs',
    level: 'should',
    says: 'GET /api/logs (superuser) allows id, created, level, message, data and data.* JSON paths.',
    probe:
      "superuser: ?filter=data.status>=200&sort=-created -> 200; ?filter=nope=1 -> G400; ?filter=message:lower='x' -> G400.",
    basis: 'observed',
  },
] as const satisfies readonly Requirement[]

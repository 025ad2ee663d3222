import type { Requirement } from '../../requirement.ts'

/** deleteRule. */
export const deleteRules = [
  {
    id: 'rules.delete.denied',
    level: 'must',
    says: 'A failing deleteRule answers 404.',
    probe:
      'deleteRule "flag = true": guest DELETE flag=false record -> 404 and it still exists; flag=true -> 204.',
    basis: 'observed',
  },
  {
    id: 'rules.delete.query-in-rule',
    level: 'should',
    says: 'Rules of every action may depend on query parameters and headers.',
    probe:
      'deleteRule "@request.query.test:isset = true": DELETE -> 404; DELETE ?test=1 -> 204; DELETE ?test= -> 204.',
    basis: 'observed',
  },
  {
    id: 'rules.delete.view-collection',
    level: 'must',
    says: 'Writing to view collections is 400 "Unsupported collection type." for everybody, before rule checks.',
    probe:
      'guest and superuser DELETE/PATCH/POST on a view -> 400 {"data":{},"message":"Unsupported collection type.","status":400}.',
    basis: 'observed',
  },
] as const satisfies readonly Requirement[]

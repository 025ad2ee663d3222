import type { Requirement } from '../../requirement.ts'

/** `@request` in filters sent by clients. */
export const requestFilter = [
  {
    id: 'filter.request.superuser-only',
    level: 'must',
    says: 'Non-superusers cannot use @request.* in filter or sort: 403 "Only superusers can filter by @request.".',
    probe:
      'Guest and regular user: ?filter=@request.auth.id!=\'\' -> 403 {"data":{},"message":"Only superusers can filter by @request.","status":403}; ?sort=@request.auth.name -> same.',
    basis: 'observed',
  },
  {
    id: 'filter.request.substring-check',
    level: 'should',
    says: 'The check is a plain case-sensitive substring test on the parameter text for "@collection." and "@request.", so it also triggers inside quoted text; without the trailing dot it does not trigger.',
    probe:
      "Guest: ?filter=title~'x@request.y' -> 403; ?filter=title~'x@request' -> 200; ?filter=@REQUEST.auth.id='' -> G400.",
    basis: 'observed',
  },
  {
    id: 'filter.request.check-order',
    level: 'may',
    says: 'filter is checked before sort, and within a parameter "@collection." before "@request.".',
    probe:
      'Guest: ?filter=@request.a=1&sort=@collection.b.c -> message names @request.; ?filter=@request.a=1 || @collection.b.c=1 -> message names @collection.',
    basis: 'observed',
  },
  {
    id: 'filter.request.superuser-allowed',
    level: 'should',
    says: 'Superusers may use @request.* in a client filter.',
    probe:
      "Superuser: ?x=5&filter=@request.query.x='5' -> all; ?filter=@request.method='GET' -> all; ?filter=@request.auth.collectionName='_superusers' -> all; ?filter=@request.query.none=null -> all.",
    basis: 'observed',
  },
] as const satisfies readonly Requirement[]

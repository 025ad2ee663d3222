import type { Requirement } from '../../requirement.ts'

const source = { document: '003_2163cb09265065fe', heading: 'List/Search records' } as const

/** listRule. */
export const listRules = [
  {
    id: 'rules.list.filters-rows',
    level: 'must',
    says: 'The listRule only narrows the result; a list the requester has no records in is 200 with an empty result.',
    probe:
      'listRule "@request.auth.id = owner" with records owned by others: user U -> 200 {"items":[],...,"totalItems":0}.',
    basis: 'documented',
    source,
  },
  {
    id: 'rules.list.uses-only-list-rule',
    level: 'must',
    says: 'Listing uses listRule only, viewing uses viewRule only.',
    probe:
      'listRule "", viewRule null: guest list 200 with items, GET of one of them 403; listRule null, viewRule "": list 403, view 200.',
    basis: 'observed',
  },
  {
    id: 'rules.list.broken-rule',
    level: 'should',
    says: 'A listRule that can no longer be compiled answers G400.',
    probe:
      'posts.listRule "comments_via_post.id != \'\'"; delete collection comments; guest list of posts -> 400 "Something went wrong while processing your request."; superuser 200.',
    basis: 'observed',
  },
] as const satisfies readonly Requirement[]

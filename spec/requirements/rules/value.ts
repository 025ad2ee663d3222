import type { Requirement } from '../../requirement.ts'

const source = { document: '003_2163cb09265065fe', heading: 'Create collection' } as const

/** null, empty and other values of a rule. */
export const valueRules = [
  {
    id: 'rules.value.null',
    level: 'must',
    says: 'A null rule allows the action to superusers only; everybody else gets 403 "Only superusers can perform this action." with data {}.',
    probe:
      'All five rules null: guest and regular user GET list, GET view, POST, PATCH, DELETE on an existing record -> 403 {"data":{},"message":"Only superusers can perform this action.","status":403}; superuser -> 200/204.',
    basis: 'observed',
  },
  {
    id: 'rules.value.null-before-existence',
    level: 'must',
    says: 'The null-rule check precedes looking up the record.',
    probe: 'Null rules, guest: GET/PATCH/DELETE records/doesnotexist123 -> 403, not 404.',
    basis: 'observed',
  },
  {
    id: 'rules.value.empty',
    level: 'must',
    says: 'An empty string rule allows the action to everybody, guests included.',
    probe: 'All rules "": guest can list, view, create, update and delete.',
    basis: 'observed',
  },
  {
    id: 'rules.value.expression',
    level: 'must',
    says: 'Any other value is a filter expression that must hold for the record.',
    probe: 'listRule "flag = true": guest list returns only flag=true records with 200.',
    basis: 'documented',
    source,
  },
  {
    id: 'rules.value.superuser-bypass',
    level: 'must',
    says: 'Superusers (auth records of _superusers) bypass every collection rule, whatever it contains.',
    probe:
      'All rules "id = \'none\'": superuser list returns everything, view/create/update/delete work; regular user: list empty, view/update/delete 404, create 400.',
    basis: 'observed',
  },
] as const satisfies readonly Requirement[]

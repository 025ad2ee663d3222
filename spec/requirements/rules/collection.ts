import type { Requirement } from '../../requirement.ts'

/** `@collection` in rules. */
export const collectionRules = [
  {
    id: 'rules.collection.reference',
    level: 'must',
    says: "@collection works in rules for every requester; related rows are not restricted by that collection's rules.",
    probe:
      'memberships(user, team) with null rules, teams.viewRule "@collection.memberships.team ?= id && @collection.memberships.user ?= @request.auth.id": member GET team -> 200; non-member -> 404; a member of another team -> 404 (same membership row must match both).',
    basis: 'observed',
  },
  {
    id: 'rules.collection.alias',
    level: 'should',
    says: 'With different aliases the two conditions may be met by different rows.',
    probe:
      'The same rule with memberships:a and memberships:b: user who is member of another team only -> 200 if the team has any member.',
    basis: 'observed',
  },
] as const satisfies readonly Requirement[]

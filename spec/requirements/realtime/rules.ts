import type { Requirement } from '../../requirement.ts'

const source = { document: '003_2163cb09265065fe', heading: 'API Realtime' } as const

/** Rules decide who gets a message. */
export const rulesRealtime = [
  {
    id: 'realtime.rules.null',
    level: 'must',
    says: 'A null listRule (viewRule for single records) delivers only to superusers.',
    probe: 'as user -> no message, as superuser -> message.',
    basis: 'unverified',
  },
  {
    id: 'realtime.rules.empty',
    level: 'must',
    says: 'An empty rule delivers to everybody.',
    probe: 'guest SUB PUB/* -> messages.',
    basis: 'unverified',
  },
  {
    id: 'realtime.rules.expression',
    level: 'must',
    says: "A rule expression is evaluated per subscription for the affected record with the subscriber's auth, on the database state after the create/update is committed.",
    probe:
      'OWN - A and B subscribed; create for A -> only A; PATCH owner to B -> only B gets the update.',
    basis: 'documented',
    source,
  },
  {
    id: 'realtime.rules.leaving-no-message',
    level: 'must',
    says: 'A record that stops matching the rule or filter by an update gives no message to that subscriber (no synthetic delete).',
    probe: 'previous case - A gets nothing for the PATCH.',
    basis: 'unverified',
  },
  {
    id: 'realtime.rules.delete-before',
    level: 'must',
    says: 'For a delete, rule and filter are evaluated before the record is removed, on the state outside the deleting transaction.',
    probe: "OWN - A subscribed, delete A's record -> message delete for A and none for B.",
    basis: 'unverified',
  },
  {
    id: 'realtime.rules.cascade-parent-rule',
    level: 'must',
    says: 'For cascade-deleted records a rule that depends on the deleted parent still works.',
    probe:
      "child collection (relation parent, cascadeDelete, listRule 'parent.owner = @request.auth.id'); delete the parent -> A gets CHILD/* delete.",
    basis: 'unverified',
  },
  {
    id: 'realtime.rules.cascade-expand',
    level: 'should',
    says: 'In the delete message of a cascade-deleted record the already removed parent cannot be expanded; the message itself is delivered.',
    probe:
      'child with cascadeDelete relation up, SUB CHILD/* with expand=up; delete the parent -> message delete with up = the parent id and no expand.up.',
    basis: 'unverified',
  },
  {
    id: 'realtime.rules.current-rules',
    level: 'must',
    says: 'The rules in force at the time of the change apply; editing a collection affects existing subscriptions immediately.',
    probe: 'SUB C/* with listRule "", PATCH listRule null -> no further messages.',
    basis: 'unverified',
  },
  {
    id: 'realtime.rules.rule-error',
    level: 'should',
    says: 'A failing rule evaluation counts as no access and never affects the request that changed the record.',
    probe: 'rule that errors at runtime for the subscriber -> write still 200, no message.',
    basis: 'unverified',
  },
] as const satisfies readonly Requirement[]

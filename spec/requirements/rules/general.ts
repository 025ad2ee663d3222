import type { Requirement } from '../../requirement.ts'

const source = { document: '003_2163cb09265065fe', heading: 'API Realtime' } as const

/** Macros in rules, and rules for realtime. */
export const rules = [
  {
    id: 'rules.macros',
    level: 'should',
    says: 'Date macros and functions work in rules.',
    probe:
      'posts.listRule "publishAt <= @now": guest sees only records with publishAt in the past (and empty publishAt).',
    basis: 'observed',
  },
  {
    id: 'rules.realtime',
    level: 'must',
    says: 'Realtime messages for "COLLECTION/ID" topics require viewRule, for "COLLECTION/*" (and "COLLECTION") listRule, evaluated with @request.context "realtime", method GET and the query/headers given in the subscription options; denied messages are silently not sent.',
    probe:
      'posts.listRule "@request.query.k = \'v\'": subscribe "posts/*" without options -> no message on create; with options {"query":{"k":"v"}} -> message. listRule null -> only superuser subscriptions get messages.',
    basis: 'documented',
    source,
  },
] as const satisfies readonly Requirement[]

import type { Requirement } from '../../requirement.ts'

/** viewRule. */
export const viewRules = [
  {
    id: 'rules.view.denied',
    level: 'must',
    says: 'A record that does not satisfy viewRule answers like a missing one: 404 "The requested resource wasn\'t found." with data {}.',
    probe:
      'viewRule "flag = true": guest GET a flag=false record -> 404 {"data":{},"message":"The requested resource wasn\'t found.","status":404}; identical body for an unknown id.',
    basis: 'observed',
  },
  {
    id: 'rules.view.broken-rule',
    level: 'should',
    says: 'A viewRule, updateRule or deleteRule that can no longer be compiled answers 404.',
    probe:
      'As rules.list.broken-rule with viewRule/updateRule/deleteRule: guest GET/PATCH/DELETE existing record -> 404.',
    basis: 'observed',
  },
] as const satisfies readonly Requirement[]

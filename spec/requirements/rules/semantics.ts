import type { Requirement } from '../../requirement.ts'

/** Random rules compared with an independent evaluation. */
export const semanticsRules = [
  {
    id: 'rules.semantics.view',
    level: 'must',
    says: 'Any filter works as listRule and viewRule with the same meaning as in a client filter, independent of the rules of the related collections.',
    probe:
      'Random filters set as listRule and viewRule, related collection with null rules: guest list returns exactly the matching records, guest view is 200 for them and 404 for the others.',
    basis: 'observed',
  },
  {
    id: 'rules.semantics.create',
    level: 'must',
    says: 'Any filter works as createRule over the submitted values with the same meaning (apart from number/text conversion, see rules.create.no-numeric-text-conversion).',
    probe:
      'Random filters set as createRule and random bodies: 200 when the submitted record matches, else 400.',
    basis: 'observed',
  },
] as const satisfies readonly Requirement[]

import type { Requirement } from '../../requirement.ts'

/** updateRule. */
export const updateRules = [
  {
    id: 'rules.update.against-stored-record',
    level: 'must',
    says: 'updateRule plain fields refer to the stored record before the change; new values are only reachable through @request.body.',
    probe:
      'updateRule "title = \'old\'": guest PATCH {"title":"new"} on title "old" -> 200; repeat -> 404. updateRule "@request.body.title = \'x\'": PATCH {"title":"x"} -> 200, {"title":"y"} -> 404.',
    basis: 'observed',
  },
  {
    id: 'rules.update.denied',
    level: 'must',
    says: 'A failing updateRule or an unknown record id answers 404 "The requested resource wasn\'t found." with data {}.',
    probe:
      'updateRule "flag = true": guest PATCH flag=false record -> 404; PATCH unknown id -> identical body.',
    basis: 'observed',
  },
  {
    id: 'rules.update.before-validation',
    level: 'must',
    says: 'The updateRule is checked before validation.',
    probe:
      'title required, updateRule "flag = true" on a flag=false record: PATCH {"title":""} -> 404, not 400.',
    basis: 'observed',
  },
  {
    id: 'rules.update.check-order',
    level: 'must',
    says: 'Order for PATCH: unknown collection 404 "Missing or invalid collection context." -> body size 413 -> view collection 400 -> rate limit 429 -> unreadable body 400 -> null rule 403 -> record missing 404 -> rule 404 -> validation 400 "Failed to update record.".',
    probe:
      'Null updateRule, unknown id -> 403; rule "" and unknown id -> 404; view collection -> 400 "Unsupported collection type.".',
    basis: 'observed',
  },
] as const satisfies readonly Requirement[]

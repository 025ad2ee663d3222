import type { Requirement } from '../../requirement.ts'

/** Values of relation fields. */
export const relationValues = [
  {
    id: 'values.relation.cast',
    level: 'must',
    says: 'relation uses the same normalisation, single/multi shape, last-wins rule for single and "f+", "+f", "f-" modifiers as select.',
    probe:
      'Multi relation: "id1" -> ["id1"]; ["id1","id1",""] -> ["id1"]; single with ["id1","id2"] -> "id2"; {"rels+":"id3"} appends; {"+rels":"id3"} prepends; {"rels-":"id1"} removes.',
    basis: 'observed',
  },
  {
    id: 'values.relation.missing',
    level: 'must',
    says: 'If any id does not exist in the related collection: code "validation_missing_rel_records", message "Failed to find all relation records with the provided ids.", no params. Ids are case-sensitive; access rules of the related collection do not matter.',
    probe:
      '{"rel":"missing"} -> that error; an existing id of a collection with viewRule null as guest -> 200.',
    basis: 'observed',
  },
  {
    id: 'values.relation.self-on-create',
    level: 'must',
    says: 'A record cannot refer to itself in the request that creates it (its id does not exist yet: "validation_missing_rel_records"); an update can set the own id.',
    probe:
      'Self relation p: POST {"id":"<x>","p":"<x>"} -> 400 data.p; POST {"id":"<x>"} then PATCH {"p":"<x>"} -> 200.',
    basis: 'observed',
  },
  {
    id: 'values.relation.min-select',
    level: 'must',
    says: 'A non-empty list shorter than minSelect: code "validation_not_enough_values", message "Select at least 2.", params {"minSelect":2}. An empty list passes unless required.',
    probe: 'minSelect 2: ["id1"] -> that error; [] -> 200.',
    basis: 'observed',
  },
  {
    id: 'values.relation.max-select',
    level: 'must',
    says: 'More ids than maxSelect: code "validation_too_many_values", message "Select no more than 2.", params {"maxSelect":2}.',
    probe: 'maxSelect 2, three ids -> that error.',
    basis: 'observed',
  },
  {
    id: 'values.relation.check-order',
    level: 'must',
    says: 'Checks run in the order required, minSelect, maxSelect, existence.',
    probe:
      'maxSelect 2: three missing ids -> validation_too_many_values; minSelect 2: one missing id -> validation_not_enough_values.',
    basis: 'observed',
  },
  {
    id: 'values.relation.revalidated',
    level: 'should',
    says: 'Existing relation values are validated again on every update even when not sent.',
    probe:
      'Record with multi relation of 3 ids; lower maxSelect to 2; PATCH {} -> 400 data.rels "validation_too_many_values".',
    basis: 'observed',
  },
] as const satisfies readonly Requirement[]

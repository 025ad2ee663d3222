import type { Requirement } from '../../requirement.ts'

/** Paths over relations in rules. */
export const relationRules = [
  {
    id: 'rules.relation.path',
    level: 'must',
    says: 'Rules may follow relations, back-relations and use all/any operators as filters do.',
    probe:
      'vals.listRule "owner.name = \'Ann\'": guest -> v1,v6. vals.listRule "refs.name ?= \'bob\'" -> v1,v2,v6,v8. people.viewRule "vals_via_owner.num ?> 50": guest GET p3 -> 200, GET p1 -> 404.',
    basis: 'observed',
  },
  {
    id: 'rules.relation.missing',
    level: 'must',
    says: 'With a missing relation the related fields are null: "= value", ordering and like deny, "!= value" and "= \'\'" allow.',
    probe:
      'Fixture Q: vals.viewRule "owner.name != \'bob\'": GET v3 -> 200, GET v2 -> 404; viewRule "owner.score < 100": GET v3 -> 404; viewRule "owner.name !~ \'zz\'": GET v3 -> 404.',
    basis: 'observed',
  },
] as const satisfies readonly Requirement[]

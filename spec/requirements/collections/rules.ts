import type { Requirement } from '../../requirement.ts'

const source = { document: '003_2163cb09265065fe', heading: 'Create collection' } as const

/** API rules as properties of a collection: defaults and validation. */
export const rulesCollections = [
  {
    id: 'collections.rules.defaults',
    level: 'must',
    says: 'listRule, viewRule, createRule, updateRule, deleteRule default to null (superusers only); "" means everyone; a non empty string is a filter expression.',
    probe:
      'SU POST {"name":"r1"} -> all five null; SU PATCH r1 {"listRule":""} -> 200 listRule ""; {"listRule":null} -> 200 null.',
    basis: 'documented',
    source,
  },
  {
    id: 'collections.rules.invalid',
    level: 'must',
    says: 'A rule that does not parse or references an unknown field is rejected with code validation_invalid_rule and a message starting with "Invalid rule. Raw error: ".',
    probe:
      'SU POST {"name":"r2","listRule":"!invalid","viewRule":"missing = 123","createRule":"id = 1 && missing = 2","updateRule":"@request.body.missing:changed = false","deleteRule":"(id=123"} -> 400 with exactly those five data keys, each code validation_invalid_rule.',
    basis: 'observed',
  },
  {
    id: 'collections.rules.uses-submitted-fields',
    level: 'must',
    says: 'Rules are checked against the submitted (new) field list, so they may reference fields created in the same request and hidden fields.',
    probe:
      'SU POST {"name":"r3","fields":[{"name":"f1","type":"text","hidden":true}],"viewRule":"f1 = 123","updateRule":"(id = 123 && @request.body.f1:changed = false)"} -> 200.',
    basis: 'observed',
  },
  {
    id: 'collections.rules.revalidated-on-field-removal',
    level: 'must',
    says: 'All rules of the collection are validated again on every save, so removing or renaming a field that an own rule uses fails unless the rule is changed as well. Rules of other collections are not checked.',
    probe:
      'Collection with field f1 and listRule "f1 != \'\'"; SU PATCH {"fields":[]} -> 400 data.listRule.code validation_invalid_rule; with {"fields":[],"listRule":null} -> 200.',
    basis: 'observed',
  },
  {
    id: 'collections.rules.view-write-rules',
    level: 'must',
    says: 'For view collections createRule, updateRule and deleteRule must be null; even "" is rejected.',
    probe:
      'SU POST {"name":"r4","type":"view","viewQuery":"select 1 as id","createRule":"","updateRule":"","deleteRule":"id = 1"} -> 400; data.createRule, data.updateRule, data.deleteRule each {"code":"validation_nil","message":"Must be blank."}.',
    basis: 'observed',
  },
  {
    id: 'collections.rules.system-change',
    level: 'must',
    says: 'No rule of a system collection (listRule, viewRule, createRule, updateRule, deleteRule and for auth also authRule, manageRule) can be changed, including null to "". Resubmitting the same value is fine.',
    probe:
      'SU PATCH _superusers {"listRule":"1 = 1","authRule":"1 = 1","manageRule":"1 = 1"} -> 400; each of the three keys {"code":"validation_collection_system_rule_change","message":"System collection API rule cannot be changed."}.',
    basis: 'observed',
  },
] as const satisfies readonly Requirement[]

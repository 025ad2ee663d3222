import type { Requirement } from '../../requirement.ts'

/** What values of all types share, and modifiers in general. */
export const commonValues = [
  {
    id: 'values.common.never-type-error',
    level: 'must',
    says: 'A value of the wrong JSON type never fails by itself: every field type casts what it can and falls back to its zero value; only the resulting value is validated.',
    probe:
      'Non-required fields: POST {"text":{"a":1},"number":"abc","bool":"maybe","date":true,"select":{},"geo":"x","email":[]} -> 200 with "", 0, false, "", "" (or []), {"lon":0,"lat":0}, "".',
    basis: 'observed',
  },
  {
    id: 'values.common.required-error',
    level: 'must',
    says: 'A required field with its zero value gives code "validation_required", message "Cannot be blank.", without params, for every type.',
    probe:
      'Required field of each type, POST {} -> data.<field> {"code":"validation_required","message":"Cannot be blank."}.',
    basis: 'observed',
  },
  {
    id: 'values.common.null-is-zero',
    level: 'must',
    says: 'JSON null sets the zero value of the field type (json: null), on create and on update.',
    probe:
      'PATCH every field of a filled record to null -> 200 with "",0,false,"" or [],null,{"lon":0,"lat":0}; autodate and id excepted.',
    basis: 'observed',
  },
  {
    id: 'values.common.modifier-order',
    level: 'must',
    says: 'Several keys for the same field in one body are applied from the shortest key to the longest, each on the result of the previous one: first the plain key, then the one-character modifiers. Between keys of equal length ("+f","f+","f-") the order is not defined.',
    probe:
      'Number n stored 10: PATCH {"n":1,"n+":5,"n-":2} -> 4. Multi select stored [a]: PATCH {"s":["b"],"s+":["c"]} -> [b,c].',
    basis: 'observed',
  },
  {
    id: 'values.common.modifier-on-create',
    level: 'must',
    says: 'Modifiers work on create too, starting from the zero value.',
    probe: 'POST {"n+":4,"n-":1} -> n 3; POST {"s+":["a"]} -> s ["a"].',
    basis: 'observed',
  },
  {
    id: 'values.common.modifier-unsupported',
    level: 'must',
    says: 'Modifier keys a type does not support are unknown keys and ignored: "+n" for number; "f+", "+f", "f-" for text, editor, email, url, bool, date, autodate, json, password, geoPoint.',
    probe: 'PATCH {"+n":5,"title+":"x"} -> 200 and both fields unchanged.',
    basis: 'observed',
  },
] as const satisfies readonly Requirement[]

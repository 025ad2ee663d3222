import type { Requirement } from '../../requirement.ts'

/** Values of autodate fields. */
export const autodateValues = [
  {
    id: 'values.autodate.ignore-input',
    level: 'must',
    says: 'Values sent for autodate fields are ignored for everybody, superusers included, on create and update.',
    probe:
      'Superuser POST and PATCH {"created":"2000-01-01 00:00:00.000Z"} -> 200 and created is not that value.',
    basis: 'observed',
  },
  {
    id: 'values.autodate.on-create',
    level: 'must',
    says: 'onCreate sets the current UTC time at insert; with onCreate false and onUpdate true the value is "" after create.',
    probe: 'POST -> field within a second of now; field with only onUpdate -> "".',
    basis: 'observed',
  },
  {
    id: 'values.autodate.on-update',
    level: 'must',
    says: 'onUpdate sets the current time at each successful save, even without changes; a field with only onCreate never changes again. A failed update changes nothing.',
    probe:
      'PATCH {} -> updated newer, created same; PATCH with a validation error -> GET shows the old updated.',
    basis: 'observed',
  },
] as const satisfies readonly Requirement[]

import type { Requirement } from '../../requirement.ts'

/** Dates as operands. */
export const dateFilter = [
  {
    id: 'filter.date.text-comparison',
    level: 'must',
    says: 'Dates are compared as text with the stored form "YYYY-MM-DD HH:MM:SS.mmmZ" (UTC); date literals are not parsed or normalised, so only prefixes/forms of that layout are meaningful.',
    probe:
      'Fixture Q: "day > \'2024-01-01\'" -> v1,v2,v5,v6,v8; "day = \'2024-01-01 10:00:00.000Z\'" -> v1; "day = \'2024-01-01 10:00:00Z\'" -> none; "day > \'2024-01-01T00:00:00Z\'" -> v2,v6,v8; "day ~ \'2024-01\'" -> v1,v5,v8.',
    basis: 'observed',
  },
  {
    id: 'filter.date.empty-sorts-first',
    level: 'must',
    says: 'An empty date is the empty text, so it is smaller than every date literal.',
    probe: 'Fixture Q: "day < \'2023\'" -> v3,v7; "day <= @now" includes v3.',
    basis: 'observed',
  },
] as const satisfies readonly Requirement[]

import type { Requirement } from '../../requirement.ts'

/** Values of date fields. */
export const dateValues = [
  {
    id: 'values.date.format-out',
    level: 'must',
    says: 'Dates are stored and returned in UTC as "YYYY-MM-DD HH:MM:SS.mmmZ" (milliseconds, truncated); the empty date is "".',
    probe: 'POST "2022-01-01T10:00:00.123987+02:00" -> "2022-01-01 08:00:00.123Z".',
    basis: 'observed',
  },
  {
    id: 'values.date.accepted',
    level: 'must',
    says: 'Accepted strings include "2022-01-01", "2022-01-01 10:00:00", "2022-01-01 10:00:00.123Z", "2022-01-01T10:00:00Z", "2022-01-01T10:00:00", offsets "+02:00"/"+0200"/" +02:00", RFC 1123/822/850 and "01 Jan 2022"; values without an offset are UTC. Any number of fractional second digits is accepted.',
    probe:
      '"2022-01-01" -> "2022-01-01 00:00:00.000Z"; "2022-01-01 10:00:00" -> "2022-01-01 10:00:00.000Z"; "Sat, 01 Jan 2022 10:00:00 GMT" -> "2022-01-01 10:00:00.000Z"; "2022-01-01 10:00:00+02:00" -> "2022-01-01 08:00:00.000Z".',
    basis: 'observed',
  },
  {
    id: 'values.date.invalid-is-empty',
    level: 'must',
    says: 'Anything that cannot be parsed becomes "" without error: unknown formats, "2022-01-01 10:00", "2022-02-30", JSON numbers, numeric (unix) strings, booleans, arrays, objects.',
    probe:
      'POST date "invalid" / 1641024000 / "1641024000" / true / ["2022-01-01"] -> 200 with ""; with required -> validation_required.',
    basis: 'observed',
  },
  {
    id: 'values.date.required',
    level: 'must',
    says: 'required rejects the empty date with validation_required.',
    probe: 'Required date: "" or "abc" or null -> validation_required.',
    basis: 'observed',
  },
  {
    id: 'values.date.min',
    level: 'must',
    says: 'Before min: code "validation_min_greater_equal_than_required", message "Must be no less than 2024-01-01 00:00:00 +0000 UTC.", params {"threshold":"2024-01-01T00:00:00Z"} (RFC 3339, fraction only when not zero). Equal is allowed. The empty date is not tested.',
    probe:
      'date min "2024-01-01 00:00:00.000Z": "2023-12-31" -> exactly that error; "2024-01-01" -> 200; "" -> 200.',
    basis: 'observed',
  },
  {
    id: 'values.date.max',
    level: 'must',
    says: 'After max: code "validation_max_less_equal_than_required", message "Must be no greater than 2024-01-01 00:00:00 +0000 UTC.", params {"threshold":"2024-01-01T00:00:00Z"}. Equal is allowed.',
    probe: 'date max "2024-01-01 00:00:00.000Z": "2024-01-02" -> exactly that error.',
    basis: 'observed',
  },
  {
    id: 'values.date.time-only',
    level: 'may',
    says: 'Time-only and year-less formats parse to year 0000 ("3:04PM" -> "0000-01-01 15:04:00.000Z"); "0001-01-01 00:00:00.000Z" is the empty date and returned as "".',
    probe: 'POST "3:04PM" -> "0000-01-01 15:04:00.000Z"; "0001-01-01" -> "".',
    basis: 'observed',
  },
  {
    id: 'values.date.spaces',
    level: 'should',
    says: 'Where a format has a space, any number of spaces is accepted, and no other white space; none before the date or behind it.',
    probe:
      '"2022-01-01   10:00:00" -> "2022-01-01 10:00:00.000Z"; "Sat,  01  Jan 2022 10:00:00  GMT" -> the same; with a tab, or with a space in front -> "".',
    basis: 'observed',
  },
  {
    id: 'values.date.day-digits',
    level: 'may',
    says: 'In "Sat Jan 01 10:00:00 2022", with or without the name of a zone, the day may have one digit; with a numeric offset ("Sat Jan 01 10:00:00 +0200 2022") it has two.',
    probe:
      '"Sat Jan 1 10:00:00 2022" -> "2022-01-01 10:00:00.000Z"; "Sat Jan 1 10:00:00 +0200 2022" -> ""; "Sat Jan 01 10:00:00 +0200 2022" -> "2022-01-01 08:00:00.000Z".',
    basis: 'observed',
  },
  {
    id: 'values.date.zone-numbers',
    level: 'may',
    says: 'Where a format has the name of a zone, a sign with a number up to 23, with any number of zeros before it, is such a name and moves the time by nothing.',
    probe:
      '"Sat Jan 1 10:00:00 +0000 2022", "… -05 2022", "… +0023 2022" -> "2022-01-01 10:00:00.000Z"; "… +24 2022" -> "".',
    basis: 'observed',
  },
] as const satisfies readonly Requirement[]

import type { Requirement } from '../../requirement.ts'

/** Values of bool fields. */
export const boolValues = [
  {
    id: 'values.bool.cast',
    level: 'must',
    says: 'bool accepts true/false; numbers (0 false, otherwise true); the strings 1, t, T, TRUE, true, True for true; every other string, null, array and object is false.',
    probe:
      '1 -> true; -1 -> true; "1" -> true; "T" -> true; "yes", "on", "tRUE", "" -> false; [true] -> false; {} -> false.',
    basis: 'observed',
  },
  {
    id: 'values.bool.required',
    level: 'must',
    says: 'required means the value must be true.',
    probe: 'Required bool: false or missing -> validation_required; true -> 200.',
    basis: 'observed',
  },
] as const satisfies readonly Requirement[]

import type { Requirement } from '../../requirement.ts'

/** Values of number fields. */
export const numberValues = [
  {
    id: 'values.number.cast',
    level: 'must',
    says: 'number accepts JSON numbers as float64; true 1, false 0; numeric strings are parsed (optional sign, decimals, exponent, "inf"/"infinity"/"nan" in any case); "", other strings (also with surrounding spaces), null, arrays and objects become 0.',
    probe:
      '"5" -> 5; "1e3" -> 1000; ".5" -> 0.5; "+7" -> 7; " 5" -> 0; "5abc" -> 0; "" -> 0; true -> 1; [5] -> 0; {} -> 0.',
    basis: 'observed',
  },
  {
    id: 'values.number.not-a-number',
    level: 'should',
    says: 'A string that parses to infinity or NaN: code "validation_not_a_number", message "The submitted number is not properly formatted.".',
    probe: 'POST {"n":"NaN"} and {"n":"-Infinity"} -> that error; {"n":"1e400"} -> 200 with 0.',
    basis: 'observed',
  },
  {
    id: 'values.number.required',
    level: 'must',
    says: 'required means not 0.',
    probe: 'Required number: 0, "0", "abc", false -> validation_required; -1 -> 200.',
    basis: 'observed',
  },
  {
    id: 'values.number.zero-skips-range',
    level: 'must',
    says: 'The value 0 is never tested against min, max or onlyInt.',
    probe: 'number min 5 (not required): POST {"n":0} -> 200 with 0; {"n":1} -> error.',
    basis: 'observed',
  },
  {
    id: 'values.number.min',
    level: 'must',
    says: 'Below min: code "validation_min_number_constraint", message "Must be larger than 10.000000." (min with six decimals), no params. The bound itself is allowed.',
    probe:
      'number min 10: 9 -> that error; 10 -> 200. min 1.5: 1 -> "Must be larger than 1.500000.".',
    basis: 'observed',
  },
  {
    id: 'values.number.max',
    level: 'must',
    says: 'Above max: code "validation_max_number_constraint", message "Must be less than 10.000000.", no params. The bound itself is allowed.',
    probe: 'number max 10: 10.5 -> that error; 10 -> 200.',
    basis: 'observed',
  },
  {
    id: 'values.number.only-int',
    level: 'must',
    says: 'onlyInt with a fractional value: code "validation_only_int_constraint", message "Decimal numbers are not allowed.", no params. It is tested before min and max.',
    probe:
      'onlyInt, min 10: 1.5 -> validation_only_int_constraint; 2.0 -> validation_min_number_constraint.',
    basis: 'observed',
  },
  {
    id: 'values.number.modifiers',
    level: 'must',
    says: '"n+" adds and "n-" subtracts the cast value to/from the current value; the result is validated.',
    probe:
      'n stored 10: PATCH {"n+":5} -> 15; {"n-":"3"} -> 7; {"n+":"abc"} -> 10; with max 12 {"n+":5} -> validation_max_number_constraint.',
    basis: 'observed',
  },
  {
    id: 'values.number.output',
    level: 'must',
    says: 'Numbers are returned as JSON numbers in shortest round-trip form (integers without ".0", exponent only below 1e-6 or from 1e21 on).',
    probe:
      '5.0 -> 5; 0.1 -> 0.1; 1e21 -> 1e+21; 9007199254740993 -> 9007199254740992; identical on create response and later GET.',
    basis: 'observed',
  },
] as const satisfies readonly Requirement[]

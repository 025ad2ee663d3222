import type { Requirement } from '../../requirement.ts'

/** Values of json fields. */
export const jsonValues = [
  {
    id: 'values.json.passthrough',
    level: 'must',
    says: 'Objects, arrays, numbers, booleans and null are stored and returned as the same JSON value; object keys sent as JSON come back sorted.',
    probe: '{"j":{"b":1,"a":[true,null,"x"]}} -> raw response {"a":[true,null,"x"],"b":1}.',
    basis: 'observed',
  },
  {
    id: 'values.json.string-parsing',
    level: 'must',
    says: 'A JSON string value is reinterpreted: "true", "false", "null" become the literal; a string starting with a digit, "-", a double quote, "[" or "{" that is valid JSON becomes that JSON value; everything else stays a string. "" stays the empty string.',
    probe:
      '"123" -> 123; "-1.5" -> -1.5; "[1,2]" -> [1,2]; "{\\"a\\":1}" -> {"a":1}; "\\"123\\"" -> "123"; "null" -> null; "abc" -> "abc"; "{bad" -> "{bad"; " [1]" -> " [1]"; "" -> "".',
    basis: 'observed',
  },
  {
    id: 'values.json.missing-vs-empty',
    level: 'must',
    says: 'A field never set is null; an empty string is "" - the two are different values.',
    probe: 'POST {} -> j null; POST {"j":""} -> j "".',
    basis: 'observed',
  },
  {
    id: 'values.json.required',
    level: 'must',
    says: 'required rejects null, "", [] and {} (whole value) with validation_required; 0, false and "a" pass.',
    probe: 'Required json: null / "" / [] / {} -> validation_required; 0, false, [null] -> 200.',
    basis: 'observed',
  },
  {
    id: 'values.json.max-size',
    level: 'must',
    says: 'Serialised value longer than maxSize bytes (0 = 1048576): code "validation_json_size_limit", message "The maximum allowed JSON size is 5 bytes.", params {"maxSize":5}. It is tested first. A plain string counts with its quotes.',
    probe:
      'maxSize 5: "aaaa" (6 bytes with quotes) -> that error; "aaa" -> 200; [1,2] (5 bytes) -> 200.',
    basis: 'observed',
  },
  {
    id: 'values.json.form-values',
    level: 'must',
    says: 'In form bodies a json field follows the inference rules and then the string rules; a repeated key becomes an array whose string elements are not reinterpreted.',
    probe: 'Multipart j=\'{"a":1}\' -> {"a":1}; j=1&j=x -> [1,"x"]; j=\'[1]\'&j=2 -> ["[1]",2].',
    basis: 'observed',
  },
  {
    id: 'values.json.control-characters',
    level: 'may',
    says: 'A plain (not reinterpreted) top-level string containing U+0000-U+0007, U+000B, U+000E-U+001F, U+007F or a non-printable character above U+FFFF fails with code "validation_invalid_json", message "Must be a valid json value."; the same characters inside an object or array are fine.',
    probe:
      'POST {"j":"a\\u0001"} -> 400 data.j "validation_invalid_json"; POST {"j":["a\\u0001"]} -> 200.',
    basis: 'observed',
  },
  {
    id: 'values.json.fractional-and-large-numbers',
    level: 'should',
    says: 'Numbers pass through float64: integers above 2^53 lose precision, on create response and on later reads alike (numbers sent inside strings are kept verbatim only in the create response).',
    probe: '{"j":9007199254740993} -> 9007199254740992; {"j":1.0} -> 1.',
    basis: 'observed',
  },
  {
    id: 'values.json.string-verbatim',
    level: 'should',
    says: 'JSON sent inside a string is kept as text: key order survives in create responses and later reads (white space is not emitted), and maxSize counts the text as sent. Without such a string, keys are sorted.',
    probe:
      '{"j":"{\\"b\\": 1, \\"a\\":2}"} -> raw response {"b":1,"a":2} on POST and GET; maxSize 5: "[1, 2]" (6 bytes) -> validation_json_size_limit, [1,2] -> 200.',
    basis: 'observed',
  },
] as const satisfies readonly Requirement[]

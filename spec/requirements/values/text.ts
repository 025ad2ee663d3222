import type { Requirement } from '../../requirement.ts'

/** Values of text fields, generated ones among them. */
export const textValues = [
  {
    id: 'values.text.cast',
    level: 'must',
    says: 'text accepts strings unchanged; numbers become plain decimal notation without exponent, booleans "true"/"false", null "", arrays and objects "".',
    probe:
      'POST text = 12.50 -> "12.5"; 1e21 -> "1000000000000000000000"; true -> "true"; [1] -> ""; {"a":1} -> "".',
    basis: 'observed',
  },
  {
    id: 'values.text.no-trim',
    level: 'must',
    says: 'text is not trimmed or otherwise changed; a string of spaces satisfies required.',
    probe: 'Required text: POST {"title":"  "} -> 200 with title "  ".',
    basis: 'observed',
  },
  {
    id: 'values.text.min',
    level: 'must',
    says: 'Shorter than min: code "validation_min_text_constraint", message "Must be at least 3 character(s).", params {"min":3}. Length counts Unicode code points. An empty value is not tested.',
    probe:
      'text min 3: "ab" -> that error; "" -> 200; one emoji U+1F600 plus "ab" (3 code points) -> 200.',
    basis: 'observed',
  },
  {
    id: 'values.text.max',
    level: 'must',
    says: 'Longer than max: code "validation_max_text_constraint", message "Must be no more than 5 character(s).", params {"max":5}.',
    probe: 'text max 5: "abcdef" -> that error; "abcde" -> 200.',
    basis: 'observed',
  },
  {
    id: 'values.text.max-default',
    level: 'must',
    says: 'max 0 means a limit of 5000 code points.',
    probe:
      'text max 0: 5001 characters -> "validation_max_text_constraint", "Must be no more than 5000 character(s).", params {"max":5000}; 5000 -> 200.',
    basis: 'observed',
  },
  {
    id: 'values.text.pattern',
    level: 'must',
    says: 'pattern is an RE2 expression searched anywhere in the value (not anchored); no match: code "validation_invalid_format", message "Invalid value format.".',
    probe: 'text pattern "[0-9]": "abc" -> that error; "ab1" -> 200.',
    basis: 'observed',
  },
  {
    id: 'values.text.check-order',
    level: 'must',
    says: 'Checks run in the order required, (empty stops), min, max, pattern; only the first failure is reported.',
    probe: 'text min 5, pattern "^[0-9]+$": "ab" -> validation_min_text_constraint.',
    basis: 'observed',
  },
  {
    id: 'values.text.any-character',
    level: 'should',
    says: 'Any Unicode text is stored and returned unchanged, including U+0000 and other control characters, a leading U+FEFF and unassigned code points; nothing is normalised.',
    probe:
      'POST text "a\\u0000b" -> 200 and the same string back, on create and on GET; "e\\u0301" stays two code points.',
    basis: 'observed',
  },
  {
    id: 'values.text.autogenerate-on-create',
    level: 'must',
    says: 'On create a text field with autogeneratePattern whose value is empty gets a random string generated from the pattern; a non-empty value is kept.',
    probe:
      'text autogeneratePattern "[a-z]{8}": POST {} -> matches ^[a-z]{8}$; POST {"slug":"x"} -> "x".',
    basis: 'observed',
  },
  {
    id: 'values.text.autogenerate-not-on-update',
    level: 'must',
    says: 'On update an empty value is not regenerated: it is stored (or fails required).',
    probe: 'PATCH {"slug":""} -> 200 slug ""; when required -> validation_required.',
    basis: 'observed',
  },
  {
    id: 'values.text.autogenerate-modifier',
    level: 'must',
    says: 'The key "f:autogenerate" sets the field to the given value (cast to text) followed by a generated string, on create and update. Without autogeneratePattern only the given value is set. The result is validated as usual.',
    probe:
      'slug autogeneratePattern "[0-9]{4}": PATCH {"slug:autogenerate":"abc-"} -> matches ^abc-[0-9]{4}$; field without pattern: {"title:autogenerate":"abc"} -> "abc".',
    basis: 'observed',
  },
  {
    id: 'values.text.autogenerate-grammar',
    level: 'should',
    says: 'autogeneratePattern may use literals, character classes (also \\d, \\w), groups, alternation, "." and quantifiers; the generated value matches the whole pattern, "." gives letters and digits. Anchors and word boundaries are refused when the collection is saved.',
    probe:
      '"[A-Z]{3}-\\d{2}\\w{4}", "(foo|ba[rz])_[0-9a-f]{8}", "x.{6}": POST {} -> a value matching the anchored pattern.',
    basis: 'observed',
  },
] as const satisfies readonly Requirement[]

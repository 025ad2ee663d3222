import type { Requirement } from '../../requirement.ts'

/** Values of select fields. */
export const selectValues = [
  {
    id: 'values.select.single-shape',
    level: 'must',
    says: 'maxSelect 0 or 1 is a single select: the value is a string, "" when empty. maxSelect above 1 is a multi select: the value is always an array, [] when empty.',
    probe: 'POST {} -> single "" and multi []; multi with "a" -> ["a"].',
    basis: 'observed',
  },
  {
    id: 'values.select.cast',
    level: 'must',
    says: 'Input is turned into a list of strings: a string is one value (a string that parses as a JSON array of strings is expanded); numbers and booleans become their text; array elements are cast the same way; "" and null elements are dropped and duplicates removed keeping the first; objects, or arrays containing an array or object, give an empty list.',
    probe:
      'Multi select with values a,b,1,true: ["a","a","",null,"b"] -> ["a","b"]; \'["a","b"]\' (string) -> ["a","b"]; [1,true] -> ["1","true"]; {} -> []; ["a",["b"]] -> [].',
    basis: 'observed',
  },
  {
    id: 'values.select.single-takes-last',
    level: 'must',
    says: 'A single select given several values keeps the last one of the list; it can never fail with too many values.',
    probe: 'Single select: ["a","b"] -> "b".',
    basis: 'observed',
  },
  {
    id: 'values.select.invalid-value',
    level: 'must',
    says: 'A value not in the field\'s values: code "validation_invalid_value", message "Invalid value x.", params {"value":"x"} for the first offending value (case-sensitive).',
    probe: 'values [a,b]: "x" -> exactly that error; ["a","x","y"] on multi -> value "x".',
    basis: 'observed',
  },
  {
    id: 'values.select.too-many',
    level: 'must',
    says: 'More values than maxSelect: code "validation_too_many_values", message "Select no more than 2.", params {"maxSelect":2}; tested before the allowed values.',
    probe: 'maxSelect 2: ["a","b","x"] -> validation_too_many_values.',
    basis: 'observed',
  },
  {
    id: 'values.select.required',
    level: 'must',
    says: 'required means at least one value.',
    probe: 'Required: "", [], [""], null -> validation_required.',
    basis: 'observed',
  },
  {
    id: 'values.select.append',
    level: 'must',
    says: '"s+" appends one or more values after the current ones without duplicates (existing values keep their place). On a single select it replaces the value.',
    probe: 'Multi stored [a,b]: {"s+":["c","a"]} -> [a,b,c]; single stored a: {"s+":"b"} -> "b".',
    basis: 'observed',
  },
  {
    id: 'values.select.prepend',
    level: 'must',
    says: '"+s" puts the given values before the current ones, without duplicates (a given value moves to the front). On a single select the current value wins if there is one.',
    probe:
      'Multi stored [a,b]: {"+s":["c","b"]} -> [c,b,a]; single stored a: {"+s":"b"} -> "a"; single stored "": {"+s":"b"} -> "b".',
    basis: 'observed',
  },
  {
    id: 'values.select.subtract',
    level: 'must',
    says: '"s-" removes the given values; values not present are ignored.',
    probe: 'Multi stored [a,b]: {"s-":["a","zzz"]} -> [b]; single stored a: {"s-":"a"} -> "".',
    basis: 'observed',
  },
] as const satisfies readonly Requirement[]

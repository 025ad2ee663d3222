import type { Requirement } from '../../requirement.ts'

/** Literals and how they compare with columns of another kind. */
export const literalFilter = [
  {
    id: 'filter.literal.keywords-case',
    level: 'must',
    says: 'null, true and false are recognised in any letter case when no field of that exact name exists (field names null, true, false cannot be created, other spellings such as True can and then win).',
    probe:
      'Fixture Q: "title = NULL" -> v3; "flag = TRUE" -> v1,v4,v6; "True = flag" -> v1,v4,v6. Collection with fields True (bool) and NULL (text), record False/"x": "True = false" and "NULL = \'x\'" match it, "true = True" does not. Creating a field named null, true or false -> 400.',
    basis: 'observed',
  },
  {
    id: 'filter.literal.true-false-are-1-0',
    level: 'must',
    says: 'true and false are the integers 1 and 0.',
    probe:
      'Fixture Q: "flag = 1" -> v1,v4,v6; "num = true" -> v1; "num = false" -> v3; "1 = true" -> all; "title = true" -> v4 (text "1").',
    basis: 'observed',
  },
  {
    id: 'filter.literal.number-is-real',
    level: 'must',
    says: 'Number literals are 64-bit floats, also when written as integers; compared with a text column the number becomes text with a decimal part.',
    probe:
      'Fixture Q: "title = 1" -> v5 (text "1.0") and not v4 (text "1"); "title = 1.0" -> v5; "title = \'1\'" -> v4.',
    basis: 'observed',
  },
  {
    id: 'filter.literal.text-vs-number-column',
    level: 'must',
    says: 'A text literal compared with a number or bool column is converted when it looks like a number (surrounding ASCII whitespace allowed).',
    probe:
      'Fixture Q: "num = \'5\'", "num = \'5.0\'", "num = \' 5 \'" -> v6,v7; "flag = \'1\'" -> v1,v4,v6; "flag = \'true\'" -> none; "num = \'abc\'" -> none; "num != \'abc\'" -> all.',
    basis: 'observed',
  },
  {
    id: 'filter.literal.no-conversion-between-literals',
    level: 'should',
    says: 'Two literals of different types are not converted: a number is always smaller than a text.',
    probe: "\"'1' = 1\" -> none; \"2 < '1'\" -> all; \"'a' < 'B'\" -> none.",
    basis: 'observed',
  },
  {
    id: 'filter.literal.big-integers-lose-precision',
    level: 'may',
    says: 'Integers beyond 2^53 are rounded to the nearest double before comparison.',
    probe: '"9007199254740993 = 9007199254740992" -> all records.',
    basis: 'observed',
  },
] as const satisfies readonly Requirement[]

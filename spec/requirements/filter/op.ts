import type { Requirement } from '../../requirement.ts'

const source = { document: '003_2163cb09265065fe', heading: 'List/Search records' } as const

/** Operators. */
export const opFilter = [
  {
    id: 'filter.op.equal',
    level: 'must',
    says: '"=" is equality; text is compared bytewise, so case-sensitive.',
    probe:
      'Fixture Q: "title = \'alpha\'" -> v1; "title = \'ALPHA\'" -> none; "kind = \'x\'" -> v1,v4.',
    basis: 'documented',
    source,
  },
  {
    id: 'filter.op.not-equal',
    level: 'must',
    says: '"!=" is NULL-safe inequality: a missing value is different from any non-empty value.',
    probe:
      'Fixture Q: "title != \'alpha\'" -> all but v1; "owner.name != \'Ann\'" -> v2,v3,v4,v5,v7,v8 (v3,v5 have no owner); "meta.k != 1" -> all but v1.',
    basis: 'documented',
    source,
  },
  {
    id: 'filter.op.ordering',
    level: 'must',
    says: '"<", "<=", ">", ">=" compare numbers numerically and text bytewise.',
    probe:
      'Fixture Q: "num >= -7 && num <= 0" -> v3,v4; "title > \'1\'" -> v1,v2,v5,v6,v7,v8; "title < \'a\'" -> v2,v3,v4,v5 (upper case sorts before lower case, empty first).',
    basis: 'documented',
    source,
  },
  {
    id: 'filter.op.ordering-null-never',
    level: 'must',
    says: 'Ordering comparisons and both like operators never match when one side is NULL; there is no empty-string normalisation for them.',
    probe:
      'Fixture Q: "title > null", "null > 1", "num < null" -> none; "owner.score <= 0" -> v2,v4,v7,v8 (ownerless v3,v5 excluded); "meta.k > 0" -> v1.',
    basis: 'observed',
  },
  {
    id: 'filter.op.ordering-storage-classes',
    level: 'must',
    says: 'A number is less than any text when no conversion applies (text that does not look like a number, json values, function results).',
    probe:
      'Fixture Q: "num < \'abc\'" -> all; "num > \'abc\'" -> none; "meta > 1" -> v1,v2,v4,v5,v7,v8 (json text, arrays and objects are greater than numbers).',
    basis: 'observed',
  },
  {
    id: 'filter.op.ordering-text-column-vs-number',
    level: 'should',
    says: 'A number literal compared with a text or date column is turned into text (with decimal part) and compared as text.',
    probe:
      'Fixture Q: "title > 1" -> v1,v2,v6,v7,v8 (compares with "1.0"); "day > 2024" -> v6 (compares with "2024.0").',
    basis: 'observed',
  },
  {
    id: 'filter.op.like',
    level: 'must',
    says: '"~" tests whether the left side contains the right side; "!~" is its negation.',
    probe: 'Fixture Q: "title ~ \'lph\'" -> v1,v2; "title !~ \'a\'" -> v3,v4,v5,v8.',
    basis: 'documented',
    source,
  },
  {
    id: 'filter.op.like-ascii-case-insensitive',
    level: 'must',
    says: 'Like matching ignores case for ASCII letters only.',
    probe:
      'Fixture Q: "title ~ \'ALPHA\'" -> v1,v2; "title ~ \'ä\'" -> none; "title ~ \'Ä\'" -> v8.',
    basis: 'observed',
  },
  {
    id: 'filter.op.like-auto-wrap',
    level: 'must',
    says: 'If the right literal contains no unescaped "%", it is matched literally anywhere in the left value ("_" and "%" preceded by a backslash, and backslashes, are literal).',
    probe:
      'Fixture Q: "title ~ \'a_b\'" -> v6 only; "title ~ \'\\%\'" -> v2; "title ~ \'100\\%\'" -> v2.',
    basis: 'observed',
  },
  {
    id: 'filter.op.like-explicit-wildcard',
    level: 'must',
    says: 'If the right literal contains an unescaped "%", it is used as the complete pattern without wrapping: "%" = any run, "_" = any one character, backslash escapes the next character.',
    probe:
      'Fixture Q: "title ~ \'a%\'" -> v1,v2,v6; "title ~ \'%a\'" -> v1; "title ~ \'%0\\%\'" -> v2; titles a_b and axb: "title ~ \'a_b%\'" -> both; "title ~ \'a\\_b%\'" -> only a_b.',
    basis: 'observed',
  },
  {
    id: 'filter.op.like-percent-escape-parity',
    level: 'should',
    says: 'A "%" preceded by one backslash is escaped, preceded by two backslashes it is a wildcard (backslashes pair up from the left).',
    probe:
      'Titles "ab%c" and "ab\\zzc" (one backslash): "title ~ \'ab\\%c\'" -> first only; "title ~ \'ab\\\\%c\'" -> second only (literal backslash then wildcard).',
    basis: 'observed',
  },
  {
    id: 'filter.op.like-backslash',
    level: 'should',
    says: 'In an auto-wrapped literal one backslash and two backslashes both mean one literal backslash; in an explicit pattern a single backslash escapes the next character.',
    probe:
      'Fixture Q: "title ~ \'back\\slash\'" -> v7; "title ~ \'back\\\\slash\'" -> v7; "title ~ \'back\\slash%\'" -> none; "title ~ \'back\\\\slash%\'" -> v7.',
    basis: 'observed',
  },
  {
    id: 'filter.op.like-empty',
    level: 'must',
    says: '"~ \'\'" matches every non-NULL value, "!~ \'\'" matches nothing.',
    probe:
      'Fixture Q: "title ~ \'\'" -> all; "title !~ \'\'" -> none; "owner.name ~ \'\'" -> v1,v2,v4,v6,v7,v8.',
    basis: 'observed',
  },
  {
    id: 'filter.op.like-null',
    level: 'must',
    says: 'Like with null on either side never matches, for "!~" too.',
    probe:
      'Fixture Q: "title ~ null" -> none; "title !~ null" -> none; "owner.name !~ \'x\'" -> v1,v2,v4,v6,v7,v8 (not v3,v5).',
    basis: 'observed',
  },
  {
    id: 'filter.op.like-number',
    level: 'should',
    says: 'Numbers take part in like by their shortest text form: literals without ".0", column integers without decimals.',
    probe: 'Fixture Q: "num ~ 5" -> v2,v6,v7; "num ~ \'00\'" -> v5,v8; "title ~ 1" -> v2,v4,v5.',
    basis: 'observed',
  },
  {
    id: 'filter.op.number-text-digits',
    level: 'should',
    says: 'Where a real number becomes a text (in like, beside a text column, under ":lower", as the whole value of a json field) it is one of at most 15 significant digits, with an exponent below 1e-4 and from 1e15 on.',
    probe:
      'Records with num, meta and meta.k of 0.30000000000000004, 1/3 and 1e22 and title "0.3", "0.333333333333333" and "1.0e+22": "num ~ \'0.3%\' && num !~ \'%4\'" finds the first two, "num:lower ~ \'1.0e+22\'" the third; "title = 0.30000000000000004" and "title = meta.k" find their records.',
    basis: 'observed',
  },
  {
    id: 'filter.op.like-keyword-right',
    level: 'may',
    says: 'true/false on the right of like are the digits 1/0 wrapped as "contains".',
    probe: 'Fixture Q: "title ~ true" -> v2,v4,v5.',
    basis: 'observed',
  },
  {
    id: 'filter.op.like-column-right',
    level: 'must',
    says: 'If the right side is a field, its value is wrapped in "%" and used as pattern without any escaping, so wildcard characters stored in it are active.',
    probe:
      'Fixture Q: "\'alpha\' ~ title" -> v1,v3; "\'Alpha 100% x\' ~ title" -> v1,v2,v3,v4; record with title "a%c": "\'abbbc\' ~ title" matches it.',
    basis: 'observed',
  },
  {
    id: 'filter.op.like-left-is-never-pattern',
    level: 'must',
    says: 'Only the right operand is a pattern.',
    probe: "\"'%' ~ 'a'\" -> none; \"'a' ~ '%'\" -> all records.",
    basis: 'observed',
  },
  {
    id: 'filter.op.any-variants',
    level: 'must',
    says: '?= ?!= ?> ?>= ?< ?<= ?~ ?!~ exist and mean "at least one" for multi-valued paths; on single-valued operands they equal the plain operator.',
    probe:
      'Fixture Q: "title ?= \'alpha\'" -> v1; "num ?> 2" -> v2,v5,v6,v7,v8; "title ?!~ \'a\'" -> v3,v4,v5,v8; "refs.name ?= \'bob\'" -> v1,v2,v6,v8.',
    basis: 'documented',
    source,
  },
  {
    id: 'filter.op.field-vs-field',
    level: 'must',
    says: 'Two plain fields can be compared; equality treats NULL as empty text and applies no numeric/text conversion, ordering does convert.',
    probe:
      'Fixture Q: "num = num", "title = title" -> all; "num > title" -> v5. Record with title "5" and num 5: "num = title" -> none, "num >= title" -> that record.',
    basis: 'observed',
  },
] as const satisfies readonly Requirement[]

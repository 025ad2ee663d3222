import type { Requirement } from '../../requirement.ts'

const source = { document: '003_2163cb09265065fe', heading: 'List/Search records' } as const

/** Characters to tokens. */
export const lexFilter = [
  {
    id: 'filter.lex.whitespace',
    level: 'must',
    says: 'Only space, tab and LF are whitespace between tokens; whitespace around operators is optional.',
    probe: 'Fixture Q: "num=5", "num =5", "num<TAB>=<LF>5" -> v6,v7.',
    basis: 'observed',
  },
  {
    id: 'filter.lex.cr-rejected',
    level: 'should',
    says: 'CR (so also CRLF), NBSP and any other non-listed character outside quotes is an unexpected character.',
    probe:
      'Fixture Q: filter "num = 5%0D%0A&& flag = true" -> G400; "num%C2%A0= 5" -> G400; "num = 5;" -> G400.',
    basis: 'observed',
  },
  {
    id: 'filter.lex.identifier',
    level: 'must',
    says: 'An identifier starts with an ASCII letter, "@", "_" or "#" and continues with ASCII letters, digits, "_", "." or ":"; it must not end with "." or ":" and must not be only "@", "_" or "#".',
    probe:
      'Fixture Q: "title. = 1", "title: = 1", "@ = 1", "_ = 1", ".title = 1", "té = 1" -> G400; an "#x = 1" also ends in G400 because nothing resolves it.',
    basis: 'observed',
  },
  {
    id: 'filter.lex.number',
    level: 'must',
    says: 'A number is an optional leading "-", digits, and at most one "." with digits on both sides; leading zeros are allowed.',
    probe: 'Fixture Q: "num = 2.5" -> v2; "num = -7" -> v4; "num = 005" -> v6,v7; "num=-7" -> v4.',
    basis: 'documented',
    source,
  },
  {
    id: 'filter.lex.number-invalid',
    level: 'must',
    says: '".5", "5.", "+5", "- 5", "1e3", "1_000", "0x1f", "1.2.3" are not numbers and make the filter invalid.',
    probe: 'Fixture Q: "num = X" for each of them -> G400.',
    basis: 'observed',
  },
  {
    id: 'filter.lex.text-quotes',
    level: 'must',
    says: 'Text literals are wrapped in single or double quotes; the other quote kind needs no escaping inside.',
    probe:
      'Fixture Q: `title = "ÄÖ it\'s"` -> v8; `title = \'alpha\'` and `title = "alpha"` -> v1; mismatched `title = \'alpha"` -> G400; a text wrapped in backtick characters -> G400.',
    basis: 'documented',
    source,
  },
  {
    id: 'filter.lex.text-escape',
    level: 'must',
    says: 'Inside a text only backslash followed by the same quote character is unescaped (to that quote). Every other backslash stays in the value, including a doubled backslash and a backslash before the other quote.',
    probe:
      "Fixture Q: `title = 'ÄÖ it\\'s'` -> v8; `title = \"ÄÖ it\\'s\"` -> none (backslash kept); `title = 'back\\slash'` -> v7; `title = 'back\\\\slash'` -> none.",
    basis: 'observed',
  },
  {
    id: 'filter.lex.text-cannot-end-in-backslash',
    level: 'should',
    says: 'A quote preceded by a backslash never terminates the text, even if that backslash is itself preceded by one, so a text literal cannot end in a backslash.',
    probe: "Fixture Q: `title = 'a\\'` -> G400; `title = 'a\\\\'` -> G400.",
    basis: 'observed',
  },
  {
    id: 'filter.lex.text-any-char',
    level: 'must',
    says: 'Any other character, including LF, non-ASCII, parentheses and operator characters, may appear inside a text.',
    probe: "Record with title a)&&(b : `title = 'a)&&(b'` and `(title = 'a)&&(b')` -> that record.",
    basis: 'observed',
  },
  {
    id: 'filter.lex.comment',
    level: 'must',
    says: '"//" starts a comment that runs to the end of the line; comments are allowed between any two tokens and at the start or end.',
    probe: 'Fixture Q: "num = 5 // x", "// x<LF>num = 5", "num = // x<LF> 5" -> v6,v7.',
    basis: 'documented',
    source,
  },
  {
    id: 'filter.lex.comment-single-slash',
    level: 'must',
    says: 'A single "/" is an error; "/* */" comments do not exist.',
    probe: 'Fixture Q: "num = 5 / x" -> G400; "num = 5 /* x */" -> G400.',
    basis: 'observed',
  },
  {
    id: 'filter.lex.comment-in-group',
    level: 'may',
    says: 'While looking for the closing parenthesis of a group, comments are not recognised but quotes are: a quote inside such a comment must be balanced, and an unbalanced ")" inside it closes the group.',
    probe:
      'Fixture Q: "(num = 5 // it\'s<LF>)" -> G400, while "num = 5 // it\'s" -> v6,v7; "(num = 5 // in (group)<LF>)" -> v6,v7; "(num = 5 // x)<LF>)" -> G400.',
    basis: 'observed',
  },
  {
    id: 'filter.lex.sign-longest-run',
    level: 'must',
    says: 'The comparison operator is the longest run of the characters = ? ! > < ~ and must be exactly one of = != > >= < <= ~ !~ or one of these prefixed by "?".',
    probe:
      'Fixture Q: "num == 5", "num <> 5", "num =! 5", "num => 5", "title =~ \'a\'", "num ?= = 5" -> G400; "num>=-7&&num<=0" -> v3,v4.',
    basis: 'observed',
  },
  {
    id: 'filter.lex.join-longest-run',
    level: 'must',
    says: 'The join operator is the longest run of "&"/"|" and must be "&&" or "||"; the words and/or/not/in/like are not operators.',
    probe:
      'Fixture Q: "num = 5 & flag = true", "num = 5 &&& flag = true", "num = 5 and flag = true", "title in (\'a\')" -> G400.',
    basis: 'observed',
  },
  {
    id: 'filter.lex.nul',
    level: 'may',
    says: 'A NUL character directly after a closing quote or parenthesis ends the filter (the remainder is ignored); directly after an identifier, number, operator, whitespace or comment it is skipped like a separator; inside quotes or an open group it makes them unterminated.',
    probe:
      'Fixture Q: "title=\'alpha\'%00(((" -> v1; "num=5%00&&flag=true" -> v6; "title=\'al%00pha\'" -> G400.',
    basis: 'observed',
  },
  {
    id: 'filter.lex.invalid-utf8',
    level: 'may',
    says: 'A byte sequence that is not UTF-8 is an ordinary (replacement) character inside a text and an unexpected character elsewhere.',
    probe:
      "Records a,b: ?filter=title%3D'%FF' -> none; ?filter=title!%3D'%FF' -> a,b; ?filter=title%3D'a'%FF, ?filter=%FF, ?sort=%FF -> G400.",
    basis: 'observed',
  },
] as const satisfies readonly Requirement[]

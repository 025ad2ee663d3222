import type { Requirement } from '../../requirement.ts'

const source = { document: '003_2163cb09265065fe', heading: 'List/Search records' } as const

/** Tokens to a tree: terms, groups, precedence. */
export const parseFilter = [
  {
    id: 'filter.parse.format',
    level: 'must',
    says: 'A filter is OPERAND OPERATOR OPERAND terms joined by && / || with parentheses; both operands may be a field, literal, macro or function, in any order.',
    probe:
      'Fixture Q: "5 = num" -> v6,v7; "1 = 1" -> all 8; "\'a\' = \'b\'" -> none; "\'alpha\' = title" -> v1.',
    basis: 'documented',
    source,
  },
  {
    id: 'filter.parse.group',
    level: 'must',
    says: 'Parentheses group sub-expressions and can be nested.',
    probe:
      'Fixture Q: "(title = \'alpha\' || num = 5) && flag = true" -> v1,v6; "(((num = 5)))" -> v6,v7.',
    basis: 'documented',
    source,
  },
  {
    id: 'filter.parse.precedence',
    level: 'must',
    says: 'Without parentheses && binds tighter than ||, independent of order.',
    probe:
      'Records A(a=1,b=0,c=0), B(a=0,b=1,c=0), C(a=0,b=1,c=1): "a=1 || b=1 && c=1" -> A,C; "b=1 && c=1 || a=1" -> A,C; "(a=1 || b=1) && c=1" -> C.',
    basis: 'observed',
  },
  {
    id: 'filter.parse.incomplete',
    level: 'must',
    says: 'A lone operand, a missing operand or a leading, trailing or doubled join operator is an error.',
    probe:
      'Fixture Q: "num", "num =", "= 5", "num = 5 &&", "&& num = 5", "num = 5 && || num = 6", "num = 5 5", "flag" -> G400.',
    basis: 'observed',
  },
  {
    id: 'filter.parse.empty-group',
    level: 'must',
    says: 'An empty or comment-only group is an error.',
    probe: '"()" -> G400; "num = 5 && ()" -> G400.',
    basis: 'observed',
  },
  {
    id: 'filter.parse.unbalanced',
    level: 'must',
    says: 'Unbalanced parentheses are an error.',
    probe: '"(num = 5" -> G400; "num = 5)" -> G400; "((num = 5)" -> G400.',
    basis: 'observed',
  },
  {
    id: 'filter.parse.no-not',
    level: 'must',
    says: 'There is no unary negation and no arithmetic.',
    probe: '"!(num = 5)" -> G400; "num + 1 = 6" -> G400; "-num = 5" -> G400.',
    basis: 'observed',
  },
  {
    id: 'filter.parse.no-placeholders',
    level: 'should',
    says: 'Placeholders such as {:name} are not a server feature of HTTP filters.',
    probe: '"title = {:t}" -> G400.',
    basis: 'observed',
  },
  {
    id: 'filter.parse.adjacent-groups',
    level: 'may',
    says: 'Groups may follow each other or a complete term without a join operator; the last seen join operator is reused, && if there was none.',
    probe:
      'Fixture Q: "(num = 5)(flag = true)" -> v6; "(num = 5) || title = \'1\' (flag = true)" -> v1,v4,v6,v7.',
    basis: 'observed',
  },
  {
    id: 'filter.parse.group-discards-pending',
    level: 'may',
    says: 'A group that appears where an operator or right operand was expected discards the pending operand and operator and stands as the whole term.',
    probe: 'Fixture Q: "title (num = 5)" and "title = (num = 5)" -> v6,v7.',
    basis: 'observed',
  },
] as const satisfies readonly Requirement[]

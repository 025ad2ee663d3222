import type { Requirement } from '../../requirement.ts'

/** Random filters compared with an independent evaluation. */
export const semanticsFilter = [
  {
    id: 'filter.semantics.core',
    level: 'must',
    says: 'Any combination of the operands, operators and joins described above as must evaluates as the sentences about each of them say together.',
    probe:
      'Random records (text, number, bool, date, select, multiple select, json, single and multiple relation) and random filters over them, compared with an own evaluation.',
    basis: 'observed',
  },
  {
    id: 'filter.semantics.flat',
    level: 'should',
    says: 'The same without relation paths and including the constructs described as should (json arrays/objects, numbers in like, text columns against numbers, comparisons between multi-valued fields).',
    probe: 'Random filters over random records.',
    basis: 'observed',
  },
  {
    id: 'filter.semantics.relations',
    level: 'should',
    says: 'The same with relation paths: related columns and json, nested single relations behind multiple ones, both operands multi-valued.',
    probe: 'Random filters over random records.',
    basis: 'observed',
  },
  {
    id: 'filter.semantics.access',
    level: 'must',
    says: 'The listRule of every collection that a client filter of a non-superuser enters is ANDed, at the top level, for each entered path: the related record is missing or satisfies that rule. The rows examined by match-all are not restricted by it.',
    probe:
      'Random filters over random records as guest, with different listRules on the related collection, compared with an own evaluation.',
    basis: 'observed',
  },
  {
    id: 'filter.semantics.syntax',
    level: 'must',
    says: 'A token sequence is accepted exactly when it follows the grammar of filter.lex and filter.parse (leaving out the quirks of groups), whatever the whitespace and comments between the tokens.',
    probe: 'Random sequences of operands, operators, joins and groups: valid -> 200, else G400.',
    basis: 'observed',
  },
  {
    id: 'filter.semantics.complement',
    level: 'must',
    says: 'On values that are not several, = and != part the records, and so do < and >=, > and <=, ~ and !~ together with the records whose value is NULL.',
    probe:
      'Fixture Q: for every column, json path and single-relation path and every kind of literal, the ids found by both and by "= null" are all ids, each once.',
    basis: 'observed',
  },
  {
    id: 'filter.semantics.spelling',
    level: 'must',
    says: 'Brackets, white space and comments around a filter, saying a condition twice, the order of conditions, and the order of operands (with < for >) change nothing.',
    probe: 'Fixture Q: filters of the vectors, spelled in each of these ways, find the same ids.',
    basis: 'observed',
  },
  {
    id: 'filter.semantics.projection',
    level: 'must',
    says: 'fields and expand never change which records are listed, nor their order or number.',
    probe:
      'Fixture Q with a closed viewRule on the related collection: the same filter, sort and page with different fields and expand give the same ids and totals.',
    basis: 'observed',
  },
] as const satisfies readonly Requirement[]

import type { Requirement } from '../../requirement.ts'

/** Filters on view collections. */
export const viewFilter = [
  {
    id: 'filter.view.same-language',
    level: 'must',
    says: 'View collections accept the same filter and sort language on their columns.',
    probe: 'View "SELECT id, title, num FROM vals": ?filter=title=\'alpha\'&sort=-num -> 1 record.',
    basis: 'observed',
  },
  {
    id: 'filter.view.expression-columns',
    level: 'should',
    says: 'View columns that are not plain column references have no type conversion: text that looks like a number does not equal a numeric expression.',
    probe:
      'View "SELECT owner as id, count(*) as total FROM vals WHERE owner != \'\' GROUP BY owner": "total = 2" -> all three owners; "total = \'2\'" -> none; "total > \'1\'" -> none.',
    basis: 'observed',
  },
  {
    id: 'filter.view.untyped-columns-are-json',
    level: 'may',
    says: 'View expression columns without a recognised type are json fields; a text value that is itself valid JSON is read as that JSON value.',
    probe:
      'View column (title || \'\') as t2 over fixture Q: "t2 = \'alpha\'" -> v1; "t2 = 1" -> v4,v5 (texts "1" and "1.0" read as numbers); "t2 = \'1\'" -> none.',
    basis: 'observed',
  },
  {
    id: 'filter.view.id-is-text',
    level: 'must',
    says: 'The id of a view is always text, also when the query produces numbers.',
    probe:
      'View "SELECT (ROW_NUMBER() OVER()) as id, title FROM vals": ?filter=id=\'1\' -> one record; GET .../records/1 -> 200 with "id":"1".',
    basis: 'observed',
  },
  {
    id: 'filter.view.hidden-fields',
    level: 'should',
    says: 'Fields cloned into a view keep their hidden flag for filtering; email columns of a view are not restricted by emailVisibility.',
    probe:
      "posts.secret hidden, view selecting secret: guest ?filter=secret='a' -> G400. View \"SELECT id, email FROM users\" public: guest ?filter=email='b@x.com' -> the record.",
    basis: 'observed',
  },
] as const satisfies readonly Requirement[]

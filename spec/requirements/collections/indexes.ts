import type { Requirement } from '../../requirement.ts'

/** Indexes: accepted grammar, names, columns, mandatory ones. */
export const indexesCollections = [
  {
    id: 'collections.indexes.stored-verbatim',
    level: 'must',
    says: 'Index expressions are stored and returned exactly as submitted; only the SQL executed against the database is normalized (quoting with backticks, table name replaced by the collection name).',
    probe:
      'SU POST with "indexes":["create index idx_t1 on anything (id, test)"] -> 200 and indexes[0] is that exact text; sqlite_master has an index idx_t1 on table {name} over the columns id, test (white space and quote style are not significant).',
    basis: 'observed',
  },
  {
    id: 'collections.indexes.grammar',
    level: 'must',
    says: 'Accepted form (case insensitive, found anywhere in the text) - CREATE [UNIQUE] INDEX [IF NOT EXISTS] [schema.]name ON table (col [COLLATE x] [ASC|DESC], ...) [WHERE expr]. Identifiers may be quoted with backticks, double or single quotes or brackets; name and table must not contain white space. Columns may be expressions; the list of one that begins with a function needs white space before it.',
    probe:
      'SU PATCH with "CREATE UNIQUE INDEX IF NOT EXISTS \\"idx_a\\" on [x] (`title` collate NOCASE desc, lower(title)) where title != \'\'" -> 200; "create index idx_b on x(lower(title))" -> 400 data.indexes.0.code validation_invalid_index_expression.',
    basis: 'observed',
  },
  {
    id: 'collections.indexes.lenient',
    level: 'may',
    says: 'Quirk - a missing table name ("create index idx on (title)") and empty column entries ("(title, )", "(,title)") are tolerated.',
    probe: 'SU PATCH {"indexes":["create index idx_l on x (title, )"]} -> 200.',
    basis: 'observed',
  },
  {
    id: 'collections.indexes.invalid',
    level: 'must',
    says: 'An expression without index name or without columns is invalid; the first bad position is reported.',
    probe:
      'SU PATCH {col} {"indexes":["create index invalid","also bad"]} -> 400 data.indexes only key "0" {"code":"validation_invalid_index_expression","message":"Invalid CREATE INDEX expression."}; "create unique idx_x on demo (text)" (missing INDEX) is invalid as well; so are quoted index or table names with white space. An expression whose name is missing altogether ("create index on x (title)") is refused too, but the status is not defined (the real server answers 500).',
    basis: 'observed',
  },
  {
    id: 'collections.indexes.where-parentheses',
    level: 'should',
    says: 'Because the column list is taken up to the last closing parenthesis of the text, an expression whose WHERE part contains any parenthesis is rejected as invalid. Text after the closing column parenthesis that is not a WHERE part is ignored.',
    probe:
      'SU PATCH {"indexes":["create index idx_w on demo (title) where (title != \'\')"]} and "... where lower(title) = \'x\'" -> 400 data.indexes.0 code validation_invalid_index_expression, message "Invalid CREATE INDEX expression."; "create index idx_w on demo (title) where title != \'\'" -> 200.',
    basis: 'observed',
  },
  {
    id: 'collections.indexes.table-ignored',
    level: 'must',
    says: 'The table name in the expression is irrelevant; the index is always created on the own records table.',
    probe:
      'SU POST {"name":"i1","fields":[{"name":"test","type":"text"}],"indexes":["create index idx_i1 on users (test)"]} -> 200; the index exists on table i1.',
    basis: 'observed',
  },
  {
    id: 'collections.indexes.duplicated-name',
    level: 'must',
    says: 'Index names are unique within the request, case insensitively.',
    probe:
      '"create index dup on x (created)", "create index DUP on x (updated)" -> 400 data.indexes.1 {"code":"validation_duplicated_index_name","message":"The index name already exists."}.',
    basis: 'observed',
  },
  {
    id: 'collections.indexes.name-used-elsewhere',
    level: 'must',
    says: 'An index name that exists on a table of another collection (case insensitive) is rejected.',
    probe:
      'demo1 has index exist_test; SU POST {"name":"i2","indexes":["create index EXIST_test on i2 (id)"]} -> 400 data.indexes.0 {"code":"validation_existing_index_name","message":"The index name is already used in demo1 collection.","params":{"usedTableName":"demo1"}}.',
    basis: 'observed',
  },
  {
    id: 'collections.indexes.name-of-internal-index',
    level: 'must',
    says: 'The name of an index of an internal table is taken as well.',
    probe:
      'SU PATCH {col} {"indexes":["create index idx__collections_type on x (title)"]} -> 400 data.indexes.0 {"code":"validation_existing_index_name","message":"The index name is already used in _collections collection.","params":{"usedTableName":"_collections"}}.',
    basis: 'observed',
  },
  {
    id: 'collections.indexes.duplicated-definition',
    level: 'must',
    says: 'Two indexes that differ only in index, schema and table name are rejected.',
    probe:
      '"create index a1 on x (id)", "create index a2 on y (`id`)" -> 400 data.indexes.1 {"code":"validation_duplicated_index_definition","message":"The index definition already exists."}.',
    basis: 'observed',
  },
  {
    id: 'collections.indexes.unknown-column',
    level: 'must',
    says: 'Unknown columns are detected when the index is created; all failing positions are reported and the whole save is rolled back.',
    probe:
      'SU POST {"name":"i3","fields":[{"name":"test","type":"text"}],"indexes":["create index idx_1 on i3 (test)","create index idx_2 on i3 (missing)"]} -> 400, message "Failed to create collection.", data.indexes only key "1", code validation_invalid_index_expression, message starting "Failed to create index idx_2 - ".',
    basis: 'observed',
  },
  {
    id: 'collections.indexes.unique-violation',
    level: 'must',
    says: 'Adding a UNIQUE index over existing duplicate values fails the same way.',
    probe:
      'Two records with title "a"; SU PATCH {"indexes":["CREATE UNIQUE INDEX idx_u ON demo (title)"]} -> 400 data.indexes.0.code validation_invalid_index_expression.',
    basis: 'observed',
  },
  {
    id: 'collections.indexes.view-unsupported',
    level: 'must',
    says: 'View collections cannot have indexes.',
    probe:
      'SU PATCH view {"indexes":["create index idx_v on v (id)"]} -> 400 data.indexes {"code":"validation_indexes_not_supported","message":"View collections don\'t support indexes."}.',
    basis: 'observed',
  },
  {
    id: 'collections.indexes.auth-required-readded',
    level: 'must',
    says: 'If an auth collection is saved without a single column UNIQUE index on tokenKey or email, the default index for it is appended automatically instead of raising an error.',
    probe:
      'SU PATCH users {"indexes":[]} -> 200 with the two default indexes; SU PATCH users {"indexes":["create index x1 on users (email)"]} -> 200 with 3 indexes, x1 first.',
    basis: 'observed',
  },
  {
    id: 'collections.indexes.auth-custom-unique-kept',
    level: 'must',
    says: 'A custom single column UNIQUE index on tokenKey or email (any name, partial or not) satisfies the requirement.',
    probe:
      'SU POST {"name":"i4","type":"auth","indexes":["create unique index t1 on i4 (tokenKey)","create unique index t2 on i4 (email)"]} -> 200 with exactly these two indexes.',
    basis: 'observed',
  },
  {
    id: 'collections.indexes.system-field-unique',
    level: 'must',
    says: 'On update, every existing UNIQUE index that contains a system field must be kept with the same columns, UNIQUE and IF NOT EXISTS (or none); index name, table, WHERE, COLLATE and sort order may change. Otherwise an error is reported for the indexes key as a whole.',
    probe:
      'SU PATCH _externalAuths {"indexes":[]} -> 400 data.indexes {"code":"validation_invalid_unique_system_field_index","message":"Unique index definition on system fields (collectionRef) is invalid or missing.","params":{"fieldName":"collectionRef"}}; re-sending the definitions with other index names -> 200.',
    basis: 'observed',
  },
  {
    id: 'collections.indexes.recreated-on-rename',
    level: 'should',
    says: 'On a collection rename the indexes are recreated for the new table while the stored expressions keep the old table name.',
    probe:
      'Index "CREATE INDEX idx_r ON demo (title)"; SU PATCH demo {"name":"demo_new"} -> 200, indexes[0] unchanged; sqlite_master.tbl_name of idx_r is demo_new.',
    basis: 'observed',
  },
] as const satisfies readonly Requirement[]

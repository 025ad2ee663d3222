import type { Requirement } from '../../requirement.ts'

/** The column a field becomes. */
export const columnSchema = [
  {
    id: 'schema.column.types',
    level: 'should',
    says: "SQL column definitions of the records table - text, editor, email, url, date, autodate, password and single select/file/relation are TEXT DEFAULT '' NOT NULL; number NUMERIC DEFAULT 0 NOT NULL; bool BOOLEAN DEFAULT FALSE NOT NULL; json JSON DEFAULT NULL; multiple select/file/relation JSON DEFAULT '[]' NOT NULL; geoPoint JSON DEFAULT '{\"lon\":0,\"lat\":0}' NOT NULL; primary key TEXT PRIMARY KEY DEFAULT ('r'||lower(hex(randomblob(7)))) NOT NULL.",
    probe:
      'Create a collection with all types; PRAGMA table_info of the table in data.db -> type, notnull and dflt_value as listed.',
    basis: 'observed',
  },
  {
    id: 'schema.column.order',
    level: 'may',
    says: 'A new records table has its columns in byte order of the field names (not in field order); columns added later are appended.',
    probe: 'PRAGMA table_info after creating fields b, a -> a, b, id.',
    basis: 'observed',
  },
  {
    id: 'schema.column.names',
    level: 'must',
    says: 'Table name = collection name, column name = field name (both verbatim).',
    probe: 'SELECT of the field name from the collection name in data.db works.',
    basis: 'observed',
  },
  {
    id: 'schema.column.multi-json',
    level: 'must',
    says: 'Multiple values are stored as a compact JSON array of strings in the field column.',
    probe: 'Record with select ["a","b"] -> column text ["a","b"].',
    basis: 'observed',
  },
  {
    id: 'schema.column.single-multi-redefined',
    level: 'should',
    says: "A switch between single and multiple redefines the column (default '' <-> '[]') and converts the values; all SQL views stay in place.",
    probe:
      "Switch maxSelect 1 -> 2 on a field used by a view collection -> 200; PRAGMA table_info dflt_value is '[]'; the view collection still lists records.",
    basis: 'observed',
  },
  {
    id: 'schema.column.removed-file-field-files',
    level: 'should',
    says: 'Removing a file field, or narrowing it from multiple to single, does not delete the already stored files.',
    probe:
      'Upload two files, narrow or remove the field; pb_data/storage/{collectionId}/{recordId}/{file} still exist. Narrowed: until the record is deleted. Removed: the files may outlive the record, because a collection without file fields is not looked through.',
    basis: 'observed',
  },
] as const satisfies readonly Requirement[]

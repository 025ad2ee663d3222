import type { Requirement } from '../../requirement.ts'

/** The data directory: tables, indexes, migrations, and opening it again. */
export const datadirSchema = [
  {
    id: 'schema.datadir.tables',
    level: 'must',
    says: 'A fresh data.db has the tables _migrations, _params, _collections, _mfas, _otps, _externalAuths, _authOrigins, _superusers and users with the columns, types, NOT NULL flags and defaults of section 4 of the data layout (column order and extra sqlite_ tables are not significant), and auxiliary.db has _logs. Both are in WAL mode.',
    probe: 'PRAGMA table_info of each table of a fresh data dir; PRAGMA journal_mode -> wal.',
    basis: 'observed',
  },
  {
    id: 'schema.datadir.indexes',
    level: 'must',
    says: 'The indexes of the fresh tables exist under the names and with the columns and uniqueness of section 4 of the data layout.',
    probe: 'sqlite_master and PRAGMA index_info of a fresh data dir.',
    basis: 'observed',
  },
  {
    id: 'schema.datadir.migrations',
    level: 'must',
    says: '_migrations has the seven built-in rows of section 5 of the data layout (file and a positive integer time in microseconds).',
    probe: 'SELECT file, applied FROM _migrations of a fresh data dir.',
    basis: 'observed',
  },
  {
    id: 'schema.datadir.collection-rows',
    level: 'must',
    says: 'Every collection is one row of _collections - system 0/1, rules NULL or text, fields and indexes JSON arrays with the same objects and strings as the API, options a JSON object ({} for base, {"viewQuery"} for view, all auth options with the token and client secrets in clear text for auth), created and updated as in the API.',
    probe: 'Create collections of all types over HTTP and compare their rows with the API objects.',
    basis: 'observed',
  },
  {
    id: 'schema.datadir.view-sql',
    level: 'must',
    says: 'A view collection is a SQL view of the same name that can be queried with plain SQL; its id column is text; viewQuery is stored as submitted.',
    probe:
      'View "select (row_number() over()) as id, title from demo" -> SELECT id, typeof(id), title FROM {name} in data.db gives text ids.',
    basis: 'observed',
  },
  {
    id: 'schema.datadir.open-existing',
    level: 'must',
    says: 'A data directory written according to the data layout by another implementation is opened as is - its collections, rules, indexes, views, records, settings, passwords and previously issued tokens work, missing option keys in stored fields mean the zero value, and field objects may have their keys in any order.',
    probe:
      'Write data.db with SQL (fresh tables, seven migrations, own collections of every type with records, a user with a bcrypt hash), start the server on it -> the API shows the collections and records, the password works and a token signed with tokenKey + authToken.secret is accepted.',
    basis: 'observed',
  },
  {
    id: 'schema.datadir.opened-by-pocketbase',
    level: 'must',
    says: 'A data directory written by an implementation and closed normally is opened by PocketBase v0.36.6 with the same collections, records, settings, passwords and tokens.',
    probe:
      'Create collections with records, an auth record and changed settings, stop the server, start PocketBase v0.36.6 on a copy of the directory -> the API answers are equal and the old auth token refreshes.',
    basis: 'observed',
  },
  {
    id: 'schema.datadir.reopen-keeps',
    level: 'must',
    says: 'Starting on an existing data directory changes neither the collections nor the records nor the built-in _migrations rows.',
    probe:
      'Dump data.db, restart the server, dump again -> equal rows in _collections, _migrations and the record tables.',
    basis: 'observed',
  },
  {
    id: 'schema.datadir.opened-by-pocketbase-files',
    level: 'must',
    says: 'Files in a data directory written by an implementation and closed normally are served unchanged by PocketBase v0.36.6.',
    probe:
      'Upload a file, stop the server, start PocketBase v0.36.6 on a copy of the directory -> the file is served with the same bytes and type.',
    basis: 'observed',
    parent: 'schema.datadir.opened-by-pocketbase',
  },
  {
    id: 'schema.datadir.mails-used-by-pocketbase',
    level: 'must',
    says: 'What an implementation has mailed - the links that verify, reset a password and change an address, and one-time passwords - works on PocketBase v0.36.6 when it opens the data directory.',
    probe:
      'Request one of each, stop the server, start PocketBase v0.36.6 on a copy of the directory, confirm with the mailed tokens and sign in with the code -> 204, 204, 204 and 200.',
    basis: 'observed',
    parent: 'schema.datadir.opened-by-pocketbase',
  },
  {
    id: 'schema.datadir.mails-of-pocketbase',
    level: 'must',
    says: 'What PocketBase v0.36.6 has mailed works on an implementation that opens the data directory: the same links and one-time passwords.',
    probe: 'The same with the servers in the other order.',
    basis: 'observed',
    parent: 'schema.datadir.open-existing',
  },
] as const satisfies readonly Requirement[]

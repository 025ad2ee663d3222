import type { Requirement } from '../../requirement.ts'

const source = { document: '003_2163cb09265065fe', heading: 'Create collection' } as const

/** Names of collections. */
export const nameCollections = [
  {
    id: 'collections.name.required',
    level: 'must',
    says: 'name is required on create and cannot be set to an empty string on update.',
    probe:
      'SU POST {"type":"base"} and SU PATCH {col} {"name":""} -> 400 data.name {"code":"validation_required","message":"Cannot be blank."}.',
    basis: 'documented',
    source,
  },
  {
    id: 'collections.name.length',
    level: 'must',
    says: 'name may have at most 255 bytes (the length is that of the UTF-8 text, which matters only for which error is reported).',
    probe:
      'SU POST name of 256 "a" -> 400 data.name {"code":"validation_length_out_of_range","message":"The length must be between 1 and 255.","params":{"max":255,"min":1}}.',
    basis: 'observed',
  },
  {
    id: 'collections.name.via',
    level: 'must',
    says: 'name must not contain "_via_" in any letter case; this is checked before the character check.',
    probe:
      'SU POST {"name":"a_VIA_b"} and {"name":"a_via_b!"} -> 400 data.name {"code":"validation_found_via","message":"The value cannot contain \\"_via_\\"."}.',
    basis: 'observed',
  },
  {
    id: 'collections.name.format',
    level: 'must',
    says: 'name must match ^\\w+$ (ASCII word characters only). A leading digit or underscore is allowed; surrounding spaces are not trimmed.',
    probe:
      'SU POST {"name":"a b"}, {"name":"a-b"}, {"name":" a"}, {"name":"é"} -> 400 data.name {"code":"validation_match_invalid","message":"Must be in a valid format."}; {"name":"1a"} and {"name":"_a"} -> 200.',
    basis: 'observed',
  },
  {
    id: 'collections.name.sql-keywords',
    level: 'must',
    says: 'SQL keywords are ordinary names for collections and fields; tables, indexes, views, filters and sorting work with them.',
    probe:
      'SU POST {"name":"order","fields":[{"name":"group",...},{"name":"from",...},{"name":"select",...}],"indexes":["create index ix on `order` (`group`)"]} -> 200; create a record; list with filter group=\'1\' and sort -from -> 200; view "select id, o.`group` from `order` o" -> 200 with a text field.',
    basis: 'observed',
  },
  {
    id: 'collections.name.unique',
    level: 'must',
    says: 'name must be unique among collections, case insensitively.',
    probe:
      'SU POST {"name":"USERS"} -> 400 data.name {"code":"validation_collection_name_exists","message":"Collection name must be unique (case insensitive)."}; SU PATCH other collection {"name":"users"} -> the same.',
    basis: 'observed',
  },
  {
    id: 'collections.name.not-an-id',
    level: 'must',
    says: 'name must not equal the id of an existing collection (exact match).',
    probe:
      'SU POST {"name":"_pb_users_auth_"} -> 400 data.name {"code":"validation_collection_name_id_duplicate","message":"The name must not match an existing collection id."}.',
    basis: 'observed',
  },
  {
    id: 'collections.name.own-id',
    level: 'should',
    says: 'A new collection may be created with a name equal to its own custom id, but the check applies to every later update (and to an import, which validates after saving), so such a collection cannot be saved again until it is renamed.',
    probe:
      'SU POST {"id":"zz1","name":"zz1"} -> 200; SU PATCH zz1 {} -> 400 data.name.code validation_collection_name_id_duplicate; SU PATCH zz1 {"name":"zz2"} -> 200; SU PUT import [{"id":"zz3","name":"zz3"}] -> 400 data.collections.code validation_collections_import_failure.',
    basis: 'observed',
  },
  {
    id: 'collections.name.internal-table',
    level: 'must',
    says: 'name must not equal (case insensitively) an existing table or view of data.db that is not a collection, e.g. _collections, _params, _migrations. _logs lives in the auxiliary db and is allowed.',
    probe:
      'SU POST {"name":"_params"} and PATCH {col} {"name":"_Collections"} -> 400 data.name {"code":"validation_collection_name_invalid","message":"The name shouldn\'t match with an existing internal table."}.',
    basis: 'observed',
  },
  {
    id: 'collections.name.check-order',
    level: 'must',
    says: 'name rules are checked in the order required, length, _via_, format, system rename, unique, equals an id, internal table; the first failure is reported.',
    probe:
      'SU POST a 256+ character name with spaces -> length error; SU PATCH _mfas {"name":"users"} -> validation_collection_system_name_change.',
    basis: 'observed',
  },
  {
    id: 'collections.name.system-rename',
    level: 'must',
    says: 'A system collection cannot be renamed.',
    probe:
      'SU PATCH /api/collections/_superusers {"name":"x"} -> 400 data.name {"code":"validation_collection_system_name_change","message":"System collection name cannot be changed."}.',
    basis: 'observed',
  },
  {
    id: 'collections.name.case-only-rename',
    level: 'should',
    says: 'Renaming with only a change of letter case succeeds, changes the stored name and keeps all records.',
    probe:
      'SU create "abc" with a record; SU PATCH abc {"name":"ABC"} -> 200 name "ABC"; GET /api/collections/abc/records -> 200, 1 item.',
    basis: 'observed',
  },
] as const satisfies readonly Requirement[]

import type { Requirement } from '../../requirement.ts'

const source = { document: '003_2163cb09265065fe', heading: 'Create collection' } as const

/** Creating a collection: table, id, errors, rollback. */
export const createCollections = [
  {
    id: 'collections.create.success',
    level: 'must',
    says: 'A successful create returns 200 (not 201) with the complete stored collection, including automatically added fields and indexes.',
    probe:
      'SU POST {"name":"new","type":"base","fields":[{"type":"text","id":"12345789","name":"test"}]} -> 200, fields = [default id field, the test field with id "12345789"].',
    basis: 'documented',
    source,
  },
  {
    id: 'collections.create.default-type',
    level: 'must',
    says: 'A missing or empty type means base.',
    probe: 'SU POST {"name":"d1"} and {"name":"d2","type":""} -> 200 type "base".',
    basis: 'documented',
    source,
  },
  {
    id: 'collections.create.table-usable',
    level: 'must',
    says: 'Right after a successful create the records API of the new collection works (records table, columns and indexes exist).',
    probe:
      'SU create base collection with text field t; SU POST /api/collections/{name}/records {"t":"a"} -> 200; GET list -> 1 item.',
    basis: 'documented',
    source,
  },
  {
    id: 'collections.create.persistent',
    level: 'must',
    says: 'Collections (configuration, secrets, indexes, records) survive a restart of the server unchanged.',
    probe:
      'Create base, auth and view collections, an auth record with a token; restart the server -> GET list returns equal objects, the token still refreshes, the view lists its records.',
    basis: 'observed',
  },
  {
    id: 'collections.create.error-message',
    level: 'must',
    says: 'Validation failures return 400 with message "Failed to create collection." and one data entry per invalid top level key.',
    probe:
      'SU POST {"name":"demo1dup","type":"base","fields":[{"type":"text","name":""}]} with demo1dup existing -> 400, that message, data.name.code validation_collection_name_exists and data.fields.1.name.code validation_required.',
    basis: 'observed',
  },
  {
    id: 'collections.create.errors-collected',
    level: 'must',
    says: 'Different top level keys are validated independently and reported together (base keys and type specific options merged into one data object); within one key only the first failing rule is reported.',
    probe:
      'SU POST {"name":"bad name!","type":"auth","listRule":"missing = 1","indexes":["create index invalid"],"authRule":"missing = 1"} -> 400 with exactly the data keys name, listRule, indexes, authRule.',
    basis: 'observed',
  },
  {
    id: 'collections.create.raw-db-error',
    level: 'must',
    says: 'A non validation failure (e.g. an SQL error while creating the table) returns 400 with data {} and a message starting with "Failed to create collection. Raw error: \\n".',
    probe:
      'SU POST {"name":"sqlite_abc"} -> 400, data {}, message starts with that text (the SQL text after it is not significant).',
    basis: 'observed',
  },
  {
    id: 'collections.create.rollback',
    level: 'must',
    says: 'A failed create leaves no collection, table or index behind.',
    probe:
      'SU POST a collection with one valid and one invalid index (unknown column) -> 400; then POST the same name with only the valid index -> 200.',
    basis: 'observed',
  },
  {
    id: 'collections.create.concurrent',
    level: 'must',
    says: 'Concurrent creates with the same name - exactly one succeeds, the others fail with 400, usually with the name error (a race that only the database detects gives data {} and the raw error message).',
    probe:
      '8 parallel SU POST {"name":"same"} -> one 200, seven 400; the list has one collection with that name.',
    basis: 'observed',
  },
  {
    id: 'collections.create.system-flag',
    level: 'must',
    says: 'A superuser may create a collection with system true; it then cannot be deleted, renamed or have its rules changed.',
    probe: 'SU POST {"name":"sys1","system":true} -> 200 system true; DELETE sys1 -> 400.',
    basis: 'observed',
  },
  {
    id: 'collections.create.id-generated',
    level: 'must',
    says: 'Without an id the collection id is "pbc_" + the unsigned decimal CRC-32 (IEEE) of type immediately followed by name.',
    probe:
      'SU POST {"name":"test","type":"base"} -> 200 id "pbc_4285667772" (crc32 of "basetest"); {"name":"new","type":"auth"} -> "pbc_2367684841"; {"name":"new2"...} by the same rule.',
    basis: 'observed',
  },
  {
    id: 'collections.create.id-empty-string',
    level: 'must',
    says: 'An explicit empty id is handled like a missing one.',
    probe: 'SU POST {"id":"","name":"test","type":"base"} -> 200 id "pbc_4285667772".',
    basis: 'observed',
  },
  {
    id: 'collections.create.id-collision',
    level: 'must',
    says: 'If the generated id is taken (e.g. the earlier collection was renamed) a counter starting at 2 is appended.',
    probe:
      'SU POST {"name":"test"}, PATCH it to name "other", POST {"name":"test"} again -> second id "pbc_42856677722".',
    basis: 'observed',
  },
  {
    id: 'collections.create.id-collision-index-names',
    level: 'should',
    says: 'When the generated id of a new auth collection changes because of a collision, the old id inside the default index names is replaced with the new id.',
    probe:
      'Same as before with type auth -> indexes[0] contains "idx_tokenKey_" + the returned id.',
    basis: 'observed',
  },
  {
    id: 'collections.create.id-custom',
    level: 'must',
    says: 'A custom id of 1-100 characters matching ^\\w+$ (ASCII letters, digits, underscore) is accepted as is.',
    probe: 'SU POST {"id":"My_Id_1","name":"c1"} -> 200 id "My_Id_1".',
    basis: 'documented',
    source,
  },
  {
    id: 'collections.create.id-format',
    level: 'must',
    says: 'A custom id with other characters is rejected with validation_match_invalid.',
    probe:
      'SU POST {"id":"a-b","name":"c2"} -> 400 data.id {"code":"validation_match_invalid","message":"Must be in a valid format."}.',
    basis: 'observed',
  },
  {
    id: 'collections.create.id-length',
    level: 'must',
    says: 'A custom id longer than 100 bytes (UTF-8) is rejected before the format check.',
    probe:
      'SU POST id of 101 "a" -> 400 data.id {"code":"validation_length_out_of_range","message":"The length must be between 1 and 100.","params":{"max":100,"min":1}}.',
    basis: 'observed',
  },
  {
    id: 'collections.create.id-existing',
    level: 'must',
    says: 'A custom id that is already used by a collection is rejected.',
    probe:
      'SU POST {"id":"_pb_users_auth_","name":"c3"} -> 400 data.id {"code":"validation_invalid_or_existing_id","message":"The model id is invalid or already exists."}.',
    basis: 'observed',
  },
] as const satisfies readonly Requirement[]

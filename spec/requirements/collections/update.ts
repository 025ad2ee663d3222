import type { Requirement } from '../../requirement.ts'

const source = { document: '003_2163cb09265065fe', heading: 'Update collection' } as const

/** Updating a collection: what happens to fields, data, names and views. */
export const updateCollections = [
  {
    id: 'collections.update.success',
    level: 'must',
    says: 'PATCH returns 200 with the complete updated collection. Omitted keys keep their values; nested option objects are merged key by key.',
    probe:
      'SU PATCH users {"otp":{"enabled":true}} -> 200, otp.enabled true and otp.duration, otp.length, otp.emailTemplate unchanged.',
    basis: 'documented',
    source,
  },
  {
    id: 'collections.update.noop-bumps-updated',
    level: 'must',
    says: 'Every successful PATCH, even with {}, sets updated to now; created stays.',
    probe: 'SU PATCH {col} {} -> 200, updated greater than before, created equal.',
    basis: 'observed',
  },
  {
    id: 'collections.update.created-writable',
    level: 'may',
    says: 'A created value in an update body is stored, updated is always overwritten.',
    probe:
      'SU PATCH {col} {"created":"2000-01-01 00:00:00.000Z"} -> 200 created "2000-01-01 00:00:00.000Z".',
    basis: 'observed',
  },
  {
    id: 'collections.update.fields-replaced',
    level: 'must',
    says: 'fields and indexes are replaced as a whole, not merged. Stored fields whose id is not in the submitted list are dropped together with their data.',
    probe:
      'Base collection with fields a, b and a record; SU PATCH {"fields":[{"name":"a","type":"text"}]} (a created without custom id) -> 200, fields id and a; the record keeps a and has no key b.',
    basis: 'documented',
    source,
  },
  {
    id: 'collections.update.fields-matched-by-id',
    level: 'must',
    says: 'Stored and submitted fields are matched by id only. A submitted field without id gets the generated id (type + crc32 of the name), so it matches the stored field only when that has the same generated id.',
    probe:
      'Field created as {"id":"custom1","name":"a","type":"text"} with a record value; SU PATCH {"fields":[{"name":"a","type":"text"}]} -> 200 and the record value of a is "" (old column dropped, new one added).',
    basis: 'observed',
  },
  {
    id: 'collections.update.fields-null',
    level: 'may',
    says: '"fields":null is the same as an empty array, i.e. it drops all non mandatory fields.',
    probe: 'SU PATCH {col} {"fields":null} -> 200, only mandatory fields left.',
    basis: 'observed',
  },
  {
    id: 'collections.update.field-rename-keeps-data',
    level: 'must',
    says: 'Changing the name of a field with the same id renames the column and keeps the values; swapping the names of two fields in one request works.',
    probe:
      'Fields a="1", b="2" on a record; SU PATCH fields with the ids of a and b but swapped names -> 200; the record then has b="1", a="2".',
    basis: 'documented',
    source,
  },
  {
    id: 'collections.update.field-add-default',
    level: 'must',
    says: 'Existing records get the zero value for a newly added field - "" (text, editor, email, url, date, autodate, single select/relation/file), 0, false, [], null (json), {"lon":0,"lat":0}.',
    probe:
      'Collection with one record; SU PATCH adding one field of each type; GET the record -> the listed values (no backfill of autodate fields).',
    basis: 'documented',
    source,
  },
  {
    id: 'collections.update.single-to-multiple',
    level: 'must',
    says: 'Raising maxSelect of a select, file or relation field from <=1 to >1 converts stored values to arrays ("" -> [], "x" -> ["x"]).',
    probe:
      'select field maxSelect 1 with value "a" on record 1 and "" on record 2; SU PATCH maxSelect 2 -> records have ["a"] and [].',
    basis: 'observed',
  },
  {
    id: 'collections.update.multiple-to-single',
    level: 'must',
    says: 'Lowering maxSelect from >1 to <=1 keeps only the last element ([] -> "", ["a","b"] -> "b").',
    probe: 'select field maxSelect 2 with ["a","b"]; SU PATCH maxSelect 1 -> record value "b".',
    basis: 'observed',
  },
  {
    id: 'collections.update.max-select-lowered-multiple',
    level: 'should',
    says: 'Changing maxSelect between two values > 1 does not touch stored values, even if they exceed the new limit.',
    probe:
      'Values ["a","b","c"] with maxSelect 3; SU PATCH maxSelect 2 -> GET record still shows 3 values.',
    basis: 'observed',
  },
  {
    id: 'collections.update.options-keep-data',
    level: 'must',
    says: 'Changing any other field option (required, min, max, pattern, values, hidden, ...) never touches stored values and is not checked against them.',
    probe:
      'Record with text a = 20 characters and select s = "a"; SU PATCH a to max 5, required, pattern "^y$" and s to values ["z"] -> 200; the record is unchanged.',
    basis: 'observed',
  },
  {
    id: 'collections.update.id-change',
    level: 'must',
    says: 'The id of an existing collection cannot be changed; sending the current id is fine. A different id never succeeds.',
    probe:
      'SU PATCH users {"id":"_pb_users_auth_"} -> 200. SU PATCH users {"id":"<id of another existing collection>"} -> 400 data.id {"code":"validation_values_mismatch","message":"Values don\'t match."}. SU PATCH users {"id":"other"} (unknown) -> 400 with data {} and message starting "Failed to update collection. Raw error:", or 404 when the upstream binary runs with automigrate enabled (its default).',
    basis: 'observed',
  },
  {
    id: 'collections.update.error-message',
    level: 'must',
    says: 'Validation failures return 400 with message "Failed to update collection."; other failures return data {} and a message starting with "Failed to update collection. Raw error: \\n".',
    probe: 'SU PATCH users {"name":""} -> 400 "Failed to update collection.".',
    basis: 'observed',
  },
  {
    id: 'collections.update.rename',
    level: 'must',
    says: 'Renaming keeps id, records, relations and issued auth tokens; the old name is no longer resolvable.',
    probe:
      'SU PATCH demo {"name":"demo_new"} -> 200; GET /api/collections/demo_new/records -> 200 with the same records; GET /api/collections/demo/records -> 404.',
    basis: 'documented',
    source,
  },
  {
    id: 'collections.update.rename-rate-limit-labels',
    level: 'should',
    says: 'On rename, rate limit rules in the settings whose label starts with "{oldName}:" are rewritten to "{newName}:".',
    probe:
      'SU PATCH /api/settings with a rule label "demo:list"; SU PATCH demo {"name":"demo_new"}; SU GET /api/settings -> label "demo_new:list".',
    basis: 'observed',
  },
  {
    id: 'collections.update.rename-not-in-rules-and-queries',
    level: 'may',
    says: 'Rules and viewQuery texts of other collections that mention the old name are not rewritten. The SQL view keeps returning rows, but a later PATCH of that view collection fails until its viewQuery is fixed.',
    probe:
      'View v "select id from demo"; SU PATCH demo {"name":"demo_new"} -> 200; GET /api/collections/v/records as SU -> 200; SU PATCH v {} -> 400 data.viewQuery.code validation_invalid_view_query.',
    basis: 'observed',
  },
  {
    id: 'collections.update.drop-field-used-by-view',
    level: 'should',
    says: 'Removing a field that a view collection selects fails and changes nothing.',
    probe:
      'View "select id, title from demo"; SU PATCH demo {"fields":[]} -> 400, data {}, message starting "Failed to update collection. Raw error:"; GET /api/collections/demo -> title still in fields.',
    basis: 'observed',
  },
  {
    id: 'collections.update.drop-field-used-by-index',
    level: 'must',
    says: 'Removing or renaming a field that a remaining index definition uses fails with an index error; indexes are never rewritten automatically.',
    probe:
      'Field title with index "CREATE INDEX idx_t ON demo (title)"; SU PATCH demo {"fields":[]} -> 400 data.indexes.0.code validation_invalid_index_expression, message starting "Failed to create index idx_t - "; SU PATCH demo {"fields":[],"indexes":[]} -> 200.',
    basis: 'observed',
  },
  {
    id: 'collections.update.rollback',
    level: 'must',
    says: 'A failed update leaves collection config, columns, data and indexes unchanged.',
    probe:
      'After each failing PATCH above, GET the collection and its records -> identical to before (including updated).',
    basis: 'observed',
  },
  {
    id: 'collections.update.auth-rule-change-resets-tokens',
    level: 'must',
    says: 'Changing authRule of an auth collection generates a new authToken secret, i.e. all previously issued auth tokens of that collection stop working. null and "" count as equal for this purpose.',
    probe:
      'Login as a record of c; SU PATCH c {"authRule":"verified = true || verified = false"} -> 200; auth-refresh with the old token -> 401. With PATCH "" -> null -> "" instead, auth-refresh with the old token afterwards -> 200.',
    basis: 'observed',
  },
  {
    id: 'collections.update.dependent-view-fields',
    level: 'should',
    says: 'After a collection changed, view collections that select its columns (also views over such views) get their fields regenerated and saved with the new options, e.g. maxSelect, max, hidden (errors while doing so are ignored).',
    probe:
      'View "select id, sel from demo" on a select field with maxSelect 1; SU PATCH demo setting maxSelect 3 -> SU GET the view: field sel has maxSelect 3.',
    basis: 'observed',
  },
  {
    id: 'collections.update.rename-field-used-by-view',
    level: 'may',
    says: 'Renaming a field that a view selects succeeds; the view collection keeps its viewQuery and fields, but the column of the old name is gone from the SQL view, so its value reads as the zero value until the viewQuery is fixed.',
    probe:
      'View "select id, title from demo"; SU PATCH demo renaming title to t2 -> 200; the records of the view have title "".',
    basis: 'observed',
  },
  {
    id: 'collections.update.system-collection-options',
    level: 'must',
    says: 'System collections accept updates of everything that is not protected (token durations, templates, otp, mfa, identity fields, additional non system fields, additional indexes).',
    probe:
      'SU PATCH _superusers {"authToken":{"duration":1000}} -> 200 authToken.duration 1000; SU PATCH _mfas adding a text field note -> 200.',
    basis: 'observed',
  },
] as const satisfies readonly Requirement[]

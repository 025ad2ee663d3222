import type { Requirement } from '../../requirement.ts'

const source = { document: '003_2163cb09265065fe', heading: 'Create collection' } as const

/** Fields as a list: mandatory ones, matching by id and name, what cannot change. */
export const fieldsCollections = [
  {
    id: 'collections.fields.required-fields-added',
    level: 'must',
    says: 'Missing mandatory fields are added automatically on create, update and import - id (prepended) for base and auth, and password, tokenKey, email, emailVisibility, verified (appended in that order) for auth.',
    probe:
      'SU POST {"name":"f1","type":"auth","fields":[{"type":"text","name":"test"}]} -> field names in order id, test, password, tokenKey, email, emailVisibility, verified.',
    basis: 'documented',
    source,
  },
  {
    id: 'collections.fields.no-default-timestamps',
    level: 'must',
    says: 'created and updated are not added automatically; they exist only if sent as autodate fields.',
    probe:
      'SU POST {"name":"f2"} -> fields only id; a record of it has only the keys collectionId, collectionName, id.',
    basis: 'observed',
  },
  {
    id: 'collections.fields.same-name-without-id-merges',
    level: 'must',
    says: 'Within one submitted array, a field without id and with the exact name of an earlier field replaces that earlier field in place and takes over its id; no error is raised.',
    probe:
      'SU POST {"name":"f3","fields":[{"name":"a","type":"text"},{"name":"b","type":"text"},{"name":"a","type":"number"}]} -> 200, fields id, a (type number, id = id generated for the text field), b.',
    basis: 'observed',
  },
  {
    id: 'collections.fields.same-id-merges',
    level: 'must',
    says: 'Within one submitted array, a later field with the same explicit id replaces the earlier one in place.',
    probe:
      'SU POST {"name":"f4","fields":[{"id":"x1","name":"a","type":"text"},{"id":"x1","name":"b","type":"bool"}]} -> 200, fields id and b (id x1).',
    basis: 'observed',
  },
  {
    id: 'collections.fields.duplicated-name',
    level: 'must',
    says: 'Field names are unique case insensitively; the index of the second one is reported.',
    probe:
      'SU POST {"name":"f5","fields":[{"id":"x1","name":"Test","type":"text"},{"id":"x2","name":"test","type":"bool"}]} -> 400 data.fields.2.name {"code":"validation_duplicated_field_name","message":"Duplicated or invalid field name test.","params":{"fieldName":"test"}} (index 0 is the auto added id field).',
    basis: 'observed',
  },
  {
    id: 'collections.fields.error-index',
    level: 'must',
    says: 'Field errors are keyed by the 0 based position in the normalized list, i.e. after the id field was prepended.',
    probe:
      'SU POST {"name":"f6","fields":[{"type":"text","name":"expand"}]} -> 400 and the error key is data.fields.1, not data.fields.0.',
    basis: 'observed',
  },
  {
    id: 'collections.fields.check-order',
    level: 'must',
    says: 'The field list checks run in the order duplicates, mandatory fields, removed or renamed system fields, changed types, reserved auth names, single field options; only the first failing group is reported, but within the reserved names and option groups all failing fields are reported.',
    probe:
      'SU PATCH _mfas with fields that both drop the system field method and contain a field with an invalid option -> 400 with data.fields.code validation_system_field_change only.',
    basis: 'observed',
  },
  {
    id: 'collections.fields.reserved-auth-names',
    level: 'must',
    says: 'In auth collections the field names passwordConfirm and oldPassword are reserved; base collections may use them (and email, password, verified, tokenKey, username etc. with any type).',
    probe:
      'SU POST {"name":"f7","type":"auth","fields":[{"type":"text","name":"oldPassword"},{"type":"text","name":"passwordConfirm"}]} -> 400; data.fields.1.name and data.fields.2.name {"code":"validation_reserved_field_name","message":"The field name is reserved and cannot be used."}; the same fields with type base -> 200.',
    basis: 'observed',
  },
  {
    id: 'collections.fields.system-removed',
    level: 'must',
    says: 'A system field of an existing collection cannot be renamed, and cannot be removed (comparison is by field id) unless it is one of the mandatory fields that are re-added with the same id.',
    probe:
      'SU PATCH _authOrigins with fields lacking fingerprint -> 400 data.fields {"code":"validation_system_field_change","message":"System fields cannot be deleted or renamed."}; the same with fingerprint renamed but same id.',
    basis: 'observed',
  },
  {
    id: 'collections.fields.mandatory-omitted-resets',
    level: 'must',
    says: 'If an update omits mandatory fields they are re-added with their default options (custom options of e.g. password or id are lost); no error is raised as long as the stored field has the default generated id.',
    probe:
      'Auth collection with password min 12; SU PATCH {"fields":[]} -> 200, password.min is 8 again and all six mandatory fields exist.',
    basis: 'observed',
  },
  {
    id: 'collections.fields.type-change',
    level: 'must',
    says: 'A field that keeps its id cannot change its type.',
    probe:
      'Base collection with field {"id":"x1","name":"a","type":"text"}; SU PATCH {"fields":[{"id":"x1","name":"a","type":"bool"}]} -> 400 data.fields.1 {"code":"validation_field_type_change","message":"Field type cannot be changed."} (directly below the index). With another id the same name and a new type -> 200, a new empty column.',
    basis: 'observed',
  },
  {
    id: 'collections.fields.auth-name-wrong-type',
    level: 'should',
    says: 'When creating an auth collection, a submitted field that has the name of a mandatory auth field but another type is silently replaced by the mandatory field, which keeps the id of the submitted one.',
    probe:
      'SU POST {"name":"f8","type":"auth","fields":[{"id":"p1","type":"text","name":"password"}]} -> 200, the field password has type "password", system true, hidden true and id "p1".',
    basis: 'observed',
  },
  {
    id: 'collections.fields.id-name-wrong-type',
    level: 'should',
    says: 'A field named id with another type than text leads to a duplicated name error, because the mandatory text id field is added in front.',
    probe:
      'SU POST {"name":"f9","fields":[{"type":"number","name":"id"}]} -> 400 data.fields.1.name.code validation_duplicated_field_name.',
    basis: 'observed',
  },
  {
    id: 'collections.fields.second-primary-key',
    level: 'must',
    says: 'Only the id field may be a primary key.',
    probe:
      'SU POST {"name":"f10","fields":[{"type":"text","name":"pk","primaryKey":true}]} -> 400; data.fields.1.name {"code":"validation_in_invalid","message":"The primary key must be named \\"id\\"."}, data.fields.0.primaryKey and data.fields.1.primaryKey code validation_unsupported_composite_pk with message "Composite PKs are not supported and the collection must have only 1 PK.", data.fields.1.pattern and data.fields.1.required code validation_required.',
    basis: 'observed',
  },
] as const satisfies readonly Requirement[]

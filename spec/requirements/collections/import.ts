import type { Requirement } from '../../requirement.ts'

const source = { document: '003_2163cb09265065fe', heading: 'Import collections' } as const

/** Importing a whole configuration. */
export const importCollections = [
  {
    id: 'collections.import.success',
    level: 'must',
    says: 'PUT /api/collections/import with {"collections":[...],"deleteMissing":bool} creates or updates the listed collections in one transaction and returns 204 with an empty body.',
    probe:
      'SU PUT {"collections":[{"name":"import1","fields":[{"name":"test","type":"text"}]},{"name":"import2","type":"auth"}]} -> 204; both exist with their mandatory fields.',
    basis: 'documented',
    source,
  },
  {
    id: 'collections.import.delete-missing-default',
    level: 'must',
    says: 'deleteMissing defaults to false; then nothing that is not mentioned is removed.',
    probe:
      'SU PUT {"collections":[{"name":"import3"}]} -> 204 and all previous collections still exist.',
    basis: 'documented',
    source,
  },
  {
    id: 'collections.import.empty',
    level: 'must',
    says: 'collections is required and must not be empty.',
    probe:
      'SU PUT {"collections":[]}, {} and no body -> 400, message "An error occurred while validating the submitted data.", data.collections {"code":"validation_required","message":"Cannot be blank."}.',
    basis: 'documented',
    source,
  },
  {
    id: 'collections.import.malformed',
    level: 'must',
    says: 'An undecodable body (bad JSON, collections not an array of objects, deleteMissing not boolean) is rejected.',
    probe:
      'SU PUT {"collections":{}}, {"collections":[1]}, {"deleteMissing":"x","collections":[{}]} -> 400, data {}, message "An error occurred while loading the submitted data.".',
    basis: 'observed',
  },
  {
    id: 'collections.import.match',
    level: 'must',
    says: 'Each item is matched with an existing collection by its id, or by its name when it has no id (each accepts an id or a case insensitive name). A matched item updates that collection, otherwise a new one is created. An item with an id never changes the id of an existing collection - an unknown id together with an existing name, or a name given as id, fails the import.',
    probe:
      'SU PUT {"collections":[{"name":"CLIENTS","authToken":{"duration":100}}]} on existing clients -> 204, same id, authToken.duration 100 (and the name becomes "CLIENTS"). SU PUT {"collections":[{"id":"newid","name":"clients"}]} and [{"id":"clients","fileToken":{"duration":99}}] -> 400 data.collections.code validation_collections_import_failure.',
    basis: 'observed',
  },
  {
    id: 'collections.import.update-merges',
    level: 'must',
    says: 'For a matched collection only submitted keys change (nested options merged, token secrets kept); omitted keys such as rules or indexes stay.',
    probe:
      'SU PUT {"collections":[{"id":"<id>","authToken":{"duration":100}}]} -> 204; name, rules, fields unchanged and previously issued tokens still valid.',
    basis: 'observed',
  },
  {
    id: 'collections.import.bumps-updated',
    level: 'should',
    says: 'Every matched collection of an import gets a new updated value, created stays.',
    probe:
      'SU PUT import with the unchanged JSON of a collection -> 204; updated is newer, everything else is equal.',
    basis: 'observed',
  },
  {
    id: 'collections.import.fields-extended',
    level: 'must',
    says: 'Without deleteMissing, existing fields whose id is not in the submitted list are kept and appended after the submitted ones.',
    probe:
      'Existing fields id, a, b; SU PUT {"collections":[{"name":"c","fields":[{"name":"n","type":"text"}]}]} -> 204; fields now contain n, id, a, b.',
    basis: 'observed',
  },
  {
    id: 'collections.import.same-name-other-id',
    level: 'should',
    says: 'Without deleteMissing, a submitted field that has the name and type of an existing field but another id is discarded in favour of the existing definition (its data is kept, submitted option changes are lost).',
    probe:
      'Existing field {"id":"x1","name":"a","type":"text","max":5}; SU PUT {"collections":[{"name":"c","fields":[{"id":"zz","name":"a","type":"text","max":9}]}]} -> 204; field a has id x1 and max 5.',
    basis: 'observed',
  },
  {
    id: 'collections.import.delete-missing-collections',
    level: 'must',
    says: 'With deleteMissing, all non system collections that are not in the list are deleted (with their records and files) regardless of relation references; system collections are never deleted.',
    probe:
      'SU PUT {"deleteMissing":true,"collections":[{"name":"only1"}]} -> 204; GET list -> the 5 system collections plus only1.',
    basis: 'documented',
    source,
  },
  {
    id: 'collections.import.delete-missing-same-id',
    level: 'may',
    says: 'With deleteMissing, a collection that was renamed stays when a new item without id has its former name, because the id that the item would get is that of the collection; the item gets another id.',
    probe:
      'SU POST {"name":"a"}; PATCH a {"name":"b"}; SU PUT {"deleteMissing":true,"collections":[{"name":"a"}]} -> 204; GET a -> id is the id of b followed by 2; GET b -> 200.',
    basis: 'observed',
  },
  {
    id: 'collections.import.delete-missing-fields',
    level: 'must',
    says: 'With deleteMissing, non system fields of matched collections that are not submitted (by id) are dropped; system fields always stay. A missing fields key means an empty list.',
    probe:
      'SU PUT {"deleteMissing":true,"collections":[{"id":"<id of c>","fields":[{"id":"x9","name":"title","type":"text"}],"indexes":[]}, ...all others]} -> 204; c has the system fields plus title.',
    basis: 'documented',
    source,
  },
  {
    id: 'collections.import.validation-failure',
    level: 'must',
    says: 'A validation failure rolls everything back and is reported as one item - message "Failed to import collections.", data.collections.code validation_collections_import_failure and a message of the form Data validations failed for collection "NAME" (ID):\\n followed by the errors as JSON indented with two spaces whose leaves are plain lower case messages.',
    probe:
      'SU PUT {"collections":[{"name":"import1"},{"name":"import2","fields":[{"id":"koih1lqx","name":"expand","type":"text"}]}]} -> 400; data.collections.message is "Data validations failed for collection \\"import2\\" (pbc_...):\\n{\\n  \\"fields\\": {\\n    \\"1\\": {\\n      \\"name\\": \\"must not be in list\\"\\n    }\\n  }\\n}."; import1 does not exist.',
    basis: 'observed',
  },
  {
    id: 'collections.import.item-without-name',
    level: 'must',
    says: 'An item without id and name is a new collection and fails with the name error.',
    probe:
      'SU PUT {"collections":[{}]} -> 400 data.collections.code validation_collections_import_failure, message containing "name": "cannot be blank".',
    basis: 'observed',
  },
  {
    id: 'collections.import.unknown-type',
    level: 'must',
    says: 'An unknown collection type of an item fails as a validation of its type.',
    probe:
      'SU PUT {"collections":[{"name":"x","type":"nope"}]} -> 400 data.collections.code validation_collections_import_failure, message containing "type": "must be a valid value".',
    basis: 'observed',
  },
  {
    id: 'collections.import.raw-failure',
    level: 'must',
    says: 'Other failures use the same code with a message starting "Failed to import the collections configuration. Raw error:\\n" and roll everything back.',
    probe:
      'SU PUT {"collections":[{"name":"dup1"},{"name":"dup1"}]} and {"collections":[{"name":"x","fields":[{"name":"a","type":"missing"}]}]}, and items with a wrong JSON type such as {"name":1}, {"name":"x","fields":"y"}, {"name":"x","listRule":5} -> 400 data.collections.code validation_collections_import_failure, message starts with that text.',
    basis: 'observed',
  },
  {
    id: 'collections.import.index-failure',
    level: 'should',
    says: 'A failing index creation is reported below data.indexes (position keyed) instead of data.collections. The database is rolled back (the collections are not listed and no table exists).',
    probe:
      'SU PUT {"collections":[{"name":"ix1","indexes":["create index idx_z on ix1 (missing)"]}]} -> 400, message "Failed to import collections.", data.indexes.0.code validation_invalid_index_expression.',
    basis: 'observed',
  },
  {
    id: 'collections.import.index-failure-ghost',
    level: 'may',
    says: 'Quirk (a defect that need not be reproduced) - after such a failure a new collection of that import stays visible in memory - GET /api/collections/{name} answers 200 until the next restart; the name can be used again.',
    probe:
      'After the failed import of collections.import.index-failure SU GET /api/collections/ix1 -> 200 although the list does not contain it; SU POST {"name":"ix1"} -> 200.',
    basis: 'unverified',
  },
  {
    id: 'collections.import.relations-within-import',
    level: 'must',
    says: 'Validation runs after all items were saved, so relation fields may reference collections (also themselves or later ones) that are created in the same import, by explicit ids.',
    probe:
      'SU PUT {"collections":[{"id":"idA","name":"ca","fields":[{"name":"r","type":"relation","collectionId":"idB"}]},{"id":"idB","name":"cb","fields":[{"name":"r","type":"relation","collectionId":"idB"}]}]} -> 204 (the ids must differ from the names, see collections.name.own-id).',
    basis: 'observed',
  },
  {
    id: 'collections.import.own-id-index-names',
    level: 'should',
    says: 'The default indexes of a new auth collection are named after the id that the item brings, not after the generated one as in a request of its own.',
    probe:
      'SU PUT {"collections":[{"id":"own1","name":"a","type":"auth"}]} -> 204; GET a -> indexes contain idx_tokenKey_own1 and idx_email_own1. SU POST {"id":"own2","name":"b","type":"auth"} -> indexes contain idx_tokenKey_pbc_...',
    basis: 'observed',
  },
  {
    id: 'collections.import.superseded-item',
    level: 'should',
    says: 'Of several items about one existing collection the last is kept, applied to the collection as it was; but the earlier ones are saved before it, so what they do to stored values stays done, and one that the database refuses fails the import.',
    probe:
      'Collection c with a field x; SU PUT {"collections":[{"name":"c","fields":[{"name":"y","type":"text"}]},{"name":"c","fields":[{"name":"z","type":"text"}]}]} -> 204, fields z, id, x. With a select of maxSelect 2 and the value ["a","b"]: one item with maxSelect 1 and one with maxSelect 2 -> 204, the value is ["b"]. With "indexes":["create index i on c (missing)"] in the first -> 400, data.indexes.0.code validation_invalid_index_expression.',
    basis: 'observed',
  },
  {
    id: 'collections.import.views-last',
    level: 'must',
    says: 'View collections are saved after all other collections, independent of their position in the list.',
    probe:
      'SU PUT {"collections":[{"name":"vv","type":"view","viewQuery":"select id from bb"},{"name":"bb"}]} -> 204.',
    basis: 'observed',
  },
  {
    id: 'collections.import.key-order',
    level: 'may',
    says: 'Of several spellings of a key in an item of an import, or in one of its fields, the last in byte order counts, whatever the order in which they are sent.',
    probe:
      'SU PUT {"collections":[{"name":"low1","NAME":"UP1","fields":[{"name":"a","NAME":"b","type":"text"}]}]} -> 204, the collection low1 with the fields id and a; the same with NAME sent first.',
    basis: 'observed',
  },
  {
    id: 'collections.import.protected-changes',
    level: 'must',
    says: 'The update restrictions (type change, system flag, rename of a system collection, system rules, renamed system fields, unique indexes of system fields, changed field types) also apply to matched collections in an import.',
    probe:
      'SU PUT {"collections":[{"name":"users","type":"base"}]} and {"collections":[{"name":"_mfas","listRule":""}]}, a changed field type of the same field id, "system":true on an existing collection -> 400 data.collections.code validation_collections_import_failure.',
    basis: 'observed',
  },
  {
    id: 'collections.import.unchecked-changes',
    level: 'may',
    says: 'Quirk - because validation runs after the save, an import accepts changes that single updates refuse by comparing with the stored field - another collectionId of a relation field (schema.relation.collection-change) and other onCreate/onUpdate flags of a system autodate field (schema.autodate.system-flags-locked).',
    probe: 'Import of an existing relation field id with another existing collectionId -> 204.',
    basis: 'observed',
  },
  {
    id: 'collections.import.delete-before-save',
    level: 'should',
    says: 'With deleteMissing the deletions happen before the saves, so the name of a deleted collection can be reused with another id in the same import.',
    probe:
      'Existing collection "old" (id A); SU PUT {"deleteMissing":true,"collections":[{"id":"newid1","name":"old"}]} -> 204 and old has id newid1.',
    basis: 'observed',
  },
] as const satisfies readonly Requirement[]

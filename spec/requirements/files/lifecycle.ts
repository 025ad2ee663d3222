import type { Requirement } from '../../requirement.ts'

/** When stored files appear, are replaced and disappear. */
export const lifecycleFiles = [
  {
    id: 'files.lifecycle.validation-failure-writes-nothing',
    level: 'must',
    says: 'Blobs are written after all record validations passed, so a rejected create or update leaves storage untouched.',
    probe:
      'Create with an invalid required field and a file -> 400 and no directory for the submitted record id.',
    basis: 'unverified',
  },
  {
    id: 'files.lifecycle.db-failure-cleanup',
    level: 'must',
    says: 'If the row cannot be written after the upload (or the surrounding batch rolls back) the new blobs are removed again, and for a create the empty record directory too; previously stored files stay.',
    probe:
      'Batch with a file create followed by a failing create -> 400 and no blob of the first create remains.',
    basis: 'observed',
  },
  {
    id: 'files.lifecycle.replace',
    level: 'must',
    says: 'Replacing or removing a file name in an update deletes the old blob, its .attrs and its thumbs_<filename> directory after the commit and before the response.',
    probe:
      'PATCH avatar with a new file -> old url 404, old blob, sidecar and thumbs directory gone from disk.',
    basis: 'unverified',
  },
  {
    id: 'files.lifecycle.clear',
    level: 'must',
    says: 'Setting the field to "" or null (single) or [] (multiple) deletes all its files; "field-" with a name deletes just that one.',
    probe:
      'PATCH {"documents-":["a_x.txt"]} -> a_x.txt removed from the value and from disk, the others kept.',
    basis: 'unverified',
  },
  {
    id: 'files.lifecycle.delete-record',
    level: 'must',
    says: 'Deleting a record (directly, by cascade or by truncate) removes its whole storage directory, thumbs included, asynchronously after the 204.',
    probe:
      'DELETE the record -> 204; poll the data dir up to 5 s until <collectionId>/<recordId> is gone.',
    basis: 'unverified',
  },
  {
    id: 'files.lifecycle.delete-collection',
    level: 'must',
    says: 'Deleting a collection that has at least one file field removes pb_data/storage/<collectionId> asynchronously.',
    probe: 'DELETE /api/collections/{c} -> 204; poll until the directory is gone.',
    basis: 'unverified',
  },
  {
    id: 'files.lifecycle.field-removed-keeps-blobs',
    level: 'should',
    says: 'Removing a file field from a collection does not delete blobs; their urls become 404 because no field lists them.',
    probe: 'PATCH the collection without the field -> file url 404, blob still on disk.',
    basis: 'unverified',
  },
  {
    id: 'files.lifecycle.multi-to-single-keeps-blobs',
    level: 'should',
    says: 'Changing maxSelect from multiple to single keeps only the last name in the value and leaves the other blobs on disk.',
    probe: 'Field with [a,b], PATCH maxSelect 1 -> value b; a url 404; blob a still on disk.',
    basis: 'unverified',
  },
  {
    id: 'files.lifecycle.batch-commit',
    level: 'should',
    says: 'Inside a batch, old blobs are deleted only after the whole batch committed.',
    probe:
      'Batch: PATCH replacing a file + a failing request -> 400; the old file is still served with 200.',
    basis: 'unverified',
  },
] as const satisfies readonly Requirement[]

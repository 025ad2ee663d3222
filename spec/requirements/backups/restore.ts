import type { Requirement } from '../../requirement.ts'

const source = { document: '003_2163cb09265065fe', heading: 'Restore backup' } as const

/** Restoring a backup: refusals, the restart, what stays, unsafe archives. */
export const restoreBackups = [
  {
    id: 'backups.restore.missing',
    level: 'must',
    says: 'POST /api/backups/{key}/restore for a missing key gives 400 with data {}.',
    probe:
      'POST /api/backups/missing.zip/restore -> 400 {"data":{},"message":"Missing or invalid backup file.","status":400}.',
    basis: 'unverified',
  },
  {
    id: 'backups.restore.concurrent',
    level: 'must',
    says: 'While a backup or restore is running the answer is 400, checked before the key.',
    probe:
      'During a long backup POST /api/backups/missing.zip/restore -> 400 "Try again later - another backup/restore process has already been started.".',
    basis: 'documented',
    source,
  },
  {
    id: 'backups.restore.accepted',
    level: 'must',
    says: 'Otherwise 204 is returned immediately and the restore starts about one second later in the background; success ends with a restart of the process on the same address.',
    probe:
      'POST restore -> 204; within a few seconds connections may be refused, then the API answers again.',
    basis: 'documented',
    source,
  },
  {
    id: 'backups.restore.result',
    level: 'must',
    says: 'After the restart all of pb_data except backups, .pb_temp_to_delete, .autocert_cache and lost+found is the content of the zip: records, collections, settings, superusers, logs and files created after the backup are gone, deleted ones are back.',
    probe:
      'Create record A, backup, create record B, restore, wait -> A exists, B is 404; the backup list is unchanged.',
    basis: 'unverified',
  },
  {
    id: 'backups.restore.uploaded',
    level: 'must',
    says: 'A backup taken on one instance can be uploaded to another one and restored there: records, files, superusers and token secrets are then those of the first; superusers that only existed on the second are gone.',
    probe:
      "Create a record with a file and a backup on A, download it, upload and restore it on B -> B serves the record and file, accepts A's superuser token and rejects B's own earlier one with 401.",
    basis: 'unverified',
  },
  {
    id: 'backups.restore.tokens',
    level: 'should',
    says: "Tokens issued before stay valid after the restore as long as the record's tokenKey and the collection secrets in the backup are the same.",
    probe: 'The superuser token used for the restore still works afterwards.',
    basis: 'unverified',
  },
  {
    id: 'backups.restore.invalid-archive',
    level: 'must',
    says: 'A zip without data.db at its root (or not extractable) leaves the running instance untouched; the failure is only logged with level 8, message "Failed to restore backup" and data keys key and error.',
    probe:
      'Upload an empty zip, restore it -> 204; after 5 s data unchanged and the log entry exists.',
    basis: 'unverified',
  },
  {
    id: 'backups.restore.zip-slip',
    level: 'must',
    says: 'Archive entries that would escape the extraction directory abort the restore; symlinks and other irregular entries are skipped.',
    probe:
      'Zip with "../evil" plus data.db -> restore fails as above and no file is written outside.',
    basis: 'unverified',
  },
  {
    id: 'backups.restore.temp-removed',
    level: 'should',
    says: 'The previous data is kept in pb_data/.pb_temp_to_delete/old_pb_data_<8 alnum> only until the next boot, which deletes .pb_temp_to_delete entirely.',
    probe: 'After the restart pb_data/.pb_temp_to_delete does not exist.',
    basis: 'unverified',
  },
] as const satisfies readonly Requirement[]

import type { Requirement } from '../../requirement.ts'

const source = { document: '003_2163cb09265065fe', heading: 'Create backup' } as const

/** Creating a backup: names, exclusions, what is blocked meanwhile. */
export const createBackups = [
  {
    id: 'backups.create.success',
    level: 'must',
    says: 'POST /api/backups answers 204 with empty body after the zip was completely written (synchronous).',
    probe: 'POST {"name":"test.zip"} -> 204; an immediate GET /api/backups lists it.',
    basis: 'documented',
    source,
  },
  {
    id: 'backups.create.auto-name',
    level: 'must',
    says: 'With no body, {} or an empty name the key is pb_backup_<snake-cased appName, max 50 chars>_<YYYYMMDDhhmmss UTC>.zip. Two of them within one second have the same key; the later one overwrites.',
    probe: 'POST without body on a fresh instance -> key matches ^pb_backup_acme_\\d{14}\\.zip$.',
    basis: 'documented',
    source,
  },
  {
    id: 'backups.create.name-format',
    level: 'must',
    says: 'A given name must match ^[a-z0-9_-]+\\.zip$.',
    probe:
      '"!test.zip", "Test.zip", "test", "a.b.zip", "@x.zip" -> 400 {"data":{"name":{"code":"validation_match_invalid","message":"Must be in a valid format."}}, "message":"An error occurred while validating the submitted data.","status":400}.',
    basis: 'documented',
    source,
  },
  {
    id: 'backups.create.name-length',
    level: 'must',
    says: 'A given name has at most 150 bytes; this is checked before the format.',
    probe:
      '147 x "a" + ".zip" -> data.name {"code":"validation_length_out_of_range","message":"The length must be between 1 and 150.","params":{"max":150,"min":1}}.',
    basis: 'unverified',
  },
  {
    id: 'backups.create.name-exists',
    level: 'must',
    says: 'An existing key is rejected.',
    probe:
      'POST {"name":"test.zip"} twice -> second 400 data.name {"code":"validation_backup_name_exists","message":"The backup file name is invalid or already exists."}.',
    basis: 'unverified',
  },
  {
    id: 'backups.create.invalid-body',
    level: 'must',
    says: 'Bad JSON, a non string name or an unsupported Content-Type with a non-empty body give 400 with data {}.',
    probe:
      'Body "{" and {"name":1} -> 400 {"data":{},"message":"An error occurred while loading the submitted data.","status":400}.',
    basis: 'unverified',
  },
  {
    id: 'backups.create.form-body',
    level: 'should',
    says: 'The name may also be sent as form field.',
    probe: 'multipart with name=form.zip -> 204.',
    basis: 'documented',
    source,
  },
  {
    id: 'backups.create.concurrent',
    level: 'must',
    says: 'While another backup or restore is running the request fails at once with 400, before body and name are looked at.',
    probe:
      'Two parallel POSTs on an instance with a big data.db -> one 204, the other 400 {"data":{},"message":"Try again later - another backup/restore process has already been started.","status":400} (a race inside the creation itself instead gives message "Failed to create backup.").',
    basis: 'documented',
    source,
  },
  {
    id: 'backups.create.blocks-writes',
    level: 'should',
    says: 'While the zip is generated writes to the databases wait, reads continue; health reports canBackup false to superusers.',
    probe:
      'During a long backup GET /api/health as superuser -> data.canBackup false; a record create completes only after the backup.',
    basis: 'unverified',
  },
  {
    id: 'backups.create.zip-content',
    level: 'must',
    says: 'The zip holds the content of pb_data with paths relative to it and forward slashes: data.db, auxiliary.db (with -wal/-shm files if present), storage/... and any other entry, deflate compressed, files only (no directory entries).',
    probe:
      'Download and list -> contains "data.db", "auxiliary.db", "storage/<cid>/<rid>/<file>" and its ".attrs"; no name ends with "/".',
    basis: 'unverified',
  },
  {
    id: 'backups.create.zip-exclusions',
    level: 'must',
    says: 'The root entries backups, .pb_temp_to_delete, .autocert_cache and lost+found are excluded.',
    probe:
      'Create two backups, list the second zip -> no entry starts with "backups/" or ".pb_temp_to_delete/".',
    basis: 'unverified',
  },
  {
    id: 'backups.create.temp-cleanup',
    level: 'should',
    says: 'The archive is first built as pb_data/.pb_temp_to_delete/pb_backup_<6 alnum> and removed after being copied to the backups storage.',
    probe: 'After the 204 no pb_backup_* file is left in pb_data/.pb_temp_to_delete.',
    basis: 'unverified',
  },
  {
    id: 'backups.create.sidecar',
    level: 'should',
    says: 'Local backups are pb_data/backups/<key> with a <key>.attrs sidecar whose content type is application/zip and whose original-filename is the key.',
    probe: 'Read pb_data/backups/test.zip.attrs.',
    basis: 'unverified',
  },
] as const satisfies readonly Requirement[]

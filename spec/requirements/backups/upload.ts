import type { Requirement } from '../../requirement.ts'

const source = { document: '003_2163cb09265065fe', heading: 'Upload backup' } as const

/** Uploading a backup made elsewhere. */
export const uploadBackups = [
  {
    id: 'backups.upload.success',
    level: 'must',
    says: "POST /api/backups/upload takes a multipart field named file and stores it under the client's file name (base name, unchanged); 204 with empty body.",
    probe:
      'Upload a zip named "My Backup" -> 204; listed with key "My Backup" (no name format rule, no .zip needed).',
    basis: 'documented',
    source,
  },
  {
    id: 'backups.upload.missing-file',
    level: 'must',
    says: 'Without a file part named file (also for non multipart bodies) the answer is a validation error.',
    probe:
      'POST without body, or multipart with another field name -> 400 {"data":{"file":{"code":"validation_required","message":"Cannot be blank."}}, "message":"An error occurred while validating the submitted data.","status":400}.',
    basis: 'documented',
    source,
  },
  {
    id: 'backups.upload.mime',
    level: 'must',
    says: 'The content must be detected exactly as application/zip; zip based formats detected more specifically (jar, docx, epub, ...) are rejected. The message names the normalized name with its random suffix.',
    probe:
      'Upload text as test_backup.txt -> data.file.code validation_invalid_mime_type and message matching ^"test_backup_[a-z0-9]{10}\\.txt" mime type must be one of: application/zip\\.$.',
    basis: 'documented',
    source,
  },
  {
    id: 'backups.upload.exists',
    level: 'must',
    says: 'An already existing key is rejected after the type check.',
    probe:
      'Upload the same name twice -> second 400 data.file {"code":"validation_backup_name_exists","message":"Backup file with the specified name already exists."}.',
    basis: 'unverified',
  },
  {
    id: 'backups.upload.reserved-ext',
    level: 'should',
    says: 'A name ending in .attrs (the sidecar extension) is rejected as if it existed.',
    probe:
      'Upload a zip named x.attrs -> 400 data.file.code validation_backup_name_exists; nothing written.',
    basis: 'unverified',
  },
  {
    id: 'backups.upload.no-size-limit',
    level: 'must',
    says: 'The 32 MB default body limit does not apply to this route.',
    probe: 'Upload a 40 MB zip -> 204 (never 413).',
    basis: 'unverified',
  },
  {
    id: 'backups.upload.first-file-only',
    level: 'may',
    says: 'With several parts named file only the first is used.',
    probe: 'Two zips in one request -> only the first is listed.',
    basis: 'unverified',
  },
  {
    id: 'backups.upload.content-not-inspected',
    level: 'should',
    says: 'The archive content is not validated on upload; an empty zip is accepted.',
    probe: 'Upload a zip without entries -> 204.',
    basis: 'unverified',
  },
  {
    id: 'backups.upload.not-locked',
    level: 'may',
    says: 'Uploading is possible while a backup is being created.',
    probe: 'Upload during a long create -> 204.',
    basis: 'unverified',
  },
] as const satisfies readonly Requirement[]

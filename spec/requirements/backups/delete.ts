import type { Requirement } from '../../requirement.ts'

const source = { document: '003_2163cb09265065fe', heading: 'Delete backup' } as const

/** Deleting a backup. */
export const deleteBackups = [
  {
    id: 'backups.delete.success',
    level: 'must',
    says: 'DELETE /api/backups/{key} removes the file and its sidecar and answers 204 with empty body.',
    probe:
      'DELETE /api/backups/test.zip -> 204; list no longer has it; DELETE /api/backups/%40x.zip works for key "@x.zip".',
    basis: 'documented',
    source,
  },
  {
    id: 'backups.delete.missing',
    level: 'must',
    says: 'A missing key gives 400 with data {} and a message starting "Invalid or already deleted backup file. Raw error: \\n" (followed by an implementation specific text).',
    probe:
      'DELETE /api/backups/missing.zip -> 400 with that prefix. (On S3 storage deleting a missing key is 204.)',
    basis: 'unverified',
  },
  {
    id: 'backups.delete.active',
    level: 'must',
    says: 'The key of the running backup or restore cannot be deleted; other keys can be deleted meanwhile.',
    probe:
      'During a long POST {"name":"big.zip"}: DELETE /api/backups/big.zip -> 400 {"data":{},"message":"The backup is currently being used and cannot be deleted.","status":400} (the docs show the "Try again later" message); DELETE /api/backups/other.zip -> 204.',
    basis: 'documented',
    source,
  },
] as const satisfies readonly Requirement[]

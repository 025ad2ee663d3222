import type { Requirement } from '../../requirement.ts'

/** Backups on S3 storage. */
export const s3Backups = [
  {
    id: 'backups.s3.storage',
    level: 'should',
    says: 'With backups.s3.enabled all backup routes use that bucket, keys at its root; local backups are then invisible.',
    probe:
      'Fake S3 as backups.s3: POST /api/backups {"name":"t.zip"} -> the fake sees PUT /<bucket>/t.zip; GET /api/backups shows only bucket objects.',
    basis: 'unverified',
  },
  {
    id: 'backups.s3.missing-download',
    level: 'may',
    says: 'A missing key on S3 storage gives the generic 400 instead of 404 on download.',
    probe:
      'GET /api/backups/missing.zip?token=<valid> with S3 backups -> 400 "Something went wrong while processing your request.".',
    basis: 'unverified',
  },
  {
    id: 'backups.s3.unreachable-list',
    level: 'should',
    says: 'If the storage cannot be listed the list route gives 400 with data {} and message starting "Failed to retrieve backup items. Raw error: \\n".',
    probe: 'backups.s3 pointing at a closed port, GET /api/backups -> that prefix.',
    basis: 'unverified',
  },
] as const satisfies readonly Requirement[]

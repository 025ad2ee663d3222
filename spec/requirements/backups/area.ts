import { authBackups } from './auth.ts'
import { listBackups } from './list.ts'
import { createBackups } from './create.ts'
import { uploadBackups } from './upload.ts'
import { downloadBackups } from './download.ts'
import { deleteBackups } from './delete.ts'
import { restoreBackups } from './restore.ts'
import { autoBackups } from './auto.ts'
import { s3Backups } from './s3.ts'

/** All of `backups.*`, one module per section. */
export const backupsRequirements = [
  ...authBackups,
  ...listBackups,
  ...createBackups,
  ...uploadBackups,
  ...downloadBackups,
  ...deleteBackups,
  ...restoreBackups,
  ...autoBackups,
  ...s3Backups,
] as const

import { authSettings } from './auth.ts'
import { methodSettings } from './method.ts'
import { listSettings } from './list.ts'
import { updateSettings } from './update.ts'
import { validateSettings } from './validate.ts'
import { metaSettings } from './meta.ts'
import { logsSettings } from './logs.ts'
import { smtpSettings } from './smtp.ts'
import { s3Settings } from './s3.ts'
import { backupsSettings } from './backups.ts'
import { batchSettings } from './batch.ts'
import { rateLimitsSettings } from './rate-limits.ts'
import { trustedProxySettings } from './trusted-proxy.ts'
import { lockoutSettings } from './lockout.ts'
import { storeSettings } from './store.ts'
import { effectSettings } from './effect.ts'
import { testS3Settings } from './test-s3.ts'
import { testEmailSettings } from './test-email.ts'
import { appleSettings } from './apple.ts'

/** All of `settings.*`, one module per section. */
export const settingsRequirements = [
  ...authSettings,
  ...methodSettings,
  ...listSettings,
  ...updateSettings,
  ...validateSettings,
  ...metaSettings,
  ...logsSettings,
  ...smtpSettings,
  ...s3Settings,
  ...backupsSettings,
  ...batchSettings,
  ...rateLimitsSettings,
  ...trustedProxySettings,
  ...storeSettings,
  ...lockoutSettings,
  ...effectSettings,
  ...testS3Settings,
  ...testEmailSettings,
  ...appleSettings,
] as const

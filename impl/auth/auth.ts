import type { StoredRecord } from '../records/record.ts'
import type { AuthRecord } from '../rules/query.ts'
import { removeExpired } from './clean-up.ts'
import type { AuthContext } from './context.ts'
import { emailChangeUseCases } from './email-change.ts'
import { fileToken } from './file-token.ts'
import { impersonate } from './impersonate.ts'
import { authMethods } from './methods.ts'
import { passwordResetUseCases } from './password-reset.ts'
import { authWithOtp, issueOtp, requestOtp } from './otp.ts'
import { createOtpAttempts } from './otp-attempts.ts'
import { authRefresh } from './refresh.ts'
import { sendTestEmail } from './test-email.ts'
import { createTokenVerifier, toAuthRecord } from './tokens.ts'
import { verificationUseCases } from './verification.ts'
import { authWithPassword } from './with-password.ts'

/** The auth operations and the reading of the Authorization token. */
export const createAuth = (context: AuthContext) => {
  const verify = createTokenVerifier(context)
  const attempts = createOtpAttempts(context.clock)
  context.store.changes(({ origin, touches }) => {
    if (origin === 'own' && touches.includes('settings')) attempts.reset()
  })
  return {
    /** The record a token speaks of; undefined makes the caller a guest. Never refuses. */
    authenticate: async (token: string): Promise<AuthRecord | undefined> => {
      if (token === '') return undefined
      const verified = await verify(token, 'auth')
      return verified === undefined ? undefined : toAuthRecord(verified.record)
    },
    issueOtp: (record: StoredRecord) => issueOtp(context, record),
    sendTestEmail: sendTestEmail(context),
    removeExpired: (table: '_otps' | '_mfas') => removeExpired(context, table),
    useCases: {
      withPassword: authWithPassword(context),
      refresh: authRefresh(context, verify),
      methods: authMethods(context),
      requestOtp: requestOtp(context),
      withOtp: authWithOtp(context, attempts),
      impersonate: impersonate(context),
      fileToken: fileToken(context),
      ...verificationUseCases(context, verify),
      ...passwordResetUseCases(context, verify),
      ...emailChangeUseCases(context, verify),
    },
  }
}

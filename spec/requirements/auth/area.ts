import { headerAuth } from './header.ts'
import { tokenAuth } from './token.ts'
import { commonAuth } from './common.ts'
import { responseAuth } from './response.ts'
import { methodsAuth } from './methods.ts'
import { passwordAuth } from './password.ts'
import { refreshAuth } from './refresh.ts'
import { verificationAuth } from './verification.ts'
import { passwordResetAuth } from './password-reset.ts'
import { emailChangeAuth } from './email-change.ts'
import { impersonateAuth } from './impersonate.ts'
import { otpAuth } from './otp.ts'
import { mfaAuth } from './mfa.ts'
import { alertAuth } from './alert.ts'
import { systemAuth } from './system.ts'
import { externalAuth } from './external.ts'
import { oauth2LinkAuth } from './oauth2-link.ts'
import { superusersAuth } from './superusers.ts'
import { accountAuth } from './account.ts'
import { mailAuth } from './mail.ts'
import { secretsAuth } from './secrets.ts'

/** All of `auth.*`, one module per section. */
export const authRequirements = [
  ...headerAuth,
  ...tokenAuth,
  ...commonAuth,
  ...responseAuth,
  ...methodsAuth,
  ...passwordAuth,
  ...refreshAuth,
  ...verificationAuth,
  ...passwordResetAuth,
  ...emailChangeAuth,
  ...impersonateAuth,
  ...otpAuth,
  ...mfaAuth,
  ...alertAuth,
  ...systemAuth,
  ...externalAuth,
  ...oauth2LinkAuth,
  ...superusersAuth,
  ...accountAuth,
  ...mailAuth,
  ...secretsAuth,
] as const

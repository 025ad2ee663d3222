/** The `options` of an auth collection as they are before anyone changed them. */

const thanks = `<p>
  Thanks,<br/>
  {APP_NAME} team
</p>`

const button = (path: string, label: string): string => `<p>
  <a class="btn" href="{APP_URL}/_/#/auth/${path}/{TOKEN}" target="_blank" rel="noopener">${label}</a>
</p>`

const lines = (...parts: readonly string[]): string => parts.join('\n')

const day = 86_400

export interface AuthOptionsVariant {
  /** Draws a token secret: 50 characters of `[A-Za-z0-9]`. */
  readonly drawSecret: () => string
  readonly authTokenSeconds?: number
  readonly mappedFields?: { readonly name?: string; readonly avatarURL?: string }
}

/** Requirements `collections.auth.default-*`; key order as PocketBase stores it. */
export const defaultAuthOptions = ({
  drawSecret,
  authTokenSeconds = 7 * day,
  mappedFields = {},
}: AuthOptionsVariant) => ({
  authRule: '' as string | null,
  manageRule: null as string | null,
  authAlert: {
    enabled: true,
    emailTemplate: {
      subject: 'Login from a new location',
      body: lines(
        '<p>Hello,</p>',
        '<p>We noticed a login to your {APP_NAME} account from a new location:</p>',
        '<p><em>{ALERT_INFO}</em></p>',
        "<p><strong>If this wasn't you, you should immediately change your {APP_NAME} account password to revoke access from all other locations.</strong></p>",
        '<p>If this was you, you may disregard this email.</p>',
        thanks,
      ),
    },
  },
  oauth2: {
    providers: null,
    mappedFields: { id: '', name: '', username: '', avatarURL: '', ...mappedFields },
    enabled: false,
  },
  passwordAuth: { enabled: true, identityFields: ['email'] },
  mfa: { enabled: false, duration: 1800, rule: '' },
  otp: {
    enabled: false,
    duration: 180,
    length: 8,
    emailTemplate: {
      subject: 'OTP for {APP_NAME}',
      body: lines(
        '<p>Hello,</p>',
        '<p>Your one-time password is: <strong>{OTP}</strong></p>',
        "<p><i>If you didn't ask for the one-time password, you can ignore this email.</i></p>",
        thanks,
      ),
    },
  },
  authToken: { secret: drawSecret(), duration: authTokenSeconds },
  passwordResetToken: { secret: drawSecret(), duration: 1800 },
  emailChangeToken: { secret: drawSecret(), duration: 1800 },
  verificationToken: { secret: drawSecret(), duration: 3 * day },
  fileToken: { secret: drawSecret(), duration: 180 },
  verificationTemplate: {
    subject: 'Verify your {APP_NAME} email',
    body: lines(
      '<p>Hello,</p>',
      '<p>Thank you for joining us at {APP_NAME}.</p>',
      '<p>Click on the button below to verify your email address.</p>',
      button('confirm-verification', 'Verify'),
      thanks,
    ),
  },
  resetPasswordTemplate: {
    subject: 'Reset your {APP_NAME} password',
    body: lines(
      '<p>Hello,</p>',
      '<p>Click on the button below to reset your password.</p>',
      button('confirm-password-reset', 'Reset password'),
      "<p><i>If you didn't ask to reset your password, you can ignore this email.</i></p>",
      thanks,
    ),
  },
  confirmEmailChangeTemplate: {
    subject: 'Confirm your {APP_NAME} new email address',
    body: lines(
      '<p>Hello,</p>',
      '<p>Click on the button below to confirm your new email address.</p>',
      button('confirm-email-change', 'Confirm new email'),
      "<p><i>If you didn't ask to change your email address, you can ignore this email.</i></p>",
      thanks,
    ),
  },
})

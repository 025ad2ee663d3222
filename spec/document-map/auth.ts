import type { RequirementId } from '../registry.ts'
import { authCollection, authExpandAndFields, recordAuthRequired, reference } from './common.ts'
import { type DocumentSection, type Mapped, wrong } from './row.ts'

const base = '/api/collections/{collectionIdOrName}'

const authResponse: Mapped = [
  'auth.response.shape',
  'auth.response.record-shape',
  'auth.token.auth-claims',
]

const bodyFormats: Mapped = ['auth.common.body-formats']

/** The documents show the 400 of these forms under the status of their success. */
const shownUnder = (status: number, ...ids: readonly RequirementId[]) =>
  wrong(
    `The answer to a refused form is shown under ${status}; its status is 400 and validation_required is "Cannot be blank.".`,
    'auth.common.validation-shape',
    ...ids,
  )

const otherRecordRefused = wrong(
  'The message names the collection of the token.',
  'auth.header.same-collection-403',
)

export const authSections: readonly DocumentSection[] = [
  {
    document: reference,
    heading: 'List auth methods',
    endpoint: `GET ${base}/auth-methods`,
    statements: { public: ['auth.methods.shape', 'oauth2.methods.public'] },
    path: authCollection,
    query: { fields: ['auth.methods.fields', 'oauth2.methods.fields-picker'] },
    responses: {
      200: ['auth.methods.shape', 'auth.methods.provider-entries', 'auth.methods.disabled-values'],
    },
    examples: {
      'a provider': ['oauth2.methods.provider-shape'],
      state: ['oauth2.methods.state'],
      'codeVerifier, codeChallenge': ['oauth2.methods.pkce-values'],
      authURL: ['oauth2.methods.auth-url-composition'],
    },
  },
  {
    document: reference,
    heading: 'Auth with password',
    endpoint: `POST ${base}/auth-with-password`,
    statements: { 'signs in': ['auth.password.success', 'auth.superusers.login'] },
    path: authCollection,
    body: {
      identity: ['auth.password.validation', 'auth.password.auto-order'],
      password: ['auth.password.validation', 'auth.password.failed'],
      identityField: ['auth.password.explicit-identity-field'],
      'JSON or multipart/form-data': bodyFormats,
    },
    query: authExpandAndFields,
    responses: {
      200: authResponse,
      400: wrong(
        'The message is "An error occurred while validating the submitted data." or "Failed to authenticate.".',
        'auth.common.validation-shape',
        'auth.password.failed',
      ),
    },
  },
  {
    document: reference,
    heading: 'Auth with OAuth2',
    endpoint: `POST ${base}/auth-with-oauth2`,
    statements: { 'signs in or up': ['oauth2.response.shape', 'oauth2.create.new-record'] },
    path: authCollection,
    body: {
      provider: ['oauth2.login.required-fields'],
      code: ['oauth2.login.required-fields'],
      codeVerifier: wrong('It is optional.', 'oauth2.login.code-verifier-optional'),
      redirectUrl: wrong(
        'Its name is redirectURL; redirectUrl is an alias of it.',
        'oauth2.login.redirect-url-legacy-alias',
      ),
      createData: ['oauth2.create.extra-fields', 'oauth2.create.validation-errors'],
      'name and avatar of users': ['oauth2.create.users-collection'],
      'JSON or multipart/form-data': ['oauth2.login.form-body'],
    },
    query: authExpandAndFields,
    responses: {
      200: [
        'oauth2.response.shape',
        'oauth2.response.meta',
        'oauth2.response.token-valid',
        'auth.oauth2-link.meta',
      ],
      400: wrong(
        'The message is "An error occurred while loading the submitted data." or "… validating …".',
        'oauth2.login.required-fields',
      ),
    },
  },
  {
    document: reference,
    heading: 'Auth with OTP',
    endpoint: `POST ${base}/request-otp`,
    statements: { 'an otpId also for nobody': ['auth.otp.request-enumeration'] },
    path: authCollection,
    body: { email: ['auth.otp.request-validation', 'auth.otp.request-success'] },
    responses: {
      200: ['auth.otp.request-success'],
      400: ['auth.otp.request-validation', 'auth.common.email-format-error'],
      429: wrong('It is never sent; the last OTP is answered again.', 'auth.otp.request-reuse'),
    },
  },
  {
    document: reference,
    heading: 'Auth with OTP',
    endpoint: `POST ${base}/auth-with-otp`,
    statements: { 'signs in': ['auth.otp.auth-success'] },
    path: authCollection,
    body: {
      otpId: ['auth.otp.auth-validation'],
      password: ['auth.otp.auth-validation', 'auth.otp.auth-invalid'],
    },
    query: authExpandAndFields,
    responses: {
      200: authResponse,
      400: wrong(
        'Missing values are "An error occurred while validating the submitted data.".',
        'auth.otp.auth-validation',
      ),
    },
  },
  {
    document: reference,
    heading: 'Auth refresh',
    endpoint: `POST ${base}/auth-refresh`,
    statements: {
      'a new token': ['auth.refresh.success', 'auth.refresh.non-refreshable'],
      'requires Authorization': ['auth.refresh.guest'],
    },
    path: authCollection,
    query: authExpandAndFields,
    responses: {
      200: authResponse,
      401: recordAuthRequired,
      403: otherRecordRefused,
      404: wrong(
        'The message is "Missing or invalid collection context." or "Missing or invalid auth collection context.".',
        'auth.common.unknown-collection',
        'auth.common.non-auth-collection',
      ),
    },
  },
  {
    document: reference,
    heading: 'Verification',
    endpoint: `POST ${base}/request-verification`,
    statements: { 'sends a mail': ['auth.verification.request-success'] },
    body: {
      email: ['auth.verification.request-validation', 'auth.verification.request-enumeration'],
    },
    responses: {
      204: ['auth.verification.request-success', 'auth.common.no-content'],
      400: shownUnder(204, 'auth.verification.request-validation'),
    },
  },
  {
    document: reference,
    heading: 'Verification',
    endpoint: `POST ${base}/confirm-verification`,
    statements: { verifies: ['auth.verification.confirm-success'] },
    body: { token: ['auth.verification.confirm-missing', 'auth.verification.confirm-invalid'] },
    responses: {
      204: ['auth.verification.confirm-success', 'auth.common.no-content'],
      400: shownUnder(204, 'auth.verification.confirm-missing'),
    },
  },
  {
    document: reference,
    heading: 'Password reset',
    endpoint: `POST ${base}/request-password-reset`,
    statements: { 'sends a mail': ['auth.password-reset.request-success'] },
    body: {
      email: ['auth.password-reset.request-validation', 'auth.password-reset.request-enumeration'],
    },
    responses: {
      204: ['auth.password-reset.request-success', 'auth.common.no-content'],
      400: shownUnder(204, 'auth.password-reset.request-validation'),
    },
  },
  {
    document: reference,
    heading: 'Password reset',
    endpoint: `POST ${base}/confirm-password-reset`,
    statements: {
      'sets the password': ['auth.password-reset.confirm-success'],
      'voids earlier tokens': [
        'auth.password-reset.confirm-invalidates',
        'auth.token.invalidate-password-change',
      ],
    },
    body: {
      token: [
        'auth.password-reset.confirm-validation',
        'auth.password-reset.confirm-invalid-token',
      ],
      password: ['auth.password-reset.confirm-validation'],
      passwordConfirm: ['auth.password-reset.confirm-validation'],
    },
    responses: {
      204: ['auth.password-reset.confirm-success', 'auth.common.no-content'],
      400: shownUnder(204, 'auth.password-reset.confirm-validation'),
    },
  },
  {
    document: reference,
    heading: 'Email change',
    endpoint: `POST ${base}/request-email-change`,
    statements: {
      'sends a mail': ['auth.email-change.request-success'],
      'requires Authorization': ['auth.email-change.request-auth'],
    },
    body: { newEmail: ['auth.email-change.request-validation'] },
    responses: {
      204: ['auth.email-change.request-success', 'auth.common.no-content'],
      400: shownUnder(204, 'auth.email-change.request-validation'),
      401: recordAuthRequired,
      403: otherRecordRefused,
    },
  },
  {
    document: reference,
    heading: 'Email change',
    endpoint: `POST ${base}/confirm-email-change`,
    statements: {
      'changes the address': ['auth.email-change.confirm-success'],
      'voids earlier tokens': ['auth.token.invalidate-email-change'],
    },
    body: {
      token: ['auth.email-change.confirm-validation', 'auth.email-change.confirm-invalid-token'],
      password: [
        'auth.email-change.confirm-validation',
        'auth.email-change.confirm-wrong-password',
      ],
    },
    responses: {
      204: ['auth.email-change.confirm-success', 'auth.common.no-content'],
      400: shownUnder(204, 'auth.email-change.confirm-validation'),
    },
  },
  {
    document: reference,
    heading: 'Impersonate',
    endpoint: `POST ${base}/impersonate/{id}`,
    statements: {
      'a token that cannot be refreshed': ['auth.impersonate.success', 'auth.token.static-claims'],
      'only superusers': ['auth.impersonate.superuser-only'],
    },
    path: { ...authCollection, id: ['auth.impersonate.not-found'] },
    body: { duration: ['auth.impersonate.duration'] },
    query: authExpandAndFields,
    responses: {
      200: authResponse,
      400: wrong(
        'The messages of 400 and 401 are swapped.',
        'auth.impersonate.duration-invalid',
        'auth.impersonate.superuser-only',
      ),
      401: wrong(
        'The messages of 400 and 401 are swapped.',
        'auth.header.require-superuser-401-403',
      ),
      403: wrong(
        'The message is "The authorized record is not allowed to perform this action.".',
        'auth.header.require-superuser-401-403',
      ),
      404: ['auth.impersonate.not-found'],
    },
  },
]

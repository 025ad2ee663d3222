import { fields, reference, superuserOnly, superuserRefusals } from './common.ts'
import { type DocumentSection, type Mapped, type Rows, wrong } from './row.ts'

const invalidFilter = wrong(
  '" Invalid filter." is not part of the message.',
  'logs.list.invalid-params',
)

const forms: Rows = { 'JSON or multipart/form-data': ['http.body.content-types'] }

const busy: Mapped = ['backups.create.concurrent']

/** Settings, logs, crons, backups and health. */
export const operationSections: readonly DocumentSection[] = [
  {
    document: reference,
    heading: 'List settings',
    endpoint: 'GET /api/settings',
    statements: {
      ...superuserOnly,
      'secrets are ******': wrong(
        'They are left out.',
        'settings.list.secrets-omitted',
        'settings.update.secret-stars-literal',
      ),
    },
    query: { fields: ['settings.list.fields'] },
    responses: {
      200: ['settings.list.shape', 'settings.list.key-order', 'settings.list.default-rate-limits'],
      401: ['http.guard.superuser-guest'],
      403: ['settings.auth.non-superuser'],
    },
  },
  {
    document: reference,
    heading: 'Update settings',
    endpoint: 'PATCH /api/settings',
    statements: { ...superuserOnly, 'bulk update': ['settings.update.deep-partial'] },
    body: {
      'meta.appName': ['settings.meta.app-name'],
      'meta.appUrl': ['settings.meta.app-url', 'settings.update.case-insensitive-keys'],
      'meta.hideControls': ['settings.meta.hide-controls'],
      'meta.senderName': ['settings.meta.sender-name'],
      'meta.senderAddress': ['settings.meta.sender-address'],
      'logs.maxDays': ['settings.logs.max-days', 'logs.max-days.zero', 'http.log.disabled'],
      'logs.minLevel': [
        'settings.logs.min-level',
        'settings.effect.min-level-immediate',
        'logs.min-level.filter',
        'http.log.min-level',
      ],
      'logs.logIP': ['logs.request.log-ip', 'http.log.ip-toggle'],
      'logs.logAuthId': ['logs.request.log-auth-id', 'http.log.auth'],
      'backups.cron': ['settings.backups.cron'],
      'backups.cronMaxKeep': ['settings.backups.cron-max-keep', 'backups.auto.max-keep'],
      'backups.s3': ['settings.backups.s3'],
      'smtp.enabled': ['mail.transport.smtp-when-enabled'],
      'smtp.host': ['settings.smtp.host'],
      'smtp.port': ['settings.smtp.port'],
      'smtp.username, smtp.password': ['mail.transport.auth-plain', 'mail.transport.auth-login'],
      'smtp.tls': ['mail.transport.implicit-tls', 'mail.transport.starttls-opportunistic'],
      'smtp.authMethod': ['settings.smtp.auth-method'],
      'smtp.localName': ['settings.smtp.local-name', 'mail.transport.ehlo-name'],
      s3: ['settings.s3.required-when-enabled'],
      'batch.enabled': ['settings.effect.batch-toggle'],
      'batch.maxRequests': ['settings.batch.limits', 'batch.max-requests'],
      'batch.timeout': ['settings.batch.limits', 'batch.timeout'],
      'batch.maxBodySize': ['http.bodylimit.batch', 'batch.body-size'],
      'rateLimits.enabled': ['http.ratelimit.disabled-by-default'],
      'rateLimits.rules': ['settings.rate-limits.numbers', 'http.ratelimit.audience'],
      'trustedProxy.headers': ['http.proxy.header-order', 'http.proxy.default-untrusted'],
      'trustedProxy.useLeftmostIP': ['http.proxy.rightmost'],
      'JSON or multipart/form-data': ['settings.update.form-data'],
    },
    query: { fields: ['settings.list.fields'] },
    responses: {
      200: ['settings.update.success-response'],
      400: wrong(
        'The message is "An error occurred while saving the new settings."; that of validation_required "Cannot be blank.".',
        'settings.validate.envelope',
      ),
      ...superuserRefusals,
    },
  },
  {
    document: reference,
    heading: 'Test S3 storage connection',
    endpoint: 'POST /api/settings/test/s3',
    statements: superuserOnly,
    body: { filesystem: ['settings.test-s3.filesystem-required'], ...forms },
    responses: {
      204: ['settings.test-s3.success'],
      400: wrong(
        'The message is "Failed to test the S3 filesystem. …".',
        'settings.test-s3.failure',
      ),
      401: ['settings.auth.guest'],
    },
  },
  {
    document: reference,
    heading: 'Send test email',
    endpoint: 'POST /api/settings/test/email',
    statements: superuserOnly,
    body: {
      collection: ['settings.test-email.collection'],
      email: ['settings.test-email.validation', 'settings.test-email.email-format'],
      template: wrong('There are otp and login-alert, too.', 'settings.test-email.templates'),
      ...forms,
    },
    responses: {
      204: ['settings.test-email.success', 'mail.transport.test-email-sync'],
      400: ['settings.test-email.validation'],
      401: ['settings.auth.guest'],
    },
  },
  {
    document: reference,
    heading: 'Generate Apple client secret',
    endpoint: 'POST /api/settings/apple/generate-client-secret',
    statements: superuserOnly,
    body: {
      clientId: ['settings.apple.required'],
      teamId: ['settings.apple.required', 'settings.apple.lengths'],
      keyId: ['settings.apple.required', 'settings.apple.lengths'],
      privateKey: ['settings.apple.required', 'settings.apple.private-key-format'],
      duration: ['settings.apple.duration'],
      ...forms,
    },
    responses: {
      200: ['settings.apple.success'],
      400: ['settings.apple.bad-key'],
      401: ['settings.auth.guest'],
    },
  },
  {
    document: reference,
    heading: 'List logs',
    endpoint: 'GET /api/logs',
    statements: superuserOnly,
    query: {
      page: ['logs.list.envelope'],
      perPage: ['logs.list.envelope'],
      sort: wrong('It is @rowid, and there is no updated.', 'logs.list.sort-fields'),
      filter: wrong(
        'rowid and updated cannot be filtered by.',
        'logs.list.filter-fields',
        'logs.list.filter-rejected-fields',
      ),
      fields: ['logs.list.fields'],
    },
    responses: {
      200: ['logs.list.envelope', 'logs.list.item-shape', 'logs.request.message'],
      400: invalidFilter,
      401: ['logs.auth.guest'],
      403: ['logs.auth.non-superuser'],
    },
    examples: {
      'data of a request': [
        'http.log.request-entry',
        'logs.request.data-keys',
        'logs.request.auth-name',
      ],
      'no totalPages': wrong('It is there.', 'logs.list.envelope'),
    },
  },
  {
    document: reference,
    heading: 'View log',
    endpoint: 'GET /api/logs/{id}',
    statements: superuserOnly,
    path: { id: ['logs.view.missing'] },
    query: fields,
    responses: {
      200: ['logs.view.success'],
      401: ['logs.auth.guest'],
      403: ['logs.auth.non-superuser'],
      404: ['logs.view.missing'],
    },
  },
  {
    document: reference,
    heading: 'Logs statistics',
    endpoint: 'GET /api/logs/stats',
    statements: superuserOnly,
    query: { filter: ['logs.stats.filter'], ...fields },
    responses: {
      200: wrong('Dates end in Z.', 'logs.stats.shape'),
      400: wrong('The message is "Invalid filter format.".', 'logs.stats.filter'),
      401: ['logs.auth.guest'],
      403: ['logs.auth.non-superuser'],
    },
  },
  {
    document: reference,
    heading: 'List cron jobs',
    endpoint: 'GET /api/crons',
    statements: superuserOnly,
    query: { fields: ['crons.list.fields'] },
    responses: {
      200: ['crons.list.fresh', 'auth.system.cleanup-crons'],
      400: wrong('It belongs to the backups; the list of jobs has none.', 'crons.list.fresh'),
      401: ['crons.auth.guest'],
      403: wrong(
        'The message is "The authorized record is not allowed to perform this action.".',
        'crons.auth.non-superuser',
      ),
    },
  },
  {
    document: reference,
    heading: 'Run cron job',
    endpoint: 'POST /api/crons/{jobId}',
    statements: superuserOnly,
    path: { jobId: ['crons.run.unknown'] },
    responses: {
      204: ['crons.run.success'],
      401: ['crons.auth.guest'],
      403: ['crons.auth.non-superuser'],
      404: ['crons.run.unknown'],
    },
  },
  {
    document: reference,
    heading: 'List backups',
    endpoint: 'GET /api/backups',
    statements: superuserOnly,
    query: { fields: ['backups.list.fields'] },
    responses: {
      200: ['backups.list.shape'],
      400: wrong('The message depends on what is unreachable.', 'backups.s3.unreachable-list'),
      401: ['backups.auth.guest'],
      403: wrong(
        'The message is "The authorized record is not allowed to perform this action.".',
        'backups.auth.non-superuser',
      ),
    },
    examples: {
      'newest first': wrong('They are in the order of their keys.', 'backups.list.order'),
    },
  },
  {
    document: reference,
    heading: 'Create backup',
    endpoint: 'POST /api/backups',
    statements: { ...superuserOnly, 'one at a time': busy },
    body: {
      name: ['backups.create.name-format', 'backups.create.auto-name'],
      'JSON or multipart/form-data': ['backups.create.form-body'],
    },
    responses: {
      204: ['backups.create.success'],
      400: busy,
      401: ['backups.auth.guest'],
      403: ['backups.auth.non-superuser'],
    },
  },
  {
    document: reference,
    heading: 'Upload backup',
    endpoint: 'POST /api/backups/upload',
    statements: superuserOnly,
    body: { file: ['backups.upload.success', 'backups.upload.missing-file'] },
    responses: {
      204: ['backups.upload.success'],
      400: ['backups.upload.mime'],
      401: ['backups.auth.guest'],
      403: ['backups.auth.non-superuser'],
    },
  },
  {
    document: reference,
    heading: 'Delete backup',
    endpoint: 'DELETE /api/backups/{key}',
    statements: { ...superuserOnly, 'not while it is in use': ['backups.delete.active'] },
    path: { key: ['backups.delete.success'] },
    responses: {
      204: ['backups.delete.success'],
      400: ['backups.delete.active'],
      401: ['backups.auth.guest'],
      403: ['backups.auth.non-superuser'],
    },
  },
  {
    document: reference,
    heading: 'Restore backup',
    endpoint: 'POST /api/backups/{key}/restore',
    statements: {
      ...superuserOnly,
      'restarts the process': ['backups.restore.accepted'],
      'one at a time': ['backups.restore.concurrent'],
    },
    path: { key: ['backups.restore.missing'] },
    responses: {
      204: ['backups.restore.accepted'],
      400: ['backups.restore.concurrent'],
      401: ['backups.auth.guest'],
      403: ['backups.auth.non-superuser'],
    },
  },
  {
    document: reference,
    heading: 'Download backup',
    endpoint: 'GET /api/backups/{key}',
    statements: superuserOnly,
    path: { key: ['backups.download.missing'] },
    query: { token: ['backups.download.token-only'] },
    responses: {
      200: ['backups.download.success'],
      400: wrong('It is the answer to a key that S3 does not have.', 'backups.s3.missing-download'),
      404: ['backups.download.missing'],
    },
  },
  {
    document: reference,
    heading: 'Health check',
    endpoint: 'GET /api/health',
    statements: {
      'GET and HEAD': ['http.health.guest', 'health.head', 'http.route.head-follows-get'],
    },
    query: { fields: ['health.fields', 'http.health.fields'] },
    responses: {
      200: wrong('canBackup is for superusers only.', 'health.guest', 'http.health.superuser'),
    },
  },
]

import { fields, reference, superuserOnly, superuserRefusals } from './common.ts'
import { type DocumentSection, type Rows, wrong } from './row.ts'

const path: Rows = { collectionIdOrName: ['collections.view.by-id-or-name'] }
const missing = ['collections.view.missing'] as const

const guestRefused = ['collections.access.unauthenticated'] as const
const refusals: Rows = {
  401: guestRefused,
  403: ['collections.access.non-superuser'],
}

const options: Rows = {
  id: ['collections.create.id-custom'],
  name: ['collections.name.required'],
  type: ['collections.create.default-type'],
  fields: [
    'collections.fields.required-fields-added',
    'schema.types.list',
    'schema.common.keys',
    'schema.id.generated',
    'schema.name.required',
    'schema.common.flags-stored',
  ],
  'fields: order': ['schema.common.order-kept'],
  'fields: id of every type': ['schema.system.base', 'schema.text.primary-key-default-id'],
  'fields: of auth collections': [
    'schema.system.auth-password',
    'schema.system.auth-token-key',
    'schema.system.auth-email',
    'schema.system.auth-email-visibility',
    'schema.system.auth-verified',
    'schema.system.auth-options-customizable',
  ],
  'fields: of view collections': [
    'schema.system.view',
    'collections.views.id-field',
    'collections.views.column-from-collection',
    'collections.views.casts',
    'collections.views.fallback-json',
  ],
  'fields: maxSelect': ['schema.multi.single-vs-multiple'],
  'fields: text': ['schema.text.shape', 'schema.text.max-default'],
  'fields: editor': ['schema.editor.shape', 'schema.editor.max-size-default'],
  'fields: number': ['schema.number.shape'],
  'fields: bool': ['schema.bool.shape'],
  'fields: email, url': ['schema.email.shape'],
  'fields: date': ['schema.date.shape'],
  'fields: autodate': ['schema.autodate.shape'],
  'fields: select': ['schema.select.shape', 'schema.select.values-required'],
  'fields: file': [
    'schema.file.shape',
    'schema.file.max-size-default',
    'schema.file.thumbs-format',
  ],
  'fields: relation': ['schema.relation.shape', 'schema.relation.collection-required'],
  'fields: json': ['schema.json.shape'],
  'fields: geoPoint': ['schema.geopoint.shape'],
  'fields: password': ['schema.password.shape'],
  indexes: ['collections.shape.indexes-always-array', 'collections.auth.default-indexes'],
  system: ['collections.create.system-flag'],
  'listRule, viewRule, createRule, updateRule, deleteRule': [
    'collections.rules.defaults',
    'rules.value.expression',
  ],
  viewQuery: [
    'collections.views.query-required',
    'collections.views.fields-generated',
    'collections.views.missing-id',
    'collections.views.wildcard',
  ],
  authRule: ['collections.auth.auth-rule', 'collections.auth.default-rules'],
  manageRule: ['collections.auth.manage-rule'],
  authAlert: ['collections.auth.default-options', 'collections.auth.default-template-alert'],
  oauth2: ['collections.shape.provider-keys', 'collections.auth.default-options'],
  passwordAuth: [
    'collections.auth.identity-fields-missing',
    'collections.auth.identity-fields-unique',
  ],
  mfa: ['collections.auth.mfa-needs-two-methods', 'collections.auth.mfa-rule'],
  otp: ['collections.auth.default-options', 'collections.auth.default-template-otp'],
  'authToken, passwordResetToken, emailChangeToken, verificationToken, fileToken': [
    'collections.auth.default-token-durations',
    'collections.secrets.token-secret-settable',
  ],
  'verificationTemplate, resetPasswordTemplate, confirmEmailChangeTemplate': [
    'collections.auth.default-template-verification',
    'collections.auth.default-template-reset-password',
    'collections.auth.default-template-email-change',
    'auth.mail.template-source',
  ],
  'JSON or multipart/form-data': ['collections.body.multipart-json-payload'],
}

export const collectionSections: readonly DocumentSection[] = [
  {
    document: reference,
    heading: 'API Collections',
    statements: { 'the endpoints below': ['collections.access.endpoints'] },
  },
  {
    document: reference,
    heading: 'List collections',
    endpoint: 'GET /api/collections',
    statements: superuserOnly,
    query: {
      page: ['collections.list.pagination'],
      perPage: ['collections.list.pagination'],
      sort: ['collections.list.sort-fields'],
      filter: ['collections.list.filter-fields'],
      fields: ['collections.shape.fields-param'],
      skipTotal: ['collections.list.skip-total'],
    },
    responses: {
      200: [
        'collections.list.shape',
        'collections.shape.auth-keys',
        'collections.shape.auth-nested-keys',
        'collections.users.defaults',
      ],
      400: wrong(
        '" Invalid filter." is not part of the message.',
        'collections.list.filter-invalid',
      ),
      401: guestRefused,
      403: wrong(
        'The message is "The authorized record is not allowed to perform this action.".',
        'collections.access.non-superuser',
      ),
    },
    examples: {
      'ids begin with _pbc_': wrong('They begin with pbc_.', 'collections.create.id-generated'),
    },
  },
  {
    document: reference,
    heading: 'View collection',
    endpoint: 'GET /api/collections/{collectionIdOrName}',
    statements: superuserOnly,
    path,
    query: fields,
    responses: { 200: ['collections.shape.base-keys'], ...refusals, 404: missing },
  },
  {
    document: reference,
    heading: 'Create collection',
    endpoint: 'POST /api/collections',
    statements: superuserOnly,
    body: options,
    query: fields,
    responses: {
      200: ['collections.create.success', 'collections.shape.timestamps'],
      400: wrong(
        'The message is "Failed to create collection."; that of validation_required "Cannot be blank.".',
        'collections.create.error-message',
      ),
      ...refusals,
    },
    examples: {
      base: ['collections.create.table-usable'],
      auth: ['collections.auth.default-options', 'schema.system.auth-email'],
      view: ['collections.views.fields-generated', 'collections.shape.view-keys'],
    },
  },
  {
    document: reference,
    heading: 'Update collection',
    endpoint: 'PATCH /api/collections/{collectionIdOrName}',
    statements: superuserOnly,
    path,
    body: {
      ...options,
      name: ['collections.name.required', 'collections.update.rename'],
      'fields: matched by id': ['collections.update.fields-replaced'],
      'fields: renamed': ['collections.update.field-rename-keeps-data'],
      'fields: added': ['collections.update.field-add-default'],
      viewQuery: ['collections.views.update-query'],
    },
    query: fields,
    responses: {
      200: ['collections.update.success', 'collections.update.rename'],
      400: wrong(
        'The message is "Failed to update collection.".',
        'collections.update.error-message',
      ),
      ...refusals,
    },
  },
  {
    document: reference,
    heading: 'Delete collection',
    endpoint: 'DELETE /api/collections/{collectionIdOrName}',
    statements: superuserOnly,
    path,
    responses: {
      204: ['collections.delete.success'],
      400: ['collections.delete.referenced'],
      ...refusals,
      404: missing,
    },
  },
  {
    document: reference,
    heading: 'Truncate collection',
    endpoint: 'DELETE /api/collections/{collectionIdOrName}/truncate',
    statements: {
      ...superuserOnly,
      'with files and cascades': [
        'collections.truncate.like-record-delete',
        'collections.truncate.files',
        'collections.truncate.realtime',
      ],
    },
    path,
    responses: {
      204: ['collections.truncate.success'],
      400: ['collections.truncate.blocked'],
      ...refusals,
      404: missing,
    },
  },
  {
    document: reference,
    heading: 'Import collections',
    endpoint: 'PUT /api/collections/import',
    statements: superuserOnly,
    body: {
      collections: ['collections.import.success', 'collections.import.empty'],
      deleteMissing: [
        'collections.import.delete-missing-default',
        'collections.import.delete-missing-collections',
        'collections.import.delete-missing-fields',
      ],
      'JSON or multipart/form-data': ['collections.body.multipart-json-payload'],
    },
    responses: {
      204: ['collections.import.success'],
      400: wrong(
        'The message is "Failed to import collections." and the code validation_collections_import_failure.',
        'collections.import.validation-failure',
        'collections.import.raw-failure',
      ),
      ...refusals,
    },
    examples: {
      schema: wrong(
        'The key of the fields is fields; schema is unknown and ignored.',
        'collections.body.unknown-keys-ignored',
      ),
    },
  },
  {
    document: reference,
    heading: 'Scaffolds',
    endpoint: 'GET /api/collections/meta/scaffolds',
    statements: superuserOnly,
    responses: {
      200: ['collections.scaffolds.shape', 'collections.scaffolds.auth'],
      ...superuserRefusals,
      404: wrong('Nothing that a client sends leads to it.', 'collections.scaffolds.shape'),
    },
  },
]

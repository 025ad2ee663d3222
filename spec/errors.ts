/**
 * The error catalogue: what a server says when it refuses. Server and suite both read it here, so that a sentence is known in
 * one place. `{name}` in a message stands for the value of that name; the full stop behind a last one is left out where
 * the value may bring its own.
 */

/** Messages of errors that have no text of their own (http.error.default-messages). */
export const statusMessages = {
  400: 'Something went wrong while processing your request.',
  401: 'Missing or invalid authentication.',
  403: 'You are not allowed to perform this request.',
  404: "The requested resource wasn't found.",
  413: 'Request entity too large.',
  429: 'Too Many Requests.',
  500: 'Something went wrong while processing your request.',
} as const

interface ApiErrorText {
  readonly status: number
  readonly message: string
}

/** Refusals of a whole request whose message is not the default of their status. */
export const apiErrors = {
  // Any endpoint
  unsupportedContentType: { status: 400, message: 'Unsupported Content-Type.' },
  loadData: { status: 400, message: 'An error occurred while loading the submitted data.' },
  validateData: { status: 400, message: 'An error occurred while validating the submitted data.' },
  authRequired: { status: 401, message: 'The request requires valid record authorization token.' },
  authNotAllowed: {
    status: 403,
    message: 'The authorized record is not allowed to perform this action.',
  },
  authOtherCollection: {
    status: 403,
    message: 'The request requires auth record from {collection} collection.',
  },
  guestOnly: { status: 400, message: 'The request can be accessed only by guests.' },
  superuserOrAuthRequired: {
    status: 401,
    message: 'The request requires superuser or record authorization token.',
  },
  fileNotFound: { status: 404, message: 'File not found.' },

  // Records
  missingCollection: { status: 404, message: 'Missing collection context.' },
  missingOrInvalidCollection: { status: 404, message: 'Missing or invalid collection context.' },
  unsupportedCollection: { status: 400, message: 'Unsupported collection type.' },
  superusersOnly: { status: 403, message: 'Only superusers can perform this action.' },
  superusersFilterCollection: {
    status: 403,
    message: 'Only superusers can filter by @collection.',
  },
  superusersFilterRequest: { status: 403, message: 'Only superusers can filter by @request.' },
  createRecord: { status: 400, message: 'Failed to create record.' },
  updateRecord: { status: 400, message: 'Failed to update record.' },
  deleteRecord: {
    status: 400,
    message:
      'Failed to delete record. Make sure that the record is not part of a required relation reference.',
  },
  lastSuperuser: { status: 400, message: "You can't delete the only existing superuser." },

  // Authentication
  missingAuthCollection: { status: 404, message: 'Missing or invalid auth collection context.' },
  authenticate: { status: 400, message: 'Failed to authenticate.' },
  authRule: {
    status: 403,
    message: "The request doesn't satisfy the collection requirements to authenticate.",
  },
  passwordAuthDisabled: {
    status: 403,
    message: 'The collection is not configured to allow password authentication.',
  },
  passwordResetDisabled: {
    status: 400,
    message: 'The collection is not configured to allow password authentication.',
  },
  otpDisabled: {
    status: 403,
    message: 'The collection is not configured to allow OTP authentication.',
  },
  oauth2Disabled: {
    status: 403,
    message: 'The collection is not configured to allow OAuth2 authentication.',
  },
  invalidOtp: { status: 400, message: 'Invalid or expired OTP.' },
  otpAttempts: {
    status: 429,
    message: 'Too many attempts, please try again later with a new OTP.',
  },
  mfaExpired: { status: 400, message: 'Invalid or expired MFA session.' },
  mfaForeign: { status: 400, message: 'Invalid MFA session.' },
  mfaSameMethod: { status: 400, message: 'A different authentication method is required.' },
  mfaReadId: { status: 400, message: 'Failed to read MFA Id.' },
  oauth2Token: { status: 400, message: 'Failed to fetch OAuth2 token.' },
  oauth2User: { status: 400, message: 'Failed to fetch OAuth2 user.' },
  saveVerified: { status: 400, message: 'An error occurred while saving the verified state.' },
  setPassword: { status: 400, message: 'Failed to set new password.' },
  requestEmailChange: { status: 400, message: 'Failed to request email change.' },
  confirmEmailChange: { status: 400, message: 'Failed to confirm email change.' },
  superusersVerified: { status: 400, message: 'All superusers are verified by default.' },
  superusersChangeEmail: {
    status: 400,
    message: 'All superusers can change their emails directly.',
  },

  // Collections
  loadCollectionType: {
    status: 400,
    message: 'Failed to load the collection type data due to invalid formatting.',
  },
  loadCollection: {
    status: 400,
    message: 'Failed to load the submitted data due to invalid formatting.',
  },
  createCollection: { status: 400, message: 'Failed to create collection.' },
  createCollectionRaw: {
    status: 400,
    message: 'Failed to create collection. Raw error: \n{reason}',
  },
  updateCollection: { status: 400, message: 'Failed to update collection.' },
  updateCollectionRaw: {
    status: 400,
    message: 'Failed to update collection. Raw error: \n{reason}',
  },
  deleteCollection: { status: 400, message: 'Failed to delete collection.' },
  deleteReferencedCollection: {
    status: 400,
    message: 'Failed to delete collection probably due to existing reference in {collection}.',
  },
  truncateCollection: {
    status: 400,
    message:
      'Failed to truncate collection (most likely due to required cascade delete record references).',
  },
  truncateView: {
    status: 400,
    message: "View collections cannot be truncated since they don't store their own records.",
  },
  importCollections: { status: 400, message: 'Failed to import collections.' },

  // Files
  storageInit: { status: 500, message: 'Filesystem initialization failure.' },
  loadRequestInfo: { status: 500, message: 'Failed to load request info.' },

  // Realtime
  missingClient: { status: 404, message: 'Missing or invalid client id.' },
  realtimeAuthMismatch: {
    status: 403,
    message: "The current and the previous request authorization don't match.",
  },

  // Batch
  batchDisabled: { status: 403, message: 'Batch requests are not allowed.' },
  batchRead: { status: 400, message: 'Failed to read the submitted batch data.' },
  batchReadFiles: { status: 400, message: 'Failed to read the submitted batch files data.' },
  batchInvalid: { status: 400, message: 'Invalid batch request data.' },
  batchFailed: { status: 400, message: 'Batch transaction failed.' },

  // Settings, logs, crons, backups
  saveSettings: { status: 400, message: 'An error occurred while saving the new settings.' },
  testS3: { status: 400, message: 'Failed to test the S3 filesystem.' },
  testS3Raw: { status: 400, message: 'Failed to test the S3 filesystem. Raw error: \n{reason}' },
  testEmail: { status: 400, message: 'Failed to send the test email.' },
  testEmailRaw: { status: 400, message: 'Failed to send the test email. Raw error: \n{reason}' },
  appleInvalid: { status: 400, message: 'Invalid client secret data.' },
  appleRaw: { status: 400, message: 'Failed to generate client secret. Raw error: \n{reason}' },
  logsFilter: { status: 400, message: 'Invalid filter format.' },
  missingCron: { status: 404, message: 'Missing or invalid cron job.' },
  listBackups: { status: 400, message: 'Failed to retrieve backup items. Raw error: \n{reason}' },
  createBackup: { status: 400, message: 'Failed to create backup.' },
  backupRunning: {
    status: 400,
    message: 'Try again later - another backup/restore process has already been started.',
  },
  backupInUse: {
    status: 400,
    message: 'The backup is currently being used and cannot be deleted.',
  },
  missingBackup: { status: 400, message: 'Missing or invalid backup file.' },
  deletedBackup: {
    status: 400,
    message: 'Invalid or already deleted backup file. Raw error: \n{reason}',
  },
  backupForbidden: {
    status: 403,
    message: 'Insufficient permissions to access the resource.',
  },
} as const satisfies Readonly<Record<string, ApiErrorText>>

interface ValidationText {
  readonly message: string
  /** Values shown beside the message on the wire, as `params`. The others only fill the text. */
  readonly params?: readonly string[]
}

/**
 * What is wrong with one submitted value, by code. A code that says different things in different places has further keys
 * `code/place`; on the wire it is the code alone.
 */
export const validationErrors = {
  // Any value
  validation_required: { message: 'Cannot be blank.' },
  'validation_required/autodate': { message: 'Either onCreate or onUpdate must be enabled.' },
  validation_nil_or_not_empty_required: { message: 'Cannot be blank.' },
  validation_empty: { message: 'Must be blank.' },
  validation_nil: { message: 'Must be blank.' },
  validation_invalid_value: { message: 'Invalid value.' },
  'validation_invalid_value/select': { message: 'Invalid value {value}', params: ['value'] },
  validation_in_invalid: { message: 'Must be a valid value.' },
  'validation_in_invalid/primary-key': { message: 'The primary key must be named "id".' },
  validation_not_in_invalid: { message: 'Must not be in list.' },
  validation_match_invalid: { message: 'Must be in a valid format.' },
  validation_found_via: { message: 'The value cannot contain "_via_".' },
  validation_length_too_long: {
    message: 'The length must be no more than {max}.',
    params: ['min', 'max'],
  },
  validation_length_too_short: {
    message: 'The length must be no less than {min}.',
    params: ['min', 'max'],
  },
  validation_length_out_of_range: {
    message: 'The length must be between {min} and {max}.',
    params: ['min', 'max'],
  },
  validation_length_invalid: {
    message: 'The length must be exactly {max}.',
    params: ['min', 'max'],
  },
  validation_min_greater_equal_than_required: {
    message: 'Must be no less than {threshold}.',
    params: ['threshold'],
  },
  validation_max_less_equal_than_required: {
    message: 'Must be no greater than {threshold}.',
    params: ['threshold'],
  },
  // The text shows a float in another form than `params`: 1e+06.
  'validation_min_greater_equal_than_required/float': {
    message: 'Must be no less than {float}.',
    params: ['threshold'],
  },
  validation_is_email: { message: 'Must be a valid email address.' },
  validation_is_url: { message: 'Must be a valid URL.' },
  validation_is_domain: { message: 'Must be a valid domain.' },
  validation_is_host: { message: 'Must be a valid IP address or DNS name.' },
  validation_values_mismatch: { message: "Values don't match." },

  // Values of record fields
  validation_min_text_constraint: {
    message: 'Must be at least {min} character(s).',
    params: ['min'],
  },
  validation_max_text_constraint: {
    message: 'Must be no more than {max} character(s).',
    params: ['max'],
  },
  // Passwords show no params (values.password.validation).
  'validation_min_text_constraint/password': { message: 'Must be at least {min} character(s).' },
  'validation_max_text_constraint/password': { message: 'Must be less than {max} character(s).' },
  validation_invalid_format: { message: 'Invalid value format.' },
  validation_pk_invalid: { message: 'The record primary key is invalid or already exists.' },
  validation_pk_change: { message: 'The record primary key cannot be changed.' },
  validation_forbidden_pk_character: {
    message: "'{ch}' is not a valid primary key character.",
    params: ['ch'],
  },
  validation_reserved_pk: {
    message: "The primary key '{reserved}' is reserved and cannot be used.",
    params: ['reserved'],
  },
  validation_content_size_limit: {
    message: 'The maximum allowed content size is {maxSize} bytes.',
    params: ['maxSize'],
  },
  validation_email_domain_not_allowed: { message: 'Email domain is not allowed.' },
  validation_invalid_url: { message: 'Must be a valid url.' },
  validation_url_domain_not_allowed: { message: 'Url domain is not allowed.' },
  validation_not_a_number: { message: 'The submitted number is not properly formatted.' },
  validation_only_int_constraint: { message: 'Decimal numbers are not allowed.' },
  // The bounds are written with six decimals (values.number.min).
  validation_min_number_constraint: { message: 'Must be larger than {min}.' },
  validation_max_number_constraint: { message: 'Must be less than {max}.' },
  // The text shows the date in another form than `params` (values.date.min).
  'validation_min_greater_equal_than_required/date': {
    message: 'Must be no less than {date}.',
    params: ['threshold'],
  },
  'validation_max_less_equal_than_required/date': {
    message: 'Must be no greater than {date}.',
    params: ['threshold'],
  },
  validation_too_many_values: {
    message: 'Select no more than {maxSelect}.',
    params: ['maxSelect'],
  },
  validation_not_enough_values: { message: 'Select at least {minSelect}.', params: ['minSelect'] },
  validation_missing_rel_collection: {
    message: 'Relation connection is missing or cannot be accessed.',
  },
  validation_missing_rel_records: {
    message: 'Failed to find all relation records with the provided ids.',
  },
  validation_json_size_limit: {
    message: 'The maximum allowed JSON size is {maxSize} bytes.',
    params: ['maxSize'],
  },
  validation_invalid_json: { message: 'Must be a valid json value.' },
  validation_invalid_latitude: { message: 'Latitude must be between -90 and 90 degrees.' },
  validation_invalid_longitude: { message: 'Longitude must be between -180 and 180 degrees.' },
  validation_invalid_file: {
    message: 'Invalid new files: {invalidFiles}.',
    params: ['invalidFiles'],
  },
  validation_too_many_files: {
    message: 'The maximum allowed files is {maxSelect}.',
    params: ['maxSelect'],
  },
  validation_file_size_limit: {
    message: 'Failed to upload {file} - the maximum allowed file size is {maxSize} bytes.',
    params: ['file', 'maxSize'],
  },
  validation_invalid_mime_type: { message: '"{name}" mime type must be one of: {mimeTypes}.' },
  validation_not_unique: { message: 'Value must be unique.' },
  validation_invalid_auth_id: { message: 'Invalid or duplicated auth record id.' },
  validation_invalid_old_password: { message: 'Missing or invalid old password.' },
  validation_invalid_collection_id: { message: 'Missing or invalid collection.' },
  validation_invalid_collection_type: { message: 'Invalid collection type - must be auth.' },
  validation_invalid_record: { message: 'Missing or invalid record.' },
  validation_missing_provider: {
    message: 'Invalid or missing provider with name {name}.',
    params: ['name'],
  },

  // Authentication
  validation_invalid_password: { message: 'Missing or invalid auth record password.' },
  validation_invalid_token: { message: 'Invalid or expired token.' },
  validation_invalid_token_claims: { message: 'Missing email token claim.' },
  validation_invalid_token_payload: { message: 'Invalid token payload - newEmail must be set.' },
  validation_token_collection_mismatch: {
    message: 'The provided token is for different auth collection.',
  },
  validation_token_email_mismatch: {
    message: "The record email doesn't match with the requested token claims.",
  },
  validation_existing_token_email: {
    message: 'The new email address is already registered: {email}',
  },
  validation_invalid_new_email: { message: 'Invalid new email address.' },
  validation_invalid_provider: {
    message: 'Provider with name {name} is missing or is not enabled.',
    params: ['name'],
  },

  // Collections and their options
  validation_invalid_or_existing_id: { message: 'The model id is invalid or already exists.' },
  validation_collection_name_exists: {
    message: 'Collection name must be unique (case insensitive).',
  },
  validation_collection_name_id_duplicate: {
    message: 'The name must not match an existing collection id.',
  },
  validation_collection_name_invalid: {
    message: "The name shouldn't match with an existing internal table.",
  },
  validation_collection_system_name_change: {
    message: 'System collection name cannot be changed.',
  },
  validation_collection_system_flag_change: {
    message: 'System collection state cannot be changed.',
  },
  validation_collection_system_rule_change: {
    message: 'System collection API rule cannot be changed.',
  },
  validation_collection_type_change: { message: 'Collection type cannot be changed.' },
  validation_invalid_rule: { message: 'Invalid rule. Raw error: {reason}' },
  validation_mfa_not_enough_auths: {
    message: 'MFA requires at least 2 auth methods to be enabled.',
  },
  validation_missing_field: {
    message: 'Invalid or missing field {fieldName}.',
    params: ['fieldName'],
  },
  validation_missing_unique_constraint: {
    message: "The field {fieldName} doesn't have a UNIQUE constraint.",
    params: ['fieldName'],
  },
  validation_duplicated_provider: {
    message: 'The provider {name} is already registered.',
    params: ['name'],
  },
  validation_collections_import_failure: {
    message: 'Data validations failed for collection "{name}" ({id}):\n{reason}.',
  },
  'validation_collections_import_failure/other': {
    message: 'Failed to import the collections configuration. Raw error:\n{reason}',
  },

  // Fields of a collection
  validation_duplicated_field_id: {
    message: 'Duplicated or invalid field id {fieldId}.',
    params: ['fieldId'],
  },
  validation_duplicated_field_name: {
    message: 'Duplicated or invalid field name {fieldName}.',
    params: ['fieldName'],
  },
  validation_reserved_field_name: { message: 'The field name is reserved and cannot be used.' },
  validation_system_field_change: { message: 'System fields cannot be deleted or renamed.' },
  validation_field_type_change: { message: 'Field type cannot be changed.' },
  validation_field_relation_change: { message: 'The relation collection cannot be changed.' },
  validation_field_relation_missing_collection: {
    message: "The relation collection doesn't exist.",
  },
  validation_relation_field_non_view_base_collection: {
    message: 'Only view collections are allowed to have relations to other views.',
  },
  validation_unsupported_composite_pk: {
    message: 'Composite PKs are not supported and the collection must have only 1 PK.',
  },
  validation_missing_primary_key: { message: 'Missing or invalid "id" PK field.' },
  // The wording of the engine; only the code is promised (schema.text.pattern-invalid).
  validation_invalid_regex: { message: '{reason}' },
  validation_invalid_autogenerate_pattern: { message: '{reason}' },
  validation_invalid_autogenerate_pattern_value: {
    message:
      'The provided autogenerate pattern could produce invalid field values, ex.: "{sample}".',
  },

  // Indexes and view queries
  validation_invalid_index_expression: { message: 'Invalid CREATE INDEX expression.' },
  'validation_invalid_index_expression/failed': {
    message: 'Failed to create index {name} - {reason}',
  },
  validation_duplicated_index_name: { message: 'The index name already exists.' },
  validation_duplicated_index_definition: { message: 'The index definition already exists.' },
  validation_existing_index_name: {
    message: 'The index name is already used in {usedTableName} collection.',
    params: ['usedTableName'],
  },
  validation_indexes_not_supported: { message: "View collections don't support indexes." },
  validation_invalid_unique_system_field_index: {
    message: 'Unique index definition on system fields ({fieldName}) is invalid or missing.',
    params: ['fieldName'],
  },
  validation_invalid_view_query: { message: 'Invalid query - {reason}' },

  // Settings, backups, batch
  validation_invalid_cron: { message: '{reason}' },
  'validation_invalid_cron/segments': {
    message:
      'Invalid cron expression - must be a valid macro or to have exactly 5 space separated segments.',
  },
  'validation_invalid_cron/value': {
    message: 'Invalid segment value - must be between the min and max of the segment.',
  },
  'validation_invalid_cron/range': {
    message: 'Invalid segment range format - the range must have 1 or 2 parts.',
  },
  'validation_invalid_cron/range-maximum': {
    message: 'Invalid segment range maximum - must be between {min} and {max}.',
  },
  'validation_invalid_cron/step': {
    message:
      'Invalid segment step - step > 1 could be used only with the wildcard or range format.',
  },
  'validation_invalid_cron/step-format': {
    message: 'Invalid segment step format - must be in the format */n or 1-30/n.',
  },
  'validation_invalid_cron/step-boundary': {
    message: 'Invalid segment step boundary - the step must be between 1 and the {max}.',
  },
  validation_conflicting_rate_limit_rule: {
    message:
      'Rate limit rule configuration with label {label} already exists or conflicts with another rule.',
    params: ['label'],
  },
  validation_invalid_auth_collection: { message: 'Must be a valid auth collection id or name.' },
  validation_backup_name_exists: {
    message: 'The backup file name is invalid or already exists.',
  },
  'validation_backup_name_exists/upload': {
    message: 'Backup file with the specified name already exists.',
  },
  batch_request_failed: { message: 'Batch request failed.' },
} as const satisfies Readonly<Record<string, ValidationText>>

/** A row of the catalogue: a code, or `code/place` where a code has several texts. */
export type ValidationKey = keyof typeof validationErrors

type Placeholder<Text extends string> = Text extends `${string}{${infer Name}}${infer Rest}`
  ? Name | Placeholder<Rest>
  : never

type Shown<Row> = Row extends { readonly params: readonly (infer Name)[] } ? Name : never

/** Names of the values that a row's message and `params` need. */
export type ValidationValue<Key extends ValidationKey> =
  Placeholder<(typeof validationErrors)[Key]['message']> | Shown<(typeof validationErrors)[Key]>

type Values<Names> = [Names] extends [never]
  ? readonly []
  : readonly [values: Readonly<Record<Extract<Names, string>, unknown>>]

/** One failed value as it stands in the body of an error. */
export interface ValidationItem {
  readonly code: string
  readonly message: string
  readonly params?: Readonly<Record<string, unknown>>
}

// A list is written the way Go prints a slice (values.file.unknown-name).
const written = (value: unknown): string =>
  Array.isArray(value) ? `[${value.map(String).join(' ')}]` : String(value)

/** A message with its values; one that nobody gave stays visible as `{name}`. */
export const fillMessage = (
  template: string,
  values: Readonly<Record<string, unknown>> = {},
): string =>
  template.replace(/\{(\w+)\}/g, (whole, name: string) =>
    Object.hasOwn(values, name) ? written(values[name]) : whole,
  )

/** The full stop is set after the values: a text that ends in an empty one gets no space before it. */
const filled = (template: string, values?: Readonly<Record<string, unknown>>): string =>
  sentence(fillMessage(template.replace(/\.$/, ''), values))

/** The message of a row, filled in. A value that the row needs and the caller forgets does not compile. */
export const messageOf = <Key extends ValidationKey>(
  key: Key,
  ...[values]: Values<Placeholder<(typeof validationErrors)[Key]['message']>>
): string => filled(validationErrors[key].message, values)

/** A row of the refusals of whole requests. */
export type ApiErrorKey = keyof typeof apiErrors

/** Names of the values that the message of a refusal needs; never when it needs none. */
export type ApiErrorValue<Key extends ApiErrorKey> = Placeholder<(typeof apiErrors)[Key]['message']>

/** The whole item of a row: code, message, and `params` where the code shows any (http.error.validation-item). */
export const validationItem = <Key extends ValidationKey>(
  key: Key,
  ...[values]: Values<ValidationValue<Key>>
): ValidationItem => {
  const row: ValidationText = validationErrors[key]
  const shown: Readonly<Record<string, unknown>> = values ?? {}
  const item = {
    code: key.replace(/\/.*$/, ''),
    message: filled(row.message, shown),
  }
  if (row.params === undefined) return item
  return { ...item, params: Object.fromEntries(row.params.map((name) => [name, shown[name]])) }
}

/** The form every message has on the wire: trimmed, a capital first, a full stop last (http.error.message-sentence). */
export const sentence = (text: string): string => {
  const trimmed = text.trim()
  if (trimmed === '') return ''
  const [first = '', ...rest] = trimmed
  const capitalised = first.toUpperCase() + rest.join('')
  return /[.?!]$/.test(capitalised) ? capitalised : `${capitalised}.`
}

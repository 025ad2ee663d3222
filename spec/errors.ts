/**
 * The error catalogue: what a server says when it refuses. Server and suite both read it here, so that a sentence is known in
 * one place. Sources: http.error.*, facts on values, auth and settings in the requirements of their areas.
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

/** Messages of whole requests that are not the default of their status. */
export const requestMessages = {
  fileNotFound: 'File not found.',
  missingCollection: 'Missing collection context.',
  missingOrInvalidCollection: 'Missing or invalid collection context.',
  missingAuthCollection: 'Missing or invalid auth collection context.',
  unsupportedCollection: 'Unsupported collection type.',
  unsupportedContentType: 'Unsupported Content-Type.',
  onlySuperusers: 'Only superusers can perform this action.',
  onlySuperusersCollection: 'Only superusers can filter by @collection.',
  onlySuperusersRequest: 'Only superusers can filter by @request.',
  authRequired: 'The request requires valid record authorization token.',
  authNotAllowed: 'The authorized record is not allowed to perform this action.',
  createRecord: 'Failed to create record.',
  updateRecord: 'Failed to update record.',
  deleteRecord:
    'Failed to delete record. Make sure that the record is not part of a required relation reference.',
  lastSuperuser: "You can't delete the only existing superuser.",
  loadingForm: 'An error occurred while loading the submitted data.',
  validatingForm: 'An error occurred while validating the submitted data.',
  authenticate: 'Failed to authenticate.',
  authRule: "The request doesn't satisfy the collection requirements to authenticate.",
  passwordDisabled: 'The collection is not configured to allow password authentication.',
} as const

/** Validation code -> message; `{name}` stands for the parameter of that name. */
export const messages = {
  validation_required: 'Cannot be blank.',
  validation_invalid_value: 'Invalid value.',
  validation_in_invalid: 'Must be a valid value.',
  validation_match_invalid: 'Must be in a valid format.',
  validation_length_too_long: 'The length must be no more than {max}.',
  validation_length_too_short: 'The length must be no less than {min}.',
  validation_length_out_of_range: 'The length must be between {min} and {max}.',
  validation_min_greater_equal_than_required: 'Must be no less than {threshold}.',
  validation_max_less_equal_than_required: 'Must be no greater than {threshold}.',
  validation_min_text_constraint: 'Must be at least {min} character(s).',
  validation_max_text_constraint: 'Must be no more than {max} character(s).',
  validation_invalid_format: 'Invalid value format.',
  validation_pk_invalid: 'The record primary key is invalid or already exists.',
  validation_pk_change: 'The record primary key cannot be changed.',
  validation_forbidden_pk_character: "'{ch}' is not a valid primary key character.",
  validation_reserved_pk: "The primary key '{reserved}' is reserved and cannot be used.",
  validation_content_size_limit: 'The maximum allowed content size is {maxSize} bytes.',
  validation_is_email: 'Must be a valid email address.',
  validation_email_domain_not_allowed: 'Email domain is not allowed.',
  validation_invalid_url: 'Must be a valid url.',
  validation_url_domain_not_allowed: 'Url domain is not allowed.',
  validation_not_a_number: 'The submitted number is not properly formatted.',
  validation_only_int_constraint: 'Decimal numbers are not allowed.',
  validation_too_many_values: 'Select no more than {maxSelect}.',
  validation_not_enough_values: 'Select at least {minSelect}.',
  validation_missing_rel_collection: 'Relation connection is missing or cannot be accessed.',
  validation_missing_rel_records: 'Failed to find all relation records with the provided ids.',
  validation_json_size_limit: 'The maximum allowed JSON size is {maxSize} bytes.',
  validation_invalid_json: 'Must be a valid json value.',
  validation_invalid_latitude: 'Latitude must be between -90 and 90 degrees.',
  validation_invalid_longitude: 'Longitude must be between -180 and 180 degrees.',
  validation_not_unique: 'Value must be unique.',
  validation_invalid_auth_id: 'Invalid or duplicated auth record id.',
  validation_values_mismatch: "Values don't match.",
  validation_invalid_old_password: 'Missing or invalid old password.',
} as const

export type ValidationCode = keyof typeof messages

/** The message of a code with its parameters filled in; a parameter that is missing stays visible as `{name}`. */
export const messageOf = (
  code: ValidationCode,
  params: Readonly<Record<string, string | number>> = {},
): string =>
  messages[code].replace(/\{(\w+)\}/g, (whole, name: string) => String(params[name] ?? whole))

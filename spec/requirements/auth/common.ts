import type { Requirement } from '../../requirement.ts'

const source = { document: '003_2163cb09265065fe', heading: 'Auth with password' } as const

/** What all auth endpoints share: collection lookup, body formats, check order, validation shape, limiter labels. */
export const commonAuth = [
  {
    id: 'auth.common.collection-lookup',
    level: 'must',
    says: 'The {collection} path segment of every auth endpoint accepts the collection id (exact) or its name (case-insensitive).',
    probe:
      'GET /api/collections/_pb_users_auth_/auth-methods and /api/collections/USERS/auth-methods -> 200.',
    basis: 'documented',
    source,
  },
  {
    id: 'auth.common.unknown-collection',
    level: 'must',
    says: 'An unknown collection answers 404 before authentication, body and feature checks on every auth endpoint except impersonate.',
    probe:
      'POST /api/collections/missing/auth-refresh (no token), .../auth-with-password, GET .../auth-methods -> ERR(404, "Missing or invalid collection context.").',
    basis: 'observed',
  },
  {
    id: 'auth.common.non-auth-collection',
    level: 'must',
    says: 'An existing base or view collection answers 404 with a different message, after the rate limit and login requirement checks but before the body is read.',
    probe:
      'POST /api/collections/BASE/auth-with-password with an invalid body -> ERR(404, "Missing or invalid auth collection context."); guest POST /api/collections/BASE/auth-refresh -> 401; users token -> 403.',
    basis: 'observed',
  },
  {
    id: 'auth.common.check-order',
    level: 'must',
    says: 'Order of checks - unknown collection (404) and rate limit (429), then required login (401) and collection match (403), then auth collection type (404), then superusers-only exclusions and disabled method, then body parsing (400), then field validation (400), then record lookup.',
    probe:
      'users with passwordAuth.enabled=false: auth-with-password with a broken JSON body -> 403 (not 400). _superusers request-verification with empty body -> 400 "All superusers are verified by default." (not a validation error).',
    basis: 'observed',
  },
  {
    id: 'auth.common.body-formats',
    level: 'must',
    says: 'Bodies are accepted as application/json, multipart/form-data and application/x-www-form-urlencoded with the same field names.',
    probe: 'auth-with-password sent as multipart/form-data and as urlencoded -> 200.',
    basis: 'documented',
    source,
  },
  {
    id: 'auth.common.unsupported-content-type',
    level: 'must',
    says: 'A non-empty body with another or missing Content-Type is rejected with a dedicated message. Exceptions - confirm-password-reset and impersonate use the generic loading message.',
    probe:
      'auth-with-password with Content-Type text/plain -> ERR(400, "Unsupported Content-Type."); confirm-password-reset with text/plain -> ERR(400, "An error occurred while loading the submitted data.").',
    basis: 'observed',
  },
  {
    id: 'auth.common.malformed-body',
    level: 'must',
    says: 'Invalid JSON, a JSON value that is not an object, or a field of the wrong JSON type answers 400 with empty data.',
    probe:
      'auth-with-password with {"identity , with [] and with {"identity":123,"password":"x"} -> ERR(400, "An error occurred while loading the submitted data.").',
    basis: 'observed',
  },
  {
    id: 'auth.common.empty-body',
    level: 'must',
    says: 'An empty body (Content-Length 0), the JSON value null, {} and null fields are equivalent to all fields missing and lead to field validation errors.',
    probe:
      'request-otp with no body at all (otp enabled) -> ERR(400, "An error occurred while validating the submitted data.", {"email":{"code":"validation_required","message":"Cannot be blank."}}).',
    basis: 'observed',
  },
  {
    id: 'auth.common.validation-shape',
    level: 'must',
    says: 'Field validation failures answer 400 "An error occurred while validating the submitted data." with one data entry per failing field; all failing fields are reported together and each shows only its first failing rule. (The docs show other messages for some endpoints; this one is what is sent.)',
    probe:
      'auth-with-password {"identity":"","password":""} -> data has both identity and password, each {"code":"validation_required","message":"Cannot be blank."}.',
    basis: 'documented',
    source,
  },
  {
    id: 'auth.common.required-message',
    level: 'must',
    says: 'A missing required field has code validation_required and message "Cannot be blank." (the docs say "Missing required value."). Values are not trimmed; whitespace is not blank.',
    probe: 'confirm-verification {} -> data.token.message "Cannot be blank.".',
    basis: 'observed',
  },
  {
    id: 'auth.common.length-error',
    level: 'must',
    says: 'Length violations have code validation_length_out_of_range, the limits in the message and a params object. Lengths are counted in bytes.',
    probe:
      'auth-with-password with a 256-byte identity -> data.identity = {"code":"validation_length_out_of_range","message":"The length must be between 1 and 255.","params":{"max":255,"min":1}}.',
    basis: 'observed',
  },
  {
    id: 'auth.common.email-format-error',
    level: 'must',
    says: 'Malformed email fields have code validation_is_email and message "Must be a valid email address."',
    probe:
      'request-verification {"email":"invalid"} -> data.email = {"code":"validation_is_email","message":"Must be a valid email address."}.',
    basis: 'documented',
    source: { document: '003_2163cb09265065fe', heading: 'Verification' },
  },
  {
    id: 'auth.common.email-format-accepted',
    level: 'must',
    says: 'The e-mail format of the auth forms: dot separated runs of ASCII atext (letters, digits, !#$%&\'*+-/=?^_`{|}~) or non-ASCII letters, "@", at least two labels that start and end with a letter or digit (inside also - . _ ~; non-ASCII letters allowed), the last label starting and ending with a letter, optionally one trailing dot. Quoted local parts of two and more characters, IP addresses, comments, display names, surrounding white space and single-label domains are refused; one character in double quotes is accepted. No DNS lookup.',
    probe:
      'request-otp with ü@exämple.de, a\'b+c@exa_mple.com, a@b.a1b, a@example.com., "a"@example.com (quotes included) -> 200; with "ab"@example.com, a@localhost, a@1.2.3.4, a@[127.0.0.1], a@b.a1, a@x_.com, a..b@c.com -> 400 data.email.code validation_is_email.',
    basis: 'observed',
  },
  {
    id: 'auth.common.json-key-case',
    level: 'may',
    says: 'JSON keys of the auth forms are matched case-insensitively and unknown keys are ignored; anything after the first JSON value is ignored.',
    probe: 'auth-with-password {"IDENTITY":"..","Password":"..","extra":1} -> 200.',
    basis: 'observed',
  },
  {
    id: 'auth.common.json-key-spellings',
    level: 'may',
    says: 'Of several spellings of a JSON key of an auth form the last one counts, of those that are not null.',
    probe:
      'auth-with-password {"identity":..,"password":"wrong","PASSWORD":right} -> 200, with both the other way round -> 400; {..,"password":right,"PASSWORD":null} -> 200.',
    basis: 'observed',
    parent: 'auth.common.json-key-case',
  },
  {
    id: 'auth.common.email-lookup-case',
    level: 'must',
    says: "Lookups by email are exact and case-sensitive unless the collection's single-column unique index on email is declared with COLLATE NOCASE; the default index is case-sensitive. Emails are stored as submitted, not lower-cased.",
    probe:
      'Default users: AUTH with "TEST@example.com" for test@example.com -> 400 "Failed to authenticate.". After SU changes the index to "CREATE UNIQUE INDEX ... (`email` COLLATE NOCASE) WHERE `email` != \'\'" -> 200.',
    basis: 'observed',
  },
  {
    id: 'auth.common.no-content',
    level: 'must',
    says: 'The request/confirm endpoints of verification, password reset and email change answer 204 with an empty body on success.',
    probe: 'Each success -> status 204, body length 0.',
    basis: 'documented',
    source: { document: '003_2163cb09265065fe', heading: 'Verification' },
  },
  {
    id: 'auth.common.rate-limit-labels',
    level: 'must',
    says: 'With settings.rateLimits.enabled the endpoints match these labels - listAuthMethods, authRefresh, authWithPassword, authWithOAuth2, requestOTP, authWithOTP, requestPasswordReset, confirmPasswordReset, requestVerification, confirmVerification, requestEmailChange, confirmEmailChange; the three authWith* endpoints also match "auth". Search order is COL:tag, COL:auth, *:tag, *:auth, then "METHOD path", then path. impersonate only matches the path labels.',
    probe:
      'rules [{"label":"*:authWithPassword","maxRequests":100,"duration":10},{"label":"users:auth","maxRequests":1,"duration":10}] -> second AUTH(users) within 10 s -> 429.',
    basis: 'observed',
  },
  {
    id: 'auth.common.rate-limit-response',
    level: 'must',
    says: 'Exceeding a rule answers 429; requests with a valid superuser token are never limited by settings rules.',
    probe: 'ERR(429, "Too Many Requests."); the same request with SU Authorization -> not 429.',
    basis: 'observed',
  },
  {
    id: 'auth.common.hostile-input',
    level: 'must',
    says: 'Identities, passwords, codes and tokens of any size and content are refused as wrong values are, and the server goes on answering.',
    probe:
      'auth-with-password with an identity of 1 MB -> validation_length_out_of_range, with a NUL in the identity -> "Failed to authenticate.", with a password of 10 MB -> validation_length_out_of_range; a token of 1 MB to confirm-verification -> validation_invalid_token; 8 kB tokens with odd headers in Authorization -> guest.',
    basis: 'observed',
  },
  {
    id: 'auth.common.huge-input',
    level: 'must',
    says: 'Fields of the auth forms that hold megabytes are refused by their length as slightly too long ones are; the size of a token does not count.',
    probe:
      '10 MB in each limited field of the forms -> validation_length_out_of_range with its limits; as password of a new record -> validation_invalid_value; a verification token with 10 MB of further claims, well signed -> 204, signed by another key -> validation_invalid_token.',
    basis: 'observed',
  },
] as const satisfies readonly Requirement[]

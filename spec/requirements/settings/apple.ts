import type { Requirement } from '../../requirement.ts'

const source = {
  document: '003_2163cb09265065fe',
  heading: 'Generate Apple client secret',
} as const

/** Generating a client secret for Apple. */
export const appleSettings = [
  {
    id: 'settings.apple.required',
    level: 'must',
    says: 'POST /api/settings/apple/generate-client-secret requires clientId, teamId, keyId, privateKey and duration; errors come with message "Invalid client secret data.".',
    probe:
      '{} -> 400 with the five keys in data, each {"code":"validation_required","message":"Cannot be blank."}.',
    basis: 'documented',
    source,
  },
  {
    id: 'settings.apple.lengths',
    level: 'must',
    says: 'teamId and keyId must be exactly 10 bytes.',
    probe:
      '"123456789" -> {"code":"validation_length_invalid","message":"The length must be exactly 10.","params":{"max":10,"min":10}}.',
    basis: 'documented',
    source,
  },
  {
    id: 'settings.apple.private-key-format',
    level: 'must',
    says: 'privateKey must match (?m)-----BEGIN PRIVATE KEY----[\\s\\S]+-----END PRIVATE KEY-----.',
    probe:
      '"invalid" -> {"code":"validation_match_invalid","message":"Must be in a valid format."}.',
    basis: 'observed',
  },
  {
    id: 'settings.apple.duration',
    level: 'must',
    says: 'duration is between 1 and 15777000 seconds.',
    probe:
      '-1 -> validation_min_greater_equal_than_required "Must be no less than 1." params {"threshold":1}; 15777001 -> {"code":"validation_max_less_equal_than_required", "message":"Must be no greater than 15777000.","params":{"threshold":15777000}}; 0 -> validation_required.',
    basis: 'documented',
    source,
  },
  {
    id: 'settings.apple.bad-key',
    level: 'must',
    says: 'A well-formed looking but unusable key gives 400 with data {} and message starting "Failed to generate client secret. Raw error: \\n".',
    probe:
      'privateKey "-----BEGIN PRIVATE KEY----- invalid -----END PRIVATE KEY-----" with otherwise valid data -> that prefix.',
    basis: 'documented',
    source,
  },
  {
    id: 'settings.apple.success',
    level: 'must',
    says: 'Success is 200 {"secret": <JWT>} signed with ES256 using the given PKCS8 EC P-256 key; header kid is keyId; claims are iss=teamId, sub=clientId, aud=["https://appleid.apple.com"], iat=now, exp=now+duration.',
    probe:
      'Submit a generated P-256 key, clientId "123", teamId "1234567890", keyId "1234567891", duration 60 -> verify signature, header {alg:"ES256",kid:"1234567891",typ:"JWT"} and exp - iat = 60.',
    basis: 'documented',
    source,
  },
  {
    id: 'settings.apple.not-stored',
    level: 'should',
    says: 'Generating a secret changes no settings or collections.',
    probe: 'GET /api/settings and the users collection before and after -> identical.',
    basis: 'observed',
  },
] as const satisfies readonly Requirement[]

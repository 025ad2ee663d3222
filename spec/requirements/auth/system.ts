import type { Requirement } from '../../requirement.ts'

const source = { document: '003_2163cb09265065fe', heading: 'List cron jobs' } as const

/** The system collections behind authentication: owners, visibility, references, clean-up. */
export const systemAuth = [
  {
    id: 'auth.system.collections',
    level: 'must',
    says: 'A fresh install has the system base collections _mfas (id pbc_2279338944), _otps (pbc_1638494021), _externalAuths (pbc_2281828961), _authOrigins (pbc_4275539003) and the system auth collection _superusers (pbc_3142635823).',
    probe: 'SU GET /api/collections?filter=system=true -> these five with these ids.',
    basis: 'observed',
  },
  {
    id: 'auth.system.owner-rules',
    level: 'must',
    says: 'listRule and viewRule of _mfas, _otps, _externalAuths and _authOrigins are "@request.auth.id != \'\' && recordRef = @request.auth.id && collectionRef = @request.auth.collectionId"; createRule and updateRule are null; deleteRule is the same owner rule for _externalAuths and _authOrigins and null for _mfas and _otps.',
    probe:
      'guest GET /api/collections/_authOrigins/records -> 200 with no items; owner sees only own; owner DELETE own _authOrigins record -> 204; owner DELETE own _otps record -> ERR(403, "Only superusers can perform this action."); non-owner view/delete -> 404.',
    basis: 'observed',
  },
  {
    id: 'auth.system.otp-visibility',
    level: 'must',
    says: '_otps records show owners only collectionRef, recordRef, created, updated, id, collectionId, collectionName; superusers additionally see sentTo and password, the latter always "".',
    probe: 'SU GET an OTP -> password === "", sentTo present; owner GET -> neither key.',
    basis: 'observed',
  },
  {
    id: 'auth.system.ref-validation',
    level: 'should',
    says: 'Records of the four collections need a collectionRef of an existing auth collection and a recordRef existing in it; codes validation_invalid_collection_id, validation_invalid_collection_type, validation_invalid_record. _externalAuths.provider must be a known provider name.',
    probe:
      'SU POST _mfas {"collectionRef":"x","recordRef":"y","method":"m"} -> 400 data.collectionRef = {"code":"validation_invalid_collection_id","message":"Missing or invalid collection."}; a base collection id -> code validation_invalid_collection_type "Invalid collection type - must be auth."; unknown recordRef -> data.recordRef.code validation_invalid_record "Missing or invalid record.".',
    basis: 'observed',
  },
  {
    id: 'auth.system.cascade-record-delete',
    level: 'must',
    says: 'Deleting an auth record deletes its _mfas, _otps, _externalAuths and _authOrigins records.',
    probe: 'Seed all four, delete the user -> none left with that recordRef.',
    basis: 'observed',
  },
  {
    id: 'auth.system.cascade-collection-delete',
    level: 'must',
    says: 'Deleting an auth collection deletes the records of the four collections with that collectionRef.',
    probe: 'Seed for a custom auth collection, delete the collection -> none left.',
    basis: 'observed',
  },
  {
    id: 'auth.system.cleanup-crons',
    level: 'must',
    says: 'Two hourly jobs __pbMFACleanup__ and __pbOTPCleanup__ (expression "0 * * * *") delete, per auth collection, records whose created is older than that collection\'s current mfa.duration / otp.duration, also when the method is disabled. They can be triggered by superusers.',
    probe:
      'otp.duration=10, otp seed, wait 11 s, SU POST /api/crons/__pbOTPCleanup__ -> 204, then SU GET the OTP -> 404.',
    basis: 'documented',
    source,
  },
  {
    id: 'auth.system.shared-directory',
    level: 'must',
    says: 'Passwords, tokens, one-time passwords and MFA sessions live in the data directory alone: a server that is started on a copy of the directory of another one, PocketBase included, accepts them as its own.',
    probe:
      'Create a user, sign in, seed an OTP and an MFA session, stop, start the other server on a copy: auth-refresh with the old token, the old password, the OTP, and the second factor with the old mfaId -> 200; the other way round as well.',
    basis: 'observed',
  },
  {
    id: 'auth.system.shared-directory-links',
    level: 'must',
    says: 'Links of verification, password reset and email change that one server has mailed work on another one that is started on a copy of its directory, PocketBase included.',
    probe:
      'Ask for the three mails, stop, start the other server on a copy: confirm-verification, confirm-password-reset and confirm-email-change with the mailed tokens -> 204 and the record is changed accordingly; the other way round as well.',
    basis: 'observed',
  },
] as const satisfies readonly Requirement[]

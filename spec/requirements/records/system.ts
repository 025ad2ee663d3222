import type { Requirement } from '../../requirement.ts'

/** Records of the other system collections. */
export const systemRecords = [
  {
    id: 'records.system.owner-read',
    level: 'must',
    says: '_externalAuths, _mfas, _otps and _authOrigins can be listed and viewed by the auth record they belong to (recordRef = own id and collectionRef = own collection id) and by superusers. Others get an empty list (200) and 404 on view.',
    probe:
      'Guest GET list of _mfas -> 200 totalItems 0; owner -> only own rows; another user GET /{id} -> 404; superuser -> all rows.',
    basis: 'observed',
  },
  {
    id: 'records.system.owner-delete',
    level: 'must',
    says: '_externalAuths and _authOrigins rows can be deleted by their owner (204) and by superusers; for others 404. _mfas and _otps have deleteRule null: 403 for everyone but superusers, the owner included.',
    probe:
      'Owner DELETE own _authOrigins row -> 204; other user -> 404; owner DELETE own _otps row -> 403; superuser -> 204.',
    basis: 'observed',
  },
  {
    id: 'records.system.write-superuser-only',
    level: 'must',
    says: 'Create and update on _externalAuths, _mfas, _otps and _authOrigins are superuser only (403 "Only superusers can perform this action." otherwise) and allowed for superusers.',
    probe: 'Owner POST/PATCH -> 403; superuser POST valid data -> 200, PATCH -> 200.',
    basis: 'observed',
  },
  {
    id: 'records.system.required-fields',
    level: 'must',
    says: 'Required on create (validation_required "Cannot be blank.", all missing ones reported together): collectionRef and recordRef in all four, plus provider and providerId (_externalAuths), method (_mfas), password (_otps), fingerprint (_authOrigins).',
    probe: 'Superuser POST {} to each -> 400 with exactly these data keys.',
    basis: 'observed',
  },
  {
    id: 'records.system.collectionref',
    level: 'must',
    says: 'After field validation collectionRef must be the id (not the name) of an existing collection, else data.collectionRef code "validation_invalid_collection_id" "Missing or invalid collection."; of a non-auth collection -> code "validation_invalid_collection_type" "Invalid collection type - must be auth.".',
    probe:
      'Superuser POST _mfas {"collectionRef":"users","recordRef":"x","method":"password"} -> 400 data.collectionRef only; with a base collection id -> the type error.',
    basis: 'observed',
  },
  {
    id: 'records.system.recordref',
    level: 'must',
    says: 'With a valid collectionRef, recordRef must exist in that collection, else data.recordRef code "validation_invalid_record" "Missing or invalid record.".',
    probe:
      'Superuser POST _mfas {"collectionRef":"_pb_users_auth_","recordRef":"missing","method":"password"} -> 400 data.recordRef only.',
    basis: 'observed',
  },
  {
    id: 'records.system.externalauth-provider',
    level: 'must',
    says: 'After the reference checks _externalAuths.provider must be one of the known OAuth2 provider names, else data.provider code "validation_in_invalid", message "Must be a valid value.".',
    probe:
      'Superuser POST _externalAuths with valid refs, providerId "x", provider "nope" -> 400 data.provider "validation_in_invalid"; provider "google" -> 200.',
    basis: 'observed',
  },
  {
    id: 'records.system.unique-sets',
    level: 'must',
    says: 'Unique: _externalAuths (collectionRef,recordRef,provider) and (collectionRef,provider,providerId); _authOrigins (collectionRef,recordRef,fingerprint). A violation reports "validation_not_unique" on each column of the index.',
    probe:
      'Superuser POST the same _authOrigins row twice -> second 400 with data keys collectionRef, fingerprint, recordRef.',
    basis: 'observed',
  },
  {
    id: 'records.system.otp-hidden-fields',
    level: 'must',
    says: 'In _otps the fields password and sentTo are hidden: owners never see them; superusers see sentTo and password as "" (password values are never returned in clear or hashed).',
    probe:
      'Owner GET own _otps row -> no password, no sentTo; superuser GET -> "password":"" and "sentTo".',
    basis: 'observed',
  },
  {
    id: 'records.system.ref-cascade',
    level: 'must',
    says: 'Rows of the four system collections are removed when the auth record they point to is deleted and when the whole referenced collection is deleted.',
    probe:
      'Delete an auth collection -> superuser list of _authOrigins filtered by its collectionRef -> 0.',
    basis: 'observed',
  },
] as const satisfies readonly Requirement[]

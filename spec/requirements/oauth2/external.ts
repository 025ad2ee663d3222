import type { Requirement } from '../../requirement.ts'

/** Stored identities: `_externalAuths`. */
export const externalOauth2 = [
  {
    id: 'oauth2.external.collection',
    level: 'must',
    says: 'Identities live in the system base collection `_externalAuths` (id pbc_2281828961) with required text fields collectionRef (collection id), recordRef, provider, providerId and autodates created, updated. listRule, viewRule and deleteRule are "@request.auth.id != \'\' && recordRef = @request.auth.id && collectionRef = @request.auth.collectionId"; createRule and updateRule are null.',
    probe: 'superuser GET /api/collections/_externalAuths.',
    basis: 'unverified',
  },
  {
    id: 'oauth2.external.indexes',
    level: 'must',
    says: 'Unique indexes - idx_externalAuths_record_provider (collectionRef, recordRef, provider) and idx_externalAuths_collection_provider (collectionRef, provider, providerId).',
    probe:
      'superuser creates a second external auth with the same collectionRef+provider+providerId -> 400 with validation_not_unique on these three keys.',
    basis: 'unverified',
  },
  {
    id: 'oauth2.external.owner-list',
    level: 'must',
    says: "A user lists/views only its own identities (guest gets 200 with an empty list, others' records view as 404).",
    probe:
      "GET /api/collections/_externalAuths/records as guest -> 200 items []; as owner -> own; GET other's id -> 404.",
    basis: 'unverified',
  },
  {
    id: 'oauth2.external.unlink',
    level: 'must',
    says: 'The owner (or a superuser) unlinks with DELETE /api/collections/_externalAuths/records/ID -> 204; guests and non-owners get 404.',
    probe:
      'unlink as owner -> 204; LOGIN afterwards (same email) links again by email with a new _externalAuths record.',
    basis: 'unverified',
  },
  {
    id: 'oauth2.external.unlink-then-new-identity',
    level: 'should',
    says: 'After unlinking, another vendor id of the same provider can be linked to the record.',
    probe: 'unlink, LOGIN with sub "ext-2" and the user\'s token -> 200.',
    basis: 'unverified',
  },
  {
    id: 'oauth2.external.no-direct-write',
    level: 'must',
    says: 'Regular users and guests cannot create or update external auths - 403 "Only superusers can perform this action.".',
    probe: 'POST/PATCH as owner -> ERR(403, that message).',
    basis: 'unverified',
  },
  {
    id: 'oauth2.external.superuser-create',
    level: 'must',
    says: 'A superuser can create them by hand for any built-in provider name (also one not configured in the collection); the identity then logs in as that record.',
    probe:
      'superuser POST {"collectionRef":COL.id,"recordRef":A,"provider":"oidc","providerId":"ext-9"} -> 200; LOGIN with sub "ext-9" -> record A.',
    basis: 'unverified',
  },
  {
    id: 'oauth2.external.superuser-update',
    level: 'should',
    says: 'A superuser can PATCH an external auth; the same checks apply with message "Failed to update record.". A changed providerId makes that identity log in as the record.',
    probe:
      'PATCH {"provider":"nope"} -> 400 data.provider validation_in_invalid; PATCH {"providerId":"ext-7"} -> 200 and LOGIN with sub "ext-7" -> the record.',
    basis: 'unverified',
  },
  {
    id: 'oauth2.external.validation',
    level: 'must',
    says: 'Validation order - all empty required fields together (validation_required); then collectionRef (validation_invalid_collection_id "Missing or invalid collection." or validation_invalid_collection_type "Invalid collection type - must be auth."); then recordRef (validation_invalid_record "Missing or invalid record."); then provider (validation_in_invalid "Must be a valid value.").',
    probe:
      'superuser POST {} -> 400 with the four keys; unknown collectionRef with unknown recordRef -> only data.collectionRef; provider "nope" -> data.provider.',
    basis: 'unverified',
  },
  {
    id: 'oauth2.external.cascade-record-delete',
    level: 'must',
    says: 'Deleting the auth record deletes its external auths in the same transaction; the identity can then sign up anew.',
    probe:
      'DELETE the user -> superuser list filter recordRef=ID -> totalItems 0; LOGIN -> isNew true.',
    basis: 'unverified',
  },
  {
    id: 'oauth2.external.cascade-collection-delete',
    level: 'must',
    says: 'Deleting an auth collection deletes the external auths that reference it.',
    probe: 'superuser DELETE /api/collections/COL -> no _externalAuths with that collectionRef.',
    basis: 'unverified',
  },
  {
    id: 'oauth2.external.cascade-truncate',
    level: 'must',
    says: 'Truncating an auth collection deletes the external auths of its records.',
    probe:
      'superuser DELETE /api/collections/COL/truncate -> 204 and no _externalAuths with that collectionRef; LOGIN -> isNew true.',
    basis: 'unverified',
  },
  {
    id: 'oauth2.external.collection-rename',
    level: 'must',
    says: 'External auths reference the collection id, so renaming the collection keeps the identities.',
    probe: 'LOGIN, rename COL, LOGIN under the new name -> same record.id, isNew false.',
    basis: 'unverified',
  },
  {
    id: 'oauth2.external.provider-removed',
    level: 'must',
    says: 'Removing a provider from the collection keeps the stored identities; login with it is refused (validation_invalid_provider) until it is configured again.',
    probe: 'PATCH providers [] -> LOGIN 400 data.provider; PATCH back -> LOGIN 200 same record.',
    basis: 'unverified',
  },
] as const satisfies readonly Requirement[]

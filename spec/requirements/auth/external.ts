import type { Requirement } from '../../requirement.ts'

/** `_externalAuths` beside the login itself: unlinking and uniqueness. */
export const externalAuth = [
  {
    id: 'auth.external.unlink',
    level: 'must',
    says: 'Deleting an _externalAuths record (owner or superuser) unlinks the provider; the account itself is unchanged.',
    probe:
      'SU creates a link record, owner DELETE /api/collections/_externalAuths/records/ID -> 204; user can still AUTH.',
    basis: 'observed',
  },
  {
    id: 'auth.external.uniqueness',
    level: 'should',
    says: 'One link per (collectionRef, recordRef, provider) and per (collectionRef, provider, providerId).',
    probe:
      'SU POST the same pair twice -> 400 with data keys of the violated index, each {"code":"validation_not_unique","message":"Value must be unique."}.',
    basis: 'observed',
  },
] as const satisfies readonly Requirement[]

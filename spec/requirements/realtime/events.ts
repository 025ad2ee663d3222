import type { Requirement } from '../../requirement.ts'

const source = { document: '003_2163cb09265065fe', heading: 'API Realtime' } as const

/** Which changes produce messages. */
export const eventsRealtime = [
  {
    id: 'realtime.events.rest-crud',
    level: 'must',
    says: 'Every successful record create, update and delete via the records API publishes create, update, delete.',
    probe: 'POST, PATCH, DELETE in PUB -> three messages.',
    basis: 'documented',
    source,
  },
  {
    id: 'realtime.events.noop-update',
    level: 'must',
    says: 'An update that changes nothing still publishes update.',
    probe: 'PATCH {} or same values -> message update.',
    basis: 'unverified',
  },
  {
    id: 'realtime.events.failed-write',
    level: 'must',
    says: 'A rejected write (validation, rule, unique conflict, required reference on delete) publishes nothing.',
    probe:
      'create violating a required field -> no message; delete of a record that is a required reference -> 400 and no delete message, also not later.',
    basis: 'unverified',
  },
  {
    id: 'realtime.events.auth-flows',
    level: 'should',
    says: 'Record saves done by auth endpoints publish update (confirm-verification, confirm-password-reset, confirm-email-change, OAuth2/OTP marking verified); a mere login or auth-refresh does not touch the auth record.',
    probe:
      'superuser SUB users/*, confirm-verification -> update; auth-with-password -> no users message.',
    basis: 'unverified',
  },
  {
    id: 'realtime.events.implicit-system',
    level: 'should',
    says: 'System records written by auth endpoints publish too - request-otp creates in _otps, a first MFA factor in _mfas, an OAuth2 sign-up creates the auth record and its _externalAuths record, and deleting an auth record deletes its _externalAuths with own messages.',
    probe:
      'superuser SUB _otps/*, _mfas/*, _externalAuths/*, P/*; request-otp -> _otps create; password login with MFA on -> _mfas create; OAuth2 sign-up -> P create and _externalAuths create; delete that record -> both deletes.',
    basis: 'unverified',
  },
  {
    id: 'realtime.events.cascade-delete',
    level: 'must',
    says: 'Records removed by cascadeDelete publish their own delete messages.',
    probe:
      'SUB CHILD/* and PARENT/*, delete the parent -> one delete per child and one for the parent.',
    basis: 'unverified',
  },
  {
    id: 'realtime.events.reference-unset',
    level: 'must',
    says: 'Records whose non-cascade relation value is cleared by a delete publish update.',
    probe: 'optional relation to a deleted record -> message update with the relation emptied.',
    basis: 'unverified',
  },
  {
    id: 'realtime.events.truncate',
    level: 'should',
    says: 'Truncating a collection publishes one delete per record, after the truncation is committed.',
    probe:
      'superuser SUB PUB/*, DELETE /api/collections/PUB/truncate with 3 records -> 3 delete messages.',
    basis: 'unverified',
  },
  {
    id: 'realtime.events.collection-delete',
    level: 'must',
    says: 'Deleting a collection publishes nothing for its records.',
    probe: 'SUB C/* , superuser deletes C -> no message.',
    basis: 'unverified',
  },
  {
    id: 'realtime.events.collection-rename',
    level: 'must',
    says: 'After a rename, topics with the old name no longer match; topics by id keep working.',
    probe:
      'SUB ["old/*","<id>/*"], rename, create -> only the id topic; record.collectionName is the new name.',
    basis: 'unverified',
  },
  {
    id: 'realtime.events.direct-sql-none',
    level: 'may',
    says: 'Only changes through the application publish; writes done directly in the SQLite file do not.',
    probe: 'not required.',
    basis: 'unverified',
  },
] as const satisfies readonly Requirement[]

import type { Requirement } from '../../requirement.ts'

/** Records of `_superusers`. */
export const superusersRecords = [
  {
    id: 'records.superusers.locked',
    level: 'must',
    says: 'All rules of _superusers are null: list, view, create, update and delete by guests or regular auth records give 403 "Only superusers can perform this action.".',
    probe:
      'The five calls on /api/collections/_superusers/records as guest and as users record -> 403.',
    basis: 'observed',
  },
  {
    id: 'records.superusers.always-verified',
    level: 'must',
    says: 'Superuser records are always stored with verified true, whatever is submitted on create or update.',
    probe:
      'Superuser POST {"email":..,"password":"1234567890","passwordConfirm":"1234567890","verified":false} -> 200 with "verified":true and "email" shown.',
    basis: 'observed',
  },
  {
    id: 'records.superusers.delete-last',
    level: 'must',
    says: 'Deleting the only remaining superuser fails with 400 "You can\'t delete the only existing superuser." data {}. With two or more any of them, also the caller itself, can be deleted.',
    probe:
      'With a single superuser DELETE it -> 400 with that message; with two DELETE own record -> 204 and the token is no longer accepted.',
    basis: 'observed',
  },
  {
    id: 'records.superusers.installer-removed',
    level: 'should',
    says: 'Creating a superuser with any email other than "__pbinstaller@example.com" deletes the record with that installer email if it exists.',
    probe:
      'Create a superuser with email __pbinstaller@example.com, then another one -> list no longer contains the installer record.',
    basis: 'observed',
  },
] as const satisfies readonly Requirement[]

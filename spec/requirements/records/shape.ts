import type { Requirement } from '../../requirement.ts'

const source = { document: '003_2163cb09265065fe', heading: 'View record' } as const

/** The JSON of a record: keys, order, what is hidden. */
export const shapeRecords = [
  {
    id: 'records.shape.system-keys',
    level: 'must',
    says: 'Every record object contains id, collectionId and collectionName in addition to its visible fields.',
    probe:
      'GET a record -> "collectionId" equals the collection\'s id and "collectionName" its name.',
    basis: 'documented',
    source,
  },
  {
    id: 'records.shape.key-order',
    level: 'should',
    says: 'Keys of a record object are sorted by byte value (upper case before "_" before lower case), whatever the field order of the collection.',
    probe:
      'Raw body of a users record: avatar, collectionId, collectionName, created, email, emailVisibility, id, name, updated, verified.',
    basis: 'observed',
  },
  {
    id: 'records.shape.hidden-omitted',
    level: 'must',
    says: 'Hidden fields are absent (not null) for everyone but superusers, in list, view, create and update responses and in expanded records.',
    probe: 'Hidden field "code": guest GET -> no "code" key; superuser GET -> "code" present.',
    basis: 'observed',
  },
  {
    id: 'records.shape.auth-secrets-never',
    level: 'must',
    says: 'Records of auth collections never contain password, passwordConfirm, oldPassword or tokenKey, not even for superusers.',
    probe: 'Superuser GET of a users record and of a _superusers record -> none of these keys.',
    basis: 'observed',
  },
  {
    id: 'records.shape.email-visibility',
    level: 'must',
    says: "The email key of an auth record is omitted unless emailVisibility is true, or the caller is a superuser, or the caller is that same record, or the caller satisfies the collection's manageRule for that record. emailVisibility itself is shown like any field: only a collection that makes it (or verified) hidden takes it away, and then guests cannot set it either (dropped without error).",
    probe:
      'users with public listRule and emailVisibility false: guest -> no "email"; another user -> no "email"; own record -> "email"; superuser -> "email"; user satisfying manageRule -> "email".',
    basis: 'observed',
  },
  {
    id: 'records.shape.email-visibility-after-write',
    level: 'must',
    says: 'The same email rule applies to create and update responses, using the new emailVisibility value: a guest that registers without emailVisibility:true does not get "email" back.',
    probe:
      'Guest POST to users {"email":..,"password":..,"passwordConfirm":..} -> 200 without "email"; with "emailVisibility":true -> with "email".',
    basis: 'observed',
  },
  {
    id: 'records.shape.expand-key-only-when-requested',
    level: 'must',
    says: 'Without an expand parameter record objects have no expand key.',
    probe: 'GET list and view without ?expand -> no "expand" key.',
    basis: 'observed',
  },
  {
    id: 'records.shape.email-visibility-manage-guest',
    level: 'may',
    says: 'For email visibility the manageRule is evaluated for the caller as it is, guests included; a manageRule that does not depend on the caller therefore shows emails to guests, while the write privileges of manageRule always need an authenticated caller.',
    probe:
      'users manageRule "id != \'\'", public rules: guest GET list -> every item has "email"; guest PATCH {"verified":true} -> 400 data.verified.',
    basis: 'observed',
  },
] as const satisfies readonly Requirement[]

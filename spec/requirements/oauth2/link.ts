import type { Requirement } from '../../requirement.ts'

/** Which record an identity belongs to. */
export const linkOauth2 = [
  {
    id: 'oauth2.link.by-external-auth',
    level: 'must',
    says: 'First lookup - an _externalAuths record with this collection, provider and the vendor user id decides the record, whatever the email and whoever is logged in.',
    probe:
      "LOGIN once (creates user A), change A's email, LOGIN again as guest and with user B's token of the same collection -> 200, record.id is A both times, meta.isNew false, still one external auth.",
    basis: 'unverified',
  },
  {
    id: 'oauth2.link.by-logged-in-user',
    level: 'must',
    says: 'Second - without such a relation, a request authenticated as a record of the SAME collection links the identity to that record, even when the vendor email belongs to another record.',
    probe:
      "LOGIN with A's token and userinfo email of B -> 200 record.id A, isNew false, A's email unchanged; GET _externalAuths as A lists it.",
    basis: 'unverified',
  },
  {
    id: 'oauth2.link.other-collection-auth-ignored',
    level: 'must',
    says: 'An Authorization of another auth collection or of a superuser is not used for linking (lookup continues by email).',
    probe: 'LOGIN with a superuser token and a new email -> a new COL record is created.',
    basis: 'unverified',
  },
  {
    id: 'oauth2.link.by-email',
    level: 'must',
    says: 'Third - a non-empty vendor email links to the record of the collection with that email. The comparison is case-sensitive unless the unique index of email has COLLATE NOCASE.',
    probe:
      'existing record with ext@example.com, LOGIN as guest -> 200 that record, isNew false, external auth created.',
    basis: 'unverified',
  },
  {
    id: 'oauth2.link.scoped-to-collection',
    level: 'must',
    says: 'Identities and emails of other auth collections never match.',
    probe: 'same vendor user logs in to COL and COL2 -> two different records.',
    basis: 'unverified',
  },
  {
    id: 'oauth2.link.no-email-no-match',
    level: 'must',
    says: 'With an empty vendor email no email lookup happens; a new record is created even if records with an empty email exist.',
    probe:
      'userinfo without verified email, existing record with email "" -> LOGIN creates another record.',
    basis: 'unverified',
  },
  {
    id: 'oauth2.link.unverified-password-reset',
    level: 'must',
    says: 'When the found record has a non-empty email, is not verified and is not the authenticated requester, its password is replaced by a random one and its tokenKey is renewed (all earlier tokens become invalid).',
    probe:
      'unverified user ext@example.com with password p and a valid token; guest LOGIN -> 200; auth-with-password with p -> 400; the old token no longer authenticates.',
    basis: 'unverified',
  },
  {
    id: 'oauth2.link.unverified-repeated-reset',
    level: 'should',
    says: "The reset repeats at every OAuth2 login as long as the record stays unverified (vendor email missing or different from the record's).",
    probe:
      "linked unverified record whose email differs from the vendor's - two LOGINs -> the token returned by the first is invalid after the second; record.verified stays false.",
    basis: 'unverified',
  },
  {
    id: 'oauth2.link.self-keeps-password',
    level: 'must',
    says: 'When the requester is authenticated as the very record, its password is kept even if unverified.',
    probe: "LOGIN with the unverified user's own token -> 200, the old password still works.",
    basis: 'unverified',
  },
  {
    id: 'oauth2.link.verified-keeps-password',
    level: 'must',
    says: 'A verified record with a non-empty email is not modified at all by a login through an existing relation.',
    probe:
      'verified linked user LOGIN -> `updated` unchanged, old password works, old token still valid.',
    basis: 'unverified',
  },
  {
    id: 'oauth2.link.marks-verified',
    level: 'must',
    says: 'The existing record becomes verified when its email is empty or exactly equals the vendor email; with a different email verified is left unchanged.',
    probe:
      'unverified user with the same email -> record.verified true in the response; with another email (linked by token) -> false.',
    basis: 'unverified',
  },
  {
    id: 'oauth2.link.fills-empty-email',
    level: 'must',
    says: 'An existing record with an empty email gets the vendor email (if any) and becomes verified; the email change renews the tokenKey.',
    probe:
      'record without email, LOGIN with its own token -> record.email "ext@example.com", verified true, the previously used token is invalid afterwards.',
    basis: 'unverified',
  },
  {
    id: 'oauth2.link.existing-ignores-create-data',
    level: 'must',
    says: 'createData and mappedFields are ignored for an existing record (name, avatar etc. are not refreshed).',
    probe:
      'second LOGIN with createData {"name":"new"} and changed vendor name -> record.name unchanged.',
    basis: 'unverified',
  },
  {
    id: 'oauth2.link.second-identity-same-provider',
    level: 'must',
    says: 'One record can have only one identity per provider: linking another vendor id of the same provider fails with 400 "Failed to authenticate." and data collectionRef, recordRef and provider each {"code":"validation_not_unique","message":"Value must be unique."}. Nothing of the login is persisted.',
    probe:
      'user linked to oidc "ext-1"; LOGIN with userinfo sub "ext-2" and the same email (or with the user\'s token) -> that 400.',
    basis: 'unverified',
  },
  {
    id: 'oauth2.link.empty-provider-id',
    level: 'should',
    says: 'An empty vendor id never matches a stored relation and cannot be linked: 400 "Failed to authenticate." with data.providerId {"code":"validation_required","message":"Cannot be blank."}; the record created in the same request is rolled back.',
    probe: "userinfo without sub -> that 400 and the collection's total unchanged.",
    basis: 'unverified',
  },
  {
    id: 'oauth2.link.email-conflict-on-fill',
    level: 'may',
    says: 'Filling the empty email of a linked record with an email already used by another record fails with 400 "Failed to authenticate." and data.email validation_not_unique.',
    probe:
      'linked record with empty email, other record owns the vendor email -> LOGIN -> that 400.',
    basis: 'unverified',
  },
  {
    id: 'oauth2.link.several-providers',
    level: 'must',
    says: 'One record may be linked to several providers; each is a separate _externalAuths record.',
    probe:
      'LOGIN via oidc then via oidc2 with the same email -> same record id, two external auths.',
    basis: 'unverified',
  },
] as const satisfies readonly Requirement[]

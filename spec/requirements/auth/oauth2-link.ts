import type { Requirement } from '../../requirement.ts'

const source = { document: '003_2163cb09265065fe', heading: 'Auth with OAuth2' } as const

/** What an OAuth2 login does to the account, whatever the provider. */
export const oauth2LinkAuth = [
  {
    id: 'auth.oauth2-link.disabled',
    level: 'must',
    says: 'auth-with-oauth2 answers 403 when OAuth2 is disabled, before the body is read.',
    probe: 'ERR(403, "The collection is not configured to allow OAuth2 authentication.").',
    basis: 'unverified',
  },
  {
    id: 'auth.oauth2-link.resolution-order',
    level: 'must',
    says: "The record is chosen by - existing _externalAuths link for (collection, provider, provider user id); else the requester's record if its token belongs to this collection; else the record with the provider's email; else a new record is created through the normal create rules.",
    probe:
      'Mock provider returns the email of an existing user - 200, record.id is that user, meta.isNew false, one new _externalAuths record.',
    basis: 'unverified',
  },
  {
    id: 'auth.oauth2-link.unverified-password-reset',
    level: 'must',
    says: 'When an existing record with a non-empty email is unverified and the requester is not that record, its password is replaced by a random one, which also voids all its tokens and deletes its _mfas and _authOrigins.',
    probe:
      'Unverified user with known password; OAuth2 login by email as guest -> 200; AUTH with the old password -> 400; old tokens -> 401.',
    basis: 'unverified',
  },
  {
    id: 'auth.oauth2-link.logged-in-keeps-password',
    level: 'must',
    says: 'The password is kept when the requester is the record itself or the record is verified.',
    probe:
      "Same as above but with the user's own token in Authorization -> old password still works.",
    basis: 'unverified',
  },
  {
    id: 'auth.oauth2-link.verified-state',
    level: 'must',
    says: "An empty record email is filled from the provider; an unverified record becomes verified if its email is empty or equals the provider's email, and stays unverified otherwise.",
    probe:
      'Provider email equals -> record.verified true; logged-in unverified user linking an account with another email -> verified stays false.',
    basis: 'unverified',
  },
  {
    id: 'auth.oauth2-link.meta',
    level: 'must',
    says: 'The response has a meta object with the provider user (id, name, username, email, avatarURL, rawUser, accessToken, refreshToken, expiry, and the legacy avatarUrl) plus isNew.',
    probe: 'Mock login -> meta.isNew true for a created record, false otherwise.',
    basis: 'documented',
    source,
  },
  {
    id: 'auth.oauth2-link.mfa-and-alert',
    level: 'must',
    says: 'MFA (method "oauth2") and login alerts apply as for the other methods.',
    probe:
      'MFA enabled - OAuth2 login -> 401 {"mfaId"} with the link and account changes already stored.',
    basis: 'unverified',
  },
] as const satisfies readonly Requirement[]

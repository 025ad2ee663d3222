import type { Requirement } from '../../requirement.ts'

/** What is particular to single providers. */
export const providerOauth2 = [
  {
    id: 'oauth2.provider.mapping-table',
    level: 'must',
    says: 'Every provider maps its vendor JSON to id, name, username, email, avatarURL as tabled in spec/oauth2-providers.md; rawUser is the complete decoded userinfo JSON.',
    probe:
      'for each provider override tokenURL and userInfoURL with MOCK and compare meta with the table.',
    basis: 'unverified',
  },
  {
    id: 'oauth2.provider.email-conditions',
    level: 'must',
    says: 'An email that does not meet the "email verified if" condition of the table in spec/oauth2-providers.md is dropped and the login goes on with an empty meta.email (discord verified, livechat and google email_verified, both kakao flags, monday is_verified, patreon is_email_verified, wakatime is_email_confirmed). rawUser still holds it.',
    probe: 'per provider a full userinfo with the flag false -> 200 with meta.email "".',
    basis: 'unverified',
  },
  {
    id: 'oauth2.provider.value-forms',
    level: 'should',
    says: 'Derived values of the table: wakatime without photo_public and yandex with is_avatar_empty give no avatarURL, spotify without images neither; mailcow cuts the username at the first "@"; strava joins first and last name without trimming ("A "), vk trims ("L").',
    probe: 'per provider a userinfo with that change -> compare meta.',
    basis: 'unverified',
  },
  {
    id: 'oauth2.provider.numeric-id-zero',
    level: 'should',
    says: 'Providers with integer ids (github, gitlab, gitea, gitee, kakao, vk) give the id as decimal string and "0" when the vendor omits it; strava gives "" for a missing or zero id.',
    probe: 'gitlab userinfo {"username":"u","email":"u@x.io"} -> meta.id "0".',
    basis: 'unverified',
  },
  {
    id: 'oauth2.provider.github-private-email',
    level: 'must',
    says: 'github - when the profile email is empty a second GET <userInfoURL>/emails is made and the first entry with verified and primary both true is used. Status 401, 403 or 404 there means no email; other non-JSON-array answers fail the login.',
    probe:
      'github with MOCK urls, profile email null, /userinfo/emails [{"email":"a@x.io","verified":true,"primary":false},{"email":"b@x.io","verified":true,"primary":true}] -> meta.email "b@x.io"; /emails 403 -> meta.email "" and 200; profile email set -> no /emails request.',
    basis: 'unverified',
  },
  {
    id: 'oauth2.provider.bitbucket',
    level: 'should',
    says: 'bitbucket - account_status must be "active" (else 400 "Failed to fetch OAuth2 user."); the email is the first is_primary entry of GET <userInfoURL>/emails {"values":[...]} and any status >= 400 there means no email. It is always requested.',
    probe: 'account_status "inactive" -> that 400; /emails 403 -> 200 with meta.email "".',
    basis: 'unverified',
  },
  {
    id: 'oauth2.provider.google',
    level: 'should',
    says: 'google maps sub, name, picture, and email only when email_verified is the JSON boolean true; there is no username. A string email_verified fails the login.',
    probe:
      'userinfo email_verified "true" -> ERR(400,"Failed to fetch OAuth2 user."); false -> meta.email "".',
    basis: 'unverified',
  },
  {
    id: 'oauth2.provider.twitch-header',
    level: 'should',
    says: 'twitch sends the extra header `Client-Id` with the clientId on the userinfo request, reads data[0] and fails when data is empty.',
    probe: 'MOCK sees Client-Id "cid"; {"data":[]} -> ERR(400,"Failed to fetch OAuth2 user.").',
    basis: 'unverified',
  },
  {
    id: 'oauth2.provider.trakt-headers',
    level: 'should',
    says: 'trakt sends Content-type application/json, trakt-api-key with the clientId and trakt-api-version "2" on the userinfo request.',
    probe: 'MOCK sees these headers.',
    basis: 'unverified',
  },
  {
    id: 'oauth2.provider.notion-header',
    level: 'should',
    says: 'notion sends Notion-Version "2022-06-28" on the userinfo request and reads bot.owner.user.',
    probe:
      'MOCK sees the header; {"bot":{"owner":{"user":{"id":"n1","name":"N","avatar_url":"u","person":{"email":"n@x.io"}}}}} -> meta.id "n1", email "n@x.io".',
    basis: 'unverified',
  },
  {
    id: 'oauth2.provider.graphql-userinfo',
    level: 'should',
    says: 'linear and monday fetch the user with a POST to userInfoURL, Content-Type application/json and a JSON body {"query": "..."}; linear requires data.viewer.active true, monday requires data.me.enabled true (otherwise 400 "Failed to fetch OAuth2 user.") and gives the email only when data.me.is_verified.',
    probe: 'MOCK sees method POST; linear active=false -> that 400.',
    basis: 'unverified',
  },
  {
    id: 'oauth2.provider.active-checks',
    level: 'should',
    says: 'box requires status "active", mailcow requires active to be the number 1, planningcenter requires attributes.status "active"; otherwise 400 "Failed to fetch OAuth2 user.".',
    probe: 'mailcow {"id":"1","username":"a@b","active":0} -> that 400.',
    basis: 'unverified',
  },
  {
    id: 'oauth2.provider.unmapped-emails',
    level: 'should',
    says: 'spotify, strava, lark, instagram2 and planningcenter never give an email, even when the vendor returns one.',
    probe: 'spotify userinfo with email -> meta.email "".',
    basis: 'unverified',
  },
  {
    id: 'oauth2.provider.vk-email-from-token',
    level: 'should',
    says: 'vk takes the email from the `email` key of the token response and the profile from response[0] (missing entry -> 400 "Failed to fetch OAuth2 user.").',
    probe: 'MOCK token response with email "v@x.io" -> meta.email "v@x.io".',
    basis: 'unverified',
  },
  {
    id: 'oauth2.provider.instagram-permissions',
    level: 'may',
    says: 'instagram2 copies the `permissions` value of the token response into rawUser.permissions unless the profile has that key.',
    probe: 'token response {"permissions":["a"]} -> meta.rawUser.permissions ["a"].',
    basis: 'unverified',
  },
  {
    id: 'oauth2.provider.apple-id-token',
    level: 'should',
    says: 'apple has no userinfo call: the user comes from the id_token which must carry exp (required), aud containing clientId, iss "https://appleid.apple.com" and be signed by a key of https://appleid.apple.com/auth/keys (fixed URL). A missing id_token is 400 "Failed to fetch OAuth2 user." (not 500).',
    probe:
      'apple with MOCK tokenURL returning no id_token -> ERR(400,"Failed to fetch OAuth2 user.").',
    basis: 'unverified',
  },
] as const satisfies readonly Requirement[]

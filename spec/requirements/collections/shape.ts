import type { Requirement } from '../../requirement.ts'

const source = { document: '003_2163cb09265065fe', heading: 'List collections' } as const

/** The JSON of a collection, by type. */
export const shapeCollections = [
  {
    id: 'collections.shape.base-keys',
    level: 'must',
    says: 'A base collection is serialized with exactly the keys id, listRule, viewRule, createRule, updateRule, deleteRule, name, type, fields, indexes, created, updated, system.',
    probe:
      'SU POST /api/collections {"name":"b1","type":"base"} -> 200; the key set equals the list; rules null, indexes [], system false, type "base".',
    basis: 'documented',
    source,
  },
  {
    id: 'collections.shape.view-keys',
    level: 'must',
    says: 'A view collection has the base keys plus viewQuery (string).',
    probe:
      'SU POST {"name":"v1","type":"view","viewQuery":"select 1 as id"} -> 200; key set = base keys + viewQuery; viewQuery is returned verbatim.',
    basis: 'documented',
    source: { document: '003_2163cb09265065fe', heading: 'Create collection' },
  },
  {
    id: 'collections.shape.auth-keys',
    level: 'must',
    says: 'An auth collection has the base keys plus authRule, manageRule, authAlert, oauth2, passwordAuth, mfa, otp, authToken, passwordResetToken, emailChangeToken, verificationToken, fileToken, verificationTemplate, resetPasswordTemplate, confirmEmailChangeTemplate.',
    probe:
      'SU POST {"name":"a1","type":"auth"} -> 200; key set equals base keys + the 15 listed keys.',
    basis: 'documented',
    source,
  },
  {
    id: 'collections.shape.key-order',
    level: 'may',
    says: 'Every answer that shows a collection writes its keys, and those of its nested option objects, in one fixed order: id, the five rules, name, type, fields, indexes, created, updated, system, then the options of its type.',
    probe:
      'SU create, view, list, update and scaffolds -> each of the three types has the order of `x-key-order` in the wire shapes.',
    basis: 'observed',
  },
  {
    id: 'collections.shape.auth-nested-keys',
    level: 'must',
    says: 'Nested auth option objects have exactly these keys - authAlert {enabled, emailTemplate{subject, body}}; oauth2 {providers, mappedFields{id, name, username, avatarURL}, enabled}; passwordAuth {enabled, identityFields}; mfa {enabled, duration, rule}; otp {enabled, duration, length, emailTemplate{subject, body}}; every *Token {duration}; every *Template {subject, body}. mfa.rule is a string, never null.',
    probe: 'SU create an auth collection and compare the key sets of every nested object.',
    basis: 'documented',
    source,
  },
  {
    id: 'collections.shape.provider-keys',
    level: 'must',
    says: 'Each oauth2.providers item is serialized with pkce (bool or null), name, clientId, authURL, tokenURL, userInfoURL, displayName, extra (object or null); unset strings are "" and unset pkce/extra are null. clientSecret is never serialized.',
    probe:
      'SU create an auth collection with oauth2.providers [{"name":"gitlab","clientId":"a","clientSecret":"b"}], enabled true -> provider object is {"pkce":null,"name":"gitlab","clientId":"a","authURL":"","tokenURL":"","userInfoURL":"","displayName":"","extra":null}.',
    basis: 'documented',
    source,
  },
  {
    id: 'collections.shape.indexes-always-array',
    level: 'must',
    says: 'indexes is always an array of strings and oauth2.providers always an array (never null), also when nothing is configured.',
    probe:
      'SU POST {"name":"b2","type":"base","indexes":null} -> 200 and indexes is []. A new auth collection has oauth2.providers [].',
    basis: 'documented',
    source,
  },
  {
    id: 'collections.shape.timestamps',
    level: 'must',
    says: 'created and updated are UTC strings in the form "YYYY-MM-DD HH:MM:SS.mmmZ" (space separator, exactly 3 fraction digits).',
    probe:
      'SU create a collection; both values match ^\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z$ and are within a few seconds of now.',
    basis: 'documented',
    source,
  },
  {
    id: 'collections.shape.fields-param',
    level: 'must',
    says: 'The fields query parameter limits the response keys of list, view, create, update and scaffolds like for every other JSON endpoint.',
    probe:
      'SU GET /api/collections/users?fields=id,name -> 200 {"id":"_pb_users_auth_","name":"users"}; on the list the picker applies to the items.',
    basis: 'documented',
    source,
  },
  {
    id: 'collections.shape.foreign-options-ignored',
    level: 'must',
    says: 'Options of another collection type are accepted in the body but neither returned nor stored.',
    probe:
      'SU POST {"name":"b3","type":"base","authRule":"id = 1 &&","viewQuery":"invalid","oauth2":{"enabled":true}} -> 200 without the keys authRule, viewQuery, oauth2.',
    basis: 'observed',
  },
] as const satisfies readonly Requirement[]

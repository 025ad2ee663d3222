import type { Requirement } from '../../requirement.ts'

const source = { document: '003_2163cb09265065fe', heading: 'List collections' } as const

/** The `users` collection of a fresh instance. */
export const usersCollections = [
  {
    id: 'collections.users.defaults',
    level: 'must',
    says: 'The default users collection - rules listRule, viewRule, updateRule, deleteRule "id = @request.auth.id", createRule ""; fields id, password, tokenKey, email, emailVisibility, verified, name (text, max 255), avatar (file, maxSelect 1, mimeTypes image/jpeg, image/png, image/svg+xml, image/gif, image/webp), created, updated (non system autodate); oauth2.mappedFields name "name", avatarURL "avatar"; indexes idx_tokenKey__pb_users_auth_ and idx_email__pb_users_auth_.',
    probe: 'Fresh instance, SU GET /api/collections/users -> deep compare.',
    basis: 'documented',
    source,
  },
] as const satisfies readonly Requirement[]

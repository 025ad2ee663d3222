import type { Requirement } from '../../requirement.ts'

/** Rules for protected files. */
export const protectedFileRules = [
  {
    id: 'rules.protected-file.view-rule',
    level: 'must',
    says: 'Protected files need a file token whose owner satisfies viewRule, evaluated with @request.context "protectedFile" and that owner as @request.auth; otherwise 404.',
    probe:
      'posts.doc protected, viewRule "@request.auth.id != \'\'": GET /api/files/posts/ID/name -> 404; with ?token=<file token> -> 200; viewRule null: only a superuser file token works.',
    basis: 'observed',
  },
] as const satisfies readonly Requirement[]

import type { Requirement } from '../../requirement.ts'

const source = { document: '003_2163cb09265065fe', heading: 'List/Search records' } as const

/** Rules while relations are expanded. */
export const expandRules = [
  {
    id: 'rules.expand.uses-view-rule',
    level: 'must',
    says: 'Expanding a relation uses the viewRule of the related collection (null: not expanded for non-superusers), evaluated with @request.context "expand"; unexpandable records are left out without an error.',
    probe:
      'posts.author -> users with viewRule null: guest ?expand=author -> 200, expand has no author; viewRule "@request.context = \'expand\'": guest direct GET of the user 404, ?expand=author shows it.',
    basis: 'documented',
    source,
  },
] as const satisfies readonly Requirement[]

import type { Requirement } from '../../requirement.ts'

const source = { document: '003_2163cb09265065fe', heading: 'Scaffolds' } as const

/** The empty models that the dashboard starts from. */
export const scaffoldsCollections = [
  {
    id: 'collections.scaffolds.shape',
    level: 'must',
    says: 'GET /api/collections/meta/scaffolds returns an object with the keys auth, base, view; each value is an unsaved collection of that type with id "", name "", created "", updated "", system false and all rules null.',
    probe:
      'SU GET -> 200; check the keys and values; base.fields has only the id field, view.fields is [] and view.viewQuery "".',
    basis: 'documented',
    source,
  },
  {
    id: 'collections.scaffolds.auth',
    level: 'must',
    says: 'The auth scaffold has the six mandatory fields and all auth defaults; its two indexes use a random 10 character [a-z0-9] suffix (the same for both, new on every request) and an empty table name.',
    probe:
      "SU GET -> auth.indexes[0] matches ^CREATE UNIQUE INDEX `idx_tokenKey_([a-z0-9]{10})` ON `` \\(`tokenKey`\\)$ and auth.indexes[1] is CREATE UNIQUE INDEX `idx_email_<same>` ON `` (`email`) WHERE `email` != ''.",
    basis: 'documented',
    source,
  },
  {
    id: 'collections.scaffolds.reusable',
    level: 'should',
    says: 'A scaffold with a name filled in can be posted as is to create a collection (the empty table name in the indexes does not matter).',
    probe:
      'SU POST the auth scaffold with "name":"fromscaffold" -> 200; indexes keep the scaffold index names; id is generated from type and name.',
    basis: 'observed',
  },
] as const satisfies readonly Requirement[]

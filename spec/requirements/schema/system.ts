import type { Requirement } from '../../requirement.ts'

const source = { document: '003_2163cb09265065fe', heading: 'Create collection' } as const

/** Mandatory system fields, by collection type. */
export const systemSchema = [
  {
    id: 'schema.system.base',
    level: 'must',
    says: 'base collections have exactly one mandatory field, id (see schema.text.primary-key-default-id).',
    probe: 'SU POST {"name":"x"} -> 1 field.',
    basis: 'documented',
    source,
  },
  {
    id: 'schema.system.auth-password',
    level: 'must',
    says: 'Default password field of auth collections - {"cost":0,"hidden":true,"id":"password901924565","max":0,"min":8,"name":"password","pattern":"","presentable":false,"required":true,"system":true,"type":"password"}.',
    probe: 'SU POST {"name":"x","type":"auth"} -> fields[1] deep equal.',
    basis: 'documented',
    source,
  },
  {
    id: 'schema.system.auth-token-key',
    level: 'must',
    says: 'Default tokenKey field - {"autogeneratePattern":"[a-zA-Z0-9]{50}","hidden":true,"id":"text2504183744","max":60,"min":30,"name":"tokenKey","pattern":"","presentable":false,"primaryKey":false,"required":true,"system":true,"type":"text"}.',
    probe: 'SU POST {"name":"x","type":"auth"} -> fields[2] deep equal.',
    basis: 'documented',
    source,
  },
  {
    id: 'schema.system.auth-email',
    level: 'must',
    says: 'Default email field - {"exceptDomains":null,"hidden":false,"id":"email3885137012","name":"email","onlyDomains":null,"presentable":false,"required":true,"system":true,"type":"email"}.',
    probe: 'SU POST {"name":"x","type":"auth"} -> fields[3] deep equal.',
    basis: 'documented',
    source,
  },
  {
    id: 'schema.system.auth-email-visibility',
    level: 'must',
    says: 'Default emailVisibility field - {"hidden":false,"id":"bool1547992806","name":"emailVisibility","presentable":false,"required":false,"system":true,"type":"bool"}.',
    probe: 'SU POST {"name":"x","type":"auth"} -> fields[4] deep equal.',
    basis: 'documented',
    source,
  },
  {
    id: 'schema.system.auth-verified',
    level: 'must',
    says: 'Default verified field - {"hidden":false,"id":"bool256245529","name":"verified","presentable":false,"required":false,"system":true,"type":"bool"}.',
    probe: 'SU POST {"name":"x","type":"auth"} -> fields[5] deep equal and no further fields.',
    basis: 'documented',
    source,
  },
  {
    id: 'schema.system.auth-options-customizable',
    level: 'must',
    says: 'Options of the mandatory auth fields other than the forced flags can be changed (e.g. password min/max/cost/pattern, email required/onlyDomains, tokenKey min/max/autogeneratePattern, verified hidden).',
    probe:
      'SU PATCH users with password {"min":10,"cost":12} and email {"required":false,"onlyDomains":["example.com"]} in the full field list -> 200 with these values.',
    basis: 'documented',
    source,
  },
  {
    id: 'schema.system.view',
    level: 'must',
    says: 'View collections have no stored mandatory fields; the id field is generated from the query.',
    probe: 'See collections.views.id-field.',
    basis: 'documented',
    source,
  },
] as const satisfies readonly Requirement[]

import type { Requirement } from '../../requirement.ts'

const source = { document: '003_2163cb09265065fe', heading: 'Create collection' } as const

/** Options of date fields. */
export const dateSchema = [
  {
    id: 'schema.date.shape',
    level: 'must',
    says: 'Default date field has max "" and min "" (empty strings, not null).',
    probe: 'SU create {"name":"d","type":"date"} -> max "", min "".',
    basis: 'documented',
    source,
  },
  {
    id: 'schema.date.min-max-normalized',
    level: 'must',
    says: 'min and max are parsed leniently and returned as "YYYY-MM-DD HH:MM:SS.mmmZ" in UTC; null or unparsable strings become "" without an error; other JSON types make the body undecodable.',
    probe:
      '{"min":"2024-01-02","max":"2024-01-02T03:04:05+02:00"} -> min "2024-01-02 00:00:00.000Z", max "2024-01-02 01:04:05.000Z"; {"min":"invalid"} -> 200 min ""; {"min":5} -> 400 "Failed to load the submitted data due to invalid formatting.".',
    basis: 'observed',
  },
  {
    id: 'schema.date.min-after-max',
    level: 'should',
    says: 'A min after max is accepted (no range check between the two options).',
    probe: '{"min":"2024-02-01 00:00:00.000Z","max":"2024-01-01 00:00:00.000Z"} -> 200.',
    basis: 'observed',
  },
] as const satisfies readonly Requirement[]

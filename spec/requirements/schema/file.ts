import type { Requirement } from '../../requirement.ts'

const source = { document: '003_2163cb09265065fe', heading: 'Create collection' } as const

/** Options of file fields. */
export const fileSchema = [
  {
    id: 'schema.file.shape',
    level: 'must',
    says: 'Default file field has maxSelect 0, maxSize 0, mimeTypes null, protected false, thumbs null.',
    probe:
      'SU create {"name":"avatar","type":"file"} -> {"hidden":false,"id":"file376926767","maxSelect":0,"maxSize":0,"mimeTypes":null,"name":"avatar","presentable":false,"protected":false,"required":false,"system":false,"thumbs":null,"type":"file"}.',
    basis: 'documented',
    source,
  },
  {
    id: 'schema.file.max-size-default',
    level: 'must',
    says: 'maxSize 0 means 5242880 bytes per file; maxSelect 0 means one file.',
    probe: 'Upload of 5242880 bytes -> 200, 5242881 bytes -> 400 at the field.',
    basis: 'documented',
    source,
  },
  {
    id: 'schema.file.thumbs-format',
    level: 'must',
    says: 'Every thumbs entry must match ^(\\d+)x(\\d+)(t|b|f)?$ and must not be 0x0, 0x0t, 0x0b or 0x0f. An empty string entry is accepted.',
    probe:
      '{"thumbs":["100x100","0x0","0x50","70x50f","10x","abc"]} -> 400 data.fields.1.thumbs has key "1" err("validation_not_in_invalid","Must not be in list.") and keys "4" and "5" err("validation_match_invalid","Must be in a valid format.").',
    basis: 'documented',
    source,
  },
  {
    id: 'schema.file.mime-types-free',
    level: 'must',
    says: 'mimeTypes entries are not validated.',
    probe: '{"mimeTypes":["whatever"]} -> 200.',
    basis: 'observed',
  },
] as const satisfies readonly Requirement[]

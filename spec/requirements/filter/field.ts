import type { Requirement } from '../../requirement.ts'

const source = { document: '003_2163cb09265065fe', heading: 'List/Search records' } as const

/** Fields as operands. */
export const fieldFilter = [
  {
    id: 'filter.field.any-schema-field',
    level: 'must',
    says: 'id and every field of the collection schema can be used.',
    probe: '"id = \'<existing id>\'" -> that record; each field type of fixture Q answers 200.',
    basis: 'documented',
    source,
  },
  {
    id: 'filter.field.unknown',
    level: 'must',
    says: 'An unknown field name is an error.',
    probe: '"nope = 1" -> G400; "nope.x = 1" -> G400; "owner.nope = 1" -> G400.',
    basis: 'documented',
    source,
  },
  {
    id: 'filter.field.case-sensitive',
    level: 'must',
    says: 'Field names are case-sensitive.',
    probe: 'Fixture Q: "Title = \'alpha\'" -> G400.',
    basis: 'observed',
  },
  {
    id: 'filter.field.pseudo-fields',
    level: 'must',
    says: 'collectionId, collectionName and expand are not filterable fields.',
    probe:
      '"collectionName = \'vals\'", "collectionId != \'\'", "expand = \'\'" -> G400; also as sort keys.',
    basis: 'observed',
  },
  {
    id: 'filter.field.path-through-plain-field',
    level: 'must',
    says: 'A path continuing after a field that is not relation, json or geoPoint is an error.',
    probe: 'Fixture Q: "title.x = 1", "tags.0 = \'a\'", "day.year = 2024" -> G400.',
    basis: 'observed',
  },
  {
    id: 'filter.field.file',
    level: 'should',
    says: 'A file field is compared by its stored file name(s): single as text, multiple as JSON text with ":length"/":each"; paths below it do not exist.',
    probe:
      'Field docs (file, multiple) with a.txt uploaded: "docs:length = 1" -> the record; "docs:each ?~ \'.txt\'" -> the record; "docs.name = \'a\'" -> G400; single file field doc: "doc = \'\'" -> records without file.',
    basis: 'observed',
  },
] as const satisfies readonly Requirement[]

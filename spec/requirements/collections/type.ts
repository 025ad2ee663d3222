import type { Requirement } from '../../requirement.ts'

/** The type of a collection. */
export const typeCollections = [
  {
    id: 'collections.type.unknown',
    level: 'must',
    says: 'type must be base, auth or view.',
    probe:
      'SU POST {"name":"t2","type":"unknown"} -> 400 data.type {"code":"validation_in_invalid","message":"Must be a valid value."}.',
    basis: 'observed',
  },
  {
    id: 'collections.type.change',
    level: 'must',
    says: 'The type of an existing collection cannot be changed.',
    probe:
      'SU PATCH /api/collections/users {"type":"base"} -> 400 data.type {"code":"validation_collection_type_change","message":"Collection type cannot be changed."}.',
    basis: 'observed',
  },
  {
    id: 'collections.type.change-to-auth-extra-errors',
    level: 'should',
    says: 'PATCH of a base collection to type auth reports the type error together with the errors of the (empty) auth options.',
    probe:
      'SU PATCH base collection {"name":"<existing name>","type":"auth"} -> 400 with at least data.name.code validation_collection_name_exists and data.type.code validation_collection_type_change.',
    basis: 'observed',
  },
] as const satisfies readonly Requirement[]

import type { Requirement } from '../../requirement.ts'

/** Validation that all options share. */
export const optionsSchema = [
  {
    id: 'schema.options.errors-collected',
    level: 'must',
    says: 'All invalid options of a field and all invalid fields are reported together, keyed data.fields.{position}.{option}; per option the first failing rule.',
    probe:
      '[{"name":"a","type":"text","min":-1,"pattern":"("},{"name":"b!","type":"select"}] -> 400 with data.fields.1.min, data.fields.1.pattern, data.fields.2.name, data.fields.2.values.',
    basis: 'observed',
  },
  {
    id: 'schema.options.max-safe-int',
    level: 'must',
    says: 'The upper limit of text.min, text.max, editor.maxSize, json.maxSize, file.maxSize and file.maxSelect is 9007199254740991.',
    probe:
      '9007199254740992 for each -> 400 at that option err("validation_max_less_equal_than_required","Must be no greater than 9007199254740991.") params {"threshold":9007199254740991}.',
    basis: 'observed',
  },
  {
    id: 'schema.options.negative',
    level: 'must',
    says: 'Negative values for text.min, text.max, editor.maxSize, json.maxSize, file.maxSize, file.maxSelect, select.maxSelect, relation.minSelect, relation.maxSelect are rejected.',
    probe:
      '-1 for each -> 400 at that option err("validation_min_greater_equal_than_required","Must be no less than 0.") params {"threshold":0}.',
    basis: 'observed',
  },
] as const satisfies readonly Requirement[]

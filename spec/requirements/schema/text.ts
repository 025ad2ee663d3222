import type { Requirement } from '../../requirement.ts'

const source = { document: '003_2163cb09265065fe', heading: 'Create collection' } as const

/** Options of text fields, primary keys among them. */
export const textSchema = [
  {
    id: 'schema.text.shape',
    level: 'must',
    says: 'Default text field - {"autogeneratePattern":"","hidden":false,"id":...,"max":0,"min":0,"name":...,"pattern":"","presentable":false,"primaryKey":false,"required":false,"system":false,"type":"text"}.',
    probe: 'SU create {"name":"title","type":"text"} -> deep equal with id "text724990059".',
    basis: 'documented',
    source,
  },
  {
    id: 'schema.text.max-default',
    level: 'must',
    says: 'max 0 means a limit of 5000 characters (Unicode code points); min 0 means no minimum.',
    probe:
      'Record value of 5000 characters -> 200, 5001 -> 400; the returned field option stays 0.',
    basis: 'documented',
    source,
  },
  {
    id: 'schema.text.max-below-min',
    level: 'must',
    says: 'A non zero max must not be less than min.',
    probe:
      '{"min":10,"max":5} -> 400 data.fields.1.max err("validation_min_greater_equal_than_required","Must be no less than 10.") params {"threshold":10}; {"min":10,"max":0} -> 200.',
    basis: 'observed',
  },
  {
    id: 'schema.text.pattern-invalid',
    level: 'must',
    says: 'pattern must be a valid regular expression.',
    probe:
      '{"pattern":"(invalid"} -> 400 data.fields.1.pattern code validation_invalid_regex (the message text is not significant).',
    basis: 'observed',
  },
  {
    id: 'schema.text.pattern-dialect',
    level: 'should',
    says: 'The dialect is RE2; constructs without RE2 support such as look-around and back references are invalid.',
    probe:
      '{"pattern":"^(?=a).+$"} and {"pattern":"(a)\\\\1"} -> 400 data.fields.1.pattern.code validation_invalid_regex; {"pattern":"^[\\\\w\\\\.\\\\-]+$"} -> 200.',
    basis: 'observed',
  },
  {
    id: 'schema.text.autogenerate-invalid',
    level: 'must',
    says: 'autogeneratePattern must be a valid regular expression.',
    probe:
      '{"autogeneratePattern":"(invalid"} -> 400 data.fields.1.autogeneratePattern.code validation_invalid_regex.',
    basis: 'observed',
  },
  {
    id: 'schema.text.autogenerate-unsupported',
    level: 'should',
    says: 'Patterns with operators that cannot be generated (e.g. anchors ^ $ or \\b) are rejected with another code.',
    probe:
      '{"autogeneratePattern":"^abc$"} -> 400 data.fields.1.autogeneratePattern.code validation_invalid_autogenerate_pattern.',
    basis: 'observed',
  },
  {
    id: 'schema.text.autogenerate-conflict',
    level: 'must',
    says: 'Generated samples (10 tries) must satisfy min, max, pattern and required of the field.',
    probe:
      '{"pattern":"\\\\d+","autogeneratePattern":"[a-z]+"} and {"min":10,"autogeneratePattern":"[a-z]{5}"} -> 400 data.fields.1.autogeneratePattern.code validation_invalid_autogenerate_pattern_value, message "The provided autogenerate pattern could produce invalid field values, ex.: \\"<sample>\\".".',
    basis: 'observed',
  },
  {
    id: 'schema.text.primary-key-default-id',
    level: 'must',
    says: 'The default id field - {"autogeneratePattern":"[a-z0-9]{15}","hidden":false,"id":"text3208210256","max":15,"min":15,"name":"id","pattern":"^[a-z0-9]+$","presentable":false,"primaryKey":true,"required":true,"system":true,"type":"text"}.',
    probe: 'SU POST {"name":"x","type":"base"} -> fields[0] deep equal.',
    basis: 'documented',
    source,
  },
  {
    id: 'schema.text.id-customizable',
    level: 'must',
    says: 'A submitted text field named id replaces the default one; min, max, pattern, autogeneratePattern and presentable are taken as sent, system, required, primaryKey are forced to true, hidden to false, an empty pattern becomes "^[a-z0-9]+$". An omitted autogeneratePattern stays "" (record ids must then be sent by the client).',
    probe:
      'SU POST {"fields":[{"name":"id","type":"text","hidden":true,"min":3,"max":20,"pattern":"^\\\\w+$"}]} -> fields[0] min 3, max 20, pattern "^\\\\w+$", autogeneratePattern "", hidden false, required, system and primaryKey true.',
    basis: 'observed',
  },
  {
    id: 'schema.text.id-position',
    level: 'should',
    says: 'A submitted id field keeps its position in the list; only an automatically added one is put first.',
    probe:
      'SU POST {"fields":[{"name":"a","type":"text"},{"name":"id","type":"text"}]} -> field names a, id.',
    basis: 'observed',
  },
  {
    id: 'schema.text.primary-key-name',
    level: 'must',
    says: 'primaryKey true is only allowed for the field named id; other fields get errors on name, pattern and required (both required for primary keys) and primaryKey.',
    probe: 'See collections.fields.second-primary-key.',
    basis: 'observed',
  },
] as const satisfies readonly Requirement[]

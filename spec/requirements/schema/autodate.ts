import type { Requirement } from '../../requirement.ts'

const source = { document: '003_2163cb09265065fe', heading: 'Create collection' } as const

/** Options of autodate fields. */
export const autodateSchema = [
  {
    id: 'schema.autodate.shape',
    level: 'must',
    says: 'An autodate field has onCreate and onUpdate in addition to hidden, id, name, presentable, system, type, and no required key.',
    probe:
      'SU create {"name":"created","type":"autodate","onCreate":true} -> {"hidden":false,"id":"autodate2990389176","name":"created","onCreate":true,"onUpdate":false,"presentable":false,"system":false,"type":"autodate"}.',
    basis: 'documented',
    source,
  },
  {
    id: 'schema.autodate.required-flag',
    level: 'must',
    says: 'At least one of onCreate and onUpdate must be true; otherwise both keys are reported.',
    probe:
      '{"name":"a","type":"autodate"} -> 400 data.fields.1.onCreate and data.fields.1.onUpdate err("validation_required","Either onCreate or onUpdate must be enabled.").',
    basis: 'observed',
  },
  {
    id: 'schema.autodate.system-flags-locked',
    level: 'must',
    says: 'onCreate and onUpdate of an existing system autodate field cannot be changed.',
    probe:
      'SU PATCH _superusers with the field created having onCreate false, onUpdate true -> 400; at its position onCreate and onUpdate err("validation_values_mismatch","Values don\'t match.").',
    basis: 'observed',
  },
] as const satisfies readonly Requirement[]

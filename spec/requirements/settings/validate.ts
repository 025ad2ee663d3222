import type { Requirement } from '../../requirement.ts'

const source = { document: '003_2163cb09265065fe', heading: 'Update settings' } as const

/** The answer to invalid settings. */
export const validateSettings = [
  {
    id: 'settings.validate.envelope',
    level: 'must',
    says: 'Validation failures give 400 with message "An error occurred while saving the new settings." and data nested like the settings, each leaf being {"code","message"} plus "params" where the rule has parameters (the docs show other message texts).',
    probe:
      'PATCH {"meta":{"appName":""}} -> 400 {"data":{"meta":{"appName":{"code":"validation_required","message":"Cannot be blank."}}}, "message":"An error occurred while saving the new settings.","status":400}.',
    basis: 'documented',
    source,
  },
  {
    id: 'settings.validate.all-sections-reported',
    level: 'must',
    says: 'All invalid fields of all sections are reported together; per field only its first failing rule is reported.',
    probe:
      'PATCH {"meta":{"appName":""},"logs":{"maxDays":-1}} -> data has both meta.appName and logs.maxDays.',
    basis: 'observed',
  },
  {
    id: 'settings.validate.atomic',
    level: 'must',
    says: 'When anything is invalid nothing is saved or applied.',
    probe:
      'PATCH {"meta":{"appName":"ok","appURL":"bad url"}} -> 400; GET still shows the old appName.',
    basis: 'observed',
  },
  {
    id: 'settings.validate.whole-settings',
    level: 'must',
    says: 'The complete merged settings are validated, not only the submitted part.',
    probe:
      'With smtp.host stored as "" (disabled), PATCH {"smtp":{"enabled":true}} -> 400 with data.smtp.host validation_required.',
    basis: 'observed',
  },
] as const satisfies readonly Requirement[]

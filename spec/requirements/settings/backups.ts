import type { Requirement } from '../../requirement.ts'

const source = { document: '003_2163cb09265065fe', heading: 'Update settings' } as const

/** Settings of scheduled backups. */
export const backupsSettings = [
  {
    id: 'settings.backups.cron',
    level: 'must',
    says: 'backups.cron is empty (off) or a valid cron expression; the error code is validation_invalid_cron and the message names the failing rule.',
    probe:
      '"invalid" -> {"code":"validation_invalid_cron","message":"Invalid cron expression - must be a valid macro or to have exactly 5 space separated segments."}; "60 * * * *" -> "Invalid segment value - must be between the min and max of the segment."; "*/0 * * * *" -> "Invalid segment step boundary - the step must be between 1 and the 59."; "5/2 * * * *" -> "Invalid segment step - step > 1 could be used only with the wildcard or range format.".',
    basis: 'documented',
    source,
  },
  {
    id: 'settings.backups.cron-syntax',
    level: 'must',
    says: 'A cron expression is one of the macros @yearly, @annually, @monthly, @weekly, @daily, @midnight, @hourly (lower case only) or exactly 5 segments separated by single spaces. A segment is a comma list of *, numbers and ranges a-b (a <= b), each optionally with /step; minutes 0-59, hours 0-23, days 1-31, months 1-12, weekdays 0-6 (no 7, no names). A step above 1 needs * or a range and the step is at most the segment maximum. For a part that is not a number the code is the same and the message is free.',
    probe:
      '"* * * * * *", "0  3 * * *" and "@every 1h" -> the macro/segments message; "* * * * 7" -> the min/max message; "10-5 * * * *" -> "Invalid segment range maximum - must be between 10 and 59."; "1-2-3 * * * *" -> "Invalid segment range format - the range must have 1 or 2 parts."; "* * * * SUN" -> code validation_invalid_cron; "0-10/3 * 1,15 * 1-5" -> 200.',
    basis: 'observed',
  },
  {
    id: 'settings.backups.cron-stored-verbatim',
    level: 'should',
    says: 'The expression is stored as given, macros included.',
    probe:
      'PATCH {"backups":{"cron":"@daily"}} -> 200 with backups.cron "@daily" (while GET /api/crons shows "0 0 * * *").',
    basis: 'observed',
  },
  {
    id: 'settings.backups.cron-max-keep',
    level: 'must',
    says: 'backups.cronMaxKeep must not be 0 when backups.cron is not empty, and any non zero value must be at least 1 whether or not cron is set.',
    probe:
      '{"cron":"* * * * *","cronMaxKeep":0} -> validation_required; {"cron":"","cronMaxKeep":-1} -> validation_min_greater_equal_than_required "Must be no less than 1." params {"threshold":1}; {"cron":"","cronMaxKeep":0} -> 200.',
    basis: 'documented',
    source,
  },
  {
    id: 'settings.backups.s3',
    level: 'must',
    says: 'backups.s3 has the same rules as s3, reported under data.backups.s3.',
    probe:
      'PATCH {"backups":{"s3":{"enabled":true}}} -> data.backups.s3.bucket.code validation_required.',
    basis: 'documented',
    source,
  },
] as const satisfies readonly Requirement[]

import { conform } from '../harness/case.ts'

const path = '/api/settings'
const message = 'An error occurred while saving the new settings.'
const blank = { code: 'validation_required', message: 'Cannot be blank.' }

export const envelope = conform('settings.validate.envelope', {
  lane: 'shared',
  async check({ superuser, claim }) {
    const answer = await superuser.patch(path, { meta: { appName: '' } })
    claim('is nested like the settings', answer).error(400, message, { meta: { appName: blank } })
  },
})

export const allReported = conform('settings.validate.all-sections-reported', {
  lane: 'shared',
  async check({ superuser, claim }) {
    const answer = await superuser.patch(path, { meta: { appName: '' }, logs: { maxDays: -1 } })
    claim('names both', answer).keys('/data', ['logs', 'meta'])
  },
})

export const atomic = conform('settings.validate.atomic', {
  lane: 'exclusive',
  async check({ superuser, claim }) {
    const before = await superuser.get(path)
    const wrong = { meta: { appName: 'ok', appURL: 'bad url' } }
    claim('is refused', await superuser.patch(path, wrong)).status(400)
    claim('changes nothing', await superuser.get(path)).sameBodyAs(before)
  },
})

export const smtpHost = conform('settings.smtp.host', {
  lane: 'shared',
  async check({ superuser, claim }) {
    const missing = await superuser.patch(path, { smtp: { enabled: true, host: '' } })
    claim('is needed when enabled', missing).error(400, message, { smtp: { host: blank } })
    const port = await superuser.patch(path, { smtp: { enabled: false, host: 'a:25' } })
    claim('is a host and no more', port).json('/data/smtp/host', {
      code: 'validation_is_host',
      message: 'Must be a valid IP address or DNS name.',
    })
  },
})

export const s3Required = conform('settings.s3.required-when-enabled', {
  lane: 'shared',
  async check({ superuser, claim }) {
    const s3 = { accessKey: blank, bucket: blank, endpoint: blank, region: blank, secret: blank }
    const answer = await superuser.patch(path, { s3: { enabled: true } })
    claim('names all that is missing', answer).error(400, message, { s3 })
  },
})

export const cron = conform('settings.backups.cron', {
  lane: 'shared',
  async check({ superuser, claim }) {
    const expected = {
      invalid:
        'Invalid cron expression - must be a valid macro or to have exactly 5 space separated segments.',
      '60 * * * *': 'Invalid segment value - must be between the min and max of the segment.',
      '*/0 * * * *': 'Invalid segment step boundary - the step must be between 1 and the 59.',
      '5/2 * * * *':
        'Invalid segment step - step > 1 could be used only with the wildcard or range format.',
      '10-5 * * * *': 'Invalid segment range maximum - must be between 10 and 59.',
    }
    for (const [expression, reason] of Object.entries(expected)) {
      const answer = await superuser.patch(path, { backups: { cron: expression } })
      claim(expression, answer).json('/data/backups/cron', {
        code: 'validation_invalid_cron',
        message: reason,
      })
    }
  },
})

export const ruleErrors = conform('settings.rate-limits.rule-errors-by-index', {
  lane: 'shared',
  async check({ superuser, claim }) {
    const rules = [
      { label: '/a', maxRequests: 1, duration: 1, audience: '' },
      { label: '', maxRequests: 0, duration: 0, audience: '' },
    ]
    const answer = await superuser.patch(path, { rateLimits: { rules } })
    claim('only the wrong one, with all that is wrong', answer).error(400, message, {
      rateLimits: { rules: { 1: { duration: blank, label: blank, maxRequests: blank } } },
    })
  },
})

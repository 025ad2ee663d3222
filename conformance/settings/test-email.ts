import { conform } from '../harness/case.ts'
import { any } from '../harness/match.ts'
import { blank } from '../harness/wording.ts'
import { bodyIn, scripted, sendTest } from '../mail/support.ts'

const failed = 'Failed to send the test email.'
const path = '/api/settings/test/email'

export const validation = conform('settings.test-email.validation', {
  lane: 'exclusive',
  needs: ['mail-sink'],
  async check(context) {
    const { claim, superuser, guest, user, mailSink } = context
    await mailSink()
    claim('is accepted', await sendTest(context)).success(204)
    const empty = await superuser.post(path, {})
    claim('needs both', empty).error(400, failed, { email: blank, template: blank })
    claim('guests may not', await guest.post(path, {})).status(401)
    claim('users may not', await (await user()).client.post(path, {})).status(403)
  },
})

export const emailFormat = conform('settings.test-email.email-format', {
  lane: 'exclusive',
  needs: ['mail-sink'],
  async check(context) {
    const { claim, refused, mailSink } = context
    await mailSink()
    const control = await sendTest(context)
    const send = async (email: string) => refused(control, await sendTest(context, { email }))
    claim('must be an address', await send('invalid')).error(400, failed, {
      email: { code: 'validation_is_email', message: 'Must be a valid email address.' },
    })
    claim('has at most 255 bytes', await send(`${'a'.repeat(244)}@example.com`)).error(
      400,
      failed,
      {
        email: {
          code: 'validation_length_out_of_range',
          message: 'The length must be between 1 and 255.',
          params: { max: 255, min: 1 },
        },
      },
    )
  },
})

const subjects = {
  verification: 'Verify your Acme email',
  'password-reset': 'Reset your Acme password',
  'email-change': 'Confirm your Acme new email address',
  otp: 'OTP for Acme',
  'login-alert': 'Login from a new location',
}

export const templates = conform('settings.test-email.templates', {
  lane: 'exclusive',
  needs: ['mail-sink'],
  async check(context) {
    const { claim, mailSink } = context
    const sink = await mailSink()
    for (const [template, subject] of Object.entries(subjects)) {
      claim(`${template} is accepted`, await sendTest(context, { template })).status(204)
      claim(`${template} is sent`, sink.messages.at(-1)?.subject).equals(subject)
    }
    const invalid = await sendTest(context, { template: 'invalid' })
    claim('another is refused', invalid).error(400, failed, {
      template: { code: 'validation_in_invalid', message: 'Must be a valid value.' },
    })
  },
})

export const collectionOption = conform('settings.test-email.collection', {
  lane: 'exclusive',
  needs: ['mail-sink'],
  async check(context) {
    const { claim, mailSink, collection, superuser, accepted } = context
    const sink = await mailSink()
    const auth = await collection({ type: 'auth' })
    const base = await collection()
    const template = { subject: 'Mine', body: 'B' }
    accepted(await superuser.patch(auth.path, { verificationTemplate: template }))
    for (const by of ['name', 'id'] as const) {
      claim(`${by} is accepted`, await sendTest(context, { collection: auth[by] })).status(204)
      claim(`${by}: its template`, sink.messages.at(-1)?.subject).equals('Mine')
    }
    accepted(await sendTest(context))
    claim('_superusers unless told', sink.messages.at(-1)?.subject).equals(subjects.verification)
    for (const name of ['missing', base.name]) {
      const what = name === 'missing' ? 'an unknown one' : 'a base collection'
      claim(what, await sendTest(context, { collection: name })).error(400, failed, {
        collection: {
          code: 'validation_invalid_auth_collection',
          message: 'Must be a valid auth collection id or name.',
        },
      })
    }
  },
})

export const success = conform('settings.test-email.success', {
  lane: 'exclusive',
  needs: ['mail-sink'],
  async check(context) {
    const { claim, mailSink } = context
    const sink = await mailSink()
    claim('answers nothing', await sendTest(context))
      .status(204)
      .empty()
    claim('exactly one mail', sink.messages).length(1)
    claim('to the address', sink.messages[0]?.envelope.to).equals(['a@example.com'])
    claim('with the subject', sink.messages[0]?.subject).equals(subjects.verification)
  },
})

export const dummyData = conform('settings.test-email.dummy-data', {
  lane: 'exclusive',
  needs: ['mail-sink'],
  async check(context) {
    const { claim, mailSink, collection, superuser, accepted } = context
    const sink = await mailSink()
    const auth = await collection({
      type: 'auth',
      fields: [
        { name: 'name', type: 'text' },
        { name: 'secret', type: 'text', hidden: true },
        { name: 'count', type: 'number' },
      ],
    })
    const body = '{RECORD:name}|{RECORD:id}|{RECORD:email}|{RECORD:secret}|{RECORD:count}'
    accepted(await superuser.patch(auth.path, { verificationTemplate: { subject: 'S', body } }))
    const sent = async (template: string, name = '') => {
      accepted(await sendTest(context, { template, collection: name }))
      return bodyIn(sink.messages.at(-1)?.html)
    }
    claim('visible fields', await sent('verification', auth.name)).equals(
      '__pb_test_name__|__pb_test_id__|a@example.com|{RECORD:secret}|0',
    )
    claim('the code', await sent('otp')).matches(/>123456</)
    const otp = { enabled: false, duration: 180, length: 8 }
    const emailTemplate = { subject: 'S', body: '{OTP} {OTP_ID}' }
    accepted(await superuser.patch(auth.path, { otp: { ...otp, emailTemplate } }))
    claim('its id', await sent('otp', auth.name)).equals('123456 _PB_TEST_OTP_ID_')
    claim('the place', await sent('login-alert')).matches(
      />\d{4}-\d\d-\d\d \d\d:\d\d:\d\d\.\d{3}Z - TEST_IP TEST_USER_AGENT</,
    )
  },
})

export const sendError = conform('settings.test-email.send-error', {
  lane: 'exclusive',
  needs: ['mail-sink'],
  async check(context) {
    const { claim, accepted, superuser } = context
    const gone = await scripted(context)
    accepted(await sendTest(context))
    await gone.close()
    claim('a closed port', await sendTest(context))
      .status(400)
      .body({
        data: {},
        message: any.matching(/^Failed to send the test email\. Raw error: \n\S[^]*\.$/),
        status: 400,
      })
    accepted(await superuser.patch('/api/settings', { smtp: { enabled: false } }))
    claim('no sendmail', await sendTest(context)).error(
      400,
      `${failed} Raw error: \nfailed to locate a sendmail executable path.`,
    )
  },
})

export const invalidBody = conform('settings.test-email.invalid-body', {
  lane: 'exclusive',
  needs: ['mail-sink'],
  async check(context) {
    const { claim, refused, superuser, mailSink } = context
    await mailSink()
    const control = await sendTest(context)
    const headers = { 'Content-Type': 'application/json' }
    const bodies = {
      'broken JSON': '{',
      'an array': '[]',
      'a number': '{"email":5,"template":"otp"}',
    }
    const message = 'An error occurred while loading the submitted data.'
    for (const [what, raw] of Object.entries(bodies)) {
      const answer = await superuser.send('POST', path, { raw, headers })
      claim(what, refused(control, answer)).error(400, message)
    }
    const plain = { raw: 'x', headers: { 'Content-Type': 'text/plain' } }
    const typed = await superuser.send('POST', path, plain)
    claim('another type', refused(control, typed)).error(400, message)
  },
})

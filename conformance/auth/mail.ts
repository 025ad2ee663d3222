import { type CaseContext, conform } from '../harness/case.ts'
import { blank } from '../harness/wording.ts'
import { bodyIn, scripted, useMeta } from '../mail/support.ts'
import type { ReceivedMail } from '../probes/smtp-sink.ts'
import { type Account, type Mailing, mailing } from './mailing.ts'

const otp = { enabled: true, duration: 180, length: 8 }
const agent = 'probe/1.0 <x>'

/** The template that each flow uses, in the options of the collection. */
const templateOf = {
  verification: (template: object) => ({ verificationTemplate: template }),
  passwordReset: (template: object) => ({ resetPasswordTemplate: template }),
  emailChange: (template: object) => ({ confirmEmailChangeTemplate: template }),
  otp: (template: object) => ({ otp: { ...otp, emailTemplate: template } }),
  alert: (template: object) => ({ authAlert: { enabled: true, emailTemplate: template } }),
} as const
type Flow = keyof typeof templateOf
const flows = Object.keys(templateOf) as readonly Flow[] // exactly its keys

interface Flows extends Mailing {
  /** Sets the same template for every flow. */
  useTemplate(template: { readonly subject: string; readonly body: string }): Promise<void>
  /** Goes through a flow for a new account of these values until its mail has come. */
  mailOf(
    flow: Flow,
    values?: object,
  ): Promise<ReceivedMail & { readonly account: Account; readonly answer: unknown }>
}

const withFlows = async (context: CaseContext, schema = {}): Promise<Flows> => {
  const { accepted, superuser, guest } = context
  const world = await mailing(context, { otp, ...schema })
  const { account, auth, post, nextMail } = world
  const run = async (flow: Flow, { email, password }: Account) => {
    const signIn = async (client = guest) =>
      accepted(await client.post(`${auth.path}/auth-with-password`, { identity: email, password }))
    switch (flow) {
      case 'verification':
        return accepted(await post('request-verification', { email }))
      case 'passwordReset':
        return accepted(await post('request-password-reset', { email }))
      case 'otp':
        return accepted(await post('request-otp', { email }))
      case 'emailChange': {
        const client = guest.withToken((await signIn()).text('/token'))
        const body = { newEmail: `new-${email}` }
        return accepted(await client.post(`${auth.path}/request-email-change`, body))
      }
      case 'alert':
        await signIn(guest.withHeaders({ 'User-Agent': 'first' }))
        return signIn(guest.withHeaders({ 'User-Agent': agent }))
      default:
        return flow satisfies never
    }
  }
  return {
    ...world,
    async useTemplate(template) {
      const options = flows.map((flow) => templateOf[flow](template))
      accepted(await superuser.patch(auth.path, Object.assign({}, ...options)))
    },
    async mailOf(flow, values = {}) {
      const user = await account({ ...values })
      const answer = (await run(flow, user)).json
      const mail = await nextMail(flow === 'emailChange' ? `new-${user.email}` : user.email)
      return { ...mail, account: user, answer }
    },
  }
}

export const recipients = conform('auth.mail.recipients', {
  lane: 'exclusive',
  needs: ['mail-sink'],
  async check(context) {
    const { claim } = context
    const { mailOf } = await withFlows(context)
    for (const flow of flows) {
      const { envelope, source, account } = await mailOf(flow)
      const address = flow === 'emailChange' ? `new-${account.email}` : account.email
      claim(`${flow}: one receiver`, envelope.to).equals([address])
      claim(`${flow}: the bare address`, /^To: (.*?)\r$/m.exec(source)?.[1]).equals(address)
      claim(`${flow}: nobody else`, /^B?Cc:/im.test(source)).equals(false)
    }
  },
})

export const sender = conform('auth.mail.sender', {
  lane: 'exclusive',
  needs: ['mail-sink'],
  async check(context) {
    const { claim } = context
    const { mailOf } = await withFlows(context)
    const lineOf = ({ source }: ReceivedMail) => /^From: (.*?)\r$/m.exec(source)?.[1]
    const usual = await mailOf('verification')
    claim('the default', lineOf(usual)).equals('Support <support@example.com>')
    claim('the default envelope', usual.envelope.from).equals('support@example.com')
    await useMeta(context, { senderName: 'Acme Post', senderAddress: 'post@example.org' })
    const own = await mailOf('passwordReset')
    claim('the name of the settings', lineOf(own)).equals('Acme Post <post@example.org>')
    claim('their envelope', own.envelope.from).equals('post@example.org')
  },
})

export const defaultSubjects = conform('auth.mail.default-subjects', {
  lane: 'exclusive',
  needs: ['mail-sink'],
  async check(context) {
    const { claim, accepted, superuser } = context
    const { mailOf, auth } = await withFlows(context)
    const subjects = {
      verification: 'Verify your {APP_NAME} email',
      passwordReset: 'Reset your {APP_NAME} password',
      emailChange: 'Confirm your {APP_NAME} new email address',
      otp: 'OTP for {APP_NAME}',
      alert: 'Login from a new location',
    } as const satisfies Readonly<Record<Flow, string>>
    const shown = accepted(await superuser.get(auth.path))
    const pointers = {
      verification: '/verificationTemplate',
      passwordReset: '/resetPasswordTemplate',
      emailChange: '/confirmEmailChangeTemplate',
      otp: '/otp/emailTemplate',
      alert: '/authAlert/emailTemplate',
    } as const satisfies Readonly<Record<Flow, string>>
    for (const flow of flows) {
      claim(`${flow}: the template`, shown).json(`${pointers[flow]}/subject`, subjects[flow])
      const { subject } = await mailOf(flow)
      claim(`${flow}: the mail`, subject).equals(subjects[flow].replace('{APP_NAME}', 'Acme'))
    }
  },
})

export const actionLinks = conform('auth.mail.action-links', {
  lane: 'exclusive',
  needs: ['mail-sink'],
  async check(context) {
    const { claim } = context
    const { mailOf } = await withFlows(context)
    await useMeta(context, { appURL: 'https://acme.example/base' })
    const paths = {
      verification: 'confirm-verification',
      passwordReset: 'confirm-password-reset',
      emailChange: 'confirm-email-change',
    } as const
    for (const [flow, path] of Object.entries(paths)) {
      const { html = '' } = await mailOf(flow as keyof typeof paths) // exactly its keys
      const anchors = html.match(/<a [^>]*>/g) ?? []
      claim(`${flow}: one link`, anchors).length(1)
      claim(`${flow}: is a button`, anchors[0]).matches(/class="btn"/)
      claim(`${flow}: where to`, anchors[0]).matches(
        new RegExp(
          `href="https://acme\\.example/base/_/#/auth/${path}/[\\w-]+\\.[\\w-]+\\.[\\w-]+"`,
        ),
      )
    }
    const code = await mailOf('otp')
    claim('otp: no link', (code.html ?? '').match(/<a /g) ?? []).length(0)
    claim('otp: the code', bodyIn(code.html)).matches(/>\d{8}</)
    const alert = await mailOf('alert')
    claim('alert: no link', (alert.html ?? '').match(/<a /g) ?? []).length(0)
    claim('alert: the place', bodyIn(alert.html)).matches(/ - 127\.0\.0\.1 probe/)
  },
})

export const templateSource = conform('auth.mail.template-source', {
  lane: 'exclusive',
  needs: ['mail-sink'],
  async check(context) {
    const { claim, superuser } = context
    const { mailOf, auth } = await withFlows(context)
    await mailOf('verification')
    for (const flow of flows) {
      const template = { subject: `S ${flow} {APP_NAME}`, body: `B ${flow}` }
      const changed = await superuser.patch(auth.path, templateOf[flow](template))
      claim(`${flow}: may be changed`, changed).status(200)
      const { subject, html } = await mailOf(flow)
      claim(`${flow}: the next mail has the subject`, subject).equals(`S ${flow} Acme`)
      claim(`${flow}: and the body`, bodyIn(html)).equals(`B ${flow}`)
      const empty = await superuser.patch(auth.path, templateOf[flow]({ subject: '', body: '' }))
      const issues = JSON.stringify(empty.at('/data'))
      claim(`${flow}: an empty one is refused`, empty).status(400)
      claim(`${flow}: for both`, issues.split(JSON.stringify(blank))).length(3)
    }
  },
})

export const placeholdersCommon = conform('auth.mail.placeholders-common', {
  lane: 'exclusive',
  needs: ['mail-sink'],
  async check(context) {
    const { claim } = context
    const { mailOf, useTemplate } = await withFlows(context, {
      fields: [{ name: 'name', type: 'text' }],
    })
    const appName = 'A&B <c>'
    const appURL = 'https://acme.example/?a=1&b=2'
    await useMeta(context, { appName, appURL })
    const text =
      '{APP_NAME}|{APP_URL}|{RECORD:id}|{RECORD:name}|{APP_NAME}|{app_name}|{RECORD:Name}'
    await useTemplate({ subject: text, body: text })
    for (const flow of flows) {
      const { subject, html, account } = await mailOf(flow, { name: 'zoe' })
      const filled = `${appName}|${appURL}|${account.id}|zoe|${appName}|{app_name}|{RECORD:Name}`
      claim(`${flow}: in the subject`, subject).equals(filled)
      claim(`${flow}: in the body`, bodyIn(html)).equals(filled)
    }
  },
})

export const placeholdersRecord = conform('auth.mail.placeholders-record', {
  lane: 'exclusive',
  needs: ['mail-sink'],
  async check(context) {
    const { claim } = context
    const { mailOf, useTemplate } = await withFlows(context, {
      fields: [
        { name: 'name', type: 'text' },
        { name: 'secret', type: 'text', hidden: true },
        { name: 'count', type: 'number' },
        { name: 'flag', type: 'bool' },
        { name: 'day', type: 'date' },
        { name: 'made', type: 'autodate', onCreate: true },
        { name: 'data', type: 'json' },
        { name: 'kind', type: 'select', values: ['a', 'b'] },
        { name: 'kinds', type: 'select', values: ['a', 'b'], maxSelect: 2 },
        { name: 'place', type: 'geoPoint' },
      ],
    })
    const names =
      'email verified name count flag day data kind kinds place secret password tokenKey nope'
    const body = names
      .split(' ')
      .map((name) => `${name}=[{RECORD:${name}}]`)
      .join('\n')
    await useTemplate({ subject: '{RECORD:name}', body: `${body}\nmade=[{RECORD:made}]` })
    const { subject, html, account } = await mailOf('verification', {
      name: `<b>x</b> & "y" 'z'`,
      secret: 's',
      count: 1.5,
      flag: true,
      day: '2030-01-02 03:04:05.006Z',
      data: { a: 'b' },
      kind: 'a',
      kinds: ['a', 'b'],
      place: { lon: 1.5, lat: 2 },
    })
    const escaped = '&lt;b&gt;x&lt;/b&gt; &amp; &#34;y&#34; &#39;z&#39;'
    claim('escaped in the subject, too', subject).equals(escaped)
    const lines = (bodyIn(html) ?? '').split(/\r?\n/)
    const expected = {
      email: account.email,
      verified: 'false',
      name: escaped,
      count: '1.5',
      flag: 'true',
      day: '2030-01-02 03:04:05.006Z',
      data: '{&#34;a&#34;:&#34;b&#34;}',
      kind: 'a',
      kinds: '',
      place: '{&#34;lon&#34;:1.5,&#34;lat&#34;:2}',
      secret: '{RECORD:secret}',
      password: '{RECORD:password}',
      tokenKey: '{RECORD:tokenKey}',
      nope: '{RECORD:nope}',
    }
    for (const [at, [name, value]] of Object.entries(expected).entries()) {
      claim(name, lines[at]).equals(`${name}=[${value}]`)
    }
    claim('made', lines.at(-1)).matches(/^made=\[\d{4}-\d\d-\d\d \d\d:\d\d:\d\d\.\d{3}Z\]$/)
  },
})

export const placeholdersFlow = conform('auth.mail.placeholders-flow', {
  lane: 'exclusive',
  needs: ['mail-sink'],
  async check(context) {
    const { claim } = context
    const { mailOf, useTemplate } = await withFlows(context)
    const names = ['TOKEN', 'OTP', 'OTP_ID', 'ALERT_INFO'] as const
    await useTemplate({ subject: 'S', body: names.map((name) => `{${name}}`).join('|') })
    const filled: Readonly<Record<Flow, readonly (typeof names)[number][]>> = {
      verification: ['TOKEN'],
      passwordReset: ['TOKEN'],
      emailChange: ['TOKEN'],
      otp: ['OTP', 'OTP_ID'],
      alert: ['ALERT_INFO'],
    }
    for (const flow of flows) {
      const { html, answer } = await mailOf(flow)
      const parts = (bodyIn(html) ?? '').split('|')
      const literal = names.filter((name, at) => parts[at] === `{${name}}`)
      const expected = names.filter((name) => !filled[flow].includes(name))
      claim(`${flow}: the others stay`, literal).equals(expected)
      if (flow === 'otp') {
        claim('the code', parts[1]).matches(/^\d{8}$/)
        claim('the id of the answer', answer).equals({ otpId: parts[2] })
      } else if (flow !== 'alert') {
        claim(`${flow}: a token`, parts[0]).matches(/^[\w-]+\.[\w-]+\.[\w-]+$/)
      }
    }
  },
})

export const alertInfo = conform('auth.mail.alert-info', {
  lane: 'exclusive',
  needs: ['mail-sink'],
  async check(context) {
    const { claim } = context
    const { mailOf, useTemplate } = await withFlows(context)
    await useTemplate({ subject: '{ALERT_INFO}', body: '{ALERT_INFO}' })
    const form = /^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d\.\d{3}Z - 127\.0\.0\.1 probe\/1\.0 &lt;x&gt;$/
    const { html, subject } = await mailOf('alert')
    claim('in the body', bodyIn(html)).matches(form)
    claim('in the subject', subject).matches(form)
    const seconds = Date.parse((bodyIn(html) ?? '').slice(0, 24).replace(' ', 'T')) / 1000
    claim('is now', Math.abs(Date.now() / 1000 - seconds)).atMost(60)
  },
})

export const htmlLayout = conform('auth.mail.html-layout', {
  lane: 'exclusive',
  needs: ['mail-sink'],
  async check(context) {
    const { claim } = context
    const { mailOf, useTemplate } = await withFlows(context)
    const body = '<p>{{.X}} & y</p>{{template "z"}}'
    await useTemplate({ subject: 'S', body })
    for (const flow of flows) {
      const { html = '' } = await mailOf(flow)
      claim(`${flow}: a page`, html.trim()).matches(/^<!DOCTYPE html[^]*<style[^]*<\/html>$/)
      claim(`${flow}: with the body as it is`, bodyIn(html)).equals(body)
    }
  },
})

export const mime = conform('auth.mail.mime', {
  lane: 'exclusive',
  needs: ['mail-sink'],
  async check(context) {
    const { claim } = context
    const { mailOf } = await withFlows(context)
    await useMeta(context, { appName: 'Äcme', senderName: 'Pöst' })
    for (const flow of flows) {
      const { source, subject, from } = await mailOf(flow)
      const [head = ''] = source.split('\r\n\r\n')
      const names = [...head.matchAll(/^([\w-]+):/gm)].map(([, name]) => name)
      claim(`${flow}: headers`, names.toSorted()).equals(
        ['Content-Type', 'Date', 'From', 'MIME-Version', 'Message-ID', 'Subject', 'To'].toSorted(),
      )
      claim(`${flow}: ASCII headers`, head).matches(/^[\x20-\x7e\r\n\t]*$/)
      claim(`${flow}: the sender decodes`, from?.name).equals('Pöst')
      if (flow === 'verification')
        claim('the subject decodes', subject).equals('Verify your Äcme email')
      const leaves = [...source.matchAll(/^Content-Type: (text\/\w+); charset="?utf-8/gim)]
      claim(
        `${flow}: text, then HTML`,
        leaves.map(([, type]) => type),
      ).equals(['text/plain', 'text/html'])
    }
  },
})

export const textPart = conform('auth.mail.text-part', {
  lane: 'exclusive',
  needs: ['mail-sink'],
  async check(context) {
    const { claim } = context
    const { mailOf, useTemplate } = await withFlows(context)
    const usual = await mailOf('verification')
    claim('a link', usual.text).matches(
      /\[Verify\]\(http:\/\/localhost:8090\/_\/#\/auth\/confirm-verification\/[\w.-]+\)/,
    )
    const body =
      '<h1>One</h1><p>two <b>three</b></p><ul><li>four</li></ul><style>x</style><form>y</form>'
    await useTemplate({ subject: 'S', body })
    const { text = '' } = await mailOf('passwordReset')
    claim(
      'lines',
      text
        .trim()
        .split('\n')
        .map((line) => line.trim()),
    ).equals(['One', 'two three', '- four'])
  },
})

export const transport = conform('auth.mail.transport', {
  lane: 'exclusive',
  needs: ['mail-sink'],
  async check(context) {
    const { claim, accepted, maker, user } = context
    const { account, auth, post } = await withFlows(context)
    const { client, email } = await user({}, auth)
    const change = () =>
      client.post(`${auth.path}/request-email-change`, { newEmail: `new-${email}` })
    const smtp = await scripted(context, { extensions: ['AUTH PLAIN', '8BITMIME'] })
    claim('with SMTP', await change()).status(204)
    const verbs = smtp.dialogues[0]?.lines.map((line) => line.slice(0, 4))
    claim('without credentials no AUTH', verbs).equals(['EHLO', 'MAIL', 'RCPT', 'DATA', 'QUIT'])
    accepted(await maker.patch('/api/settings', { smtp: { enabled: false } }))
    claim('without sendmail', await change()).error(400, 'Failed to request email change.')
    const asked = await post('request-verification', { email: (await account()).email })
    claim('in the background nobody is told', asked).status(204)
  },
})

const delayMs = 1_500

export const background = conform('auth.mail.background', {
  lane: 'exclusive',
  needs: ['mail-sink'],
  async check(context) {
    const { claim, user } = context
    const { account, auth, post } = await withFlows(context)
    const { client, email } = await user({}, auth)
    await scripted(context, { greetingDelayMs: delayMs })
    for (const operation of ['request-verification', 'request-password-reset', 'request-otp']) {
      const { ms } = await post(operation, { email: (await account()).email })
      claim(`${operation} answers at once`, ms).atMost(delayMs / 2)
    }
    const path = `${auth.path}/request-email-change`
    const { ms } = await client.post(path, { newEmail: `new-${email}` })
    claim('request-email-change waits', ms).atLeast(delayMs - 50)
    const signIn = (name: string) => {
      const body = { identity: email, password: 'correct horse 1' }
      const from = context.guest.withHeaders({ 'User-Agent': name })
      return from.post(`${auth.path}/auth-with-password`, body)
    }
    await signIn('a')
    claim('an alert waits', (await signIn('b')).ms).atLeast(delayMs - 50)
  },
})

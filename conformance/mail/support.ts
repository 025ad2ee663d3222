import type { CaseContext } from '../harness/case.ts'
import type { Exchange } from '../harness/exchange.ts'
import { type ScriptedSmtp, type SmtpScript, startScriptedSmtp } from '../probes/scripted-smtp.ts'

type Values = Readonly<Record<string, unknown>>

/** Mails go where these settings say until the case ends. */
export const useSmtp = async (
  { maker, accepted, defer }: CaseContext,
  values: Values,
): Promise<void> => {
  const before = accepted(await maker.get('/api/settings')).at('/smtp')
  const plain = { enabled: true, host: '127.0.0.1', username: '', tls: false, authMethod: '' }
  accepted(await maker.patch('/api/settings', { smtp: { ...plain, ...values } }))
  defer(async () => accepted(await maker.patch('/api/settings', { smtp: before })))
}

/** The sender and the name of the application until the case ends. */
export const useMeta = async (
  { maker, accepted, defer }: CaseContext,
  values: Values,
): Promise<void> => {
  const before = accepted(await maker.get('/api/settings')).at('/meta')
  accepted(await maker.patch('/api/settings', { meta: values }))
  defer(async () => accepted(await maker.patch('/api/settings', { meta: before })))
}

/** A scripted mail server that the server under test sends through. */
export const scripted = async (
  context: CaseContext,
  script: SmtpScript = {},
  values: Values = {},
): Promise<ScriptedSmtp> => {
  const smtp = await startScriptedSmtp(script)
  context.defer(() => smtp.close())
  await useSmtp(context, { port: smtp.port, host: script.host ?? '127.0.0.1', ...values })
  return smtp
}

/** The mail of the settings page; sent before the answer. */
export const sendTest = (
  { superuser }: Pick<CaseContext, 'superuser'>,
  body: Values = {},
): Promise<Exchange> =>
  superuser.send('POST', '/api/settings/test/email', {
    json: { email: 'a@example.com', template: 'verification', ...body },
    timeoutMs: 40_000,
  })

/** Commands by their verb, with the whole line where `full` names the verb. */
export const verbsOf = (lines: readonly string[] = []): readonly string[] =>
  lines.map((line) => line.split(/[ :]/)[0]?.toUpperCase() ?? '')

/** The body of an e-mail template that reaches the mail unchanged. */
export const bodyIn = (html = ''): string | undefined =>
  /<body[^>]*>([\s\S]*)<\/body>/.exec(html)?.[1]?.trim()

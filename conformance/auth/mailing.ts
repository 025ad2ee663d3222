import { Blocked } from '../harness/blocked.ts'
import type { CaseContext } from '../harness/case.ts'
import type { Exchange } from '../harness/exchange.ts'
import type { CollectionHandle, Fields } from '../harness/world.ts'
import type { ReceivedMail, SmtpSink } from '../probes/smtp-sink.ts'

type Body = Readonly<Record<string, unknown>>

export const badToken = { code: 'validation_invalid_token', message: 'Invalid or expired token.' }
export const foreignToken = {
  code: 'validation_token_collection_mismatch',
  message: 'The provided token is for different auth collection.',
}

export interface Account {
  readonly id: string
  readonly email: string
  readonly password: string
}

/** What a case about mails works with: an auth collection of its own and a mail server of its own. */
export interface Mailing {
  readonly sink: SmtpSink
  readonly auth: CollectionHandle
  /** An auth record that is not signed in. */
  account(values?: Body, at?: CollectionHandle): Promise<Account>
  /** `POST <collection>/<operation>` by a guest. */
  post(operation: string, body?: unknown): Promise<Exchange>
  /** Of the one mail that arrived for this address since the last look; blocks when none does. */
  nextMail(address: string): Promise<ReceivedMail>
  /** The token in the link of that mail. */
  nextToken(address: string): Promise<string>
  /** How many mails came for the address, counted after a later mail of somebody else has arrived. */
  countMails(address: string): Promise<number>
  /** The record as a superuser sees it. */
  stored(account: Pick<Account, 'id'>): Promise<Exchange>
  signIn(account: Pick<Account, 'email'>, password: string): Promise<Exchange>
}

export const accountPassword = 'correct horse 1'

/** `users`-like by default; `schema` changes the collection. */
export const mailing = async (context: CaseContext, schema: Fields = {}): Promise<Mailing> => {
  const { superuser, guest, unique, accepted, collection, mailSink } = context
  const sink = await mailSink()
  const auth = await collection({ type: 'auth', ...schema })
  const seen = new Map<string, number>()
  const post = (operation: string, body: unknown = {}) =>
    guest.post(`${auth.path}/${operation}`, body)
  const account = async (values: Body = {}, { records } = auth): Promise<Account> => {
    const body = {
      email: `${unique('u')}@example.com`,
      password: accountPassword,
      passwordConfirm: accountPassword,
      ...values,
    }
    const made = accepted(await superuser.post(records, body))
    return { id: made.text('/id'), email: body.email, password: body.password }
  }
  const mailsTo = (address: string) =>
    sink.messages.filter(({ envelope }) => envelope.to.includes(address))
  const nextMail = async (address: string): Promise<ReceivedMail> => {
    const before = seen.get(address) ?? 0
    await sink.waitFor(() => mailsTo(address).length > before)
    const mail = mailsTo(address)[before]
    if (mail === undefined) throw new Blocked(`no mail for ${address} arrived`)
    seen.set(address, before + 1)
    return mail
  }
  return {
    sink,
    auth,
    account,
    post,
    nextMail,
    nextToken: async (address) => tokenIn(await nextMail(address)),
    async countMails(address) {
      const other = await account()
      accepted(await post('request-verification', { email: other.email }))
      await nextMail(other.email)
      return mailsTo(address).length
    },
    stored: ({ id }) => superuser.get(`${auth.records}/${id}`),
    signIn: ({ email }, password) => post('auth-with-password', { identity: email, password }),
  }
}

/** The token at the end of the link; blocks when the mail has none. */
export const tokenIn = ({ html = '' }: Pick<ReceivedMail, 'html'>): string => {
  const [, token] = /\/_\/#\/auth\/confirm-[a-z-]+\/([\w.-]+)"/.exec(html) ?? []
  if (token === undefined) throw new Blocked('the mail has no link with a token')
  return token
}

import type { CaseContext } from '../harness/case.ts'
import type { Client } from '../harness/client.ts'
import type { Exchange } from '../harness/exchange.ts'
import { any } from '../harness/match.ts'
import type { RunningServer } from '../harness/target.ts'
import type { CollectionHandle } from '../harness/world.ts'
import { changeRows } from '../probes/data-dir.ts'

export const authNeeded = 'The request requires valid record authorization token.'
export const authFailed = 'Failed to authenticate.'
export const ruleFailed = "The request doesn't satisfy the collection requirements to authenticate."
export const invalidOtp = 'Invalid or expired OTP.'
export const missingAuth = 'Missing or invalid auth collection context.'
export const missing = 'Missing or invalid collection context.'
export const notFound = "The requested resource wasn't found."
export const superusersOnly = 'Only superusers can perform this action.'

/** Ids of records, OTPs and MFA sessions. */
export const mfaAsked = { mfaId: any.id }

export interface Credentials {
  readonly email: string
  readonly password: string
}

/** An auth record that is not signed in. */
export interface Account extends Credentials {
  readonly id: string
}

type Body = Readonly<Record<string, unknown>>

export const accountPassword = 'correct horse 1'

/** What a sign-in shows its owner of an auth record whose collection has no fields of its own, keys in the order of the contract. */
export const ownRecord = (
  { id: collectionId, name: collectionName }: Pick<CollectionHandle, 'id' | 'name'>,
  { id, email }: Pick<Account, 'id' | 'email'>,
) => ({ collectionId, collectionName, email, emailVisibility: false, id, verified: false })

/** Creates an auth record; unlike `user` of the world it does not sign it in, which a rule or a second factor may forbid. */
export const account = async (
  { superuser, unique, accepted, defer }: CaseContext,
  { records }: Pick<CollectionHandle, 'records'>,
  values: Body = {},
): Promise<Account> => {
  const email = `${unique('u')}@example.com`
  const password = accountPassword
  const body = { email, password, passwordConfirm: password, ...values }
  const made = accepted(await superuser.post(records, body))
  const id = made.text('/id')
  defer(() => superuser.delete(`${records}/${id}`))
  return { id, email: body.email, password: body.password }
}

/** Signs in by e-mail and password; `more` is added to the body. */
export const signIn = (
  client: Client,
  { path }: Pick<CollectionHandle, 'path'>,
  { email, password }: Credentials,
  more: Body = {},
): Promise<Exchange> =>
  client.post(`${path}/auth-with-password`, { identity: email, password, ...more })

/** The claims of a token, unverified; an empty object for what is none. */
export const claimsOf = (token: unknown): Body => {
  const [, payload = ''] = typeof token === 'string' ? token.split('.') : []
  try {
    return JSON.parse(Buffer.from(payload, 'base64url').toString()) as Body // shown by claims as it is
  } catch {
    return {}
  }
}

/** Whole seconds from now to the `exp` of a token; undefined when it has none. */
export const secondsLeft = (token: unknown): number | undefined => {
  const { exp } = claimsOf(token)
  return typeof exp === 'number' ? Math.round(exp - Date.now() / 1000) : undefined
}

/** How far a clock may have gone on between two looks at it on a loaded machine, in seconds. */
export const slack = 30

/** Gives a row of a system collection an age; the server is down meanwhile. */
export const age = async (
  server: RunningServer,
  table: '_otps' | '_mfas',
  id: string,
  seconds: number,
): Promise<void> => {
  await server.stop()
  const created = new Date(Date.now() - seconds * 1000).toISOString().replace('T', ' ')
  changeRows(server, 'data.db', `UPDATE ${table} SET created = ? WHERE id = ?`, created, id)
  await server.start()
}

export const otpOn = { otp: { enabled: true, duration: 180, length: 8 } }
export const mfaOn = { mfa: { enabled: true, duration: 1800, rule: '' }, ...otpOn }

export interface Seed {
  readonly otpId: string
  readonly password: string
}

/** An OTP with a known code, made by the superuser; answers the body that signs in with it. */
export const seedOtp = async (
  { superuser, accepted }: Pick<CaseContext, 'superuser' | 'accepted'>,
  { id: collectionRef }: Pick<CollectionHandle, 'id'>,
  { id: recordRef }: Pick<Account, 'id'>,
  { password = '12345678', ...values }: Body & { readonly password?: string } = {},
): Promise<Seed> => {
  const body = { collectionRef, recordRef, password, ...values }
  const made = accepted(await superuser.post('/api/collections/_otps/records', body))
  return { otpId: made.text('/id'), password }
}

export const withOtp = (
  client: Client,
  { path }: Pick<CollectionHandle, 'path'>,
  body: Body | Seed,
): Promise<Exchange> => client.post(`${path}/auth-with-otp`, body)

/** A session of an accepted first factor, made by the superuser; its id. */
export const seedMfa = async (
  { superuser, accepted }: Pick<CaseContext, 'superuser' | 'accepted'>,
  { id: collectionRef }: Pick<CollectionHandle, 'id'>,
  { id: recordRef }: Pick<Account, 'id'>,
  method: string,
): Promise<string> => {
  const body = { collectionRef, recordRef, method }
  return accepted(await superuser.post('/api/collections/_mfas/records', body)).text('/id')
}

/** Status of a record of a system collection as the superuser sees it: 200 or 404. */
export const lookUp = (
  { superuser }: Pick<CaseContext, 'superuser'>,
  table: '_otps' | '_mfas' | '_authOrigins' | '_externalAuths',
  id: string,
): Promise<Exchange> => superuser.get(`/api/collections/${table}/records/${id}`)

/** Rows of a system collection that belong to a record. */
export const rowsOf = (
  { superuser }: Pick<CaseContext, 'superuser'>,
  table: '_otps' | '_mfas' | '_authOrigins' | '_externalAuths',
  { id }: Pick<Account, 'id'>,
): Promise<Exchange> =>
  superuser.get(`/api/collections/${table}/records`, { filter: `recordRef='${id}'` })

/** The same `count` times at once; the answers in the order of the requests. */
export const atOnce = (
  send: (index: number) => Promise<Exchange>,
  count = 4,
): Promise<readonly Exchange[]> =>
  Promise.all(Array.from({ length: count }, (_, index) => send(index)))

/** What was answered, each once: status and, of a refusal, its message. */
export const answersOf = (answers: readonly Exchange[]): readonly string[] =>
  [...new Set(answers.map(({ status, json }) => `${status}${messageIn(json)}`))].toSorted()

const messageIn = (json: unknown): string =>
  typeof json === 'object' && json !== null && 'message' in json ? ` ${String(json.message)}` : ''

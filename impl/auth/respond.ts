import { retryWhileStale } from '../collections/stale.ts'
import { refusal } from '../errors.ts'
import type { RecordContext } from '../records/context.ts'
import { presentRecord } from '../records/present.ts'
import { idOf, type StoredRecord } from '../records/record.ts'
import { superusers } from '../records/superusers.ts'
import { findVisible } from '../records/view.ts'
import type { Caller, Incoming } from '../request.ts'
import type { RequestInfo } from '../rules/query.ts'
import { authOptionsOf } from './collection.ts'
import type { AuthContext } from './context.ts'
import { noticeOrigin } from './origins.ts'
import { requireSecondFactor, type SignInMethod } from './second-factor.ts'
import { issueToken, toAuthRecord } from './tokens.ts'

/**
 * What every sign-in ends with once its credentials are accepted: the authRule, the second factor, the answer with a new token
 * (auth.response.*), and the notice of a new place.
 */
export const answerSignIn = async (
  context: AuthContext,
  record: StoredRecord,
  incoming: Incoming,
  method: SignInMethod,
): Promise<string> => {
  const request = { context: method, body: await incoming.body() } as const
  await requireAuthRule(context, record, incoming, request)
  await requireSecondFactor(context, record, incoming, method)
  const token = await issueToken(context, record, { refreshable: true })
  const answer = await writeAuth(context, record, incoming, token)
  await noticeOrigin(context, record, incoming)
  return answer
}

/**
 * The authRule of the collection decides who may authenticate at all: null nobody, `''` everybody; a superuser's request
 * skips it (auth.response.rule-*).
 */
export const requireAuthRule = async (
  context: RecordContext,
  record: StoredRecord,
  { info, isSuperuser }: Incoming,
  request: Pick<RequestInfo, 'context' | 'body'>,
): Promise<void> => {
  if (isSuperuser) return
  const { collection } = record
  const { authRule: rule } = authOptionsOf(collection)
  if (rule === '') return
  const visible =
    rule !== null &&
    (await retryWhileStale(context, () =>
      findVisible(context, idOf(record), { collection, rule, request: { ...info, ...request } }),
    ))
  if (visible === false || visible === undefined) throw refusal('authRule')
}

/**
 * `{"record":{…},"token":"…"}`: the record as it sees itself, whoever asks. So its e-mail is there, and hidden fields are
 * shown to superusers' own records only (auth.response.own-email, hidden-fields, expand).
 */
export const writeAuth = async (
  context: RecordContext,
  record: StoredRecord,
  incoming: Incoming,
  token: string,
): Promise<string> => {
  const asItself: Caller = {
    info: { ...incoming.info, body: await incoming.body(), auth: toAuthRecord(record) },
    isSuperuser: record.collection.name === superusers,
  }
  const text = await presentRecord(context, record, asItself)
  return `{"record":${text},"token":${JSON.stringify(token)}}`
}

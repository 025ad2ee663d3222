import { ApiError, refusal } from '../errors.ts'
import { createStored } from '../records/create.ts'
import { asOwner } from '../records/owner.ts'
import { idOf, type StoredRecord, textOf } from '../records/record.ts'
import { matches } from '../records/rule-source.ts'
import type { Incoming } from '../request.ts'
import { FilterError, type RequestInfo } from '../rules/query.ts'
import { SqlFailure } from '../store/store.ts'
import { isString } from '../values/shape.ts'
import { isOlderThan } from './age.ts'
import { authOptionsOf } from './collection.ts'
import type { AuthContext } from './context.ts'
import { readSubmitted } from './form.ts'
import { findRow, refsTo, removeRow } from './rows.ts'

/** As the rows of `_mfas` and `@request.context` name them. */
export type SignInMethod = 'password' | 'otp' | 'oauth2'

const mfas = '_mfas'

/**
 * Where the collection asks for two factors, the first one opens a session and is refused with its id; the second one, by
 * another method, ends the session and passes (auth.mfa.*).
 */
export const requireSecondFactor = async (
  context: AuthContext,
  record: StoredRecord,
  incoming: Incoming,
  method: SignInMethod,
): Promise<void> => {
  const { mfa } = authOptionsOf(record.collection)
  if (!mfa.enabled) return
  const request = { ...incoming.info, body: await incoming.body(), context: method }
  if (!(await isAsked(context, record, mfa.rule, request))) return
  const mfaId = await readMfaId(incoming)
  if (mfaId === '') {
    throw new ApiError({
      kind: 'second-factor',
      mfaId: await openSession(context, record, method),
    })
  }
  await closeSession(context, { record, method, mfaId, durationSeconds: mfa.duration })
}

/** A rule that is not empty limits the second factor to the records that match; one that cannot run lets nobody in. */
const isAsked = async (
  context: AuthContext,
  record: StoredRecord,
  rule: string,
  request: RequestInfo,
): Promise<boolean> => {
  if (rule === '') return true
  try {
    const source = context.planner.row({ collection: record.collection, rule, request })
    return await matches(context, source, idOf(record))
  } catch (cause) {
    if (!(cause instanceof FilterError || cause instanceof SqlFailure)) throw cause
    throw refusal('authenticate', { cause })
  }
}

/** The query wins over the body. */
const readMfaId = async (incoming: Incoming): Promise<string> => {
  const asked = incoming.info.query.get('mfaId')
  if (asked !== undefined && asked !== '') return asked
  const sent = (await readSubmitted(incoming))('mfaId')
  if (!sent.every(isString)) throw refusal('mfaReadId')
  return sent.at(-1) ?? ''
}

const openSession = async (
  context: AuthContext,
  record: StoredRecord,
  method: SignInMethod,
): Promise<string> => {
  const owner = asOwner({ ...refsTo(record), method })
  const { record: session } = await createStored(context, mfas, owner)
  return idOf(session)
}

interface Closing {
  readonly record: StoredRecord
  readonly method: SignInMethod
  readonly mfaId: string
  readonly durationSeconds: number
}

const closeSession = async (
  context: AuthContext,
  { record, method, mfaId, durationSeconds }: Closing,
): Promise<void> => {
  const session = await findRow(context, mfas, mfaId)
  if (session === undefined) throw refusal('mfaExpired')
  if (isOlderThan(session, durationSeconds, context.clock())) {
    await removeRow(context, mfas, mfaId)
    throw refusal('mfaExpired')
  }
  const { collectionRef, recordRef, method: first } = session.values
  if (textOf(collectionRef) !== record.collection.id || textOf(recordRef) !== idOf(record)) {
    throw refusal('mfaForeign')
  }
  if (textOf(first) === method) throw refusal('mfaSameMethod')
  // Of two that close one session at once, the one that removes it passes.
  if (!(await removeRow(context, mfas, mfaId))) throw refusal('mfaExpired')
}

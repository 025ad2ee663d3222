import type { Collection } from '../collections/model.ts'
import { ApiError, refusal } from '../errors.ts'
import { createStored } from '../records/create.ts'
import { asOwner } from '../records/owner.ts'
import {
  emptyValues,
  findStored,
  idOf,
  type StoredRecord,
  textOf,
  toKey,
} from '../records/record.ts'
import type { Incoming } from '../request.ts'
import { formatDate } from '../values/date.ts'
import { isOlderThan } from './age.ts'
import { inBackground } from './background.ts'
import { authOptionsOf, requireAuthCollection } from './collection.ts'
import type { AuthContext } from './context.ts'
import { findAddressed } from './find.ts'
import { checkText, readForm, requireValid } from './form.ts'
import { type IssuedOtp, otpMail } from './mails.ts'
import type { OtpAttempts } from './otp-attempts.ts'
import { answerSignIn } from './respond.ts'
import { findRow, refsTo, removeRow } from './rows.ts'

const otps = '_otps'
/** A record with so many codes that have not expired gets no further one. */
const maxUnexpired = 10
const digits = '1234567890'

const requireOtp = (context: AuthContext, nameOrId: string) => {
  const collection = requireAuthCollection(context.collections, nameOrId)
  const { otp } = authOptionsOf(collection)
  if (!otp.enabled) throw refusal('otpDisabled')
  return { collection, otp }
}

/**
 * Makes a one-time password for the record with an e-mail address and mails it in the background. An unknown address is
 * answered like a known one (auth.otp.request-*).
 */
export const requestOtp =
  (context: AuthContext) =>
  async (nameOrId: string, incoming: Incoming): Promise<string> => {
    const { collection, otp } = requireOtp(context, nameOrId)
    const record = await findAddressed(context, collection, incoming)
    const otpId =
      record === undefined
        ? context.random.id()
        : ((await findReusable(context, record, otp.duration)) ?? (await mailNew(context, record)))
    return JSON.stringify({ otpId })
  }

/** The latest OTP of a record that has as many as it may have. */
const findReusable = async (
  { store, clock }: AuthContext,
  record: StoredRecord,
  durationSeconds: number,
): Promise<string | undefined> => {
  const since = formatDate(new Date(clock().getTime() - durationSeconds * 1000))
  const sql =
    'SELECT id FROM _otps WHERE collectionRef = ? AND recordRef = ? AND created >= ? ORDER BY created DESC, rowid DESC'
  const args = [record.collection.id, idOf(record), since]
  const rows = await store.read({ sql, args })
  return rows.length >= maxUnexpired ? String(rows[0]?.[0]) : undefined
}

const mailNew = async (context: AuthContext, record: StoredRecord): Promise<string> => {
  const otp = await issueOtp(context, record)
  inBackground(context, 'Failed to send OTP email', () => sendCode(context, record, otp))
  return otp.id
}

/** Makes a one-time password, whether or not the record's collection offers the method. */
export const issueOtp = async (context: AuthContext, record: StoredRecord): Promise<IssuedOtp> => {
  const code = context.random.text(authOptionsOf(record.collection).otp.length, digits)
  const owner = asOwner({ ...refsTo(record), password: code })
  const { record: otp } = await createStored(context, otps, owner)
  return { id: idOf(otp), code }
}

/** A code that could not be sent is taken back; one that was is remembered with its receiver (auth.otp.sent-to). */
const sendCode = async (
  context: AuthContext,
  record: StoredRecord,
  otp: IssuedOtp,
): Promise<void> => {
  const { mailer, records } = context
  const message = otpMail(context, record, otp)
  try {
    await mailer.send(message)
  } catch (error) {
    await removeRow(context, otps, otp.id)
    throw error
  }
  const stored = await findRow(context, otps, otp.id)
  if (stored === undefined || textOf(stored.values['sentTo']) !== '') return
  await records.update(otps, otp.id, asOwner({ sentTo: message.to }))
}

/** Signs a record in with a one-time password, which is used up by it (auth.otp.*). */
export const authWithOtp =
  (context: AuthContext, attempts: OtpAttempts) =>
  async (nameOrId: string, incoming: Incoming): Promise<string> => {
    const { collection, otp } = requireOtp(context, nameOrId)
    const form = await readForm(incoming, ['otpId', 'password'])
    requireValid({ otpId: checkText(form.otpId, 255), password: checkText(form.password, 71) })
    const found = await findValid(context, collection, form.otpId, otp.duration)
    if (found === undefined) throw refusal('invalidOtp')
    if (!attempts.take(toKey(found.record), incoming.realIp)) throw refusal('otpAttempts')
    const hash = textOf(found.stored.values['password'])
    if (!(await context.verifyPassword(form.password, hash))) throw refusal('invalidOtp')
    // Of two that use one code at once, the one that removes it is let in.
    if (!(await removeRow(context, otps, form.otpId))) throw refusal('invalidOtp')
    return answerSignIn(context, await verified(context, found), incoming, 'otp')
  }

interface ValidOtp {
  readonly stored: StoredRecord
  readonly record: StoredRecord
}

const findValid = async (
  context: AuthContext,
  collection: Collection,
  otpId: string,
  durationSeconds: number,
): Promise<ValidOtp | undefined> => {
  const stored = await findRow(context, otps, otpId)
  if (stored === undefined || textOf(stored.values['collectionRef']) !== collection.id) {
    return undefined
  }
  if (isOlderThan(stored, durationSeconds, context.clock())) return undefined
  const record = await findStored(context.store, collection, textOf(stored.values['recordRef']))
  return record && { stored, record }
}

/**
 * A code that came by mail shows whose address it is (auth.otp.verifies-email). A record that its fields do not let be saved any
 * more is signed in all the same, and shown as if it had been (auth.otp.unfit-record, unfit-record-shown).
 */
const verified = async (
  { records, store, log }: AuthContext,
  { stored, record }: ValidOtp,
): Promise<StoredRecord> => {
  const { collection, values } = record
  const sentTo = textOf(stored.values['sentTo'])
  if (values['verified'] === true || sentTo === '' || sentTo !== textOf(values['email'])) {
    return record
  }
  const id = idOf(record)
  try {
    await records.update(collection.id, id, asOwner({ verified: true }))
  } catch (error) {
    if (!(error instanceof ApiError) || error.refusal.kind !== 'invalid') throw error
    log(8, 'Failed to update record verified state after successful OTP validation', {
      error: error.message,
      fields: Object.keys(error.refusal.fields ?? {}).join(', '),
      otpId: idOf(stored),
      recordId: id,
    })
    return { collection, values: Object.assign(emptyValues(), values, { verified: true }) }
  }
  return (await findStored(store, collection, id)) ?? record
}

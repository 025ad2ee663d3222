import { createHash } from 'node:crypto'
import { ApiError } from '../errors.ts'
import { MailError } from '../mail/message.ts'
import { createStored } from '../records/create.ts'
import { asOwner } from '../records/owner.ts'
import type { StoredRecord } from '../records/record.ts'
import type { Incoming } from '../request.ts'
import { formatDate } from '../values/date.ts'
import { authOptionsOf } from './collection.ts'
import type { AuthContext } from './context.ts'
import { alertMail } from './mails.ts'
import { refsTo, removeRow } from './rows.ts'

const table = '_authOrigins'
const maxOrigins = 5
const maxAgentBytes = 200
/** How long a sign-in waits for its alert (auth.alert.mail-failure). */
const alertWaitMs = 15_000

interface Place {
  readonly ip: string
  /** What the client calls itself, cut to 200 bytes. */
  readonly agent: Buffer
}

/**
 * Remembers where a record signed in from, and tells it by mail of a place that is new and not its first (auth.alert.*).
 * Whatever goes wrong is logged and does not stop the sign-in.
 */
export const noticeOrigin = async (
  context: AuthContext,
  record: StoredRecord,
  incoming: Incoming,
): Promise<void> => {
  if (!authOptionsOf(record.collection).authAlert.enabled) return
  try {
    await notice(context, record, { ip: incoming.realIp, agent: agentOf(incoming) })
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error)
    context.log(4, '[recordAuthResponse] Failed to send login alert', { error: why })
  }
}

const agentOf = ({ info }: Incoming): Buffer => {
  const bytes = Buffer.from(info.headers.get('user_agent') ?? '')
  if (bytes.length <= maxAgentBytes) return bytes
  return Buffer.concat([bytes.subarray(0, maxAgentBytes), Buffer.from('...')])
}

/** auth.alert.fingerprint */
const fingerprintOf = ({ ip, agent }: Place): string =>
  createHash('md5').update(ip).update(agent).digest('hex')

const notice = async (context: AuthContext, record: StoredRecord, place: Place): Promise<void> => {
  const { store, records } = context
  const fingerprint = fingerprintOf(place)
  const owner = refsTo(record)
  const sql = `SELECT id, fingerprint FROM ${table} WHERE collectionRef = ? AND recordRef = ? ORDER BY created DESC, rowid DESC`
  const args = [owner.collectionRef, owner.recordRef]
  const rows = await store.read({ sql, args })
  const known = rows.find(([, text]) => text === fingerprint)
  if (known !== undefined) {
    // Saved as it is: only the date of the last use changes.
    await records.update(table, String(known[0]), asOwner())
    return
  }
  if (rows.length > 0 && record.values['email'] !== '') await alert(context, record, place)
  if (rows.length >= maxOrigins) {
    for (const [id] of rows.slice(maxOrigins - 1)) await removeRow(context, table, String(id))
  }
  try {
    await createStored(context, table, asOwner({ ...owner, fingerprint }))
  } catch (error) {
    // Another sign-in from the same place was faster, or the record is gone.
    if (!(error instanceof ApiError)) throw error
  }
}

const alert = async (
  context: AuthContext,
  record: StoredRecord,
  { ip, agent }: Place,
): Promise<void> => {
  const info = `${formatDate(context.clock())} - ${ip} ${agent.toString()}`
  let timer: Timer | undefined
  const late = new Promise<never>((_resolve, reject) => {
    const error = new MailError(`the mail was not sent in ${alertWaitMs / 1000} s`)
    timer = setTimeout(() => reject(error), alertWaitMs)
  })
  try {
    await Promise.race([context.mailer.send(alertMail(context, record, info)), late])
  } finally {
    clearTimeout(timer)
  }
}

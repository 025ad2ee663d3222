import { compactVerify, decodeJwt, SignJWT } from 'jose'
import type { TokenOptions } from '../collections/auth-options.ts'
import type { Collection, Collections } from '../collections/model.ts'
import { findStored, idOf, type StoredRecord, textOf } from '../records/record.ts'
import type { AuthRecord } from '../rules/query.ts'
import type { Store } from '../store/store.ts'
import { createLru } from '../store/lru.ts'
import { authOptionsOf } from './collection.ts'

/** Token kinds with the collection option that holds their secret and duration (auth.token.*). */
const options = {
  auth: 'authToken',
  file: 'fileToken',
  verification: 'verificationToken',
  passwordReset: 'passwordResetToken',
  emailChange: 'emailChangeToken',
} as const
export type TokenKind = keyof typeof options

export interface TokenContext {
  readonly store: Store
  readonly collections: Collections
  readonly clock: () => Date
}

const optionOf = (collection: Collection, kind: TokenKind): TokenOptions =>
  authOptionsOf(collection)[options[kind]]

/** The signing key: the record's tokenKey followed by the collection's secret. Changing either voids the token. */
const keyText = (record: StoredRecord, kind: TokenKind): string =>
  textOf(record.values['tokenKey']) + optionOf(record.collection, kind).secret

/** Issues an auth token. `refreshable` is false for tokens that auth-refresh returns as they are. */
export const issueToken = (
  context: Pick<TokenContext, 'clock'>,
  record: StoredRecord,
  {
    refreshable,
    durationSeconds,
  }: { readonly refreshable: boolean; readonly durationSeconds?: number },
): Promise<string> => sign(context, record, 'auth', { refreshable }, durationSeconds)

/** Issues a token that is sent by mail; `claims` are those of its kind. */
export const issueMailToken = (
  context: Pick<TokenContext, 'clock'>,
  record: StoredRecord,
  kind: Exclude<TokenKind, 'auth' | 'file'>,
  claims: Readonly<Record<string, string>>,
): Promise<string> => sign(context, record, kind, claims)

/** Issues a token that opens protected files as this record. */
export const issueFileToken = (
  context: Pick<TokenContext, 'clock'>,
  record: StoredRecord,
): Promise<string> => sign(context, record, 'file', {})

const sign = (
  { clock }: Pick<TokenContext, 'clock'>,
  record: StoredRecord,
  kind: TokenKind,
  own: Readonly<Record<string, unknown>>,
  durationSeconds = optionOf(record.collection, kind).duration,
): Promise<string> => {
  const exp = Math.floor(clock().getTime() / 1000) + durationSeconds
  const claims = { ...own, collectionId: record.collection.id, exp, id: idOf(record), type: kind }
  // Sorted, as the worked example of the facts about tokens spells them.
  const sorted = Object.fromEntries(Object.entries(claims).sort(([a], [b]) => (a < b ? -1 : 1)))
  return new SignJWT(sorted)
    .setProtectedHeader({ alg: 'HS256', typ: 'JWT' })
    .sign(new TextEncoder().encode(keyText(record, kind)))
}

export interface VerifiedToken {
  readonly record: StoredRecord
  readonly claims: Readonly<Record<string, unknown>>
}

export type TokenVerifier = (token: string, kind: TokenKind) => Promise<VerifiedToken | undefined>

interface Seen {
  readonly claims: Readonly<Record<string, unknown>>
  readonly key: string
}

const maxSeen = 10_000

/**
 * Verifies tokens (auth.header.*, auth.token.*). The record a token speaks of is read each time; the signature of a token
 * that was verified before is not computed again as long as its signing key is the same, so the cache is exact: a changed
 * or deleted record, in whatever process, is seen at once.
 */
export const createTokenVerifier = (context: TokenContext): TokenVerifier => {
  const seen = createLru<string, Seen>(maxSeen)

  return async (token, kind) => {
    const known = seen.get(token)
    const claims = known?.claims ?? readClaims(token)
    if (claims === undefined || !isTimely(claims, context.clock())) return undefined
    if (claims['type'] !== kind) return undefined
    const record = await findRecord(context, claims)
    if (record === undefined) return undefined
    const key = keyText(record, kind)
    if (known?.key !== key) {
      if (!(await isSigned(token, key))) return undefined
      seen.set(token, { claims, key })
    }
    return { record, claims }
  }
}

/** The claims of a token that nobody has verified; undefined for what is none. */
export const readClaims = (token: string): Readonly<Record<string, unknown>> | undefined => {
  // jose forgives padding and the other base64 alphabet; the signature is looked at when it is verified.
  if (!/^[\w-]+\.[\w-]+\.[^.]*$/.test(token)) return undefined
  try {
    return decodeJwt(token)
  } catch {
    // Whatever is not a token makes the caller a guest (auth.header.*).
    return undefined
  }
}

/** Time claims are optional but must be numbers; no leeway. */
const isTimely = (claims: Readonly<Record<string, unknown>>, now: Date): boolean => {
  const seconds = now.getTime() / 1000
  const holds = (name: string, test: (value: number) => boolean): boolean => {
    const value = claims[name]
    return value === undefined || (typeof value === 'number' && test(value))
  }
  return (
    holds('exp', (exp) => exp > seconds) &&
    holds('nbf', (nbf) => nbf <= seconds) &&
    holds('iat', (iat) => iat <= seconds)
  )
}

/** Only the signature: times were judged by our clock, which jose does not know. */
const isSigned = async (token: string, key: string): Promise<boolean> => {
  if (!/\.[\w-]+$/.test(token)) return false
  try {
    await compactVerify(token, new TextEncoder().encode(key), { algorithms: ['HS256'] })
    return true
  } catch {
    // A wrong signature and another algorithm are one answer: no.
    return false
  }
}

const findRecord = async (
  { collections, store }: TokenContext,
  claims: Readonly<Record<string, unknown>>,
): Promise<StoredRecord | undefined> => {
  const { id, collectionId } = claims
  if (typeof id !== 'string' || typeof collectionId !== 'string' || id === '') return undefined
  const collection = collections.find(collectionId)
  if (collection?.type !== 'auth') return undefined
  return findStored(store, collection, id)
}

/** The record as rules see it in `@request.auth`. */
export const toAuthRecord = (record: StoredRecord): AuthRecord => ({
  collection: record.collection,
  id: idOf(record),
  values: record.values,
})

import { SignJWT } from 'jose'
import type { TokenOptions } from '../collections/auth-options.ts'
import type { Collection, Collections } from '../collections/model.ts'
import { findStored, idOf, type StoredRecord, textOf } from '../records/record.ts'
import type { AuthRecord } from '../rules/query.ts'
import type { Store } from '../store/store.ts'
import { createLru } from '../store/lru.ts'
import { authOptionsOf } from './collection.ts'
import { readJwt } from './jwt.ts'

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
  // Sorted, as PocketBase spells them (the example in tokens.test.ts).
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
    const read = known === undefined ? readJwt(token) : undefined
    const claims = known?.claims ?? read?.claims
    if (claims === undefined || !isTimely(claims, context.clock())) return undefined
    if (claims['type'] !== kind) return undefined
    const record = await findRecord(context, claims)
    if (record === undefined) return undefined
    const key = keyText(record, kind)
    if (known?.key !== key) {
      if ((await (read ?? readJwt(token))?.isSigned(key)) !== true) return undefined
      seen.set(token, { claims, key })
    }
    return { record, claims }
  }
}

/** The claims of a token that nobody has verified; undefined for what is none. */
export const readClaims = (token: string): Readonly<Record<string, unknown>> | undefined =>
  readJwt(token)?.claims

/** Time claims are optional, and 0 is none, but must be numbers; no leeway. */
const isTimely = (claims: Readonly<Record<string, unknown>>, now: Date): boolean => {
  const seconds = now.getTime() / 1000
  const holds = (name: string, test: (value: number) => boolean): boolean => {
    const value = claims[name]
    if (value === undefined || value === 0) return true
    return typeof value === 'number' && test(inInt64(value))
  }
  return (
    holds('exp', (exp) => exp > seconds) &&
    holds('nbf', (nbf) => nbf <= seconds) &&
    holds('iat', (iat) => iat <= seconds)
  )
}

/** The contract's server keeps a time in 64 bits; what they do not hold, on whichever side, is long past to it. */
const inInt64 = (seconds: number): number => (Math.abs(seconds) < 2 ** 63 ? seconds : -(2 ** 63))

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

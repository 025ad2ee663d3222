import { importPKCS8, SignJWT } from 'jose'
import { validationItem } from '../../spec/errors.ts'
import { type FieldIssue, refusal } from '../errors.ts'
import { atLeast, atMost, blank, collectIssues } from '../issues.ts'
import type { Incoming } from '../request.ts'
import { complete, type ObjectShape } from '../values/shape.ts'
import { readOnto } from './body.ts'

const shape = {
  object: {
    clientId: 'string',
    teamId: 'string',
    keyId: 'string',
    privateKey: 'string',
    /** Seconds. */
    duration: 'integer',
  },
} as const satisfies ObjectShape
const empty = complete(shape, {})

const idBytes = 10
/** Half a year, the longest that Apple takes. */
const maxSeconds = 15_777_000
const keyPattern = /-----BEGIN PRIVATE KEY----[^]+-----END PRIVATE KEY-----/
const audience = 'https://appleid.apple.com'

const required = (value: string): FieldIssue | undefined => (value === '' ? blank : undefined)

const checkId = (value: string): FieldIssue | undefined =>
  required(value) ??
  (Buffer.byteLength(value) === idBytes
    ? undefined
    : validationItem('validation_length_invalid', { min: idBytes, max: idBytes }))

const checkDuration = (seconds: number): FieldIssue | undefined => {
  if (seconds === 0) return blank
  if (seconds < 1) return atLeast(1)
  return seconds > maxSeconds ? atMost(maxSeconds) : undefined
}

/** The client secret that Apple asks of those who sign in with it (settings.apple.*). Nothing is stored. */
export const generateAppleSecret =
  ({ clock }: { readonly clock: () => Date }) =>
  async (incoming: Incoming): Promise<string> => {
    const form = (await readOnto(shape, empty, incoming))(empty)
    const { clientId, teamId, keyId, privateKey, duration } = form
    const fields = collectIssues({
      clientId: required(clientId),
      teamId: checkId(teamId),
      keyId: checkId(keyId),
      privateKey:
        required(privateKey) ??
        (keyPattern.test(privateKey) ? undefined : validationItem('validation_match_invalid')),
      duration: checkDuration(duration),
    })
    if (fields !== undefined) throw refusal('appleInvalid', { fields })
    try {
      const now = Math.floor(clock().getTime() / 1000)
      const secret = await new SignJWT({ aud: [audience] })
        .setProtectedHeader({ alg: 'ES256', kid: keyId, typ: 'JWT' })
        .setIssuer(teamId)
        .setSubject(clientId)
        .setIssuedAt(now)
        .setExpirationTime(now + duration)
        .sign(await importPKCS8(privateKey.trim(), 'ES256'))
      return JSON.stringify({ secret })
    } catch (cause) {
      const reason = cause instanceof Error ? cause.message : String(cause)
      throw refusal('appleRaw', { values: { reason }, cause })
    }
  }

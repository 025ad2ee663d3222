import { JsonError, readWholeJson } from '../values/read-json.ts'
import { isObject, type JsonObject } from '../values/shape.ts'

/** A token as it is written. Nobody has verified it yet. */
export interface Jwt {
  readonly claims: JsonObject
  /** Whether its signature is that of HS256 with this key. */
  isSigned(key: string): Promise<boolean>
}

// Three parts of unpadded base64url, in which line breaks do not count; the signature is looked at when it is verified.
const form = /^([\w\r\n-]+)\.([\w\r\n-]+)\.([^.]*)$/

/**
 * Reads a token; undefined for what is none. Of the header only `alg` counts: libraries for JWT refuse `crit` and forgive a byte order
 * mark or a number beyond floats, which the contract's server does not (auth.token.refusal-matrix-*).
 */
export const readJwt = (token: string): Jwt | undefined => {
  const [, head = '', payload = '', signature = ''] = form.exec(token) ?? []
  const header = readPart(head)
  const sound = readPart(payload)
  // A number beyond floats voids a token, whose other claims are told of all the same.
  const claims = sound ?? readPart(payload, true)
  if (header === undefined || claims === undefined) return undefined
  const mayBeSigned = header['alg'] === 'HS256' && sound !== undefined
  const isSigned = async (key: string): Promise<boolean> =>
    mayBeSigned && (await verify(key, `${head}.${payload}`, signature))
  return { claims, isSigned }
}

const withoutLineBreaks = (text: string): string => text.replace(/[\r\n]/g, '')

// A byte order mark stays in the text and makes it malformed JSON.
const utf8 = new TextDecoder('utf-8', { ignoreBOM: true })

const readPart = (part: string, takesAnyNumber = false): JsonObject | undefined => {
  const text = withoutLineBreaks(part)
  // One character of base64 alone stands for nothing.
  if (text.length % 4 === 1) return undefined
  try {
    const value = readWholeJson(utf8.decode(Buffer.from(text, 'base64url')), takesAnyNumber)
    return isObject(value) ? value : undefined
  } catch (error) {
    if (!(error instanceof JsonError)) throw error
    return undefined
  }
}

const algorithm = { name: 'HMAC', hash: 'SHA-256' }

const verify = async (key: string, text: string, signature: string): Promise<boolean> => {
  const written = withoutLineBreaks(signature)
  if (!/^[\w-]+$/.test(written) || written.length % 4 === 1) return false
  const { subtle } = crypto
  const encoder = new TextEncoder()
  const imported = await subtle.importKey('raw', encoder.encode(key), algorithm, false, ['verify'])
  return subtle.verify(algorithm, imported, Buffer.from(written, 'base64url'), encoder.encode(text))
}

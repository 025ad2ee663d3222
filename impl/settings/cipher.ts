import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto'
import { isValidJson } from '../values/json-text.ts'

/** How the settings are kept in their row: as plain JSON, or encrypted (settings.store.encryption). */
export interface SettingsCipher {
  /** JSON text -> the stored text. */
  seal(json: string): string
  /** The stored text -> JSON text. Throws when it is neither JSON nor encrypted with this key. */
  open(stored: string): string
}

const nonceBytes = 12
const tagBytes = 16
const algorithms = { 16: 'aes-128-gcm', 24: 'aes-192-gcm', 32: 'aes-256-gcm' } as const

const isKeyLength = (length: number): length is keyof typeof algorithms => length in algorithms

/** Settings that nobody encrypts. */
export const plainSettings: SettingsCipher = {
  seal: (json) => json,
  open: (stored) => stored,
}

/**
 * base64 of a nonce of 12 bytes, the ciphertext of AES-GCM, and its tag. Settings that are still plain are read as they are and
 * encrypted when they are saved next. Throws for a key that AES does not know.
 */
export const encryptedSettings = (key: string): SettingsCipher => {
  const bytes = Buffer.from(key)
  if (!isKeyLength(bytes.length)) throw new RangeError(`invalid key size ${bytes.length}`)
  const algorithm = algorithms[bytes.length]
  return {
    seal(json) {
      const nonce = randomBytes(nonceBytes)
      const cipher = createCipheriv(algorithm, bytes, nonce)
      const parts = [nonce, cipher.update(json, 'utf8'), cipher.final(), cipher.getAuthTag()]
      return Buffer.concat(parts).toString('base64')
    },
    open(stored) {
      if (isValidJson(stored)) return stored
      const sealed = Buffer.from(stored, 'base64')
      const decipher = createDecipheriv(algorithm, bytes, sealed.subarray(0, nonceBytes))
      decipher.setAuthTag(sealed.subarray(-tagBytes))
      const text = decipher.update(sealed.subarray(nonceBytes, -tagBytes))
      return Buffer.concat([text, decipher.final()]).toString('utf8')
    },
  }
}

/** Randomness as use cases need it; a test passes its own. */
export interface Random {
  /** A record id: 15 of `[a-z0-9]`. */
  id(): string
  /** A tokenKey or token secret: 50 of `[A-Za-z0-9]`. */
  tokenKey(): string
  /** Text of uniformly drawn characters. */
  text(length: number, alphabet: string): string
  /** A whole number from 0 to `below - 1`. */
  below(below: number): number
}

const lower = 'abcdefghijklmnopqrstuvwxyz'
const digits = '0123456789'
export const idAlphabet = lower + digits
const keyAlphabet = lower + lower.toUpperCase() + digits

const batch = new Uint32Array(256)
let used = batch.length

const next = (): number => {
  if (used === batch.length) {
    crypto.getRandomValues(batch)
    used = 0
  }
  // `used` is below the length.
  return batch[used++] as number
}

/** Uniform: values of the last, incomplete cycle are drawn again. */
const below = (limit: number): number => {
  const cycles = 2 ** 32 - (2 ** 32 % limit)
  for (;;) {
    const value = next()
    if (value < cycles) return value % limit
  }
}

const text = (length: number, alphabet: string): string => {
  let drawn = ''
  for (let index = 0; index < length; index++) drawn += alphabet[below(alphabet.length)]
  return drawn
}

/** Cryptographic randomness, drawn in batches. */
export const systemRandom: Random = {
  id: () => text(15, idAlphabet),
  tokenKey: () => text(50, keyAlphabet),
  text,
  below,
}

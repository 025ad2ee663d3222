/** bcrypt reads this many bytes. */
const maxBytes = 72

export interface Passwords {
  /** bcrypt, off the main thread, with the cost of the password field. At most 72 bytes; longer ones are refused before. */
  readonly hashPassword: (password: string, cost: number) => Promise<string>
  /** False for an empty or unreadable hash, too. */
  readonly verifyPassword: (password: string, hash: string) => Promise<boolean>
}

/** In this process, on threads of the runtime. */
export const bcryptPasswords: Passwords = {
  async hashPassword(password, cost) {
    const hash = await Bun.password.hash(password, { algorithm: 'bcrypt', cost })
    // Up to 72 bytes both names stand for the same sum, and PocketBase's hashes have this one.
    return hash.replace(/^\$2b/, '$2a')
  },
  async verifyPassword(password, hash) {
    // Whatever else stands in the column would be an error of the runtime, or another algorithm.
    if (!/^\$2[aby]\$\d\d\$[./A-Za-z0-9]{53}$/.test(hash)) return false
    return Bun.password.verify(firstBytes(password), hash)
  },
}

/** What follows the 72nd byte does not count at sign-in (auth.password.over-72-bytes); the runtime would hash it first. */
const firstBytes = (text: string): string | Uint8Array => {
  const bytes = new TextEncoder().encode(text)
  return bytes.length > maxBytes ? bytes.subarray(0, maxBytes) : text
}

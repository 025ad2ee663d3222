import { seededRandom } from './random.ts'

const letters = 'abcdefghijklmnopqrstuvwxyz0123456789'
const length = 8

/**
 * Names that no other case uses. With a seed, a case gets the same ones on every server; without, no other run of it gets
 * them.
 */
export const uniqueNames = (id: string, seed?: number): ((prefix: string) => string) => {
  const draw = seed === undefined ? drawn : seededRandom(Bun.hash.crc32(`${seed} ${id}`))
  return (prefix) =>
    prefix +
    Array.from({ length }, () => letters.charAt(Math.floor(draw() * letters.length))).join('')
}

const drawn = (): number =>
  crypto.getRandomValues(new Uint32Array(1)).reduce((_, bits) => bits / 2 ** 32, 0)

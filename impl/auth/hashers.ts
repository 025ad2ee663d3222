import { availableParallelism } from 'node:os'
import { entryBeside, entryInBundle } from '../processes/entry.ts'
import { createProcessPool, PoolError } from '../processes/pool.ts'
import type { HashAnswer, HashQuestion } from './hash-protocol.ts'
import { bcryptPasswords, type Passwords } from './passwords.ts'

/**
 * Child processes of low priority that hash passwords: they use all cores when nobody else wants them and give way to
 * requests at once, which threads of this process cannot.
 */
export interface Hashers extends Passwords {
  /** Ends the processes and rejects what is queued or under way. */
  close(): Promise<void>
  /** Ids of the processes that have not ended. */
  pids(): readonly number[]
}

export interface HashersOptions {
  /** At most this many processes; one per core unless told. */
  readonly size?: number
  /** A process that was asked nothing for so long ends. */
  readonly idleMs?: number
}

const entry =
  typeof isBundled === 'undefined'
    ? entryBeside(import.meta.url, 'hash-process')
    : entryInBundle('hash-process')

export const createHashers = ({
  size = availableParallelism(),
  idleMs = 60_000,
}: HashersOptions = {}): Hashers => {
  const { ask, close, pids } = createProcessPool<HashQuestion, HashAnswer>({
    entry,
    args: [String(idleMs)],
    size,
  })
  /** Undefined where there is no process to ask, or each of them dies: then nobody shall be locked out for it. */
  const tryAsk = async (question: HashQuestion): Promise<HashAnswer | undefined> => {
    try {
      const answer = await ask(question)
      if (answer.kind === 'failure') throw new Error(`bcrypt: ${answer.text}`)
      return answer
    } catch (error) {
      if (error instanceof PoolError && error.kind !== 'closed') return undefined
      throw error
    }
  }
  return {
    async hashPassword(password, cost) {
      const answer = await tryAsk({ kind: 'hash', password, cost })
      if (answer?.kind === 'hash') return answer.hash
      return bcryptPasswords.hashPassword(password, cost)
    },
    async verifyPassword(password, hash) {
      if (hash === '') return false
      const answer = await tryAsk({ kind: 'verify', password: enough(password), hash })
      if (answer?.kind === 'verify') return answer.isRight
      return bcryptPasswords.verifyPassword(password, hash)
    },
    close,
    pids,
  }
}

/**
 * As much of a password as can count (auth.password.over-72-bytes): each unit of a text is a byte at least. The one more keeps a
 * pair of units whole.
 */
const enough = (password: string): string => password.slice(0, 73)

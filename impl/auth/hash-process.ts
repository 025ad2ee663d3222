/**
 * Entry of a hashing child process: bcrypt for its parent, one password at a time, with the lowest priority, so that a core
 * which hashes is given back at once when there is a request to answer.
 *
 * Argument: milliseconds without a question after which the process ends.
 */
import { existsSync, readdirSync } from 'node:fs'
import { constants, setPriority } from 'node:os'
import type { HashAnswer, HashQuestion } from './hash-protocol.ts'
import { bcryptPasswords } from './passwords.ts'

/** Under Linux a priority is one thread's, and those that hash have started by now; elsewhere it is the process's. */
const tasks = '/proc/self/task'
const threads = existsSync(tasks) ? readdirSync(tasks).map(Number) : [process.pid]
for (const thread of threads) setPriority(thread, constants.priority.PRIORITY_LOW)

const idleMs = Number(process.argv[2])
if (!(idleMs > 0)) throw new Error('hash-process: expected a time in milliseconds')

const answer = async (question: HashQuestion): Promise<HashAnswer> => {
  try {
    if (question.kind === 'verify') {
      const { password, hash } = question
      return { kind: 'verify', isRight: await bcryptPasswords.verifyPassword(password, hash) }
    }
    const { password, cost } = question
    return { kind: 'hash', hash: await bcryptPasswords.hashPassword(password, cost) }
  } catch (error) {
    return { kind: 'failure', text: error instanceof Error ? error.message : String(error) }
  }
}

const end = (): void => process.exit(0)
let idle = setTimeout(end, idleMs)

process.on('message', (question: HashQuestion) => {
  clearTimeout(idle)
  void answer(question).then((result) => {
    process.send?.(result)
    idle = setTimeout(end, idleMs)
  })
})
// Also when the parent dies without a word, and in the middle of a password.
process.on('disconnect', end)
// Ctrl-C reaches the whole group; passwords are hashed until the parent has answered what is under way.
process.on('SIGINT', () => undefined)

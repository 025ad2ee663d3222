import { dirname } from 'node:path'
import type { Subprocess } from 'bun'

/**
 * Child processes that answer questions, one at a time each: for work that must be stoppable, or must not compete with the
 * thread that answers requests. Questions and answers go over the channel as JSON.
 */
export interface ProcessPool<Question, Answer> {
  /** Rejects with {@link PoolError}. A question whose process dies is asked once more. */
  ask(question: Question): Promise<Answer>
  /** Ends the processes and rejects what is queued or under way. */
  close(): Promise<void>
  /** Ids of the processes that have not ended. */
  pids(): readonly number[]
}

export interface PoolOptions {
  /** Path of the module that each process runs. */
  readonly entry: string
  readonly args?: readonly string[]
  /** At most this many processes, started on demand. */
  readonly size: number
  /**
   * From the moment a question is asked, so that waiting behind others counts; the process that has it then ends with it.
   * None when left out.
   */
  readonly limitMs?: number
  /** One process more than is needed, so that the next question need not wait for its start. */
  readonly keepsSpare?: boolean
}

/** Why a question has no answer. `lost`: two processes died over it; `not-started`: there is none to ask. */
export type PoolFailure = 'closed' | 'expired' | 'lost' | 'not-started'

export class PoolError extends Error {
  override readonly name = 'PoolError'
  readonly kind: PoolFailure

  constructor(kind: PoolFailure, options?: ErrorOptions) {
    super(`no answer of a child process: ${kind}`, options)
    this.kind = kind
  }
}

interface Asked<Question, Answer> {
  readonly question: Question
  readonly resolve: (answer: Answer) => void
  readonly reject: (cause: PoolError) => void
  readonly timer: ReturnType<typeof setTimeout> | undefined
  /** Its first process died under it. */
  retried: boolean
}

interface Member<Question, Answer> {
  readonly child: Subprocess
  asked: Asked<Question, Answer> | undefined
}

export const createProcessPool = <Question, Answer>({
  entry,
  args = [],
  size,
  limitMs,
  keepsSpare = false,
}: PoolOptions): ProcessPool<Question, Answer> => {
  const members = new Set<Member<Question, Answer>>()
  /** Also those already killed, until they are gone. */
  const processes = new Set<Subprocess>()
  const waiting: Asked<Question, Answer>[] = []
  let closed = false

  const spawn = (): Member<Question, Answer> => {
    const child = Bun.spawn([process.execPath, entry, ...args], {
      // Bun reads bunfig.toml and .env of its working directory; the caller's are not meant for this process.
      cwd: dirname(entry),
      stdio: ['ignore', 'ignore', 'inherit'],
      serialization: 'json',
      ipc: (answer: Answer) => {
        settle(member, answer)
      },
      onExit: () => {
        processes.delete(child)
        lost(member)
      },
    })
    // An idle process is no reason for this one to stay.
    child.unref()
    const member: Member<Question, Answer> = { child, asked: undefined }
    processes.add(child)
    members.add(member)
    return member
  }

  /** One more member, undefined when there are enough or none can be started. */
  const grow = (): Member<Question, Answer> | undefined => {
    if (members.size >= size) return undefined
    try {
      return spawn()
    } catch (cause) {
      // Without any member nobody would ever come back to the queue.
      if (members.size === 0) {
        for (const asked of waiting.splice(0)) {
          refuse(asked, new PoolError('not-started', { cause }))
        }
      }
      return undefined
    }
  }

  const idle = (): Member<Question, Answer> | undefined => {
    for (const member of members) if (member.asked === undefined) return member
    return undefined
  }

  const refuse = (asked: Asked<Question, Answer>, cause: PoolError): void => {
    clearTimeout(asked.timer)
    asked.reject(cause)
  }

  const dispatch = (): void => {
    while (waiting.length > 0) {
      const member = idle() ?? grow()
      const asked = member && waiting.shift()
      if (member === undefined || asked === undefined) return
      member.asked = asked
      member.child.ref()
      try {
        member.child.send(asked.question)
      } catch {
        // It has ended, and the news of that is still on its way.
        lost(member)
      }
    }
  }

  const keepSpare = (): void => {
    if (keepsSpare && idle() === undefined) grow()
  }

  const settle = (member: Member<Question, Answer>, answer: Answer): void => {
    const { asked } = member
    if (asked === undefined) return
    member.asked = undefined
    member.child.unref()
    clearTimeout(asked.timer)
    asked.resolve(answer)
    dispatch()
  }

  /** The process has gone, by itself or by our hand. */
  const lost = (member: Member<Question, Answer>): void => {
    // Not among the members any more: ended by us, its question answered.
    const asked = members.delete(member) ? member.asked : undefined
    member.asked = undefined
    if (asked?.retried) {
      refuse(asked, new PoolError('lost'))
    } else if (asked) {
      asked.retried = true
      waiting.unshift(asked)
    }
    dispatch()
  }

  const expire = (asked: Asked<Question, Answer>): void => {
    const place = waiting.indexOf(asked)
    if (place >= 0) waiting.splice(place, 1)
    for (const member of members) {
      if (member.asked !== asked) continue
      member.asked = undefined
      members.delete(member)
      member.child.kill('SIGKILL')
    }
    asked.reject(new PoolError('expired'))
    dispatch()
    keepSpare()
  }

  return {
    ask(question) {
      if (closed) return Promise.reject(new PoolError('closed'))
      return new Promise((resolve, reject) => {
        const asked: Asked<Question, Answer> = {
          question,
          resolve,
          reject,
          timer: limitMs === undefined ? undefined : setTimeout(() => expire(asked), limitMs),
          retried: false,
        }
        waiting.push(asked)
        dispatch()
        keepSpare()
      })
    },
    async close() {
      closed = true
      const underWay = [...members].flatMap(({ asked }) => asked ?? [])
      members.clear()
      for (const asked of [...underWay, ...waiting.splice(0)]) {
        refuse(asked, new PoolError('closed'))
      }
      const exits = [...processes].map((child) => {
        child.kill('SIGKILL')
        return child.exited
      })
      await Promise.all(exits)
    },
    pids: () => [...processes].map(({ pid }) => pid),
  }
}

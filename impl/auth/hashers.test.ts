import { readdirSync, readFileSync } from 'node:fs'
import { getPriority } from 'node:os'
import { join } from 'node:path'
import { afterEach, describe, expect, test } from 'bun:test'
import { comesTrue, failureOf, isAlive, startParent } from '../store/test-support.ts'
import { createHashers, type Hashers, type HashersOptions } from './hashers.ts'
import { bcryptPasswords } from './passwords.ts'

let hashers: Hashers | undefined

const start = (options: HashersOptions = {}): Hashers => {
  hashers = createHashers({ size: 2, ...options })
  return hashers
}

afterEach(async () => {
  await hashers?.close()
  hashers = undefined
})

const cheap = 4
/** Longer than any test waits. */
const endless = 24

const onlyPid = async (pool: Hashers): Promise<number> => {
  await comesTrue(() => pool.pids().length === 1)
  const [pid = 0] = pool.pids()
  return pid
}

describe('hashing processes', () => {
  test('are started with the first password, and no more than are needed', async () => {
    const pool = start()
    expect(pool.pids()).toEqual([])
    await pool.hashPassword('one', cheap)
    expect(pool.pids()).toHaveLength(1)
    await Promise.all(Array.from({ length: 6 }, () => pool.hashPassword('more', cheap)))
    expect(pool.pids()).toHaveLength(2)
  })

  test('give and take the hashes of this process, and of PocketBase', async () => {
    const pool = start()
    const passwords = ['a', 'žluť\0\u{1f600}', '\ud800', 'x'.repeat(72), '\u{1f600}'.repeat(18)]
    for (const password of passwords) {
      const hash = await pool.hashPassword(password, cheap)
      expect(hash).toMatch(/^\$2a\$04\$/)
      expect(await bcryptPasswords.verifyPassword(password, hash)).toBe(true)
      expect(await pool.verifyPassword(password, hash)).toBe(true)
      expect(await pool.verifyPassword(`!${password}`, hash)).toBe(false)
    }
  })

  test('what follows the 72nd byte does not count', async () => {
    const pool = start()
    for (const whole of ['x'.repeat(72), `${'x'.repeat(68)}\u{1f600}`, '\u{1f600}'.repeat(18)]) {
      const hash = await pool.hashPassword(whole, cheap)
      expect(await pool.verifyPassword(`${whole}${'y'.repeat(1e6)}`, hash)).toBe(true)
      expect(await pool.verifyPassword(whole.slice(1), hash)).toBe(false)
    }
  })

  test('what is no hash is nobody’s', async () => {
    const pool = start()
    for (const hash of ['', 'nonsense', '$2a$04$', '$argon2id$v=19$m=65536,t=2,p=1$a$b']) {
      expect(await pool.verifyPassword('a', hash)).toBe(false)
    }
  })

  test('a cost that bcrypt does not know is refused, and the process serves on', async () => {
    const pool = start()
    expect(await failureOf(pool.hashPassword('a', 99))).toHaveProperty(
      'message',
      expect.stringContaining('bcrypt: '),
    )
    expect(await pool.hashPassword('a', cheap)).toMatch(/^\$2a\$04\$/)
  })

  test('give way: they and their threads have the lowest priority', async () => {
    const pool = start({ size: 1 })
    const hashing = failureOf(pool.hashPassword('a', endless))
    const pid = await onlyPid(pool)
    expect(await comesTrue(() => getPriority(pid) === 19)).toBe(true)
    // Elsewhere a priority is that of all threads.
    if (process.platform === 'linux') {
      expect(await comesTrue(() => busiest(pid).ticks > 20)).toBe(true)
      expect(busiest(pid).niceness).toBe(19)
    }
    await pool.close()
    await hashing
  })

  test('a password whose process dies is hashed by another', async () => {
    const pool = start({ size: 1 })
    const hash = pool.hashPassword('a', 12)
    const first = await onlyPid(pool)
    process.kill(first, 'SIGKILL')
    expect(await pool.verifyPassword('a', await hash)).toBe(true)
    expect(pool.pids()).not.toContain(first)
  })

  test('nobody is locked out when each of them dies', async () => {
    const pool = start({ size: 1 })
    const killed = new Set<number>()
    const killer = setInterval(() => {
      for (const pid of pool.pids()) {
        killed.add(pid)
        process.kill(pid, 'SIGKILL')
      }
    }, 1)
    try {
      const hash = await pool.hashPassword('a', 10)
      expect(await bcryptPasswords.verifyPassword('a', hash)).toBe(true)
      expect(killed.size).toBeGreaterThanOrEqual(2)
    } finally {
      clearInterval(killer)
    }
  })

  test('end when they are asked nothing, and are started again', async () => {
    const pool = start({ size: 1, idleMs: 50 })
    await pool.hashPassword('a', cheap)
    const first = await onlyPid(pool)
    expect(await comesTrue(() => pool.pids().length === 0)).toBe(true)
    expect(await pool.hashPassword('a', cheap)).toMatch(/^\$2a/)
    expect(pool.pids()).not.toContain(first)
  })

  test('closing refuses what is under way and what waits, and leaves no process', async () => {
    const pool = start({ size: 1 })
    const failures = Promise.all([
      failureOf(pool.hashPassword('a', endless)),
      failureOf(pool.hashPassword('b', cheap)),
    ])
    const pid = await onlyPid(pool)
    await pool.close()
    expect((await failures).every((failure) => failure instanceof Error)).toBe(true)
    expect(isAlive(pid)).toBe(false)
    expect(await failureOf(pool.hashPassword('c', cheap))).toBeInstanceOf(Error)
  })

  test('end after their parent was killed, also in the middle of a password', async () => {
    const script = `
      import { createHashers } from ${JSON.stringify(join(import.meta.dir, 'hashers.ts'))}
      const hashers = createHashers({ size: 2 })
      await hashers.hashPassword('a', ${String(cheap)})
      void hashers.hashPassword('b', ${String(endless)})
      void hashers.hashPassword('c', ${String(endless)})
      console.log(JSON.stringify(hashers.pids()))`
    const { parent, children } = await startParent(script)
    expect(children.filter(isAlive)).toHaveLength(2)
    parent.kill('SIGKILL')
    expect(await comesTrue(() => !children.some(isAlive))).toBe(true)
  })
})

interface Thread {
  /** Of processor time, so far. */
  readonly ticks: number
  readonly niceness: number
}

/** proc(5): what follows the name in parentheses begins with the third field. */
const busiest = (pid: number): Thread =>
  readdirSync(`/proc/${pid}/task`)
    .map((id) => readFileSync(`/proc/${pid}/task/${id}/stat`, 'utf8').replace(/^.*\) /, ''))
    .map((text) => text.split(' ').map(Number))
    .map((fields) => ({ ticks: fields[11] ?? 0, niceness: fields[16] ?? 0 }))
    .reduce((a, b) => (b.ticks > a.ticks ? b : a))

import { existsSync, readFileSync } from 'node:fs'
import { afterEach, describe, expect, test } from 'bun:test'
import { killGroup, trackGroup } from '../targets/leftovers.ts'
import {
  goBehindClients,
  groupListeningOn,
  readUsage,
  shareOfOthers,
  watchMemory,
} from './usage.ts'

const groups: number[] = []
afterEach(() => {
  for (const group of groups.splice(0)) killGroup(group)
})

/** A process that leads a group of its own and says when it is ready. */
const spawn = async (script: string): Promise<number> => {
  const child = Bun.spawn([process.execPath, '-e', script], { stdout: 'pipe', detached: true })
  groups.push(child.pid)
  trackGroup(child.pid)
  await child.stdout.getReader().read()
  return child.pid
}

const ready = "process.stdout.write('.'); setInterval(() => {}, 1e6);"
/** Uses 300 ms of CPU time, however long that takes on a busy machine. */
const busy =
  'for (let used = 0; used < 300_000; ) { const { user, system } = process.cpuUsage(); used = user + system }'

describe.skipIf(process.platform !== 'linux')('what a process group uses', () => {
  test('is the time and memory of the process', async () => {
    const idle = readUsage(await spawn(ready))
    expect(idle.rssMb).toBeGreaterThan(5)
    const group = await spawn(`${busy} ${ready}`)
    expect(readUsage(group).cpuMs).toBeGreaterThanOrEqual(idle.cpuMs + 100)
  })

  test('counts its children, also those that have ended', async () => {
    const child = `Bun.spawnSync([process.execPath, '-e', ${JSON.stringify(busy)}]);`
    const group = await spawn(`${child} ${ready}`)
    expect(readUsage(group).cpuMs).toBeGreaterThanOrEqual(200)
    const alone = readUsage(await spawn(ready)).rssMb
    const pair = await spawn(
      `const c = Bun.spawn([process.execPath, '-e', ${JSON.stringify(ready)}], { stdout: 'pipe' }); await c.stdout.getReader().read(); ${ready}`,
    )
    expect(readUsage(pair).rssMb).toBeGreaterThan(alone * 1.5)
  })

  test('is nothing for a group that is gone', () => {
    expect(readUsage(2 ** 30)).toEqual({ cpuMs: 0, rssMb: 0 })
  })

  test('is found by the port that a member listens on', async () => {
    const server = Bun.serve({ port: 0, hostname: '127.0.0.1', fetch: () => new Response() })
    const port = server.port ?? 0
    expect(readUsage(groupListeningOn(port)).rssMb).toBeGreaterThan(5)
    await server.stop(true)
    expect(() => groupListeningOn(port)).toThrow('no process of ours listens')
  })

  test('goes behind others where sessions are weighed', async () => {
    const group = await spawn(ready)
    goBehindClients(group)
    const weight = `/proc/${group}/autogroup`
    if (existsSync(weight)) expect(readFileSync(weight, 'utf8')).toMatch(/ nice 10$/m)
    expect(() => {
      goBehindClients(2 ** 30)
    }).not.toThrow()
  })

  test('its highest memory is kept', async () => {
    const group = await spawn(ready)
    const memory = watchMemory(group)
    const now = readUsage(group).rssMb
    killGroup(group)
    expect(memory.peakRssMb()).toBeGreaterThan(now * 0.5)
  })
})

test('what others use is what is left of the busy time', () => {
  const before = { busyMs: 0, allMs: 0 }
  expect(shareOfOthers(before, { busyMs: 600, allMs: 1000 }, 500)).toBe(0.1)
  expect(shareOfOthers(before, { busyMs: 400, allMs: 1000 }, 500)).toBe(0)
  expect(shareOfOthers(before, before, 500)).toBe(0)
})

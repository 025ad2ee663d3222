import { readdirSync, readFileSync, readlinkSync, writeFileSync } from 'node:fs'
import { cpus } from 'node:os'

/** What the kernel says about processes and the machine. Linux only: other systems have no /proc. */

/** The process group of whoever listens on a TCP port of this machine. Throws when nobody does. */
export const groupListeningOn = (port: number): number => {
  const sockets = new Set(listeningSockets(port).map((inode) => `socket:[${inode}]`))
  const owner = processes().find((pid) => openFiles(pid).some((file) => sockets.has(file)))
  const group = owner === undefined ? undefined : statOf(owner)?.[statFields.group]
  if (group === undefined) throw new Error(`no process of ours listens on port ${port}`)
  return Number(group)
}

/** Fields of a line of /proc/net/tcp. */
const socketFields = { address: 1, state: 3, inode: 9 } as const
const listening = '0A'

const listeningSockets = (port: number): readonly string[] => {
  const suffix = `:${port.toString(16).toUpperCase().padStart(4, '0')}`
  return ['tcp', 'tcp6'].flatMap((table) =>
    readFileSync(`/proc/net/${table}`, 'utf8')
      .split('\n')
      .map((line) => line.trim().split(/\s+/))
      .filter((fields) => fields[socketFields.state] === listening)
      .filter((fields) => fields[socketFields.address]?.endsWith(suffix))
      .flatMap((fields) => fields[socketFields.inode] ?? []),
  )
}

const openFiles = (pid: string): readonly string[] => {
  try {
    return readdirSync(`/proc/${pid}/fd`).map((name) => readLink(`/proc/${pid}/fd/${name}`))
  } catch {
    return [] // it has ended meanwhile, or is somebody else's
  }
}

const readLink = (path: string): string => {
  try {
    return readlinkSync(path)
  } catch {
    return '' // closed meanwhile
  }
}

/** Linux counts CPU time in hundredths of a second on every architecture that Bun runs on. */
const msPerTick = 10

export interface Usage {
  /** User and system time, since the start, of all processes of the group and of those that have ended. */
  readonly cpuMs: number
  /** Resident memory of the living ones; what they share is counted for each. */
  readonly rssMb: number
}

/**
 * Lets a server go behind the load generator, which stands for clients on other machines. Where Linux weighs sessions against
 * each other (sched(7), "The autogroup feature"), it would wait for the server's other threads and processes whatever their
 * priority. What counts between those stays as it is.
 */
export const goBehindClients = (group: number): void => {
  try {
    writeFileSync(`/proc/${group}/autogroup`, '10')
  } catch {
    // No such feature here, or not to be written: then they share the processors as they are.
  }
}

/** What a process group has used so far. A server and its children form one. */
export const readUsage = (group: number): Usage => {
  let ticks = 0
  let rssKb = 0
  for (const pid of membersOf(group)) {
    ticks += ticksOf(pid)
    rssKb += rssKbOf(pid)
  }
  return { cpuMs: ticks * msPerTick, rssMb: rssKb / 1024 }
}

const processes = (): readonly string[] => readdirSync('/proc').filter((name) => /^\d+$/.test(name))

const membersOf = (group: number): readonly string[] =>
  processes().filter((pid) => Number(statOf(pid)?.[statFields.group]) === group)

/** Fields of /proc/PID/stat after the name, which may have spaces and brackets itself. */
const statFields = { group: 2, user: 11, system: 12, endedUser: 13, endedSystem: 14 } as const

const statOf = (pid: string): readonly string[] | undefined => {
  const text = readProcess(pid, 'stat')
  return text?.slice(text.lastIndexOf(')') + 2).split(' ')
}

const ticksOf = (pid: string): number => {
  const fields = statOf(pid)
  if (fields === undefined) return 0
  const { user, system, endedUser, endedSystem } = statFields
  return [user, system, endedUser, endedSystem].reduce(
    (sum, field) => sum + Number(fields[field]),
    0,
  )
}

const rssKbOf = (pid: string): number =>
  Number(/^VmRSS:\s+(\d+) kB/m.exec(readProcess(pid, 'status') ?? '')?.[1] ?? 0)

const readProcess = (pid: string, file: string): string | undefined => {
  try {
    return readFileSync(`/proc/${pid}/${file}`, 'utf8')
  } catch {
    return undefined // it has ended meanwhile
  }
}

const sampleEveryMs = 200

/** Watches the memory of a process group until it is asked for the highest that was seen. */
export const watchMemory = (group: number): { readonly peakRssMb: () => number } => {
  let peak = 0
  const look = (): void => {
    peak = Math.max(peak, readUsage(group).rssMb)
  }
  look()
  const timer = setInterval(look, sampleEveryMs)
  return {
    peakRssMb() {
      clearInterval(timer)
      look()
      return peak
    },
  }
}

/** CPU time that the whole machine has spent, since it was started. */
export interface MachineTime {
  readonly busyMs: number
  readonly allMs: number
}

export const readMachineTime = (): MachineTime => {
  const line = readFileSync('/proc/stat', 'utf8').split('\n')[0] ?? ''
  const [user = 0, nice = 0, system = 0, idle = 0, iowait = 0, irq = 0, softirq = 0, steal = 0] =
    line.split(/\s+/).slice(1).map(Number)
  const busy = user + nice + system + irq + softirq + steal
  return { busyMs: busy * msPerTick, allMs: (busy + idle + iowait) * msPerTick }
}

/** Which part of the machine others have used between two readings, of which `ownMs` were ours. */
export const shareOfOthers = (before: MachineTime, after: MachineTime, ownMs: number): number => {
  const all = after.allMs - before.allMs
  return all <= 0 ? 0 : Math.max(0, after.busyMs - before.busyMs - ownMs) / all
}

/** Others that use more of the machine than this make figures that mean little. */
export const quietShare = 0.1

export const describeMachine = () => {
  const [first] = cpus()
  const memoryKb = Number(
    /^MemTotal:\s+(\d+)/m.exec(readFileSync('/proc/meminfo', 'utf8'))?.[1] ?? 0,
  )
  return {
    cpu: first?.model.trim() ?? 'unknown',
    cpus: cpus().length,
    memoryGb: Math.round(memoryKb / 1024 / 1024),
    kernel: readFileSync('/proc/sys/kernel/osrelease', 'utf8').trim(),
  }
}

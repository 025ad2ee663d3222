import type { RunningServer } from '../harness/target.ts'
import type { Measured } from './results.ts'
import {
  goBehindClients,
  groupListeningOn,
  readMachineTime,
  readUsage,
  shareOfOthers,
  watchMemory,
} from './usage.ts'
import { LoadError, type LoadOptions, runLoad, startLoad } from './wrk.ts'

export type LoadPlan = Omit<LoadOptions, 'url'>

/** Puts one server under load and tells what came out of it and what it cost; `beside` runs meanwhile and is not counted. */
export const measureLoad = async (
  server: RunningServer,
  plan: LoadPlan,
  beside?: LoadPlan,
): Promise<Measured> => {
  const { url } = server
  const group = groupListeningOn(Number(new URL(url).port))
  goBehindClients(group)
  const other = beside === undefined ? undefined : startLoad({ ...beside, url })
  const machine = readMachineTime()
  const own = process.cpuUsage()
  const before = readUsage(group)
  const memory = watchMemory(group)
  try {
    const load = await runLoad({ ...plan, url })
    const after = readUsage(group)
    const cpuMs = after.cpuMs - before.cpuMs
    const { user, system } = process.cpuUsage(own)
    const otherMs = (await other?.stop()) ?? 0
    const usedMs = cpuMs + load.cpuMs + otherMs + (user + system) / 1000
    return {
      requests: load.requests,
      seconds: load.seconds,
      p50Ms: load.latencyMs.p50,
      p99Ms: load.latencyMs.p99,
      maxMs: load.latencyMs.max,
      cpuMs,
      peakRssMb: Math.round(memory.peakRssMb() * 10) / 10,
      others: Math.round(shareOfOthers(machine, readMachineTime(), usedMs) * 1000) / 1000,
    }
  } catch (error) {
    if (!(error instanceof LoadError)) throw error
    throw new LoadError(`${server.url}: ${error.message}`, { cause: error })
  } finally {
    memory.peakRssMb()
    await other?.stop()
  }
}

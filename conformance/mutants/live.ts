import type { Case } from '../harness/case.ts'
import { type CaseRun, runCase } from '../harness/run-case.ts'
import type { RunningServer, Target } from '../harness/target.ts'
import type { WrongServer } from './mutant.ts'
import { type MutatingProxy, startProxy } from './proxy.ts'

/** Runs cases on a real server with a mutant in front of it, one at a time. */
export interface LiveRunner {
  run(subject: Case, mutant: WrongServer): Promise<LiveRun>
  close(): Promise<void>
}

export interface LiveRun {
  readonly run: CaseRun
  /** How many answers were changed. */
  readonly changed: number
}

interface Stand {
  readonly server: RunningServer
  readonly proxy: MutatingProxy
  /** The server as its clients see it; one object, because the superuser signs in once for each. */
  readonly seen: RunningServer
}

export const createLiveRunner = (target: Target): LiveRunner => {
  let shared: Promise<Stand> | undefined
  const open = async (subject?: Case): Promise<Stand> => {
    const server = await target.launch(subject?.server ?? {})
    const proxy = await startProxy(server.url)
    return { server, proxy, seen: { ...server, url: proxy.url } }
  }
  const close = async ({ server, proxy }: Stand): Promise<void> => {
    await proxy.close()
    await server.close()
  }
  const closeShared = async (): Promise<void> => {
    const stand = await shared
    shared = undefined
    if (stand !== undefined) await close(stand)
  }
  const runOn = async (subject: Case, mutant: WrongServer, stand: Stand): Promise<LiveRun> => {
    const { proxy, seen, server } = stand
    // What the case rests on is made on the server itself: the mutant is about what the case asks.
    proxy.use(mutant)
    let changed = 0
    const run = await runCase(subject, {
      target,
      server: seen,
      setUpServer: server,
      onChecked: () => void (changed = proxy.changed),
    })
    proxy.use(undefined)
    return { run, changed }
  }
  return {
    async run(subject, mutant) {
      if (subject.lane === 'private') {
        const own = await open(subject)
        try {
          return await runOn(subject, mutant, own)
        } finally {
          await close(own)
        }
      }
      shared ??= open()
      const result = await runOn(subject, mutant, await shared)
      // One that changes settings may not have been able to put them back.
      if (subject.lane === 'exclusive') await closeShared()
      return result
    },
    close: closeShared,
  }
}

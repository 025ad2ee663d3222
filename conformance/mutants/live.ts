import type { Case } from '../harness/case.ts'
import { createClients } from '../harness/clients.ts'
import { type CaseRun, runCase } from '../harness/run-case.ts'
import type { RunningServer, Target } from '../harness/target.ts'
import type { WrongServer } from './mutant.ts'
import type { RequestMutant } from './requests.ts'
import { type MutatingProxy, startProxy } from './proxy.ts'

/** Runs cases on a real server with a mutant in front of it, one at a time. */
export interface LiveRunner {
  run(subject: Case, mutant: WrongServer | RequestMutant): Promise<LiveRun>
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
  // What a case rests on is made on the server itself: the mutant is about what the case asks.
  const runOn = async (subject: Case, mutant: WrongServer, stand: Stand): Promise<LiveRun> => {
    const { proxy, seen, server } = stand
    let changed = 0
    proxy.use(mutant)
    const run = await runCase(subject, {
      target,
      server: seen,
      setUpServer: server,
      onChecked: () => void (changed = proxy.changed),
    })
    proxy.use(undefined)
    return { run, changed }
  }
  const runAsked = async (
    subject: Case,
    mutant: RequestMutant,
    { server }: Stand,
  ): Promise<LiveRun> => {
    let changed = 0
    let isChecked = false
    const { superuser } = await createClients({ server })
    const fault = mutant.fault(superuser.token ?? '', () => changed++)
    const run = await runCase(subject, {
      target,
      server,
      // Removing what the case made is no part of what is judged.
      faults: [
        (send) => {
          const sendWrongly = fault(send)
          return (request) => (isChecked ? send(request) : sendWrongly(request))
        },
      ],
      setUpFaults: [],
      onChecked: () => void (isChecked = true),
    })
    return { run, changed }
  }
  const runBy = (
    subject: Case,
    mutant: WrongServer | RequestMutant,
    stand: Stand,
  ): Promise<LiveRun> =>
    'fault' in mutant ? runAsked(subject, mutant, stand) : runOn(subject, mutant, stand)
  return {
    async run(subject, mutant) {
      if (subject.lane === 'private') {
        const own = await open(subject)
        try {
          return await runBy(subject, mutant, own)
        } finally {
          await close(own)
        }
      }
      shared ??= open()
      const result = await runBy(subject, mutant, await shared)
      // One that changes settings may not have been able to put them back.
      if (subject.lane === 'exclusive') await closeShared()
      return result
    },
    close: closeShared,
  }
}

import type { Case, ServerOptions } from '../harness/case.ts'
import { createClients } from '../harness/clients.ts'
import { createLimit } from '../harness/limit.ts'
import { type CaseRun, runCase } from '../harness/run-case.ts'
import type { RunningServer, Target } from '../harness/target.ts'
import type { WrongServer } from './mutant.ts'
import type { RequestMutant } from './requests.ts'
import { type MutatingProxy, startProxy } from './proxy.ts'

/** Runs cases on a real server with a mutant in front of it; as many at once as are asked for. */
export interface LiveRunner {
  run(subject: Case, mutant: WrongServer | RequestMutant): Promise<LiveRun>
  close(): Promise<void>
}

export interface LiveRun {
  readonly run: CaseRun
  /** How many answers were changed. */
  readonly changed: number
}

/** A server as its clients see it through a proxy of their own; one object, because the superuser signs in once for each. */
interface View {
  readonly proxy: MutatingProxy
  readonly seen: RunningServer
}

interface Stand {
  readonly server: RunningServer
  /** Views that nobody uses. */
  readonly idle: View[]
  readonly views: View[]
}

/** Servers of their own at once. */
const ownWidth = 3

export const createLiveRunner = (target: Target): LiveRunner => {
  let shared: Promise<Stand> | undefined
  const ownTurn = createLimit(ownWidth)
  /** Servers that are as they were, for cases that put back what they change. */
  const unchanged: { readonly stand: Stand; readonly state: string }[] = []
  const onUnchanged = (work: (stand: Stand) => Promise<LiveRun>): Promise<LiveRun> =>
    ownTurn(async () => {
      const used = unchanged.pop() ?? (await openUnchanged(target))
      try {
        return await work(used.stand)
      } finally {
        // A case that was told wrongly what there is puts back what it was told.
        if ((await stateOf(used.stand)) === used.state) unchanged.push(used)
        else await close(used.stand)
      }
    })
  const onOwn = (subject: Case, work: (stand: Stand) => Promise<LiveRun>): Promise<LiveRun> =>
    ownTurn(async () => {
      const own = await open(target, subject.server)
      try {
        return await work(own)
      } finally {
        await close(own)
      }
    })
  return {
    async run(subject, mutant) {
      const work = (stand: Stand): Promise<LiveRun> =>
        'fault' in mutant
          ? runAsked(subject, mutant, { target, stand })
          : runAnswered(subject, mutant, { target, stand })
      if (subject.lane === 'private' || doesHarm(mutant)) return onOwn(subject, work)
      if (subject.lane === 'exclusive') return onUnchanged(work)
      shared ??= open(target)
      return work(await shared)
    },
    async close() {
      const stand = await shared
      shared = undefined
      if (stand !== undefined) await close(stand)
      for (const { stand: idle } of unchanged.splice(0)) await close(idle)
    },
  }
}

/** Operations by which who may not do a thing could do it to what all cases rest on. */
const ofTheServer = /^(?:backups|batch|collections|crons|settings)\b/

/** Whether other cases on the same server would feel it. */
const doesHarm = (mutant: WrongServer | RequestMutant): boolean =>
  'fault' in mutant && mutant.family === 'rule' && ofTheServer.test(mutant.operation.id)

const open = async (target: Target, options: ServerOptions = {}): Promise<Stand> => ({
  server: await launch(target, options),
  idle: [],
  views: [],
})

/** Asked twice: one start that takes too long on a busy machine is no reason to lose what was found until then. */
const launch = async (target: Target, options: ServerOptions): Promise<RunningServer> => {
  try {
    return await target.launch(options)
  } catch {
    return target.launch(options)
  }
}

const openUnchanged = async (target: Target) => {
  const stand = await open(target)
  return { stand, state: await stateOf(stand) }
}

const kept = ['/api/settings', '/api/collections?perPage=500', '/api/backups']

/** Settings, collections and backups, apart from when they were changed. */
const stateOf = async ({ server }: Stand): Promise<string> => {
  const { superuser } = await createClients({ server })
  const answers = await Promise.all(kept.map((path) => superuser.get(path)))
  return answers.map(({ body }) => body.replaceAll(/"updated":"[^"]*"/g, '')).join('\n')
}

const close = async ({ server, views }: Stand): Promise<void> => {
  for (const { proxy } of views) await proxy.close()
  await server.close()
}

interface Place {
  readonly target: Target
  readonly stand: Stand
}

const takeView = async ({ server, idle, views }: Stand): Promise<View> => {
  const free = idle.pop()
  if (free !== undefined) return free
  const proxy = await startProxy(server.url)
  const view = { proxy, seen: { ...server, url: proxy.url } }
  views.push(view)
  return view
}

// What a case rests on is made on the server itself: the mutant is about what the case asks.
const runAnswered = async (
  subject: Case,
  mutant: WrongServer,
  { target, stand }: Place,
): Promise<LiveRun> => {
  const { server, idle } = stand
  const view = await takeView(stand)
  const { proxy, seen } = view
  let changed = 0
  // Signing in is no part of the case, and costs more than most of them.
  const { token = '' } = (await createClients({ server })).superuser
  proxy.use(mutant)
  const run = await runCase(subject, {
    target,
    server: seen,
    setUpServer: server,
    turns: server,
    token,
    onChecked() {
      changed = proxy.changed
      proxy.use(undefined)
    },
  })
  idle.push(view)
  return { run, changed }
}

const runAsked = async (
  subject: Case,
  mutant: RequestMutant,
  { target, stand: { server } }: Place,
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

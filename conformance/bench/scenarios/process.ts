import { cpSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import type { RunningServer } from '../../harness/target.ts'
import { runToEnd } from '../../targets/process.ts'
import { builtServerModule } from '../built.ts'
import { autodates, type DataSet } from '../data/data-set.ts'
import { mainData } from '../data/main.ts'
import { takeRequests } from '../take-requests.ts'
import type { ProcessScenario, ProcessSide } from '../scenario.ts'
import { groupListeningOn, readUsage } from '../usage.ts'
import { runLoad } from '../wrk.ts'
import { connections, list } from './read.ts'

/** What a server costs before and after it works: time to start, memory. */

const health = async (url: string): Promise<boolean> => {
  try {
    const answer = await fetch(`${url}/api/health`)
    await answer.arrayBuffer()
    return answer.ok
  } catch {
    return false // nobody listens yet
  }
}

const startLimitMs = 20_000

/** Starts a stopped server and answers when its first answer came, in the milliseconds of `performance.now()`. */
const startAgain = async (server: RunningServer): Promise<number> => {
  const started = performance.now()
  const launched = server.start()
  while (!(await health(server.url))) {
    if (performance.now() - started > startLimitMs) break
    await Bun.sleep(1)
  }
  const answered = performance.now()
  // The launcher looks less often, so it notices later.
  await launched
  return answered
}

/** From running its command to its first answer, on a directory that it has opened before. */
const startUpMs = async ({ launch }: ProcessSide): Promise<number> => {
  const server = await launch()
  await server.stop()
  const started = performance.now()
  return (await startAgain(server)) - started
}

export const startUp: ProcessScenario = {
  kind: 'process',
  name: 'start-up',
  says: 'start, to the first answer',
  data: mainData,
  unit: 'ms',
  measure: startUpMs,
}

const collectionsData = (amount: number): DataSet => ({
  name: `${amount} collections`,
  collections: Array.from({ length: amount }, (_, n) => ({
    name: `things${n}`,
    type: 'base',
    listRule: "@request.auth.id != ''",
    fields: [{ name: 'title', type: 'text' }, { name: 'size', type: 'number' }, ...autodates],
  })),
  rows: () => [],
})

export const startUpWithThousand: ProcessScenario = {
  kind: 'process',
  name: 'start-up-1000',
  says: 'start with 1,000 collections',
  data: collectionsData(1000),
  unit: 'ms',
  measure: startUpMs,
}

const twenty = collectionsData(20)

/** Ours goes back inside of the process that it is part of. */
const resetMs = async ({ directory }: ProcessSide, until: 'call' | 'answer'): Promise<number> => {
  const file = join(directory, 'collections.json')
  await Bun.write(file, JSON.stringify({ collections: twenty.collections }))
  const script = join(import.meta.dir, '../process/reset-script.ts')
  const { code, stdout, stderr } = await runToEnd(
    [process.execPath, script, builtServerModule, file, until],
    { cwd: directory },
  )
  if (code === 0) return Number(stdout)
  throw new Error(`${script} ended with ${code}: ${stderr}`)
}

/** A server that cannot do so is ended, gets its directory anew, and is started again. */
const replaceMs = async ({ launch, dataDir: from }: ProcessSide): Promise<number> => {
  const server = await launch()
  const { dataDir } = server
  if (dataDir === undefined) throw new Error(`${server.url} was not started here`)
  const started = performance.now()
  await server.kill()
  rmSync(dataDir, { recursive: true })
  cpSync(from, dataDir, { recursive: true })
  return (await startAgain(server)) - started
}

const resetScenario = (
  until: 'call' | 'answer',
  { name, says }: Pick<ProcessScenario, 'name' | 'says'>,
): ProcessScenario => ({
  ...{ kind: 'process', name, says, data: twenty, unit: 'ms' },
  measure: (side) => (side.name === 'reference' ? resetMs(side, until) : replaceMs(side)),
})

const other = 'PocketBase: a new start on a copy, to the first answer'

export const reset = resetScenario('call', {
  name: 'reset',
  says: `back to a checkpoint of 20 collections (${other})`,
})

export const resetAndAnswer = resetScenario('answer', {
  name: 'reset-answer',
  says: `the same with the first answer after it (${other})`,
})

const settleMs = 1000

const residentMb = ({ url }: RunningServer): number =>
  readUsage(groupListeningOn(Number(new URL(url).port))).rssMb

export const memoryAtRest: ProcessScenario = {
  kind: 'process',
  name: 'memory',
  says: 'memory at rest',
  data: mainData,
  unit: 'MB',
  async measure({ launch }) {
    const server = await launch()
    await Bun.sleep(settleMs)
    return residentMb(server)
  },
}

const loadRequests = 5000

export const memoryAfterLoad: ProcessScenario = {
  kind: 'process',
  name: 'memory-after-load',
  says: `memory a second after ${loadRequests.toLocaleString('en')} lists`,
  data: mainData,
  unit: 'MB',
  async measure({ launch, facts, draw, directory }) {
    const server = await launch()
    const requests = takeRequests(list.requests(facts, draw), loadRequests)
    await runLoad({
      url: server.url,
      requests,
      connections,
      extent: { amount: loadRequests },
      directory,
    })
    await Bun.sleep(settleMs)
    return residentMb(server)
  },
}

import type { Both } from '../generated/pair.ts'
import { createClients } from '../harness/clients.ts'
import type { RunningServer, Target } from '../harness/target.ts'
import { compareAnswers } from './compare.ts'
import type { Seeded } from './data/data-set.ts'
import { createDraw } from './draw.ts'
import { type FloorRoute, measureBcrypt, measureStatement, startRoute } from './floor/floor.ts'
import { type LoadPlan, measureLoad } from './measure.ts'
import type { BenchRequest } from './request.ts'
import type { LoadResult, RefusedResult, Round } from './results.ts'
import type { BenchSettings } from './run-scenario.ts'
import type { Amount, LoadScenario } from './scenario.ts'
import { takeRequests } from './take-requests.ts'
import { type Extent, runLoad } from './wrk.ts'

const defaultCompared = 16
/** Long enough for either server to compile what it will; few enough to leave the data what they are. */
const warmUpRequests = 1000
/** An endless list is sent again from its start when it is through. */
const endlessRequests = 5000
const floorSeconds = 1

interface Work {
  readonly scenario: LoadScenario
  readonly seeded: Seeded
  readonly settings: BenchSettings
}

/** Compares the answers of both servers, then measures both in turn. Throws LoadError when a request fails under load. */
export const runLoadScenario = async (work: Work): Promise<LoadResult | RefusedResult> => {
  const { scenario, settings } = work
  const { name, says, connections, freshEachRound = false } = scenario
  const stream = openStream(work, 'compared')
  let servers = await launchBoth(work)
  let route: FloorRoute | undefined
  try {
    const answers = await compareAnswers({
      servers,
      names: { a: settings.targets.a.name, b: settings.targets.b.name },
      requests: sampleOf(scenario, stream),
      ...(scenario.drawsIds === undefined ? {} : { drawsIds: scenario.drawsIds }),
    })
    if (!answers.alike) return { name, says, outcome: 'refused', because: answers.because }
    route = await startRoute(answers.bodies[0] ?? '', settings.directory)
    if (!freshEachRound) await warmUp(work, stream, [servers.a.url, servers.b.url, route.url])
    const rounds: Round[] = []
    for (let round = 0; round < settings.rounds; round++) {
      if (freshEachRound) {
        await closeBoth(servers)
        servers = await launchBoth(work)
      }
      const from = freshEachRound ? openStream(work, `round ${round}`) : stream
      const plan = planOf(work, from)
      const beside = besideOf(work, round)
      rounds.push({
        reference: await measureLoad(servers.a, plan, beside),
        upstream: await measureLoad(servers.b, plan, beside),
        floors: await measureFloors(work, plan, route),
      })
    }
    return { name, says, outcome: 'measured', kind: 'load', connections, rounds }
  } finally {
    route?.close()
    await closeBoth(servers)
  }
}

const openStream = ({ scenario, seeded, settings }: Work, purpose: string) =>
  scenario.requests(seeded.facts, createDraw(settings.seed, `${scenario.name} ${purpose}`))

const sampleOf = (
  { compared = defaultCompared, comparedAs = (request) => request }: LoadScenario,
  stream: Iterable<BenchRequest>,
): readonly BenchRequest[] => takeRequests(stream, compared).map(comparedAs)

const closeBoth = async ({ a, b }: Both<RunningServer>): Promise<void> => {
  await Promise.all([a.close(), b.close()])
}

/** Both on their own copy of the data, prepared. */
const launchBoth = async ({ scenario, seeded, settings }: Work): Promise<Both<RunningServer>> => {
  const { targets } = settings
  const launch = async (target: Target): Promise<RunningServer> => {
    const server = await target.launch({ ...scenario.server, dataFrom: seeded.dataDir })
    if (scenario.prepare !== undefined) {
      const { superuser } = await createClients({ server })
      await scenario.prepare(superuser, seeded.facts)
    }
    return server
  }
  return { a: await launch(targets.a), b: await launch(targets.b) }
}

const warmUp = async (
  { scenario: { connections, amount, closes = false }, settings }: Work,
  stream: Iterable<BenchRequest>,
  urls: readonly string[],
): Promise<void> => {
  const { seconds, directory } = settings
  const extent = extentOf(amount, seconds)
  const size = Math.min(warmUpRequests, 'amount' in extent ? extent.amount : endlessRequests)
  const requests = takeRequests(stream, size)
  for (const url of urls) {
    const plan = { url, requests, connections, closes, directory }
    await runLoad({ ...plan, extent: 'amount' in extent ? { amount: size } : { seconds: 1 } })
  }
}

const extentOf = (amount: Amount, seconds: number): Extent => {
  if (amount === 'endless') return { seconds }
  return { amount: 'exactly' in amount ? amount.exactly : amount.perSecond * seconds }
}

const planOf = (
  { scenario: { connections, amount, closes = false }, settings }: Work,
  stream: Iterable<BenchRequest>,
): LoadPlan => {
  const { seconds, directory } = settings
  const extent = extentOf(amount, seconds)
  const requests = takeRequests(stream, 'amount' in extent ? extent.amount : endlessRequests)
  return { requests, connections, extent, closes, directory }
}

const besideOf = (work: Work, round: number): LoadPlan | undefined => {
  const { scenario, seeded, settings } = work
  const { beside } = scenario
  if (beside === undefined) return undefined
  const draw = createDraw(settings.seed, `${scenario.name} beside ${round}`)
  const stream = beside.requests(seeded.facts, draw)
  const plan = planOf({ ...work, scenario: { ...scenario, ...beside } }, stream)
  // It outlasts what is measured, and is stopped then.
  return beside.amount === 'endless' ? { ...plan, extent: { seconds: besideSeconds } } : plan
}

const besideSeconds = 600

const measureFloors = async (
  { scenario: { name, floor, connections }, seeded, settings }: Work,
  plan: LoadPlan,
  route: FloorRoute,
): Promise<Round['floors']> => {
  const { seed, seconds, directory } = settings
  const short = Math.min(floorSeconds, seconds)
  const extent = 'seconds' in plan.extent ? { seconds: short } : plan.extent
  const { requests, seconds: took } = await runLoad({ ...plan, url: route.url, extent })
  const floors: { -readonly [Name in keyof Round['floors']]: Round['floors'][Name] } = {
    route: Math.round(requests / took),
  }
  const statement = floor?.statement?.(seeded.facts, createDraw(seed, `${name} floor`))
  if (statement !== undefined) {
    const where = { dataDir: seeded.dataDir, directory, seconds: short }
    floors.statement = Math.round(await measureStatement(statement, where))
  }
  if (floor?.bcrypt === true) {
    floors.bcrypt = Math.round((await measureBcrypt(connections, short)) * 10) / 10
  }
  return floors
}

import { mailedSecrets, storedSecrets } from '../probes/secrets.ts'
import type { SmtpSink } from '../probes/smtp-sink.ts'
import type { Case, CaseContext } from './case.ts'
import { Claim, ValueClaim } from './claim.ts'
import { Blocked } from './blocked.ts'
import { createClients } from './clients.ts'
import { createWorld, type WorldSettings } from './create-world.ts'
import { Exchange } from './exchange.ts'
import { findLeak } from './leaks.ts'
import { type Outcome, outcomeOfClaims } from './outcome.ts'
import type { Fault } from './fault.ts'
import type { RunningServer, Target } from './target.ts'
import type { inTurn } from './turns.ts'
import { uniqueNames } from './unique-names.ts'

/** One case, judged: its outcome, its claims, and every exchange it had with the server. */
export interface CaseRun {
  readonly case: Case
  readonly outcome: Outcome
  /** Claim name -> whether it held. */
  readonly claims: ReadonlyMap<string, boolean>
  /** Claim that failed -> the exchange it is about; undefined when it is about a value. */
  readonly failures: ReadonlyMap<string, Exchange | undefined>
  readonly exchanges: readonly Exchange[]
  readonly ms: number
}

export interface RunSettings {
  readonly target: Target
  readonly server: RunningServer
  /** Wrong servers to put in front of the real one. */
  readonly faults?: readonly Fault[]
  /** The same for what the case rests on (collections, records and users made through its world); `faults` when not given. */
  readonly setUpFaults?: readonly Fault[]
  /** Where what the case rests on is made; `server` when not given. */
  readonly setUpServer?: RunningServer
  /** Same for all runs whose servers are one behind its proxies; `server` when not given. See {@link inTurn}. */
  readonly turns?: object
  /** The superuser's; got by signing in when not given. */
  readonly token?: string
  /** Hears that the case has made its claims and that only removing what it made is left. */
  readonly onChecked?: () => void
  readonly timeoutMs?: number
  /**
   * Unique names, and ids of records that the world makes, follow from it and from the id of the case, so that two servers are
   * asked in the same words; they are drawn when it is not given.
   */
  readonly nameSeed?: number
  /** Starts the mail servers of the case; real ones when not given. */
  readonly openSink?: () => Promise<SmtpSink>
}

const defaultTimeoutMs = 60_000

/** Runs one case against a server. Never throws: whatever happens becomes an outcome. */
export const runCase = async (subject: Case, settings: RunSettings): Promise<CaseRun> => {
  const started = performance.now()
  const exchanges: Exchange[] = []
  const claims: (Claim | ValueClaim)[] = []
  const cleanUps: (() => unknown)[] = []
  const sinks: SmtpSink[] = []
  const { timeoutMs = defaultTimeoutMs } = settings
  let hasEnded = false
  // A case that overran its deadline goes on unheard; what it still makes is removed at once, and whatever comes of that is late.
  const defer = (cleanUp: () => unknown): void => {
    if (!hasEnded) cleanUps.push(cleanUp)
    else void Promise.try(cleanUp).catch(() => undefined)
  }
  let outcome: Outcome
  try {
    const { setUpServer = settings.server, setUpFaults = settings.faults ?? [] } = settings
    const hear = (exchange: Exchange) => exchanges.push(exchange)
    const clients = await createClients(settings, hear)
    const setUp = { ...settings, server: setUpServer, faults: setUpFaults }
    const makers = await createClients(setUp, hear)
    const unique = uniqueNames(subject.id, settings.nameSeed)
    const onSink = (sink: SmtpSink) => sinks.push(sink)
    // Two servers that are asked in the same words shall also sort in the same way.
    const chosenId = () =>
      settings.nameSeed === undefined ? {} : { id: `${unique('')}${unique('').slice(1)}` }
    const made = { ...settings, ...clients, makers, unique, defer, chosenId, onSink }
    const context = createContext(made, claims)
    await withDeadline(subject.check(context), timeoutMs, () => exchanges.at(-1))
    for (const exchange of exchanges) exchange.seal()
    outcome = outcomeOfClaims(claims.map(({ result }) => result))
    if (outcome.kind === 'pass') outcome = outcomeOfLeaks(settings.server, exchanges, sinks)
  } catch (error) {
    outcome = outcomeOfThrow(error, claims)
  }
  hasEnded = true
  settings.onChecked?.()
  for (const cleanUp of cleanUps.reverse()) {
    try {
      await cleanUp()
    } catch (error) {
      if (outcome.kind === 'pass') outcome = outcomeOfThrow(error, [])
    }
  }
  return {
    case: subject,
    outcome,
    claims: new Map(claims.map(({ result }) => [result.name, result.failure === undefined])),
    failures: new Map(
      claims.flatMap(({ result: { name, failure } }) =>
        failure === undefined ? [] : [[name, failure.exchange]],
      ),
    ),
    exchanges,
    ms: performance.now() - started,
  }
}

/** What a server shows to somebody who may not see it breaks whatever case it happens in. */
const outcomeOfLeaks = (
  server: RunningServer,
  exchanges: readonly Exchange[],
  sinks: readonly SmtpSink[],
): Outcome => {
  const mailed = sinks.flatMap(({ messages }) => mailedSecrets(messages))
  const leak = findLeak(exchanges, [...storedSecrets(server), ...mailed])
  if (leak === undefined) return { kind: 'pass' }
  const { what: seen, exchange } = leak
  return { kind: 'fail', claim: 'leaks nothing', expected: 'no secret', seen, exchange }
}

const createContext = (settings: WorldSettings, claims: (Claim | ValueClaim)[]): CaseContext => {
  function claim(name: string, exchange: Exchange): Claim
  function claim(name: string, value: unknown): ValueClaim
  function claim(name: string, subject: unknown): Claim | ValueClaim {
    const made =
      subject instanceof Exchange ? new Claim(name, subject) : new ValueClaim(name, subject)
    claims.push(made)
    return made
  }
  const { guest, superuser } = settings
  return { ...createWorld(settings), guest, superuser, claim }
}

class Overdue extends Error {
  override readonly name = 'Overdue'
}

const withDeadline = async (
  work: Promise<void>,
  timeoutMs: number,
  last: () => Exchange | undefined,
): Promise<void> => {
  let timer: Timer | undefined
  const overdue = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => {
      reject(
        new Overdue(`not done after ${timeoutMs} ms; last: ${last()?.describe() ?? 'no exchange'}`),
      )
    }, timeoutMs)
  })
  try {
    await Promise.race([work, overdue])
  } finally {
    clearTimeout(timer)
  }
}

/**
 * An exception after a failed claim is its consequence. A case that ran out of time or was refused a prerequisite counts
 * against the server; any other exception is the suite's.
 */
const outcomeOfThrow = (error: unknown, claims: readonly (Claim | ValueClaim)[]): Outcome => {
  const failed = claims.find(({ result }) => result.failure !== undefined)
  if (failed?.result.failure !== undefined) {
    return { kind: 'fail', claim: failed.name, ...failed.result.failure }
  }
  if (error instanceof Blocked) return { kind: 'blocked', missing: error.message }
  if (error instanceof Overdue) {
    return { kind: 'fail', claim: 'ends in time', expected: 'an end', seen: error.message }
  }
  return { kind: 'harness-error', cause: error }
}

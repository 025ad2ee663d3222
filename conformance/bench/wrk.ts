import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { killGroup, trackGroup } from '../targets/leftovers.ts'
import type { BenchRequest } from './request.ts'

/** The load generator did not do what it was asked to; the message is one line. */
export class LoadError extends Error {
  override readonly name = 'LoadError'
}

/** A whole run of the load generator. */
export interface Load {
  readonly requests: number
  readonly seconds: number
  /** Milliseconds from sending a request to its whole answer. */
  readonly latencyMs: {
    readonly min: number
    readonly p50: number
    readonly p90: number
    readonly p99: number
    readonly max: number
  }
  /** CPU time of the load generator itself. */
  readonly cpuMs: number
}

/** How long a run goes on: for a time, or for a number of requests, each sent once. */
export type Extent = { readonly seconds: number } | { readonly amount: number }

export interface LoadOptions {
  readonly url: string
  readonly requests: readonly BenchRequest[]
  readonly connections: number
  readonly extent: Extent
  /** Every request on a connection of its own. */
  readonly closes?: boolean
  /** Where the list of requests is written. */
  readonly directory: string
}

const script = join(import.meta.dir, 'wrk.lua')

/** Longer than any amount of requests may take; a server that loses one of them is noticed then. */
const amountLimitSeconds = 1800
/** wrk counts slower answers as failures. */
const answerTimeoutSeconds = 300

/** The version line of wrk; undefined where there is none. */
export const findWrk = (): string | undefined => {
  const path = Bun.which('wrk')
  if (path === null) return undefined
  // `wrk -v` prints version and usage, and fails.
  return Bun.spawnSync([path, '-v'])
    .stdout.toString()
    .match(/^wrk (\S+)/)?.[1]
}

/** The list of requests in the form that `wrk.lua` reads. JSON has neither tabs nor line ends of its own. */
export const requestLines = (requests: readonly BenchRequest[], closes = false): string =>
  requests
    .map(({ method, path, token = '', origin = '', json }) =>
      [
        method,
        path,
        token,
        origin,
        closes ? 'close' : '',
        json === undefined ? '' : JSON.stringify(json),
      ].join('\t'),
    )
    .map((line) => `${line}\n`)
    .join('')

/** A run that has begun. */
export interface RunningLoad {
  readonly ended: Promise<Load>
  /** Ends it early; `ended` is rejected then. Answers the CPU time in milliseconds that the load generator has used. */
  stop(): Promise<number>
}

let files = 0

export const startLoad = (options: LoadOptions): RunningLoad => {
  const { url, requests, connections, extent, closes, directory } = options
  const file = join(directory, `requests-${++files}`)
  writeFileSync(file, requestLines(requests, closes))
  const [seconds, amount] =
    'amount' in extent ? [amountLimitSeconds, extent.amount] : [extent.seconds, 0]
  const command = [
    'wrk',
    '--threads=1',
    `--connections=${connections}`,
    `--duration=${seconds}s`,
    `--timeout=${answerTimeoutSeconds}s`,
    `--script=${script}`,
    url,
    '--',
    file,
    String(amount),
  ]
  const child = Bun.spawn(command, { stdout: 'pipe', stderr: 'pipe', detached: true })
  trackGroup(child.pid)
  const usedMs = (): number => Number(child.resourceUsage()?.cpuTime.total ?? 0) / 1000
  const finish = async (): Promise<Load> => {
    const [out, err] = await Promise.all([child.stdout.text(), child.stderr.text()])
    await child.exited
    killGroup(child.pid)
    return { ...readLoad(out + err, amount), cpuMs: usedMs() }
  }
  const ended = finish()
  // Whoever stops it early does not wait for it.
  ended.catch(() => undefined)
  return {
    ended,
    async stop() {
      if (child.exitCode === null) killGroup(child.pid)
      await child.exited
      return usedMs()
    },
  }
}

/** Sends requests to a server and tells how it went. Throws LoadError when one of them failed. */
export const runLoad = (options: LoadOptions): Promise<Load> => startLoad(options).ended

const mark = 'plumbline '

interface Summary {
  readonly requests: number
  readonly durationUs: number
  readonly failed: Readonly<
    Record<'connect' | 'read' | 'write' | 'timeout' | 'status' | 'amount', number>
  >
  readonly latencyUs: Readonly<Record<'min' | 'p50' | 'p90' | 'p99' | 'max', number>>
}

/**
 * Reads what wrk printed with our script.
 * @param amount of requests that were to be sent; 0 for as many as there were time for.
 * @throws LoadError when it failed to run, or when a request failed: what failed is no work done.
 */
export const readLoad = (output: string, amount: number): Omit<Load, 'cpuMs'> => {
  const line = output.split('\n').find((each) => each.startsWith(mark))
  if (line === undefined) throw new LoadError(`wrk: ${lastLine(output)}`)
  // The line is our script's.
  const { requests, durationUs, failed, latencyUs } = JSON.parse(line.slice(mark.length)) as Summary
  const failures = Object.entries(failed).filter(([, count]) => count > 0)
  if (failures.length > 0) {
    const told = failures.map(([kind, count]) => `${count} ${kind}`).join(', ')
    throw new LoadError(`of ${requests} requests failed: ${told}`)
  }
  if (requests === 0) throw new LoadError('no request was answered')
  if (amount > 0 && requests !== amount) {
    throw new LoadError(`${requests} of ${amount} requests were answered`)
  }
  const { min, p50, p90, p99, max } = latencyUs
  return {
    requests,
    seconds: durationUs / 1e6,
    latencyMs: {
      min: min / 1000,
      p50: p50 / 1000,
      p90: p90 / 1000,
      p99: p99 / 1000,
      max: max / 1000,
    },
  }
}

const lastLine = (output: string): string =>
  output.trim().split('\n').at(-1) ?? 'it printed nothing'

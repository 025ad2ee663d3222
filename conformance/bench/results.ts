import { mkdir } from 'node:fs/promises'
import { dirname } from 'node:path'
import type { describeMachine } from './usage.ts'

/** Version of the file's shape; a change of it is announced in the changelog. */
const format = 1

/** What one server did in one round. */
export interface Measured {
  readonly requests: number
  readonly seconds: number
  readonly p50Ms: number
  readonly p99Ms: number
  readonly maxMs: number
  /** User and system time of the server and its children. */
  readonly cpuMs: number
  /** The highest resident memory of the server and its children that was seen. */
  readonly peakRssMb: number
  /** Part of the machine that neither server nor load generator used. */
  readonly others: number
}

/** One round: first our server, then the real one, then the floors, each in operations a second. */
export interface Round {
  readonly reference: Measured
  readonly upstream: Measured
  readonly floors: Readonly<Partial<Record<FloorName, number>>>
}

export type FloorName = 'route' | 'statement' | 'bcrypt'

export interface LoadResult {
  readonly name: string
  readonly says: string
  readonly outcome: 'measured'
  readonly kind: 'load'
  readonly connections: number
  readonly rounds: readonly Round[]
}

export interface ProcessResult {
  readonly name: string
  readonly says: string
  readonly outcome: 'measured'
  readonly kind: 'process'
  readonly unit: 'ms' | 'MB'
  readonly rounds: readonly { readonly reference: number; readonly upstream: number }[]
}

export interface MissingResult {
  readonly name: string
  readonly says: string
  /** The feature is not built. */
  readonly outcome: 'missing'
  /** The piece of work that the baseline names. */
  readonly waitsFor: string
}

export interface RefusedResult {
  readonly name: string
  readonly says: string
  /** The servers do not do the same thing, or requests failed under load. */
  readonly outcome: 'refused'
  readonly because: string
}

export type ScenarioResult = LoadResult | ProcessResult | MissingResult | RefusedResult

/** `reports/bench/<name>.json`. */
export interface BenchFile {
  readonly format: typeof format
  readonly at: string
  /** With `+` when the working tree differed from it. */
  readonly commit: string
  readonly machine: ReturnType<typeof describeMachine>
  readonly versions: {
    readonly plumbline: string
    readonly upstream: string
    readonly bun: string
    readonly wrk: string
  }
  readonly seed: number
  readonly rounds: number
  readonly seconds: number
  readonly scenarios: readonly ScenarioResult[]
}

export const benchFile = (content: Omit<BenchFile, 'format'>): BenchFile => ({ format, ...content })

/** Rounds as one line each, so that a new measurement is a readable change. */
export const writeBenchFile = async (path: string, file: BenchFile): Promise<void> => {
  await mkdir(dirname(path), { recursive: true })
  const { scenarios, ...head } = file
  const lines = scenarios.map((each) => {
    if (each.outcome !== 'measured') return `  ${JSON.stringify(each)}`
    const { rounds, ...rest } = each
    const shown = rounds.map((round) => `    ${JSON.stringify(round)}`).join(',\n')
    return `  ${JSON.stringify(rest).slice(0, -1)},"rounds":[\n${shown}\n  ]}`
  })
  const top = JSON.stringify(head, undefined, 2).slice(0, -2)
  await Bun.write(path, `${top},\n  "scenarios": [\n${lines.join(',\n')}\n  ]\n}\n`)
}

/** Reads published results; undefined when there are none. Throws for a file of another format or a cut one. */
export const readBenchFile = async (path: string): Promise<BenchFile | undefined> => {
  const file = Bun.file(path)
  if (!(await file.exists())) return undefined
  const content = parse(await file.text())
  if (typeof content !== 'object' || content === null || !('format' in content)) {
    throw new Error(`${path} is no result of the bench: it is cut off, or something else`)
  }
  if (content.format === format) return content as BenchFile // ours, which its format says
  throw new Error(`${path} is of format ${String(content.format)}, not ${format}; measure again`)
}

const parse = (text: string): unknown => {
  try {
    return JSON.parse(text) as unknown
  } catch {
    return undefined // said by the caller
  }
}

import type { RequirementId } from '../../spec/registry.ts'
import type { ServerOptions } from '../harness/case.ts'
import type { Client } from '../harness/client.ts'
import type { RunningServer } from '../harness/target.ts'
import type { DataSet, Facts } from './data/data-set.ts'
import type { Draw } from './draw.ts'
import type { FloorStatement } from './floor/floor.ts'
import type { BenchRequest } from './request.ts'

interface Described {
  /** Selects it on the command line. */
  readonly name: string
  /** The row of the table: what is asked of the server. */
  readonly says: string
  readonly data: DataSet
  /**
   * Sentences of the contract that it rests on. While the baseline lists one of them as a gap, the scenario is reported as
   * missing, with the piece of work that will bring it.
   */
  readonly needs?: readonly RequirementId[]
}

/** A stream of requests. Each one is drawn once and sent to both servers. */
export type Requests = (facts: Facts, draw: Draw) => Iterable<BenchRequest>

/** How much is sent in one measurement. */
export type Amount =
  /** As many as there is time for; the list starts again at its end. */
  | 'endless'
  /** So many for each second of a measurement: for requests that must not be sent twice, or that make a table grow. */
  | { readonly perSecond: number }
  | { readonly exactly: number }

/** Requests under load: how many a second, how long each, at what cost. */
export interface LoadScenario extends Described {
  readonly kind: 'load'
  readonly connections: number
  readonly amount: Amount
  readonly requests: Requests
  /** Every request on a connection of its own. */
  readonly closes?: boolean
  readonly server?: ServerOptions
  /** Each round on a new copy of the data: for work that leaves too little of it. Nothing is warmed up then. */
  readonly freshEachRound?: boolean
  /** Rules, indexes, settings; done on both servers before anything is compared. */
  prepare?(superuser: Client, facts: Facts): Promise<void>
  /** What else is asked of the server meanwhile; not measured. */
  readonly beside?: {
    readonly requests: Requests
    readonly connections: number
    readonly amount: Amount
  }
  /** An answer shows the id of a record that the request made. */
  readonly drawsIds?: true
  /** What is compared in place of a request, where it leaves open what the answer is (the order of a list). */
  comparedAs?(request: BenchRequest): BenchRequest
  /** How many requests are compared beforehand. */
  readonly compared?: number
  /** The least that the work could cost. A route that returns an answer of the same size is always measured. */
  readonly floor?: {
    statement?(facts: Facts, draw: Draw): FloorStatement
    /** So many checks of a password. */
    readonly bcrypt?: true
  }
}

/** What a measurement of a process can use. */
export interface ProcessSide {
  /** Of the target. */
  readonly name: string
  /** The data that it starts on. */
  readonly dataDir: string
  /** Starts the server on the scenario's data; the runner ends it. */
  launch(): Promise<RunningServer>
  readonly facts: Facts
  readonly draw: Draw
  /** For the request lists of a load. */
  readonly directory: string
}

/** One figure of a server process, the lower the better. */
export interface ProcessScenario extends Described {
  readonly kind: 'process'
  readonly unit: 'ms' | 'MB'
  measure(side: ProcessSide): Promise<number>
}

export type Scenario = LoadScenario | ProcessScenario

import type { RequirementId } from '../../spec/registry.ts'
import type { Fault } from './fault.ts'
import type { Exchange } from './exchange.ts'
import type { Claim, ValueClaim } from './claim.ts'
import type { Client } from './client.ts'
import type { World } from './world.ts'

/**
 * `shared`: unique names, any order, many at once on one server. `exclusive`: changes settings or counts the world, alone
 * on the shared server, and puts back what it changed. `private`: a server of its own from a template.
 */
export type Lane = 'shared' | 'exclusive' | 'private'

/** What a case needs beyond HTTP and a superuser. A launched target offers all; a bare URL offers none. */
export type Need =
  | 'private' // start a server of its own, with flags of the case's choosing
  | 'restart' // stop and start the server on the same directory
  | 'data-dir' // read and write the data directory
  | 'cli' // run the server's command line
  | 'mail-sink' // the server can reach an SMTP server on loopback
  | 'loopback-reach' // the server can reach other loopback servers
  | 'browser' // Chromium is on this machine
  | 'oracle' // the real PocketBase is built on this machine

/** Extra command line of a private server. */
export interface ServerOptions {
  /** A data directory of a stopped server: the new one starts on a copy of it. */
  readonly dataFrom?: string
  readonly flags?: readonly string[]
  readonly env?: Readonly<Record<string, string>>
  /** File name -> content, laid into the public directory before the start; a private server has an empty one otherwise. */
  readonly publicFiles?: Readonly<Record<string, string>>
}

export interface CaseContext extends World {
  /** No token. */
  readonly guest: Client
  readonly superuser: Client
  /** Opens a named claim about one exchange or one value; its checks decide it. */
  claim(name: string, exchange: Exchange): Claim
  claim(name: string, value: unknown): ValueClaim
}

export interface CaseDefinition {
  readonly lane: Lane
  readonly needs?: readonly Need[]
  readonly server?: ServerOptions
  check(context: CaseContext): Promise<void>
  /** Per claim, wrong servers it has to notice; run by the mutant tests. */
  readonly mustCatch?: Readonly<Record<string, readonly Fault[]>>
}

export interface Case extends CaseDefinition {
  readonly id: RequirementId
}

/**
 * A case of one requirement, as a value. It does nothing until a scheduler runs it.
 * @throws Error for a case that describes a server but runs on the shared one, which would not be like that.
 */
export const conform = (id: RequirementId, definition: CaseDefinition): Case => {
  if (definition.server === undefined || definition.lane === 'private') return { ...definition, id }
  throw new Error(`"${id}" describes a server of its own; its lane must be "private"`)
}

import type { Need, ServerOptions } from './case.ts'

export interface Credentials {
  readonly email: string
  readonly password: string
}

/** What a process of the server under test printed and how it ended. */
export interface CliResult {
  readonly code: number
  readonly stdout: string
  readonly stderr: string
}

/** What a command line run gets besides its arguments. */
export interface CliOptions {
  readonly stdin?: string
  readonly env?: Readonly<Record<string, string>>
  /** Without the flags that name this server's directories. */
  readonly bare?: true
}

/** What `look` sees; `what` says in words what is looked at. */
export type See = <T>(what: string, look: () => T) => T

const looking: See = (_what, look) => look()

/** How one looks at a server. */
export const seeOf = ({ see = looking }: Pick<RunningServer, 'see'>): See => see

/** A server that answers at `url`. What only a launched one has is absent for a bare URL. */
export interface RunningServer {
  readonly url: string
  readonly superuser: Credentials
  readonly dataDir?: string
  readonly publicDir?: string
  /** Keeps, or shows again, what is seen of the server beside its answers; absent: everybody looks for himself. */
  readonly see?: See
  /** The last part of what the server printed. */
  log(): string
  /** Asks it to end (SIGTERM) and answers its exit code. */
  stop(): Promise<number>
  /** Ends it as a crash would (SIGKILL). */
  kill(): Promise<void>
  /** On the same directory and port. */
  start(): Promise<void>
  restart(): Promise<void>
  /** Runs the server's own command line on this server's directory. */
  cli(args: readonly string[], options?: CliOptions): Promise<CliResult>
  /** Ends the server and removes what it left. */
  close(): Promise<void>
}

/** A server that can be judged: how it is named, what it offers, and how one is had. */
export interface Target {
  readonly name: string
  readonly version: string
  readonly capabilities: ReadonlySet<Need>
  launch(options: ServerOptions): Promise<RunningServer>
  /** Removes what launching left behind. */
  close(): Promise<void>
}

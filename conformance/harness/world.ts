import type { SmtpSink } from '../probes/smtp-sink.ts'
import type { Subscriber } from '../probes/realtime.ts'
import type { RawAnswer, RawOptions } from '../probes/raw.ts'
import type { Client } from './client.ts'
import type { Exchange } from './exchange.ts'
import type { ServerOptions } from './case.ts'
import type { RunningServer, Target } from './target.ts'

export interface CollectionHandle {
  readonly id: string
  readonly name: string
  /** `/api/collections/<name>` */
  readonly path: string
  /** `/api/collections/<name>/records` */
  readonly records: string
}

export interface Fields {
  readonly [option: string]: unknown
  readonly name?: string
  readonly type?: 'base' | 'auth' | 'view'
  readonly fields?: readonly Readonly<Record<string, unknown>>[]
}

/** A field as the server shows it. */
export type StoredField = Readonly<Record<string, unknown>> & { readonly name?: string }

export interface UserHandle {
  readonly id: string
  readonly email: string
  readonly password: string
  readonly token: string
  readonly client: Client
}

/** What a case works with besides its two clients. Everything made through it is removed after the case. */
export interface World {
  readonly server: RunningServer
  /** Version of the contract that the target claims to keep. */
  readonly version: string
  /** A name that no other case and no other run uses: `prefix` and random letters. */
  unique(prefix: string): string
  /** The superuser as who makes what the case rests on: what it asks is not judged. */
  readonly maker: Client
  /** A base collection with all rules open (`''`) unless `schema` says otherwise, under a unique name. */
  collection(schema?: Fields): Promise<CollectionHandle>
  /** Changes a collection that the case rests on: its fields to what `change` makes of those it has, and its `rest` as given. */
  changeFields(
    collection: Pick<CollectionHandle, 'path'>,
    change: (fields: readonly StoredField[]) => readonly unknown[],
    rest?: Readonly<Record<string, unknown>>,
  ): Promise<void>
  /** Creates a record as superuser; its JSON. */
  record(
    collection: CollectionHandle,
    values?: Readonly<Record<string, unknown>>,
  ): Promise<Readonly<Record<string, unknown>> & { readonly id: string }>
  /** An auth record (of `users` when no collection is given) that is signed in. */
  user(
    values?: Readonly<Record<string, unknown>>,
    collection?: CollectionHandle,
  ): Promise<UserHandle>
  /**
   * A refusal is evidence only beside an accepted request that differs in one thing. Blocks the case when the control was not
   * accepted; answers the refused exchange.
   */
  refused(control: Exchange, refused: Exchange): Exchange
  /** The exchange if the server accepted it (2xx); blocks the case otherwise. */
  accepted(exchange: Exchange): Exchange
  /** Another server, of this target or of a given one; it ends with the case (needs `private`). */
  launch(options: ServerOptions, target?: Target): Promise<RunningServer>
  /** Runs after the case, last first. */
  defer(cleanUp: () => unknown): void
  /** A new connection to `/api/realtime`. */
  realtime(client?: Client): Promise<Subscriber>
  /** An SMTP server on loopback and settings that send through it (needs `mail-sink`). */
  mailSink(): Promise<SmtpSink>
  /** Bytes over a plain TCP connection. */
  raw(bytes: string | Uint8Array | readonly string[], options?: RawOptions): Promise<RawAnswer>
}

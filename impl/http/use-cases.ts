import type { Spool } from '../files/storage.ts'
import type { Incoming } from '../request.ts'
import type { AuthRecord } from '../rules/query.ts'

/**
 * JSON text of the 200 body, without the final newline; undefined answers 204. Refusals are thrown as `ApiError`.
 */
export type Answer = Promise<string | undefined>

/** The files of one request, while it lasts. */
export interface Uploads extends Spool {
  /** Whether a part with this name can be a file of a record; others are read past. */
  wants(key: string): boolean
}

export interface RecordUseCases {
  list(collection: string, incoming: Incoming): Answer
  view(collection: string, id: string, incoming: Incoming): Answer
  create(collection: string, incoming: Incoming): Answer
  update(collection: string, id: string, incoming: Incoming): Answer
  delete(collection: string, id: string, incoming: Incoming): Answer
}

/** Called for superusers only: the route has refused everyone else. */
export interface CollectionUseCases {
  list(incoming: Incoming): Answer
  view(nameOrId: string, incoming: Incoming): Answer
  create(incoming: Incoming): Answer
  update(nameOrId: string, incoming: Incoming): Answer
  delete(nameOrId: string, incoming: Incoming): Answer
  truncate(nameOrId: string): Answer
  import(incoming: Incoming): Answer
  scaffolds(): Answer
}

export interface AuthUseCases {
  withPassword(collection: string, incoming: Incoming): Answer
  refresh(collection: string, incoming: Incoming): Answer
  methods(collection: string, incoming: Incoming): Answer
  requestOtp(collection: string, incoming: Incoming): Answer
  withOtp(collection: string, incoming: Incoming): Answer
  /** Called for superusers only. */
  impersonate(collection: string, id: string, incoming: Incoming): Answer
  fileToken(incoming: Incoming): Answer
  requestVerification(collection: string, incoming: Incoming): Answer
  confirmVerification(collection: string, incoming: Incoming): Answer
  requestPasswordReset(collection: string, incoming: Incoming): Answer
  confirmPasswordReset(collection: string, incoming: Incoming): Answer
  requestEmailChange(collection: string, incoming: Incoming): Answer
  confirmEmailChange(collection: string, incoming: Incoming): Answer
}

/** Called for superusers only, like those of collections. */
export interface SettingsUseCases {
  list(incoming: Incoming): Answer
  update(incoming: Incoming): Answer
  testEmail(incoming: Incoming): Answer
  testS3(incoming: Incoming): Answer
  appleSecret(incoming: Incoming): Answer
}

/** Called for superusers only, like those of collections. */
export interface LogUseCases {
  list(incoming: Incoming): Answer
  view(id: string): Answer
  stats(incoming: Incoming): Answer
}

/** Called for superusers only, like those of collections. */
export interface CronUseCases {
  list(): Answer
  run(id: string): Answer
}

export interface UseCases {
  readonly records: RecordUseCases
  readonly collections: CollectionUseCases
  readonly auth: AuthUseCases
  readonly settings: SettingsUseCases
  readonly logs: LogUseCases
  readonly crons: CronUseCases
}

/** The record an auth token speaks of; undefined (a guest) for a token that is not worth anything. Never rejects. */
export type Authenticate = (token: string) => Promise<AuthRecord | undefined>

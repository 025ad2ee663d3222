import type { Incoming } from '../../request.ts'
import { refusal } from '../../errors.ts'
import { readSegments, readTarget } from '../read/target.ts'
import type { Respond } from '../respond.ts'
import type { HttpRequest } from '../transport/message.ts'

/** Its files lie aside until it is disposed of. */
export interface IncomingRecord extends Incoming, AsyncDisposable {}

export type RecordAction = 'list' | 'view' | 'create' | 'update' | 'delete'

/**
 * What routes need besides their use cases. Each `incomingOf…` lets a request in: it loads who sends it, takes it from the
 * client's allowance (429) and refuses a declared length over the limit of the route (413), before any guard (http.guard.order).
 */
export interface RouteTools {
  readonly respond: Respond
  readonly incomingOf: (request: HttpRequest) => Promise<Incoming>
  /**
   * For routes below an auth collection, which limits may name by `tags`, from the particular to the general
   * (http.ratelimit.tags). An unknown collection counts nowhere.
   */
  readonly incomingOfCollection: (
    request: HttpRequest,
    tags: readonly string[],
  ) => Promise<Incoming>
  /** For record CRUD: the length comes before the allowance, and a write has the limit of its collection. */
  readonly incomingOfRecord: (
    request: HttpRequest,
    collection: string,
    action: RecordAction,
  ) => Promise<IncomingRecord>
  /** The client's address, seen through the proxies that the settings trust. */
  readonly realIpOf: (request: HttpRequest) => string
  /** Names of the headers of trusted proxies, as the settings have them. */
  readonly trustedHeaders: () => readonly string[]
  /** The success of this request is not logged (http.log.skip-success). */
  readonly quiet: (request: HttpRequest) => void
}

/**
 * `/api/collections/{collection}[/{action}[/{id}]]`: the action is `records`, or what an auth collection offers.
 */
export const readCollectionPath = (
  request: HttpRequest,
): { readonly collection: string; readonly action: string; readonly id: string } => {
  const [, , collection = '', action = '', id = ''] = readSegments(readTarget(request.url).path)
  return { collection, action, id }
}

/** http.guard.superuser-guest, http.guard.superuser-other */
export const requireSuperuser = (incoming: Incoming): void => {
  if (incoming.isSuperuser) return
  throw refusal(incoming.info.auth === undefined ? 'authRequired' : 'authNotAllowed')
}

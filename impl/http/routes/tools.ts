import type { Incoming } from '../../request.ts'
import { refusal } from '../../errors.ts'
import { readSegments, readTarget } from '../read/target.ts'
import type { Respond } from '../respond.ts'

/** Its files lie aside until it is disposed of. */
export interface IncomingRecord extends Incoming, AsyncDisposable {}

/** What routes need besides their use cases. */
export interface RouteTools {
  readonly respond: Respond
  /** Refuses a declared length over the default limit before anything else (http.bodylimit.before-guard). */
  readonly incomingOf: (request: Request) => Promise<Incoming>
  /** The same where the contract looks for the collection first: the length is checked when the body is asked for. */
  readonly incomingOfCollection: (request: Request) => Promise<Incoming>
  /** The same for record create and update, whose limit is the collection's own. */
  readonly incomingOfRecord: (request: Request, collection: string) => Promise<IncomingRecord>
  readonly realIpOf: (request: Request) => string
}

/** Collection and, behind `records`, id: `/api/collections/{collection}[/records/{id}]`. */
export const readCollectionPath = (
  request: Request,
): { readonly collection: string; readonly id: string } => {
  const [, , collection = '', , id = ''] = readSegments(readTarget(request.url).path)
  return { collection, id }
}

/** http.guard.superuser-guest, http.guard.superuser-other */
export const requireSuperuser = (incoming: Incoming): void => {
  if (incoming.isSuperuser) return
  throw refusal(incoming.info.auth === undefined ? 'authRequired' : 'authNotAllowed')
}

import type { CaseContext } from '../harness/case.ts'
import type { Client } from '../harness/client.ts'
import { createClients } from '../harness/clients.ts'
import type { RunningServer } from '../harness/target.ts'
import { resolveTarget } from '../targets/resolve.ts'

/** What is made on one server, and how the other is asked whether it knows it. */
export interface HandOver<T> {
  /** `there` speaks to the server that makes it. */
  make(there: CaseContext): Promise<T>
  /** `there` speaks to the server that found it in its directory; `what` begins the names of its claims. */
  use(there: CaseContext, made: T, what: string): Promise<void>
}

/** A server with the superuser that every launched one has. */
interface Place {
  readonly server: RunningServer
  readonly guest: Client
  readonly superuser: Client
}

const placeOf = async (server: RunningServer): Promise<Place> => ({
  server,
  ...(await createClients({ server })),
})

/**
 * Makes something on the server under test, stops it, and uses it on PocketBase, which opens a copy of its directory; then the
 * other way round. Only `server`, `guest` and `superuser` of what the two parts are given are those of the server they speak to.
 */
export const inBothDirections = async <T>(
  context: CaseContext,
  { make, use }: HandOver<T>,
): Promise<void> => {
  const { server, guest, superuser, launch, defer } = context
  const oracle = await resolveTarget('upstream')
  defer(() => oracle.close())
  const handOver = async (
    from: Place,
    open: (dataFrom: string) => Promise<RunningServer>,
    what: string,
  ): Promise<void> => {
    // What is made there goes with the server.
    const made = await make({ ...context, ...from, defer: () => undefined })
    await from.server.stop()
    const to = await placeOf(await open(from.server.dataDir ?? ''))
    await use({ ...context, ...to, defer: () => undefined }, made, what)
  }
  const toOracle = (dataFrom: string) => launch({ dataFrom }, oracle)
  await handOver({ server, guest, superuser }, toOracle, 'to PocketBase')
  const fromOracle = (dataFrom: string) => launch({ dataFrom })
  await handOver(await placeOf(await launch({}, oracle)), fromOracle, 'from PocketBase')
}

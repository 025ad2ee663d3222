import { eventually } from '../harness/eventually.ts'
import type { RunningServer } from '../harness/target.ts'
import { changeRows } from '../probes/data-dir.ts'

const link = /(http:\/\/\S+)\/_\/#\/pbinstal\/([\w-]+\.[\w-]+\.[\w-]+)/

/** Starts the server without a superuser and answers the token of the link it prints; undefined when none comes. */
export const startFresh = async (server: RunningServer): Promise<string | undefined> => {
  await server.stop()
  changeRows(server, 'data.db', 'DELETE FROM _superusers')
  const before = server.log().length
  await server.start()
  return eventually(
    () => {
      const [, base, token] = link.exec(server.log().slice(before)) ?? []
      return base === server.url ? token : undefined
    },
    (token) => token !== undefined,
  )
}

import { type App, type AppOptions, openApp } from './app.ts'
import { createHttp, type Http, type HttpOptions } from './http/server.ts'
import type { StoreOptions } from './store/embedded.ts'

export interface AssembleOptions
  extends
    Pick<StoreOptions, 'dir' | 'durable'>,
    Required<Pick<AppOptions, 'passwords'>>,
    Pick<HttpOptions, 'publicDir' | 'indexFallback' | 'origins'> {
  readonly queryTimeoutMs: number
  /** As in `AppOptions`. */
  readonly settingsKey?: string
  /** Hears, as text for people, of defects and of what nobody waits for. */
  readonly complain: (text: string) => void
}

/** The reference server on a data directory: its use cases and its HTTP face. Throws `DataDirError`. */
export const assemble = ({
  dir,
  durable,
  queryTimeoutMs,
  settingsKey = '',
  passwords,
  complain,
  ...http
}: AssembleOptions): { readonly app: App; readonly http: Http } => {
  const app = openApp({
    dir,
    ...(durable === undefined ? {} : { durable }),
    queryTimeoutMs,
    settingsKey,
    passwords,
    log(level, message, data) {
      if (level >= 4) complain(`${message} ${JSON.stringify(data ?? {})}`)
    },
  })
  return {
    app,
    http: createHttp({
      ...http,
      useCases: app.useCases,
      authenticate: app.authenticate,
      maxRecordBodyBytes: app.maxRecordBodyBytes,
      openUploads: app.openUploads,
      findCollection: app.collections.find,
      settings: app.settings,
      logs: app.logs,
      addCron: app.addCron,
      beforeRequest: () => app.store.notice(),
      clock: () => new Date(),
      report: (defect) => complain(Bun.inspect(defect)),
    }),
  }
}

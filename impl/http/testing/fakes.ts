import { ApiError } from '../../errors.ts'
import type { Collection } from '../../collections/model.ts'
import type { Incoming } from '../../request.ts'
import type { AuthRecord } from '../../rules/query.ts'
import { createHttp, type Http, type HttpOptions } from '../server.ts'
import type { UseCases } from '../use-cases.ts'

/** A use case that answers with what it was called with, so that a test sees what the edge read. */
const echo = async (call: string, incoming: Incoming): Promise<string> => {
  const body = await incoming.body()
  return JSON.stringify({
    call,
    query: Object.fromEntries(incoming.info.query),
    body: Object.fromEntries(body),
    isSuperuser: incoming.isSuperuser,
  })
}

const nothing = () => Promise.resolve(undefined)

export const fakeUseCases: UseCases = {
  records: {
    list: (collection, incoming) => echo(`list ${collection}`, incoming),
    view: (collection, id, incoming) => echo(`view ${collection} ${id}`, incoming),
    create: (collection, incoming) => echo(`create ${collection}`, incoming),
    update: (collection, id, incoming) => echo(`update ${collection} ${id}`, incoming),
    delete: nothing,
  },
  collections: {
    list: (incoming) => echo('list', incoming),
    view: (nameOrId, incoming) => echo(`view ${nameOrId}`, incoming),
    create: (incoming) => echo('create', incoming),
    update: (nameOrId, incoming) => echo(`update ${nameOrId}`, incoming),
    delete: nothing,
    truncate: nothing,
    import: nothing,
    scaffolds: () => Promise.resolve('{}'),
  },
  auth: {
    withPassword: (collection, incoming) => echo(`auth ${collection}`, incoming),
    refresh: () => Promise.reject(new ApiError({ kind: 'forbidden' })),
    methods: (collection, incoming) => echo(`methods ${collection}`, incoming),
    requestOtp: (collection, incoming) => echo(`request otp ${collection}`, incoming),
    withOtp: (collection, incoming) => echo(`otp ${collection}`, incoming),
    impersonate: (collection, id, incoming) => echo(`impersonate ${collection} ${id}`, incoming),
    fileToken: (incoming) => echo('file token', incoming),
    requestVerification: nothing,
    confirmVerification: nothing,
    requestPasswordReset: nothing,
    confirmPasswordReset: nothing,
    requestEmailChange: nothing,
    confirmEmailChange: nothing,
  },
  crons: {
    list: () => Promise.resolve('[]'),
    run: nothing,
  },
  settings: {
    list: (incoming) => echo('settings', incoming),
    update: (incoming) => echo('update settings', incoming),
    testEmail: nothing,
    testS3: () => Promise.resolve(undefined),
    appleSecret: () => Promise.resolve('{}'),
  },
  logs: {
    list: (incoming) => echo('logs', incoming),
    view: (id) => Promise.resolve(JSON.stringify({ call: `log ${id}` })),
    stats: (incoming) => echo('stats', incoming),
  },
}

const authRecordOf = (name: string): AuthRecord => ({
  id: 'record000000001',
  values: {},
  collection: {
    id: `pbc_${name}`,
    name,
    type: 'auth',
    system: false,
    fields: [],
    fieldByName: new Map(),
    indexes: [],
    rules: { listRule: null, viewRule: null, createRule: null, updateRule: null, deleteRule: null },
    options: {},
    created: '',
    updated: '',
    revision: 1,
  } satisfies Collection,
})

const tokens: ReadonlyMap<string, AuthRecord> = new Map([
  ['superuser-token', authRecordOf('_superusers')],
  ['user-token', authRecordOf('users')],
])

export interface TestHttp extends AsyncDisposable {
  readonly http: Http
  readonly port: number
  readonly defects: readonly unknown[]
  /** Sends a request over the loopback socket. */
  send(path: string, init?: RequestInit): Promise<Response>
}

/** A server on a port of the system's choice, with fakes for whatever `options` leave out. */
export const startHttp = async (options: Partial<HttpOptions> = {}): Promise<TestHttp> => {
  const defects: unknown[] = []
  const http = createHttp({
    useCases: fakeUseCases,
    authenticate: (token) => Promise.resolve(tokens.get(token)),
    clock: () => new Date(0),
    publicDir: '/nonexistent/public',
    indexFallback: true,
    origins: ['*'],
    report: (defect) => defects.push(defect),
    ...options,
  })
  const { port } = await http.listen({ hostname: '127.0.0.1', port: 0 })
  return {
    http,
    port,
    defects,
    send: (path, init) => fetch(`http://127.0.0.1:${port}${path}`, { redirect: 'manual', ...init }),
    [Symbol.asyncDispose]: () => http.stop(0),
  }
}

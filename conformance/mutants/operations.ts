import type { ShapeName } from '../../spec/shapes.ts'
import type { RequestLine } from './mutant.ts'

/** One operation of the API: a request line, what it answers, and which part of the contract speaks of it. */
export interface Operation {
  readonly id: string
  readonly method: string
  /** The whole path; `*` stands for one segment. */
  readonly path: string
  /** What a successful answer may be; none: it has no JSON body of a fixed shape. */
  readonly shapes: readonly ShapeName[]
  /** Parameters of the query that mean something here. */
  readonly query: readonly string[]
  /** Prefixes of the ids whose sentences concern this operation: only their cases can kill a generated mutant of it. */
  readonly concerns: readonly string[]
}

const listing = ['page', 'perPage', 'sort', 'filter', 'fields', 'skipTotal']
const listed = ['page.', 'sort.', 'filter.', 'fields.']

/** Sentences about any answer, and about the log of any request. */
const everywhere = [
  ...['auth', 'body', 'cors', 'error', 'fields', 'guard', 'headers', 'response', 'route'].map(
    (section) => `http.${section}`,
  ),
  'logs.request',
]

/** Sections of the collections' part that speak of more than one operation. */
const ofCollections = [
  ...['access', 'auth', 'body', 'fields', 'indexes', 'name', 'rules', 'secrets', 'shape'],
  ...['superusers', 'system', 'type', 'users', 'views'],
].map((section) => `collections.${section}`)

/** Of view, update, delete and truncate alike. */
const missingCollection = 'collections.view.missing'

const ofSchema = ['schema.', 'rules.save', 'oauth2.config']

/** Parts that speak of records whatever is done with them. */
const ofRecords = [
  ...['auth', 'body', 'collection', 'http', 'order', 'rule', 'shape', 'superusers'],
  ...['system'],
].map((section) => `records.${section}`)

const ofValues = ['values.', 'schema.', 'fields.', 'expand.', 'rules.']

const ofAuth = ['auth.common', 'auth.response', 'auth.superusers', 'auth.system', 'auth.token']

const anyCollection = ['baseCollection', 'authCollection', 'viewCollection'] as const
const oneCollection = '/api/collections/*'
const records = '/api/collections/*/records'
const oneRecord = '/api/collections/*/records/*'

/** Every operation that requests are told apart by, in the order of the contract's areas. */
export const operations: readonly Operation[] = [
  {
    id: 'health',
    method: 'GET',
    path: '/api/health',
    shapes: ['health', 'healthForSuperusers'],
    query: ['fields'],
    concerns: [...everywhere, 'health.', 'fields.'],
  },
  {
    id: 'collections.list',
    method: 'GET',
    path: '/api/collections',
    shapes: ['collections'],
    query: listing,
    concerns: [...everywhere, ...ofCollections, ...ofSchema, ...listed, 'collections.list'],
  },
  {
    id: 'collections.view',
    method: 'GET',
    path: oneCollection,
    shapes: anyCollection,
    query: ['fields'],
    concerns: [...everywhere, ...ofCollections, ...ofSchema, 'fields.', 'collections.view'],
  },
  {
    id: 'collections.create',
    method: 'POST',
    path: '/api/collections',
    shapes: anyCollection,
    query: ['fields'],
    concerns: [...everywhere, ...ofCollections, ...ofSchema, 'fields.', 'collections.create'],
  },
  {
    id: 'collections.update',
    method: 'PATCH',
    path: oneCollection,
    shapes: anyCollection,
    query: ['fields'],
    concerns: [
      ...everywhere,
      ...ofCollections,
      ...ofSchema,
      'fields.',
      'collections.update',
      missingCollection,
    ],
  },
  {
    id: 'collections.delete',
    method: 'DELETE',
    path: oneCollection,
    shapes: [],
    query: [],
    concerns: [...everywhere, ...ofCollections, 'collections.delete', missingCollection],
  },
  {
    id: 'collections.truncate',
    method: 'DELETE',
    path: '/api/collections/*/truncate',
    shapes: [],
    query: [],
    concerns: [...everywhere, 'collections.access', 'collections.truncate', missingCollection],
  },
  {
    id: 'collections.import',
    method: 'PUT',
    path: '/api/collections/import',
    shapes: [],
    query: [],
    concerns: [...everywhere, ...ofCollections, ...ofSchema, 'collections.import'],
  },
  {
    id: 'collections.scaffolds',
    method: 'GET',
    path: '/api/collections/meta/scaffolds',
    shapes: ['scaffolds'],
    query: ['fields'],
    concerns: [...everywhere, ...ofCollections, ...ofSchema, 'fields.', 'collections.scaffolds'],
  },
  {
    id: 'records.list',
    method: 'GET',
    path: records,
    shapes: ['records'],
    query: [...listing, 'expand'],
    concerns: [...everywhere, ...ofRecords, ...ofValues, ...listed, 'records.list', 'files.'],
  },
  {
    id: 'records.view',
    method: 'GET',
    path: oneRecord,
    shapes: ['record', 'authRecord'],
    query: ['fields', 'expand'],
    concerns: [...everywhere, ...ofRecords, ...ofValues, 'records.view', 'files.'],
  },
  {
    id: 'records.create',
    method: 'POST',
    path: records,
    shapes: ['record', 'authRecord'],
    query: ['fields', 'expand'],
    concerns: [...everywhere, ...ofRecords, ...ofValues, 'records.create', 'files.'],
  },
  {
    id: 'records.update',
    method: 'PATCH',
    path: oneRecord,
    shapes: ['record', 'authRecord'],
    query: ['fields', 'expand'],
    concerns: [...everywhere, ...ofRecords, ...ofValues, 'records.update', 'files.'],
  },
  {
    id: 'records.delete',
    method: 'DELETE',
    path: oneRecord,
    shapes: [],
    query: [],
    concerns: [...everywhere, ...ofRecords, 'rules.delete', 'records.delete', 'files.lifecycle'],
  },
  {
    id: 'auth.methods',
    method: 'GET',
    path: '/api/collections/*/auth-methods',
    shapes: ['authMethods'],
    query: ['fields'],
    concerns: [...everywhere, ...ofAuth, 'auth.methods', 'oauth2.methods', 'fields.'],
  },
  {
    id: 'auth.password',
    method: 'POST',
    path: '/api/collections/*/auth-with-password',
    shapes: ['authResponse'],
    query: ['fields', 'expand'],
    concerns: [...everywhere, ...ofAuth, 'auth.password', 'auth.mfa', 'rules.auth-rule', 'fields.'],
  },
  {
    id: 'auth.oauth2',
    method: 'POST',
    path: '/api/collections/*/auth-with-oauth2',
    shapes: ['authResponse'],
    query: ['fields', 'expand'],
    concerns: [...everywhere, ...ofAuth, 'oauth2.', 'rules.auth-rule', 'fields.'],
  },
  {
    id: 'auth.request-otp',
    method: 'POST',
    path: '/api/collections/*/request-otp',
    shapes: ['otpRequest'],
    query: ['fields'],
    concerns: [...everywhere, 'auth.common', 'auth.otp', 'auth.mail'],
  },
  {
    id: 'auth.otp',
    method: 'POST',
    path: '/api/collections/*/auth-with-otp',
    shapes: ['authResponse'],
    query: ['fields', 'expand'],
    concerns: [...everywhere, ...ofAuth, 'auth.otp', 'auth.mfa', 'rules.auth-rule', 'fields.'],
  },
  {
    id: 'auth.refresh',
    method: 'POST',
    path: '/api/collections/*/auth-refresh',
    shapes: ['authResponse'],
    query: ['fields', 'expand'],
    concerns: [...everywhere, ...ofAuth, 'auth.refresh', 'auth.header', 'fields.'],
  },
  {
    id: 'auth.impersonate',
    method: 'POST',
    path: '/api/collections/*/impersonate/*',
    shapes: ['authResponse'],
    query: ['fields', 'expand'],
    concerns: [...everywhere, ...ofAuth, 'auth.impersonate', 'fields.'],
  },
  ...(
    [
      ['request-verification', 'auth.verification'],
      ['confirm-verification', 'auth.verification'],
      ['request-password-reset', 'auth.password-reset'],
      ['confirm-password-reset', 'auth.password-reset'],
      ['request-email-change', 'auth.email-change'],
      ['confirm-email-change', 'auth.email-change'],
    ] as const
  ).map(([name, section]) => ({
    id: `auth.${name}`,
    method: 'POST',
    path: `/api/collections/*/${name}`,
    shapes: [],
    query: [],
    concerns: [...everywhere, 'auth.common', 'auth.mail', 'auth.token', section],
  })),
  {
    id: 'files.token',
    method: 'POST',
    path: '/api/files/token',
    shapes: ['fileToken'],
    query: ['fields'],
    concerns: [...everywhere, 'files.token', 'auth.token'],
  },
  {
    id: 'files.download',
    method: 'GET',
    path: '/api/files/*/*/*',
    shapes: [],
    query: ['thumb', 'token', 'download'],
    concerns: [...everywhere, 'files.'],
  },
  {
    id: 'realtime.connect',
    method: 'GET',
    path: '/api/realtime',
    shapes: [],
    query: [],
    concerns: [...everywhere, 'realtime.'],
  },
  {
    id: 'realtime.subscribe',
    method: 'POST',
    path: '/api/realtime',
    shapes: [],
    query: [],
    concerns: [...everywhere, 'realtime.'],
  },
  {
    id: 'batch',
    method: 'POST',
    path: '/api/batch',
    shapes: ['batch'],
    query: ['fields'],
    concerns: [...everywhere, 'batch.'],
  },
  {
    id: 'settings.list',
    method: 'GET',
    path: '/api/settings',
    shapes: ['settings'],
    query: ['fields'],
    concerns: [
      ...everywhere,
      ...['auth', 'list', 'meta', 'smtp', 's3', 'store', 'logs'].map((name) => `settings.${name}`),
      'fields.',
    ],
  },
  {
    id: 'settings.update',
    method: 'PATCH',
    path: '/api/settings',
    shapes: ['settings'],
    query: ['fields'],
    concerns: [...everywhere, 'settings.', 'fields.'],
  },
  ...(['s3', 'email'] as const).map((name) => ({
    id: `settings.test-${name}`,
    method: 'POST',
    path: `/api/settings/test/${name}`,
    shapes: [],
    query: [],
    concerns: [...everywhere, 'settings.auth', `settings.test-${name}`],
  })),
  {
    id: 'settings.apple',
    method: 'POST',
    path: '/api/settings/apple/generate-client-secret',
    shapes: ['appleClientSecret'],
    query: [],
    concerns: [...everywhere, 'settings.auth', 'settings.apple'],
  },
  {
    id: 'logs.list',
    method: 'GET',
    path: '/api/logs',
    shapes: ['logs'],
    query: listing,
    concerns: [...everywhere, ...listed, 'logs.'],
  },
  {
    id: 'logs.view',
    method: 'GET',
    path: '/api/logs/*',
    shapes: ['log'],
    query: ['fields'],
    concerns: [...everywhere, 'logs.', 'fields.'],
  },
  {
    id: 'logs.stats',
    method: 'GET',
    path: '/api/logs/stats',
    shapes: ['logStats'],
    query: ['filter', 'fields'],
    concerns: [...everywhere, 'logs.', 'fields.'],
  },
  {
    id: 'crons.list',
    method: 'GET',
    path: '/api/crons',
    shapes: ['crons'],
    query: ['fields'],
    concerns: [...everywhere, 'crons.', 'fields.'],
  },
  {
    id: 'crons.run',
    method: 'POST',
    path: '/api/crons/*',
    shapes: [],
    query: [],
    concerns: [...everywhere, 'crons.'],
  },
  {
    id: 'backups.list',
    method: 'GET',
    path: '/api/backups',
    shapes: ['backups'],
    query: ['fields'],
    concerns: [...everywhere, 'backups.', 'fields.'],
  },
  {
    id: 'backups.create',
    method: 'POST',
    path: '/api/backups',
    shapes: [],
    query: [],
    concerns: [...everywhere, 'backups.'],
  },
  {
    id: 'backups.upload',
    method: 'POST',
    path: '/api/backups/upload',
    shapes: [],
    query: [],
    concerns: [...everywhere, 'backups.'],
  },
  {
    id: 'backups.download',
    method: 'GET',
    path: '/api/backups/*',
    shapes: [],
    query: ['token'],
    concerns: [...everywhere, 'backups.'],
  },
  {
    id: 'backups.delete',
    method: 'DELETE',
    path: '/api/backups/*',
    shapes: [],
    query: [],
    concerns: [...everywhere, 'backups.'],
  },
  {
    id: 'backups.restore',
    method: 'POST',
    path: '/api/backups/*/restore',
    shapes: [],
    query: [],
    concerns: [...everywhere, 'backups.'],
  },
]

interface Pattern {
  readonly operation: Operation
  readonly segments: readonly string[]
}

/** The number of segments decides first; of two that fit, the one that spells more of the path is meant. */
const patterns: ReadonlyMap<string, readonly Pattern[]> = Map.groupBy(
  operations
    .map((operation) => ({ operation, segments: operation.path.split('/') }))
    .toSorted((a, b) => spelled(b) - spelled(a)),
  ({ operation, segments }) => `${operation.method} ${segments.length}`,
)

function spelled({ segments }: Pattern): number {
  return segments.filter((segment) => segment !== '*').length
}

/** Lines of tapes are asked about by every mutant. */
const known = new WeakMap<object, { readonly operation: Operation | undefined }>()

/** The operation that a request asks for; undefined when it is none of the contract's. */
export const operationOf = (line: Pick<RequestLine, 'method' | 'path'>): Operation | undefined => {
  let found = known.get(line)
  if (found === undefined) {
    found = { operation: findOperation(line) }
    known.set(line, found)
  }
  return found.operation
}

const findOperation = ({ method, path }: Pick<RequestLine, 'method' | 'path'>) => {
  const asked = (path.endsWith('/') ? path.slice(0, -1) : path).split('/')
  const fits = ({ segments }: Pattern): boolean =>
    segments.every((segment, index) => segment === '*' || segment === asked[index])
  return patterns.get(`${method} ${asked.length}`)?.find(fits)?.operation
}

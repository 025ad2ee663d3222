import { defaultAuthOptions } from './default-auth-options.ts'

/**
 * The six collections of a fresh data directory (schema.system.*). Their configuration is data of the
 * directory, not of this program: once written, only the rows in `_collections` count.
 */
export interface SystemCollection {
  readonly id: string
  readonly system: boolean
  readonly type: 'base' | 'auth'
  readonly name: string
  readonly fields: readonly FieldRow[]
  readonly indexes: readonly string[]
  readonly listRule: string | null
  readonly viewRule: string | null
  readonly createRule: string | null
  readonly updateRule: string | null
  readonly deleteRule: string | null
  readonly options: object
}

interface FieldRow {
  readonly id: string
  readonly name: string
  readonly type: string
  readonly [option: string]: unknown
}

type Options = Readonly<Record<string, unknown>>

/** Keys in alphabetical order, as PocketBase stores them. */
const field = (type: string, name: string, options: Options): FieldRow => {
  const all: FieldRow = {
    hidden: false,
    presentable: false,
    system: true,
    ...options,
    id: `${type}${String(Bun.hash.crc32(name))}`,
    name,
    type,
  }
  // Sorting keeps the three keys that FieldRow names.
  return Object.fromEntries(Object.entries(all).sort(([a], [b]) => (a < b ? -1 : 1))) as FieldRow
}

const text = (name: string, options: Options = {}): FieldRow =>
  field('text', name, {
    autogeneratePattern: '',
    max: 0,
    min: 0,
    pattern: '',
    primaryKey: false,
    required: false,
    ...options,
  })

const password = (options: Options): FieldRow =>
  field('password', 'password', {
    cost: 0,
    hidden: true,
    max: 0,
    min: 0,
    pattern: '',
    required: true,
    ...options,
  })

const bool = (name: string): FieldRow => field('bool', name, { required: false })

const id = text('id', {
  autogeneratePattern: '[a-z0-9]{15}',
  max: 15,
  min: 15,
  pattern: '^[a-z0-9]+$',
  primaryKey: true,
  required: true,
})
const times = (options: Options = {}): readonly FieldRow[] => [
  field('autodate', 'created', { onCreate: true, onUpdate: false, ...options }),
  field('autodate', 'updated', { onCreate: true, onUpdate: true, ...options }),
]
const collectionRef = text('collectionRef', { required: true })
const recordRef = text('recordRef', { required: true })

const authFields: readonly FieldRow[] = [
  password({ min: 8 }),
  text('tokenKey', {
    autogeneratePattern: '[a-zA-Z0-9]{50}',
    hidden: true,
    max: 60,
    min: 30,
    required: true,
  }),
  field('email', 'email', { exceptDomains: null, onlyDomains: null, required: true }),
  bool('emailVisibility'),
  bool('verified'),
]

const superusersOnly = {
  listRule: null,
  viewRule: null,
  createRule: null,
  updateRule: null,
  deleteRule: null,
}
const owner =
  "@request.auth.id != '' && recordRef = @request.auth.id && collectionRef = @request.auth.collectionId"
const ownerReads = { ...superusersOnly, listRule: owner, viewRule: owner }
const self = 'id = @request.auth.id'

const authIndexes = (table: string, collectionId: string): readonly string[] => [
  `CREATE UNIQUE INDEX \`idx_tokenKey_${collectionId}\` ON \`${table}\` (\`tokenKey\`)`,
  `CREATE UNIQUE INDEX \`idx_email_${collectionId}\` ON \`${table}\` (\`email\`) WHERE \`email\` != ''`,
]

const base = (name: string) =>
  ({ id: collectionId('base', name), system: true, type: 'base', name, options: {} }) as const

const collectionId = (type: string, name: string): string =>
  `pbc_${String(Bun.hash.crc32(type + name))}`

export interface SystemCollectionsOptions {
  readonly drawSecret: () => string
}

/** In the order of their rows, which is the default order of the collections list. */
export const systemCollections = ({
  drawSecret,
}: SystemCollectionsOptions): readonly SystemCollection[] => [
  {
    ...base('_mfas'),
    fields: [id, collectionRef, recordRef, text('method', { required: true }), ...times()],
    indexes: [
      'CREATE INDEX `idx_mfas_collectionRef_recordRef` ON `_mfas` (collectionRef,recordRef)',
    ],
    ...ownerReads,
  },
  {
    ...base('_otps'),
    fields: [
      id,
      collectionRef,
      recordRef,
      password({ cost: 8 }),
      text('sentTo', { hidden: true }),
      ...times(),
    ],
    indexes: [
      'CREATE INDEX `idx_otps_collectionRef_recordRef` ON `_otps` (collectionRef, recordRef)',
    ],
    ...ownerReads,
  },
  {
    ...base('_externalAuths'),
    fields: [
      id,
      collectionRef,
      recordRef,
      text('provider', { required: true }),
      text('providerId', { required: true }),
      ...times(),
    ],
    indexes: [
      'CREATE UNIQUE INDEX `idx_externalAuths_record_provider` ON `_externalAuths` (collectionRef, recordRef, provider)',
      'CREATE UNIQUE INDEX `idx_externalAuths_collection_provider` ON `_externalAuths` (collectionRef, provider, providerId)',
    ],
    ...ownerReads,
    deleteRule: owner,
  },
  {
    ...base('_authOrigins'),
    fields: [id, collectionRef, recordRef, text('fingerprint', { required: true }), ...times()],
    indexes: [
      'CREATE UNIQUE INDEX `idx_authOrigins_unique_pairs` ON `_authOrigins` (collectionRef, recordRef, fingerprint)',
    ],
    ...ownerReads,
    deleteRule: owner,
  },
  {
    id: collectionId('auth', '_superusers'),
    system: true,
    type: 'auth',
    name: '_superusers',
    fields: [id, ...authFields, ...times()],
    indexes: authIndexes('_superusers', collectionId('auth', '_superusers')),
    ...superusersOnly,
    options: defaultAuthOptions({ drawSecret, authTokenSeconds: 86_400 }),
  },
  {
    id: '_pb_users_auth_',
    system: false,
    type: 'auth',
    name: 'users',
    fields: [
      id,
      ...authFields,
      text('name', { max: 255, system: false }),
      field('file', 'avatar', {
        maxSelect: 1,
        maxSize: 0,
        mimeTypes: ['image/jpeg', 'image/png', 'image/svg+xml', 'image/gif', 'image/webp'],
        protected: false,
        required: false,
        system: false,
        thumbs: null,
      }),
      ...times({ system: false }),
    ],
    indexes: authIndexes('users', '_pb_users_auth_'),
    listRule: self,
    viewRule: self,
    createRule: '',
    updateRule: self,
    deleteRule: self,
    options: defaultAuthOptions({
      drawSecret,
      mappedFields: { name: 'name', avatarURL: 'avatar' },
    }),
  },
]

import type { Exchange } from './exchange.ts'

/** Something in an answer that its receiver must never see. */
export interface Leak {
  /** What it is, and where; never the secret itself. */
  readonly what: string
  readonly exchange: Exchange
}

/** Secrets of a server by what they are: token keys, token secrets, passwords of the settings, mailed codes and tokens. */
export type Secrets = readonly (readonly [what: string, text: string])[]

type JsonObject = Readonly<Record<string, unknown>>

/**
 * Looks through the answers of one case, in the order of their arrival, for what nobody may see: password hashes, token
 * keys and passwords of auth records, known secrets, sent passwords that come back, and hidden fields of records whose
 * caller is no superuser. Independent of what the case itself claims.
 */
export const findLeak = (exchanges: readonly Exchange[], secrets: Secrets): Leak | undefined => {
  const sent = exchanges.map(({ request }) => request.body ?? '').join('\n')
  const schemas = createSchemas()
  const passwords = new Set<string>()
  for (const exchange of exchanges) {
    for (const password of passwordsIn(exchange)) passwords.add(password)
    const what =
      hashIn(exchange, sent) ??
      secrets.find(([, text]) => exchange.body.includes(text))?.[0] ??
      leakedField(exchange, schemas, passwords)
    if (what !== undefined) return { what, exchange }
  }
  return undefined
}

const bcrypt = /\$2[abxy]\$\d\d\$[./A-Za-z0-9]{53}/g

/** A hash that the case itself sent, as the text of some field, is no secret. */
const hashIn = ({ body }: Exchange, sent: string): string | undefined =>
  (body.match(bcrypt) ?? []).some((hash) => !sent.includes(hash)) ? 'a password hash' : undefined

/** What a case knows of collections: those whose definition it has been answered, as they are at that time. */
interface Schemas {
  readonly learn: (definition: JsonObject) => void
  readonly find: (collectionId: unknown) => Schema | undefined
}

interface Schema {
  readonly isAuth: boolean
  readonly hidden: ReadonlySet<string>
}

const superusers = 'pbc_3142635823'

/** The system collections that every server has, with the fields that only superusers see. */
const system: readonly (readonly [id: string, schema: Schema])[] = [
  ['pbc_1638494021', { isAuth: false, hidden: new Set(['password', 'sentTo']) }],
  ['_pb_users_auth_', { isAuth: true, hidden: new Set() }],
  [superusers, { isAuth: true, hidden: new Set() }],
]

const createSchemas = (): Schemas => {
  const known = new Map<unknown, Schema>(system)
  return {
    find: (collectionId) => known.get(collectionId),
    learn({ id, type, fields }) {
      if (typeof id !== 'string' || !Array.isArray(fields)) return
      const hidden = fields.filter(isObject).filter((field) => field['hidden'] === true)
      const names = hidden.map(({ name }) => String(name))
      known.set(id, { isAuth: type === 'auth', hidden: new Set(names) })
    },
  }
}

const isObject = (value: unknown): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** Every object in a JSON value, outer ones first. */
const objectsIn = (value: unknown): readonly JsonObject[] => {
  const objects: JsonObject[] = []
  // Level by level and without recursion: an answer may nest deeper than the stack holds.
  const open: unknown[] = [value]
  for (const each of open) {
    if (typeof each !== 'object' || each === null) continue
    if (isObject(each)) objects.push(each)
    for (const inner of Object.values(each)) open.push(inner)
  }
  return objects
}

const leakedField = (
  exchange: Exchange,
  schemas: Schemas,
  passwords: ReadonlySet<string>,
): string | undefined => {
  const objects = objectsIn(exchange.json)
  for (const each of objects) if ('fields' in each && 'indexes' in each) schemas.learn(each)
  const asSuperuser = isSuperuser(exchange)
  for (const record of objects) {
    const schema = schemas.find(record['collectionId'])
    if (schema === undefined) continue
    if (schema.isAuth) {
      const shown = ['tokenKey', 'password'].find((name) => Object.hasOwn(record, name))
      if (shown !== undefined) return `the ${shown} of an auth record`
    }
    const value = Object.values(record).find(
      (one) => typeof one === 'string' && schema.isAuth && passwords.has(one),
    )
    if (value !== undefined) return 'a password that was sent before'
    // A superuser's own answer shows its hidden fields, whoever asked for it (auth.response.hidden-fields).
    if (asSuperuser || record['collectionId'] === superusers) continue
    const hidden = [...schema.hidden].find((name) => Object.hasOwn(record, name))
    if (hidden !== undefined) return `the hidden field "${hidden}"`
  }
  return undefined
}

/** By the claims of its token: one that is not valid any more only makes this check milder. */
const isSuperuser = ({ request }: Exchange): boolean => {
  const [, token = ''] =
    request.headers.find(([name]) => name.toLowerCase() === 'authorization') ?? []
  const payload = token.split('.')[1] ?? ''
  return Buffer.from(payload, 'base64url').toString().includes(`"${superusers}"`)
}

const minPasswordLength = 8

/** Passwords that a request sets or signs in with. */
const passwordsIn = ({ request }: Exchange): readonly string[] => {
  const body = parse(request.body ?? '')
  if (!isObject(body)) return []
  const { password, oldPassword } = body
  return [password, oldPassword].filter(
    (text): text is string => typeof text === 'string' && text.length >= minPasswordLength,
  )
}

const parse = (text: string): unknown => {
  try {
    return JSON.parse(text) as unknown
  } catch {
    return undefined // what is not JSON sets no password that could be told by its name
  }
}

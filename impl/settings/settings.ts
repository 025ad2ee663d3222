import { ApiError } from '../errors.ts'
import type { Incoming } from '../request.ts'
import { apiErrors } from '../../spec/errors.ts'
import type { SqlValue, Store } from '../store/store.ts'
import { formatDate } from '../values/date.ts'
import { escapeJson } from '../values/json.ts'
import type { Random } from '../values/random.ts'
import { complete, merge, Undecodable } from '../values/shape.ts'
import { type Settings, settingsShape, toShown, toStored } from './shape.ts'
import { checkSettings } from './validate.ts'

export interface SettingsContext {
  readonly store: Store
  readonly clock: () => Date
  readonly random: Random
}

const readSql = `SELECT value FROM _params WHERE id = 'settings'`

const textOf = (value: SqlValue | undefined): string =>
  value instanceof Uint8Array ? new TextDecoder().decode(value) : String(value ?? '{}')

/** The stored text, and the settings it holds with every key present. */
interface Loaded {
  readonly text: string
  readonly settings: Settings
}

/**
 * The settings of a data directory: kept in memory, swapped when they change here or in another process, and the use cases of
 * `/api/settings` (settings.list.*, settings.update.*, settings.validate.*).
 */
export const createSettings = ({ store, clock, random }: SettingsContext) => {
  const load = (): Loaded => {
    const text = textOf(store.readNow({ sql: readSql, args: [] })[0]?.[0])
    // The shape gives every key its type.
    return { text, settings: complete(settingsShape, JSON.parse(text)) as Settings }
  }
  let loaded = load()
  store.changes(({ touches }) => {
    if (touches.includes('settings')) loaded = load()
  })

  /** One attempt on what is in memory; false when somebody else has saved since. */
  const save = async (before: Loaded, next: Settings): Promise<boolean> => {
    const outcome = await store.commit({
      key: random.id(),
      touches: ['settings'],
      steps: [
        {
          kind: 'guard',
          sql: `SELECT 1 FROM _params WHERE id = 'settings' AND CAST(value AS TEXT) = ?`,
          args: [before.text],
          expect: 'some',
          tag: 'stale',
        },
        {
          kind: 'write',
          sql: `UPDATE _params SET value = CAST(? AS BLOB), updated = ? WHERE id = 'settings'`,
          args: [toStored(next), formatDate(clock())],
        },
      ],
    })
    if (outcome.kind === 'ok') return true
    if (outcome.kind === 'refused') return false
    throw new Error(`settings were not saved: ${outcome.kind}`)
  }

  return {
    /** What the other parts of the server follow; read it at each use. */
    current: (): Settings => loaded.settings,
    useCases: {
      list: (_incoming: Incoming): Promise<string> => Promise.resolve(shown(loaded.settings)),
      async update(incoming: Incoming): Promise<string> {
        const body = await readBody(incoming)
        for (;;) {
          const before = loaded
          const next = decode(before.settings, body)
          const fields = checkSettings(next)
          if (fields !== undefined) {
            throw new ApiError({ kind: 'invalid', message: apiErrors.saveSettings.message, fields })
          }
          if (await save(before, next)) return shown(next)
          loaded = load()
        }
      },
    },
  }
}

const shown = (settings: Settings): string => escapeJson(toShown(settings))

const loading = (cause: unknown): ApiError =>
  new ApiError({ kind: 'invalid', message: apiErrors.loadData.message }, { cause })

/** Whatever is wrong with the body reads the same here (http.error.first-api-error-wins). */
const readBody = async (incoming: Incoming): Promise<Readonly<Record<string, unknown>>> => {
  try {
    const body = await incoming.body()
    const isJson = incoming.info.headers.get('content_type')?.startsWith('application/json')
    return isJson === true ? Object.fromEntries(body) : nest(body)
  } catch (error) {
    if (error instanceof ApiError) throw loading(error)
    throw error
  }
}

/** A form addresses values as `section.key`; a JSON body has no such keys (settings.update.form-data). */
const nest = (body: ReadonlyMap<string, unknown>): Readonly<Record<string, unknown>> => {
  const nested: Record<string, unknown> = {}
  for (const [key, value] of body) {
    const [section = '', name] = key.split('.')
    if (name === undefined) nested[key] = value
    else nested[section] = { ...(nested[section] as object | undefined), [name]: value }
  }
  return nested
}

const decode = (current: Settings, body: Readonly<Record<string, unknown>>): Settings => {
  try {
    return merge(settingsShape, current, body) as Settings // the shape gives every key its type
  } catch (error) {
    if (error instanceof Undecodable) throw loading(error)
    throw error
  }
}

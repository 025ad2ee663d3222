import { ApiError } from '../errors.ts'
import type { Incoming } from '../request.ts'
import { apiErrors } from '../../spec/errors.ts'
import { DataDirError } from '../store/data-dir/open.ts'
import type { SqlValue, Step, Store } from '../store/store.ts'
import { formatDate } from '../values/date.ts'
import { escapeJson } from '../values/json.ts'
import type { Random } from '../values/random.ts'
import { complete } from '../values/shape.ts'
import { generateAppleSecret } from './apple.ts'
import { readOnto } from './body.ts'
import { plainSettings, type SettingsCipher } from './cipher.ts'
import { type Settings, settingsShape, toShown, toStored } from './shape.ts'
import { testS3 } from './test-s3.ts'
import { checkSettings } from './validate.ts'

export interface SettingsContext {
  readonly store: Store
  readonly clock: () => Date
  readonly random: Random
  /** Left out: the settings are kept as plain JSON. */
  readonly cipher?: SettingsCipher
}

const readSql = `SELECT value, updated FROM _params WHERE id = 'settings'`

const textOf = (value: SqlValue | undefined): string =>
  value instanceof Uint8Array ? new TextDecoder().decode(value) : String(value ?? '{}')

/** The row as it is stored, and the settings it holds with every key present. */
interface Loaded {
  readonly text: string
  readonly updated: string
  readonly settings: Settings
}

/**
 * The settings of a data directory: kept in memory, swapped when they change here or in another process, and the use cases of
 * `/api/settings` (settings.list.*, settings.update.*, settings.validate.*). Throws `DataDirError` for settings that the
 * cipher cannot open.
 */
export const createSettings = ({
  store,
  clock,
  random,
  cipher = plainSettings,
}: SettingsContext) => {
  const read = (): Loaded => {
    const [value, updated] = store.readNow({ sql: readSql, args: [] })[0] ?? []
    const text = textOf(value)
    const settings = complete(settingsShape, parse(cipher, text))
    return { text, updated: String(updated), settings }
  }
  let loaded = read()
  store.changes(({ touches, origin }) => {
    if (!touches.includes('settings')) return
    const next = read()
    // A write of another process is most often none of the settings, and who follows them takes a new object for a save.
    const isSame = next.text === loaded.text && next.updated === loaded.updated
    if (origin === 'own' || !isSame) loaded = next
  })
  const afterSave: (() => Promise<void>)[] = []

  /** Replaces the row, unless somebody else has saved since `before`. */
  const saveSteps = (before: Loaded, next: Settings): readonly Step[] => {
    const json = toStored(next)
    return [
      {
        kind: 'guard',
        sql: `SELECT 1 FROM _params WHERE id = 'settings' AND CAST(value AS TEXT) = ?`,
        args: [before.text],
        expect: 'some',
        tag: 'stale',
      },
      {
        kind: 'write',
        sql: `UPDATE _params SET value = ?, updated = ? WHERE id = 'settings'`,
        // PocketBase keeps plain settings as bytes, encrypted ones as text.
        args: [
          cipher === plainSettings ? new TextEncoder().encode(json) : cipher.seal(json),
          formatDate(clock()),
        ],
      },
    ]
  }

  /** One attempt on what is in memory; false when somebody else has saved since. */
  const save = async (before: Loaded, next: Settings): Promise<boolean> => {
    const steps = saveSteps(before, next)
    const outcome = await store.commit({ key: random.id(), touches: ['settings'], steps })
    if (outcome.kind === 'ok') return true
    if (outcome.kind === 'refused') return false
    throw new Error(`settings were not saved: ${outcome.kind}`)
  }

  const current = (): Settings => loaded.settings

  return {
    /** What the other parts of the server follow; read it at each use. */
    current,
    /** Adds what a save waits for once the new settings hold. */
    afterSave(work: () => Promise<void>): void {
      afterSave.push(work)
    },
    /**
     * The steps that make labels of rate limits follow collections to their new names (settings.effect.collection-rename);
     * none when no label is of a renamed one.
     */
    relabel(renamed: ReadonlyMap<string, string>): readonly Step[] {
      const { settings } = loaded
      const rules = settings.rateLimits.rules.map((rule) => {
        const split = rule.label.indexOf(':')
        const name = split < 0 ? undefined : renamed.get(rule.label.slice(0, split))
        return name === undefined ? rule : { ...rule, label: name + rule.label.slice(split) }
      })
      const isSame = rules.every((rule, at) => rule === settings.rateLimits.rules[at])
      if (isSame) return []
      return saveSteps(loaded, { ...settings, rateLimits: { ...settings.rateLimits, rules } })
    },
    useCases: {
      testS3: testS3({ settings: current, random }),
      appleSecret: generateAppleSecret({ clock }),
      list: (_incoming: Incoming): Promise<string> => Promise.resolve(shown(loaded.settings)),
      async update(incoming: Incoming): Promise<string> {
        const decode = await readOnto(settingsShape, loaded.settings, incoming)
        for (;;) {
          const before = loaded
          const next = decode(before.settings)
          const fields = checkSettings(next)
          if (fields !== undefined) {
            throw new ApiError({ kind: 'invalid', message: apiErrors.saveSettings.message, fields })
          }
          if (await save(before, next)) {
            for (const work of afterSave) await work()
            return shown(next)
          }
          loaded = read()
        }
      },
    },
  }
}

const parse = (cipher: SettingsCipher, text: string): unknown => {
  try {
    return JSON.parse(cipher.open(text)) as unknown
  } catch (cause) {
    throw new DataDirError(
      'invalid settings db data or missing encryption key; start with --encryptionEnv and the key they were encrypted with',
      { cause },
    )
  }
}

const shown = (settings: Settings): string => escapeJson(toShown(settings))

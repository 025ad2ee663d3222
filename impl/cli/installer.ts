import type { App } from '../app.ts'
import { issueToken } from '../auth/tokens.ts'
import type { StoredRecord } from '../records/record.ts'
import { installerEmail, superusers } from '../records/superusers.ts'
import { systemRandom } from '../values/random.ts'
import { quoteName } from '../values/sql-name.ts'
import { createSuperuser, findSuperuser } from './owner.ts'

type Say = (line: string) => void

const tokenSeconds = 30 * 60
const passwordAlphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789'

/**
 * Tells how to make the first superuser while there is none (cli.installer.*). The token in the address is that of a
 * stand-in superuser, which goes when a real one is created. No browser is opened: this server has no dashboard that would
 * take the token.
 */
export const announceInstaller = async (app: App, base: string, say: Say): Promise<void> => {
  if (await hasSuperuser(app)) return
  const clock = (): Date => new Date()
  const installer = await findOrCreateInstaller(app)
  const token = await issueToken({ clock }, installer, {
    refreshable: false,
    durationSeconds: tokenSeconds,
  })
  say('')
  say(
    "(!) Launch the URL below in the browser if it hasn't been open already to create your first superuser account:",
  )
  say(`${base}/_/#/pbinstal/${token}`)
  say(
    '(you can also create your first superuser by running: bun run plumbline superuser upsert EMAIL PASS)',
  )
  say('')
}

const hasSuperuser = async ({ store }: App): Promise<boolean> => {
  // One of two is not the stand-in. With a condition it would be a scan, for which a start would wait for a reader process.
  const sql = `SELECT email FROM ${quoteName(superusers)} LIMIT 2`
  const rows = await store.read({ sql, args: [], visits: 2 })
  return rows.some(([email]) => email !== installerEmail)
}

const findOrCreateInstaller = async (app: App): Promise<StoredRecord> => {
  const known = await findSuperuser(app, installerEmail)
  if (known !== undefined) return known
  // Nobody signs in with it; the token is the only key.
  await createSuperuser(app, installerEmail, systemRandom.text(30, passwordAlphabet))
  const installer = await findSuperuser(app, installerEmail)
  if (installer === undefined) throw new Error('The installer superuser went while it was made.')
  return installer
}
